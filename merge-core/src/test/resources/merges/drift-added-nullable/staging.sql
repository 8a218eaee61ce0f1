CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20), teacher_id INT);
