CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20));
INSERT INTO users VALUES (1, 'Ann'), (2, 'Bob');
CREATE TABLE roles (user_id INT, role VARCHAR(20));
INSERT INTO roles VALUES (1, 'admin'), (1, 'boss'), (2, 'user');
