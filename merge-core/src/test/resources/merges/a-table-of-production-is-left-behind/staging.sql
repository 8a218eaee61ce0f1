CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20));
INSERT INTO users VALUES (1, 'tester');
CREATE TABLE areas (id INT PRIMARY KEY, code VARCHAR(20));
INSERT INTO areas VALUES (1, 'nl'), (2, 'de');
