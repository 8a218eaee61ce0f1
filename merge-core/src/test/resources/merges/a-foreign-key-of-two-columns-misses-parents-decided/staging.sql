CREATE TABLE pairs (a INT, b INT, PRIMARY KEY (a, b));
INSERT INTO pairs VALUES (1, 1), (1, 2);
CREATE TABLE likes (id INT PRIMARY KEY, a INT, b INT, CONSTRAINT likes_pairs FOREIGN KEY (a, b) REFERENCES pairs (a, b));
