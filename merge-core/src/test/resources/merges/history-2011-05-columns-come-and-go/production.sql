CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20), trackable VARCHAR(255) DEFAULT '0', send_score TINYINT(1) DEFAULT 0, new_round TINYINT(1));
INSERT INTO users VALUES (1, 'Ann', '0', 1, NULL), (2, 'Bob', '1', 0, 1);
