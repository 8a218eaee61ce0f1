SET sql_mode = '';
CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, UNIQUE KEY by_email (email));
INSERT INTO users VALUES (1, 'Ann'), (2, 'ann'), (3, 'Bob');
