CREATE TABLE users (id INT PRIMARY KEY, sign_in_count INT);
INSERT INTO users VALUES (1, 3), (2, 4), (3, 5), (4, 6), (5, 7), (6, 8);
