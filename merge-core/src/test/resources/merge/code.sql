CREATE FUNCTION twice (n INT) RETURNS INT DETERMINISTIC RETURN n * 2;

CREATE PROCEDURE forget (who INT) DELETE FROM users WHERE id = who;

CREATE VIEW a_last AS SELECT name, twice(id) AS doubled FROM z_first;
