SELECT id FROM ${target}.scenarios WHERE user_id NOT IN (SELECT id FROM users);
