CREATE TABLE comments (id INT PRIMARY KEY, commentable_id INT, commentable_type VARCHAR(255));
CREATE TABLE predictions (id INT PRIMARY KEY);
INSERT INTO predictions VALUES (7);
