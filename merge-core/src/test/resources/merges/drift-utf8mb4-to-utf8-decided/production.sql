SET sql_mode = '';
CREATE TABLE users (id INT PRIMARY KEY, v VARCHAR(9) CHARACTER SET utf8mb4);
INSERT INTO users VALUES (1, 'é'), (2, '🌍');
