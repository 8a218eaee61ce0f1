SET sql_mode = '';
CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(40));
INSERT INTO users VALUES (1, 'a'), (2, 'b'), (3, 'a'), (4, NULL), (5, NULL);
