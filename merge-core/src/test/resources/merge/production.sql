CREATE TABLE users (
  id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, name VARCHAR(30) CHARACTER SET utf8mb3, email VARCHAR(60), boss_id INT,
  crypted_password VARCHAR(40) NOT NULL DEFAULT '', role VARCHAR(10),
  KEY boss (boss_id)
) AUTO_INCREMENT = 90000;
INSERT INTO users VALUES (0, 'zero', '', NULL, 'x', NULL), (1, 'Ann', 'ann@example.org', NULL, 'secret', 'admin'),
  (2, 'Bob', 'bob@example.org', 1, 'secret', NULL), (3, 'Zoë', '', 2, '', 'user'), (4, NULL, '\\N', 4, '', 'user');

CREATE TABLE scenarios (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, user_id INT, title VARCHAR(50) COLLATE utf8mb4_bin,
  description TEXT CHARACTER SET latin1, protected TINYINT(1), country VARCHAR(10), region VARCHAR(10), score FLOAT,
  created_at DATETIME NOT NULL
);
INSERT INTO scenarios VALUES
  (1, NULL, 'API', NULL, NULL, 'nl', '', 1e-7, '2012-01-01 00:00:00'),
  (2, NULL, 'api', NULL, NULL, 'nl', NULL, 0.1, '2012-01-01 00:00:00'),
  (3, NULL, NULL, NULL, NULL, 'nl', 'ut', -0e0, '0000-00-00 00:00:00'),
  (4, NULL, 'API', '', NULL, 'nl', 'ut', NULL, '2012-01-01 00:00:00'),
  (5, NULL, 'API', NULL, 0, 'nl', 'ut', 16777216, '2012-01-01 00:00:00'),
  (6, 1, 'API', NULL, NULL, 'de', '', 2, '2012-01-01 00:00:00'),
  (7, 3, 'Mine 😀', 'naïve\\N\t', 1, 'de', '', 2, '2012-01-01 00:00:00'),
  (8, NULL, 'API ', NULL, NULL, 'de', 'by', 2, '2012-01-01 00:00:00'),
  (9, NULL, 'ÁPI', NULL, NULL, 'de', 'by', 2, '2012-01-01 00:00:00'),
  (10, NULL, '', NULL, NULL, 'de', 'by', 2, '2012-01-01 00:00:00');

CREATE TABLE notes (scenario_id BIGINT NOT NULL, position INT NOT NULL, body TEXT, PRIMARY KEY (scenario_id, position)) ENGINE = MyISAM;
INSERT INTO notes VALUES (1, 1, 'goes'), (1, 2, 'goes, too'), (6, 1, 'stays'), (7, 0, NULL);

CREATE TABLE old_table (id INT PRIMARY KEY);
INSERT INTO old_table VALUES (1), (2);

CREATE TABLE types (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY) AUTO_INCREMENT = 7000;

CREATE TABLE nothing (id INT PRIMARY KEY);
