SET sql_mode = '';
CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin);
INSERT INTO users VALUES (1, 'Ann'), (2, 'ANN');
