CREATE TABLE users (id INT, v INT, PRIMARY KEY (id));
