CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(40), created_at DATETIME);
INSERT INTO users VALUES (1, 'ann@a.nl', '2011-01-01 10:00:00'), (2, 'bob@a.nl', '2011-02-02 10:00:00');
