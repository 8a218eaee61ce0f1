CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20));
INSERT INTO users VALUES (1, 'Ann'), (2, 'Bob');
CREATE TABLE schema_version (installed_rank INT PRIMARY KEY, version VARCHAR(50), description VARCHAR(200) NOT NULL, type VARCHAR(20) NOT NULL,
  script VARCHAR(1000) NOT NULL, checksum INT, installed_by VARCHAR(100) NOT NULL, installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  execution_time INT NOT NULL, success TINYINT(1) NOT NULL);
INSERT INTO schema_version VALUES
  (1, '1.9', 'the state of 2019', 'BASELINE', 'V1.9__x.sql', 1, 'me', '2024-01-01', 3, 1);
