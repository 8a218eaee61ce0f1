SET sql_mode = '';
CREATE TABLE users (id INT PRIMARY KEY, v VARCHAR(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin);
INSERT INTO users VALUES (1, 'é'), (2, 'É');
