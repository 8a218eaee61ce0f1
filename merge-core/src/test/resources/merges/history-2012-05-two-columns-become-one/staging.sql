CREATE TABLE scenarios (id INT PRIMARY KEY, area_code VARCHAR(255), source VARCHAR(255), KEY by_source (source)) ENGINE=MyISAM DEFAULT CHARSET utf8;
