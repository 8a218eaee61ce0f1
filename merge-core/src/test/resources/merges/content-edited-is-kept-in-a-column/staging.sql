CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20));
INSERT INTO users VALUES (1, 'tester');
CREATE TABLE notices (id INT PRIMARY KEY, text VARCHAR(20), active TINYINT NOT NULL, updated_at DATETIME);
INSERT INTO notices VALUES (1, 'new', 0, '2013-01-01'), (2, 'b', 1, '2013-01-01'), (3, 'c', 1, '2013-01-01');
