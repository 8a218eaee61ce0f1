SET sql_mode = '';
CREATE TABLE users (id INT PRIMARY KEY, v BIT(8));
INSERT INTO users VALUES (1, b'11'), (2, b'100');
