CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20));
INSERT INTO users VALUES (1, 'Ann'), (2, 'Bob');
CREATE TABLE texts (locale VARCHAR(5) COLLATE utf8mb4_bin, page INT, body TEXT, note VARCHAR(20) CHARACTER SET latin1, PRIMARY KEY (locale, page));
INSERT INTO texts VALUES ('en', 1, 'live', 'né'), ('nl', 1, NULL, 'a'), ('nl', 2, 'gone', 'z');
