DELETE FROM carts
WHERE user_id IS NULL AND (title = 'API' OR title IS NULL)
