CREATE TABLE scenarios (id INT PRIMARY KEY, user_values MEDIUMTEXT) DEFAULT CHARSET utf8mb4;
INSERT INTO scenarios VALUES (1, '---'), (2, NULL);
