UPDATE a JOIN b ON a.id = b.id
SET x = 1
