CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20));
INSERT INTO users VALUES (1, 'Ann'), (2, 'Bob'), (3, 'API'), (4, NULL);
ALTER TABLE users ADD country VARCHAR(30);
UPDATE users SET country = 'nl' WHERE id < 3;
