CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20));
INSERT INTO users VALUES (1, 'tester');
CREATE TABLE texts (locale VARCHAR(5) COLLATE utf8mb4_bin, page INT, body TEXT, note VARCHAR(20) CHARACTER SET latin1, PRIMARY KEY (locale, page));
INSERT INTO texts VALUES ('en', 1, 'a', 'b'), ('en', 2, 'new', NULL), ('nl', 1, 'x', 'y');
