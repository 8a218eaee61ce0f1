CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20));
INSERT INTO users VALUES (1, 'Ann'), (2, 'Bob');
CREATE TABLE settings (name VARCHAR(40) PRIMARY KEY, value VARCHAR(40));
INSERT INTO settings VALUES ('A2', '3'), ('zoë', '4');
