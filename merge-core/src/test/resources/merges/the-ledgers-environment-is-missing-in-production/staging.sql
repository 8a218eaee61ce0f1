CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20));
INSERT INTO users VALUES (9, 'tester');
CREATE TABLE ar_internal_metadata (`key` VARCHAR(191) PRIMARY KEY, `value` VARCHAR(255), created_at DATETIME(6), updated_at DATETIME(6));
INSERT INTO ar_internal_metadata VALUES ('environment', 'staging', '2024-01-01', '2024-01-01'), ('schema_sha1', 'x', '2024-01-01', '2024-01-01');
