CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20), country VARCHAR(9));
INSERT INTO users VALUES (1, 'Ferdinand', 'nl');
