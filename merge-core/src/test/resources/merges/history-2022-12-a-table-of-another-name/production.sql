CREATE TABLE users_old (id INT PRIMARY KEY, name VARCHAR(255), crypted_password VARCHAR(255));
INSERT INTO users_old VALUES (1, 'Ann', 'x');
CREATE TABLE users (id INT PRIMARY KEY);
INSERT INTO users VALUES (5);
