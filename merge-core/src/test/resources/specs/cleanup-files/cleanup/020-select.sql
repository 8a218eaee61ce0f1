-- look
SELECT 1
