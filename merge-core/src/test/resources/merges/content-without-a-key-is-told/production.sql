CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20));
INSERT INTO users VALUES (1, 'Ann'), (2, 'Bob');
CREATE TABLE visits (page VARCHAR(20), seen INT);
INSERT INTO visits VALUES ('a', 1), ('a', 1), ('a', 1);
