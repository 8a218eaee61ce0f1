CREATE TABLE likes (id INT PRIMARY KEY, a INT, b INT);
INSERT INTO likes VALUES (1, 1, 1), (2, 2, 1), (3, NULL, 9), (4, 1, 2);
