CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20), bio TEXT);
INSERT INTO users VALUES (1, 'Ann', 'a'), (2, 'Bob', NULL);
