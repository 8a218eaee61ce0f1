CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20));
INSERT INTO users VALUES (1, 'Ann'), (2, 'Bob');
CREATE TABLE notices (id INT PRIMARY KEY, text VARCHAR(20), active TINYINT NOT NULL, updated_at DATETIME);
CREATE TABLE settings (name VARCHAR(40) PRIMARY KEY, value VARCHAR(40));
INSERT INTO notices VALUES (1, 'old', 0, NULL), (2, 'b', 0, NULL);
