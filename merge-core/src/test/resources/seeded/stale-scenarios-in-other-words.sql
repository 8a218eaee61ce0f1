-- The right rule on stale scenarios, written in other ways. No case may refuse them.

-- the first value of three that is not NULL
DELETE FROM scenarios
WHERE COALESCE(user_id, protected, description) IS NULL AND (title = 'API' OR title IS NULL);

-- NULL-safe equality
DELETE FROM scenarios
WHERE user_id <=> NULL AND protected <=> NULL AND description <=> NULL AND (title = 'API' OR title <=> NULL);

-- in the other order, negated
DELETE FROM scenarios
WHERE COALESCE(title, 'API') = 'API'
  AND NOT (description IS NOT NULL OR protected IS NOT NULL OR user_id IS NOT NULL);

-- the collation takes small letters for capitals
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND description IS NULL AND (title = 'api' OR title IS NULL);

-- two halves
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND description IS NULL AND title = 'API'
   OR user_id IS NULL AND protected IS NULL AND description IS NULL AND title IS NULL;

-- by an alias
DELETE s FROM scenarios s
WHERE s.user_id IS NULL AND s.protected IS NULL AND s.description IS NULL AND (s.title = 'API' OR s.title IS NULL);
