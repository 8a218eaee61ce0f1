CREATE TABLE users (id BIGINT PRIMARY KEY, email VARCHAR(191), UNIQUE KEY by_email (email));
CREATE TABLE scenarios (id INT PRIMARY KEY, user_id BIGINT, KEY by_user (user_id), CONSTRAINT of_user FOREIGN KEY (user_id) REFERENCES users (id));
