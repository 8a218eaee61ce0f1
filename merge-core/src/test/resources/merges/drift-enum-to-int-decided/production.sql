SET sql_mode = '';
CREATE TABLE users (id INT PRIMARY KEY, v ENUM('5','b'));
INSERT INTO users VALUES (1, '5'), (2, 'b');
