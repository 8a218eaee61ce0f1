CREATE TABLE types (
  id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  f FLOAT, d DOUBLE, n DECIMAL(65,30), b BIT(13), e ENUM('', 'a', 'it''s', 'ü'), s SET('x', 'y', 'z'),
  raw BLOB, txt TEXT, l VARCHAR(20) CHARACTER SET latin1, u VARCHAR(20) CHARACTER SET utf8mb3,
  t TIME(6), y YEAR, dt DATETIME(6), da DATE, ts TIMESTAMP NULL, j JSON, big BIGINT UNSIGNED, small TINYINT(1),
  twice INT AS (small * 2) STORED,
  length INT AS (CHAR_LENGTH(txt)) VIRTUAL
) AUTO_INCREMENT = 5000;

INSERT INTO types (id, f, d, n, b, e, s, raw, txt, l, u, t, y, dt, da, ts, j, big, small) VALUES
  (0, -0e0, -0e0, 0, 0, '', '', '', '', '', '', '00:00:00', 0, '0000-00-00 00:00:00', '0000-00-00', '1970-01-01 00:00:01', 'null', 0, 0),
  (1, 1e-7, 1e-7, 12345678901234567890123456789012345.123456789012345678901234567891, b'1000000000001', '', 'x,z',
    @bytes, @nasty, 'äöÿ€', 'naïve', '-838:59:59', 2026, '2026-03-29 02:30:00.123456', '2026-00-00', '2026-03-29 01:30:00',
    '{"a": 1, "ü": [true, null, "😀"]}', 18446744073709551615, 2),
  (2, 16777217, 0.1, -0.000000000000000000000000000001, b'1111111111111', 'it''s', 'y', x'0d0a1a5c4e00', '\\N', '\\', '\t', '838:59:59', 1901,
    '9999-12-31 23:59:59.999999', '9999-12-31', NULL, '[]', 9007199254740993, -128),
  (3, 3.4028234e38, 1.7976931348623157e308, NULL, NULL, 'ü', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  (4, 1.17549435e-38, 2.2250738585072014e-308, 1, 1, 'a', 'x,y,z', 'NULL', 'line\r\nline\0end', 'a', 'b', '-00:00:00.000001', 2155,
    '1000-01-01 00:00:00', '1000-01-01', '2038-01-19 03:14:07', '"x"', 1, 127);

CREATE TABLE areas (
  id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, parent_id INT, code VARCHAR(20) NOT NULL,
  UNIQUE KEY code (code),
  CONSTRAINT fk_parent FOREIGN KEY (parent_id) REFERENCES areas (id) ON DELETE CASCADE
);
INSERT INTO areas VALUES (1, NULL, 'eu'), (2, 1, 'nl'), (3, 2, 'nl-ut'), (7, 7, 'loop');

CREATE TABLE users (
  id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, name VARCHAR(30), email VARCHAR(60) NOT NULL DEFAULT '', boss_id INT,
  role VARCHAR(10), greeting VARCHAR(60) AS (CONCAT('Hi ', name)) VIRTUAL,
  KEY name (name),
  CONSTRAINT fk_boss FOREIGN KEY (boss_id) REFERENCES users (id) ON DELETE SET NULL
) AUTO_INCREMENT = 100;
INSERT INTO users (id, name, email) VALUES (1, 'tester', 'tester@example.org'), (2, 'tester 2', '');

CREATE TABLE scenarios (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, user_id INT, title VARCHAR(50) COLLATE utf8mb4_unicode_ci,
  description TEXT, protected TINYINT(1), area_code VARCHAR(20) NOT NULL, score DOUBLE, created_at DATETIME NOT NULL,
  source VARCHAR(10), state VARCHAR(8) NOT NULL DEFAULT 'new',
  KEY title (title(10)),
  CONSTRAINT fk_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
) AUTO_INCREMENT = 900000;
INSERT INTO scenarios (id, title, area_code, created_at) VALUES (1, 'of staging', 'nl', '2026-01-01 00:00:00');

CREATE TABLE notes (
  scenario_id BIGINT NOT NULL, position INT NOT NULL, body TEXT, PRIMARY KEY (scenario_id, position),
  CONSTRAINT fk_scenario FOREIGN KEY (scenario_id) REFERENCES scenarios (id) ON DELETE CASCADE
);
INSERT INTO notes VALUES (1, 1, 'of staging');

CREATE TABLE log (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, line TEXT, FULLTEXT KEY line (line)) ENGINE = MyISAM;
INSERT INTO log VALUES (1, 'first line'), (9, 'ninth line');

CREATE TABLE keyless (a INT, b VARCHAR(10));
INSERT INTO keyless VALUES (1, 'x'), (1, 'x'), (NULL, NULL);

CREATE TABLE `odd ``name` (`a b` INT PRIMARY KEY, `select` INT, `%s` INT, `?` INT);
INSERT INTO `odd ``name` VALUES (1, 2, 3, 4);
