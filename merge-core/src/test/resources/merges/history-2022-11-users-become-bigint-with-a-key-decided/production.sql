CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(191));
INSERT INTO users VALUES (1, 'a'), (2, NULL);
CREATE TABLE scenarios (id INT PRIMARY KEY, user_id INT);
INSERT INTO scenarios VALUES (1, 1), (2, NULL), (3, 9);
