CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20), KEY by_name (name));
INSERT INTO users VALUES (100, 'robot'), (101, 'tester');
