-- no empty titles
UPDATE scenarios SET title = NULL WHERE title = ';';
