SET sql_mode = '';
CREATE TABLE users (id INT, v INT, KEY by_id (id));
INSERT INTO users VALUES (1, 1), (1, 2), (2, 3);
