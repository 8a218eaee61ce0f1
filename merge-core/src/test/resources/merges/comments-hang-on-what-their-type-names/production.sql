CREATE TABLE posts (id INT PRIMARY KEY, title VARCHAR(20), created_at DATETIME);
INSERT INTO posts VALUES (1, 'a', '2011-01-01'), (2, 'other', '2012-01-01');
CREATE TABLE people (id INT PRIMARY KEY);
INSERT INTO people VALUES (7);
CREATE TABLE comments (id INT PRIMARY KEY, commentable_type VARCHAR(40), commentable_id INT);
INSERT INTO comments VALUES (1, 'Post', 1), (2, 'Post', 2), (3, 'Post', 7), (4, 'Admin::Person', 7), (5, 'Admin::Person', 1), (6, 'Gone', 99), (7, NULL, 3);
