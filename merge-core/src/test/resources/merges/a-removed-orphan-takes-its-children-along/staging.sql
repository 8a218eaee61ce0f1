CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(40), created_at DATETIME);
INSERT INTO users VALUES (1, 'ann@a.nl', '2011-01-01 10:00:00'), (2, 'tester@a.nl', '2013-05-05 10:00:00'), (3, 'dev@a.nl', '2013-05-06 10:00:00');
CREATE TABLE posts (id INT PRIMARY KEY, user_id INT);
INSERT INTO posts VALUES (1, 1), (2, 3), (3, 2);
CREATE TABLE likes (id INT PRIMARY KEY, post_id INT, FOREIGN KEY (post_id) REFERENCES posts (id) ON DELETE CASCADE);
INSERT INTO likes VALUES (1, 1), (2, 2), (3, 2), (4, 3);
