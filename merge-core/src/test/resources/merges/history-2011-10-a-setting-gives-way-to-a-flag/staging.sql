CREATE TABLE scenarios (id INT PRIMARY KEY, use_fce TINYINT(1), KEY by_use (use_fce)) ENGINE=MyISAM DEFAULT CHARSET utf8;
