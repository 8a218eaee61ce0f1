CREATE TABLE scenarios (id INT PRIMARY KEY, lce_settings TEXT, api_session_key VARCHAR(255), KEY by_key (api_session_key)) ENGINE=MyISAM DEFAULT CHARSET utf8;
INSERT INTO scenarios VALUES (1, '--- {}', NULL), (2, NULL, 'k');
