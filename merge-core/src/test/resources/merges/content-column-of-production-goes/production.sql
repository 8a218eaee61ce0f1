CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20));
INSERT INTO users VALUES (1, 'Ann'), (2, 'Bob');
CREATE TABLE notices (id INT PRIMARY KEY, text VARCHAR(20), active TINYINT NOT NULL, updated_at DATETIME);
INSERT INTO notices VALUES (1, 'a', 0, NULL);
ALTER TABLE notices ADD mark INT;
UPDATE notices SET mark = 1;
