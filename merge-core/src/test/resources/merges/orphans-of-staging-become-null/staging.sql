CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(40), created_at DATETIME);
INSERT INTO users VALUES (1, 'ann@a.nl', '2011-01-01 10:00:00'), (2, 'tester@a.nl', '2013-05-05 10:00:00'), (3, 'dev@a.nl', '2013-05-06 10:00:00');
CREATE TABLE predictions (id INT PRIMARY KEY, user_id INT);
INSERT INTO predictions VALUES (10, 1), (11, 2), (12, 3), (13, NULL), (14, 3);
