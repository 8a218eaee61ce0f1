CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(40), team VARCHAR(20));
INSERT INTO users VALUES (9, 'tester', 'qa');
CREATE TABLE doctrine_migration_versions (version VARCHAR(191) PRIMARY KEY, executed_at DATETIME, execution_time INT);
INSERT INTO doctrine_migration_versions VALUES ('DoctrineMigrations\\Version20200101000000', NULL, NULL), ('DoctrineMigrations\\Version20240201000000', NULL, NULL);
