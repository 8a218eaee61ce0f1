CREATE TABLE scenarios (id INT PRIMARY KEY, api_read_only TINYINT(1) DEFAULT 0, keep_compatible TINYINT(1) NOT NULL);
