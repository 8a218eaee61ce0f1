SET sql_mode = '';
CREATE TABLE users (id INT PRIMARY KEY, v VARCHAR(30));
INSERT INTO users VALUES (1, '2012-03-04 05:06:07'), (2, '2012-03-04'), (3, 'soon');
