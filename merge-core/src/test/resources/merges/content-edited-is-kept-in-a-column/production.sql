CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20));
INSERT INTO users VALUES (1, 'Ann'), (2, 'Bob');
CREATE TABLE notices (id INT PRIMARY KEY, text VARCHAR(20), active TINYINT NOT NULL, updated_at DATETIME);
INSERT INTO notices VALUES (1, 'old', 1, '2013-01-01'), (2, 'b', 0, '2013-01-01'), (4, 'd', 0, '2013-01-01');
