SELECT id FROM carts WHERE user_id IS NULL AND title IS NULL
