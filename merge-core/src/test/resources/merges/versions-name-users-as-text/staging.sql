CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(40), created_at DATETIME);
INSERT INTO users VALUES (1, 'ann@a.nl', '2011-01-01 10:00:00'), (2, 'tester@a.nl', '2013-05-05 10:00:00'), (3, 'dev@a.nl', '2013-05-06 10:00:00');
CREATE TABLE versions (id INT PRIMARY KEY, item_type VARCHAR(40), item_id VARCHAR(20), whodunnit VARCHAR(40));
INSERT INTO versions VALUES (1, 'User', '1', '1'), (2, 'User', '3', '3'), (3, 'Page', '3', 'console'), (4, 'Page', '1', NULL), (5, 'User', '2', '99999999999999999999999');
