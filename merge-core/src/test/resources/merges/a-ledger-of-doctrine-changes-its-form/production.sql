CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20));
INSERT INTO users VALUES (1, 'Ann'), (2, 'Bob');
CREATE TABLE migration_versions (version VARCHAR(14) PRIMARY KEY);
INSERT INTO migration_versions VALUES ('20200101000000');
