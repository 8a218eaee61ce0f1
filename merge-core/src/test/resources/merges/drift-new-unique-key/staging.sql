CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(40), UNIQUE KEY by_email (email));
