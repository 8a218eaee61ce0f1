CREATE TABLE scenarios (id INT PRIMARY KEY, user_values LONGBLOB, user_values_old MEDIUMTEXT);
