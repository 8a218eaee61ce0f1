CREATE TABLE votes (poll_id INT NOT NULL, user_id INT NOT NULL, round INT NOT NULL, PRIMARY KEY (poll_id, user_id));
