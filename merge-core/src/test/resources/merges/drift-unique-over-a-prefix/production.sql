SET sql_mode = '';
CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(40), UNIQUE KEY by_email (email));
INSERT INTO users VALUES (1, 'anna'), (2, 'annb');
