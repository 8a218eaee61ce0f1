CREATE TABLE scenarios (id INT PRIMARY KEY, title VARCHAR(255), description TEXT) DEFAULT CHARSET utf8mb4;
INSERT INTO scenarios VALUES (1, 'Plan', 'long'), (2, NULL, NULL);
