CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20));
INSERT INTO users VALUES (1, 'tester');
CREATE TABLE sessions (id INT PRIMARY KEY AUTO_INCREMENT, data TEXT, KEY (data(5)));
INSERT INTO sessions VALUES (1, 'x');
CREATE TABLE visits (page VARCHAR(20), seen INT);
INSERT INTO visits VALUES ('a', 1);
