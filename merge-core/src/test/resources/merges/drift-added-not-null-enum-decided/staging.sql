CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20), role ENUM('guest','admin') NOT NULL);
