CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(40), UNIQUE KEY by_start (email(4)));
