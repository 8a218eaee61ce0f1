CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20), token VARCHAR(40) NOT NULL, UNIQUE KEY by_token (token));
