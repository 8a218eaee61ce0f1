CREATE TABLE codes (code VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PRIMARY KEY, v INT);
INSERT INTO codes VALUES ('a', 1), ('A', 2), ('b', 3);
