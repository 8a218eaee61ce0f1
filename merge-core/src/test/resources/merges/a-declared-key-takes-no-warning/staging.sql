CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(40), created_at DATETIME);
INSERT INTO users VALUES (1, 'ann@a.nl', '2011-01-01 10:00:00'), (2, 'tester@a.nl', '2013-05-05 10:00:00'), (3, 'dev@a.nl', '2013-05-06 10:00:00');
CREATE TABLE comments (id INT PRIMARY KEY, user_id INT, CONSTRAINT comments_user FOREIGN KEY (user_id) REFERENCES users (id));
