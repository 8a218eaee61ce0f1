-- Runs in a database with a table sizes (scenarios, users, comments). Every fifth scenario is stale, as the rule of the
-- benchmark's spec has it; the others belong to a user. digits and numbers are left for the script to drop.
CREATE TABLE digits (d INT PRIMARY KEY);
INSERT INTO digits VALUES (0),(1),(2),(3),(4),(5),(6),(7),(8),(9);
CREATE TABLE numbers (n INT PRIMARY KEY);
INSERT INTO numbers SELECT 1 + a.d + 10 * b.d + 100 * c.d + 1000 * d.d + 10000 * e.d FROM digits a, digits b, digits c, digits d, digits e;
CREATE TABLE users (
  id INT NOT NULL AUTO_INCREMENT, email VARCHAR(191) NOT NULL, name VARCHAR(191), sign_in_count INT NOT NULL DEFAULT 0, mark BIGINT NOT NULL DEFAULT 0,
  created_at DATETIME, PRIMARY KEY (id), UNIQUE KEY by_email (email)) ENGINE=InnoDB;
CREATE TABLE scenarios (
  id INT NOT NULL AUTO_INCREMENT, user_id INT, title VARCHAR(191), description TEXT, protected TINYINT(1), area_code VARCHAR(60), end_year SMALLINT,
  user_values TEXT, mark BIGINT NOT NULL DEFAULT 0, updated_at DATETIME, PRIMARY KEY (id), KEY by_user (user_id), KEY by_area (area_code, end_year)) ENGINE=InnoDB;
CREATE TABLE comments (
  id INT NOT NULL AUTO_INCREMENT, user_id INT NOT NULL, title VARCHAR(191), mark BIGINT NOT NULL DEFAULT 0, PRIMARY KEY (id),
  CONSTRAINT comments_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE) ENGINE=InnoDB;
INSERT INTO users (id, email, name, created_at) SELECT b.d * 100000 + a.n, CONCAT('user', b.d * 100000 + a.n, '@example.org'), 'first', '2020-01-01'
  FROM numbers a, digits b, sizes WHERE b.d * 100000 + a.n <= sizes.users;
INSERT INTO comments (id, user_id, title) SELECT b.d * 100000 + a.n, 1 + (a.n * 7919 + b.d) % sizes.users, 'first' FROM numbers a, digits b, sizes
  WHERE b.d * 100000 + a.n <= sizes.comments;
INSERT INTO scenarios (id, user_id, title, description, area_code, end_year, user_values, updated_at)
  SELECT id, IF(id % 5 = 0, NULL, 1 + (id * 7919) % users), IF(id % 5 = 0, 'API', 'first'), IF(id % 5 = 0, NULL, 'A plan'), ELT(1 + id % 4, 'nl', 'de', 'uk', 'eu'),
    2020 + id % 40, REPEAT(LEFT(SHA2(id, 256), 32), 8), '2024-01-01'
  FROM (SELECT (c.d * 10 + b.d) * 100000 + a.n AS id, sizes.users, sizes.scenarios FROM numbers a, digits b, digits c, sizes
    WHERE (c.d * 10 + b.d) * 100000 < sizes.scenarios) AS many WHERE id <= scenarios;
