CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20));
INSERT INTO users VALUES (1, 'tester');
CREATE TABLE settings (name VARCHAR(40) PRIMARY KEY, value VARCHAR(4));
INSERT INTO settings VALUES ('a', '1'), ('b', '1');
