CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(40), team VARCHAR(20));
INSERT INTO users VALUES (9, 'tester', 'qa');
CREATE TABLE migrations (id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY, migration VARCHAR(255) NOT NULL, batch INT NOT NULL);
INSERT INTO migrations (migration, batch) VALUES ('2014_10_12_000000_create_users_table', 1), ('2024_02_01_000000_add_team_to_users', 2);
