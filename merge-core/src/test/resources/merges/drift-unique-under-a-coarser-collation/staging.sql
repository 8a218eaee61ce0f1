CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci, UNIQUE KEY by_email (email));
