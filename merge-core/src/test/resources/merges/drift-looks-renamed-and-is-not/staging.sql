CREATE TABLE users (id INT PRIMARY KEY, old_crypted_password VARCHAR(60));
INSERT INTO users VALUES (1, 'x1'), (2, 'x2'), (3, 'x3'), (4, 'x4'), (5, 'x5');
