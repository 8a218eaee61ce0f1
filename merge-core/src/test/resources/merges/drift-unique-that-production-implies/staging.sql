CREATE TABLE users (id INT PRIMARY KEY, a INT, b INT, UNIQUE KEY pair (a, b));
