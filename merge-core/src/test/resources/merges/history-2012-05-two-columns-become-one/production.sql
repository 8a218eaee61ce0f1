CREATE TABLE scenarios (id INT PRIMARY KEY, country VARCHAR(255), region VARCHAR(255), type VARCHAR(255), complexity INT DEFAULT 3) ENGINE=MyISAM DEFAULT CHARSET utf8;
INSERT INTO scenarios VALUES (1, 'nl', '', NULL, 3), (2, 'nl', 'ame', 'x', 4), (3, NULL, NULL, NULL, 3);
