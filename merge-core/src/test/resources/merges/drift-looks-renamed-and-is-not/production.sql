CREATE TABLE users (id INT PRIMARY KEY, crypted_password VARCHAR(60));
INSERT INTO users VALUES (1, 'a1'), (2, 'a2'), (3, 'a3'), (4, 'a4'), (5, 'a5');
