DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND description IS NULL AND (title = 'API' OR title IS NULL)
