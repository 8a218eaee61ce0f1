CREATE TABLE users (id INT PRIMARY KEY);
CREATE TABLE general_user_notifications (id INT PRIMARY KEY, active TINYINT(1));
