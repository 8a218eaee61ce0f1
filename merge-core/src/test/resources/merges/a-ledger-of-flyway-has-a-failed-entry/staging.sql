CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(40), team VARCHAR(20));
INSERT INTO users VALUES (9, 'tester', 'qa');
CREATE TABLE flyway_schema_history (installed_rank INT PRIMARY KEY, version VARCHAR(50), description VARCHAR(200) NOT NULL, type VARCHAR(20) NOT NULL,
  script VARCHAR(1000) NOT NULL, checksum INT, installed_by VARCHAR(100) NOT NULL, installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  execution_time INT NOT NULL, success TINYINT(1) NOT NULL);
INSERT INTO flyway_schema_history VALUES
  (1, '1', 'users', 'SQL', 'V1__x.sql', 1, 'me', '2024-01-01', 3, 1),
  (2, '1.9', 'names', 'SQL', 'V1.9__x.sql', 1, 'me', '2024-01-01', 3, 1),
  (3, '1.10', 'teams of users', 'SQL', 'V1.10__x.sql', 1, 'me', '2024-01-01', 3, 1),
  (4, NULL, 'views', 'SQL', 'R__views.sql', 1, 'me', '2024-01-01', 3, 1);
