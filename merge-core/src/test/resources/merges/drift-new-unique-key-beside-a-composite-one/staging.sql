CREATE TABLE seats (hall INT, number INT, code VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci, PRIMARY KEY (hall, number), UNIQUE KEY by_code (code));
