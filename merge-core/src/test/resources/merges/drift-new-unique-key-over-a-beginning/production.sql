CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(40));
INSERT INTO users VALUES (1, 'ann@one.example'), (2, 'ann@two.example'), (3, 'bob@one.example'), (4, NULL);
