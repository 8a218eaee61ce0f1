SET sql_mode = '';
CREATE TABLE users (id INT PRIMARY KEY, v VARCHAR(255) CHARACTER SET utf8);
INSERT INTO users VALUES (1, 'é'), (2, '气');
