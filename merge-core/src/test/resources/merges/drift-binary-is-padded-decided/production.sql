SET sql_mode = '';
CREATE TABLE users (id INT PRIMARY KEY, v VARBINARY(4));
INSERT INTO users VALUES (1, x'01020304'), (2, x'01');
