CREATE TABLE scenarios (id INT PRIMARY KEY, description MEDIUMTEXT) DEFAULT CHARSET utf8mb4;
INSERT INTO scenarios VALUES (1, 'short'), (2, REPEAT('x', 70000));
