CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20));
INSERT INTO users VALUES (9, 'tester');
CREATE TABLE schema_migrations (version VARCHAR(191) NOT NULL, UNIQUE KEY unique_schema_migrations (version));
INSERT INTO schema_migrations VALUES ('1');
