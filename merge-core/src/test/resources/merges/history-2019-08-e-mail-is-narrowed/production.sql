CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(255)) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_general_ci;
INSERT INTO users VALUES (1, 'ann@example.org'), (2, CONCAT(REPEAT('x', 190), '@example.org')), (3, 'Ann@example.org');
