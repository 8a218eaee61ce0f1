CREATE TABLE scenarios (id INT PRIMARY KEY, protected TINYINT(1));
INSERT INTO scenarios VALUES (1, 1), (2, 0), (3, NULL);
