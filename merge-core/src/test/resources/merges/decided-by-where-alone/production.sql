CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20));
INSERT INTO users VALUES (1, 'Ann'), (2, 'Bob'), (3, NULL);
