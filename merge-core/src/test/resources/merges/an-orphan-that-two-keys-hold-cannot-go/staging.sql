CREATE TABLE users (id INT PRIMARY KEY);
INSERT INTO users VALUES (1), (2), (3);
CREATE TABLE posts (id INT PRIMARY KEY, user_id INT, FOREIGN KEY (user_id) REFERENCES users (id));
INSERT INTO posts VALUES (1, 1), (2, 3), (3, 2);
CREATE TABLE likes (id INT PRIMARY KEY, post_id INT, CONSTRAINT likes_post FOREIGN KEY (post_id) REFERENCES posts (id));
INSERT INTO likes VALUES (1, 1), (2, 2), (3, 2), (4, 3);
CREATE TABLE notes (id INT PRIMARY KEY, like_id INT, CONSTRAINT notes_like FOREIGN KEY (like_id) REFERENCES likes (id));
INSERT INTO notes VALUES (1, 1), (2, 3);
