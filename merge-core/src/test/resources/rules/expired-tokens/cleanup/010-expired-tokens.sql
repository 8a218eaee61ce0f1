DELETE FROM tokens
WHERE DATE_ADD(issued_at, INTERVAL days_valid DAY) < NOW()
   OR DATEDIFF(NOW(), used_on) > 7
