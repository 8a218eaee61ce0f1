CREATE TABLE users (id INT PRIMARY KEY, settings JSON);
