CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(40), team VARCHAR(20));
INSERT INTO users VALUES (9, 'tester', 'qa');
CREATE TABLE schema_migrations (version BIGINT PRIMARY KEY, dirty BOOLEAN NOT NULL);
INSERT INTO schema_migrations VALUES (7, 0);
