-- The cleanup rule's own condition: whatever it was to remove is gone.
SELECT id, title
FROM ${target}.scenarios
WHERE user_id IS NULL AND protected IS NULL AND description IS NULL AND (title = 'API' OR title IS NULL)
