CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(191), UNIQUE KEY by_email (email)) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_unicode_ci;
