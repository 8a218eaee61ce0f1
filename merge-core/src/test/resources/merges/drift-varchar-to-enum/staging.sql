CREATE TABLE users (id INT PRIMARY KEY, v ENUM('a','b'));
