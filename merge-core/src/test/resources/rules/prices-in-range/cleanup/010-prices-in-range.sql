UPDATE prices
SET note = IF(currency = 'EUR', 'local', 'foreign')
WHERE amount BETWEEN 10 AND 20 AND currency IN ('EUR', 'USD')
