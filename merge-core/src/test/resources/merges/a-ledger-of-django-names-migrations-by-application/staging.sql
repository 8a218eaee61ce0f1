CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(40), team VARCHAR(20));
INSERT INTO users VALUES (9, 'tester', 'qa');
CREATE TABLE django_migrations (id BIGINT AUTO_INCREMENT PRIMARY KEY, app VARCHAR(255) NOT NULL, name VARCHAR(255) NOT NULL, applied DATETIME(6) NOT NULL);
INSERT INTO django_migrations (app, name, applied) VALUES ('auth', '0001_initial', '2024-01-01'), ('shop', '0001_initial', '2024-01-01'), ('shop', '0002_user_team', '2024-01-01');
