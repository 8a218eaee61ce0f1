CREATE TABLE scenarios (id INT PRIMARY KEY, title VARCHAR(255)) ENGINE=MyISAM DEFAULT CHARSET utf8 COLLATE utf8_unicode_ci;
INSERT INTO scenarios VALUES (1, 'API'), (2, 'Mijn plan');
