-- 2,000,000 narrow rows with one index, 400,000 scenarios of about 1 KB with three, 100,000 users with a unique e-mail: about 700 MB with their indexes.
CREATE TABLE digits (d INT);
INSERT INTO digits VALUES (0),(1),(2),(3),(4),(5),(6),(7),(8),(9);
CREATE TABLE numbers (n INT PRIMARY KEY);
INSERT INTO numbers SELECT 1 + a.d + 10 * b.d + 100 * c.d FROM digits a, digits b, digits c;
CREATE TABLE narrow (id INT NOT NULL AUTO_INCREMENT, parent_id INT NOT NULL, value DOUBLE, flag TINYINT, PRIMARY KEY (id), KEY by_parent (parent_id));
CREATE TABLE scenarios (id INT NOT NULL AUTO_INCREMENT, user_id INT, title VARCHAR(255), area VARCHAR(60), end_year SMALLINT, user_values TEXT, updated_at DATETIME, PRIMARY KEY (id), KEY by_user (user_id), KEY by_title (title), KEY by_area (area, end_year));
CREATE TABLE users (id INT NOT NULL AUTO_INCREMENT, email VARCHAR(191) NOT NULL, name VARCHAR(191), created_at DATETIME, PRIMARY KEY (id), UNIQUE KEY by_email (email));
INSERT INTO users SELECT (b.n - 1) * 1000 + a.n, CONCAT('user', (b.n - 1) * 1000 + a.n, '@example.org'), CONCAT('Name ', a.n), '2020-01-01' FROM numbers a, numbers b WHERE b.n <= 100;
INSERT INTO scenarios SELECT (b.n - 1) * 1000 + a.n, 1 + (a.n * 7919 + b.n * 104729) % 100000, CONCAT('Scenario ', (a.n * 7919 + b.n) % 5000), ELT(1 + a.n % 4, 'nl', 'de', 'uk', 'eu'), 2020 + a.n % 40, CONCAT(REPEAT(LEFT(SHA2(a.n * 1000 + b.n, 256), 32), 28), b.n), '2024-01-01' FROM numbers a, numbers b WHERE b.n <= 400;
INSERT INTO narrow SELECT ((c.d * 200 + b.n - 1) * 1000) + a.n, 1 + (a.n * 7919 + b.n * 104729 + c.d) % 400000, a.n / 7 + b.n, a.n % 2 FROM numbers a, numbers b, digits c WHERE b.n <= 200;
DROP TABLE digits;
DROP TABLE numbers;
