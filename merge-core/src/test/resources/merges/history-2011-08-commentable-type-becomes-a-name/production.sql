CREATE TABLE comments (id INT PRIMARY KEY, commentable_id INT, commentable_type INT);
INSERT INTO comments VALUES (1, 7, 0), (2, 7, NULL);
CREATE TABLE predictions (id INT PRIMARY KEY);
INSERT INTO predictions VALUES (7);
