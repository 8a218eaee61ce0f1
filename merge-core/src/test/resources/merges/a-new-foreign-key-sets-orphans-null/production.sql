CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(40), created_at DATETIME);
INSERT INTO users VALUES (1, 'ann@a.nl', '2011-01-01 10:00:00'), (2, 'bob@a.nl', '2011-02-02 10:00:00');
CREATE TABLE comments (id INT PRIMARY KEY, user_id INT);
INSERT INTO comments VALUES (1, 1), (2, 7), (3, 2), (4, 8), (5, NULL);
