SET sql_mode = '';
CREATE TABLE users (id INT PRIMARY KEY, v ENUM('a','b'));
INSERT INTO users VALUES (1, 'a'), (2, 'b');
