CREATE TABLE users (id INT PRIMARY KEY, settings TEXT) DEFAULT CHARSET utf8mb4;
INSERT INTO users VALUES (1, '{"b":1,   "a": [1,2.50]}'), (2, NULL), (3, '"é"');
