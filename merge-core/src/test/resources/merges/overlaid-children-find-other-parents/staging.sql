CREATE TABLE roles (id INT PRIMARY KEY, name VARCHAR(20) UNIQUE);
INSERT INTO roles VALUES (1, 'guest'), (2, 'editor');
CREATE TABLE users (id INT PRIMARY KEY, role_id INT);
