CREATE TABLE roles (id INT PRIMARY KEY, name VARCHAR(20) UNIQUE);
INSERT INTO roles VALUES (1, 'admin'), (2, 'editor');
CREATE TABLE users (id INT PRIMARY KEY, role_id INT);
INSERT INTO users VALUES (1, 1), (2, 2), (3, 3), (4, NULL);
