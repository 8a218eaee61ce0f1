CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(40), team VARCHAR(20));
INSERT INTO users VALUES (9, 'tester', 'qa');
CREATE TABLE schema_migrations (version VARCHAR(191) NOT NULL, UNIQUE KEY unique_schema_migrations (version));
INSERT INTO schema_migrations VALUES ('1'), ('2');
CREATE TABLE migrations (id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY, migration VARCHAR(255) NOT NULL, batch INT NOT NULL);
INSERT INTO migrations (migration, batch) VALUES ('a', 1), ('b', 1);
