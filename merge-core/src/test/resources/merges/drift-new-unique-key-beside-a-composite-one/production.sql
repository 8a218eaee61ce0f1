CREATE TABLE seats (hall INT, number INT, code VARCHAR(20), PRIMARY KEY (hall, number));
INSERT INTO seats VALUES (1, 2, 'b'), (1, 1, 'a'), (2, 1, 'A '), (2, 2, 'c'), (2, 3, NULL), (2, 4, NULL);
