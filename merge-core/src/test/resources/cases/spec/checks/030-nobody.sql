SELECT id FROM users WHERE id = 0
