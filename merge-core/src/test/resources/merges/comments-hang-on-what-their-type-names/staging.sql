CREATE TABLE posts (id INT PRIMARY KEY, title VARCHAR(20), created_at DATETIME);
INSERT INTO posts VALUES (1, 'a', '2011-01-01'), (2, 'b', '2013-01-01');
CREATE TABLE people (id INT PRIMARY KEY);
INSERT INTO people VALUES (7);
CREATE TABLE comments (id INT PRIMARY KEY, commentable_type VARCHAR(40), commentable_id INT);
