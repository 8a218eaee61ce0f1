-- Wrong versions of ETEngine's rule on stale scenarios, each a slip that a person could make; the comment above says which.
-- None is the right rule in other words: each does something else to some row, on every server.

-- protected != 1: NULL is not unequal to 1, so nothing that is stale is removed
DELETE FROM scenarios
WHERE user_id IS NULL AND protected != 1 AND description IS NULL AND (title = 'API' OR title IS NULL);

-- protected <> 1 beside NULL: a protection that was taken away counts as none
DELETE FROM scenarios
WHERE user_id IS NULL AND (protected <> 1 OR protected IS NULL) AND description IS NULL
  AND (title = 'API' OR title IS NULL);

-- protected = NULL: never true
DELETE FROM scenarios
WHERE user_id IS NULL AND protected = NULL AND description IS NULL AND (title = 'API' OR title IS NULL);

-- user_id = NULL: never true
DELETE FROM scenarios
WHERE user_id = NULL AND protected IS NULL AND description IS NULL AND (title = 'API' OR title IS NULL);

-- description = NULL: never true
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND description = NULL AND (title = 'API' OR title IS NULL);

-- title = NULL: scenarios without a title stay
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND description IS NULL AND (title = 'API' OR title = NULL);

-- IN with NULL: scenarios without a title stay
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND description IS NULL AND title IN ('API', NULL);

-- OR without brackets: every scenario without a title goes
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND description IS NULL AND title = 'API' OR title IS NULL;

-- OR without brackets, the other way round: every API scenario goes
DELETE FROM scenarios
WHERE title = 'API' OR title IS NULL AND user_id IS NULL AND protected IS NULL AND description IS NULL;

-- brackets in the wrong place
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND (description IS NULL AND title = 'API' OR title IS NULL);

-- the condition on the owner is missing
DELETE FROM scenarios
WHERE protected IS NULL AND description IS NULL AND (title = 'API' OR title IS NULL);

-- the condition on the protection is missing
DELETE FROM scenarios
WHERE user_id IS NULL AND description IS NULL AND (title = 'API' OR title IS NULL);

-- the condition on the description is missing
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND (title = 'API' OR title IS NULL);

-- the condition on the title is missing
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND description IS NULL;

-- scenarios without a title are forgotten
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND description IS NULL AND title = 'API';

-- API scenarios are forgotten
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND description IS NULL AND title IS NULL;

-- AND in place of OR: no title is both
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND description IS NULL AND (title = 'API' AND title IS NULL);

-- OR in place of AND between owner and protection
DELETE FROM scenarios
WHERE (user_id IS NULL OR protected IS NULL) AND description IS NULL AND (title = 'API' OR title IS NULL);

-- OR in place of AND between protection and description
DELETE FROM scenarios
WHERE user_id IS NULL AND (protected IS NULL OR description IS NULL) AND (title = 'API' OR title IS NULL);

-- OR in place of the last AND
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND (description IS NULL OR (title = 'API' OR title IS NULL));

-- one value that is NULL makes the whole text NULL
DELETE FROM scenarios
WHERE CONCAT(user_id, protected, description) IS NULL AND (title = 'API' OR title IS NULL);

-- title LIKE 'API%': API 2 and APIs go as well
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND description IS NULL AND (title LIKE 'API%' OR title IS NULL);

-- title LIKE '%API%': My API goes as well
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND description IS NULL AND (title LIKE '%API%' OR title IS NULL);

-- title LIKE 'API': LIKE counts trailing blanks
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND description IS NULL AND (title LIKE 'API' OR title IS NULL);

-- title REGEXP 'API': anywhere in the title
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND description IS NULL AND (title REGEXP 'API' OR title IS NULL);

-- an empty title in place of none
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND description IS NULL AND (title = 'API' OR title = '');

-- an empty title as well as none
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND description IS NULL AND (title = 'API' OR IFNULL(title, '') = '');

-- BINARY title: case, accents, width and trailing blanks count
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND description IS NULL AND (BINARY title = 'API' OR title IS NULL);

-- TRIM(title): a leading blank no longer counts
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND description IS NULL AND (TRIM(title) = 'API' OR title IS NULL);

-- the column's name in quotes is a text
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND description IS NULL AND ('title' = 'API' OR title IS NULL);

-- the name of another application
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND description IS NULL AND (title = 'ETM' OR title IS NULL);

-- a letter is missing
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND description IS NULL AND (title = 'AP' OR title IS NULL);

-- title <> 'API'
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND description IS NULL AND (title <> 'API' OR title IS NULL);

-- title IS NOT NULL
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND description IS NULL AND (title = 'API' OR title IS NOT NULL);

-- IFNULL(protected, 0) = 0: a protection that was taken away counts as none
DELETE FROM scenarios
WHERE user_id IS NULL AND IFNULL(protected, 0) = 0 AND description IS NULL AND (title = 'API' OR title IS NULL);

-- protected IS NOT TRUE: the same in other words
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NOT TRUE AND description IS NULL AND (title = 'API' OR title IS NULL);

-- NOT protected: NULL stays NULL
DELETE FROM scenarios
WHERE user_id IS NULL AND NOT protected AND description IS NULL AND (title = 'API' OR title IS NULL);

-- protected IS NOT NULL: what users saved goes, the rest stays
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NOT NULL AND description IS NULL AND (title = 'API' OR title IS NULL);

-- IFNULL(user_id, 0) = 0: user 0 counts as nobody
DELETE FROM scenarios
WHERE IFNULL(user_id, 0) = 0 AND protected IS NULL AND description IS NULL AND (title = 'API' OR title IS NULL);

-- user_id IS NOT NULL: users' scenarios go, the rest stays
DELETE FROM scenarios
WHERE user_id IS NOT NULL AND protected IS NULL AND description IS NULL AND (title = 'API' OR title IS NULL);

-- description = '': never NULL
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND description = '' AND (title = 'API' OR title IS NULL);

-- an empty description counts as none
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND (description IS NULL OR description = '')
  AND (title = 'API' OR title IS NULL);

-- description IS NOT NULL
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND description IS NOT NULL AND (title = 'API' OR title IS NULL);

-- NOT IN: with a user in the table NULL is never outside, without one everything is
DELETE FROM scenarios
WHERE user_id NOT IN (SELECT id FROM users) AND protected IS NULL AND description IS NULL
  AND (title = 'API' OR title IS NULL);

-- NOT EXISTS: owners whose account is gone no longer count
DELETE FROM scenarios
WHERE NOT EXISTS (SELECT 1 FROM users WHERE users.id = scenarios.user_id) AND protected IS NULL
  AND description IS NULL AND (title = 'API' OR title IS NULL);

-- LEFT JOIN: the same
DELETE scenarios FROM scenarios LEFT JOIN users ON users.id = scenarios.user_id
WHERE users.id IS NULL AND scenarios.protected IS NULL AND description IS NULL AND (title = 'API' OR title IS NULL);

-- JOIN: a scenario without an owner has no partner
DELETE scenarios FROM scenarios JOIN users ON users.id = scenarios.user_id
WHERE scenarios.user_id IS NULL AND protected IS NULL AND description IS NULL AND (title = 'API' OR title IS NULL);

-- the joined table is named: users are removed
DELETE users FROM users JOIN scenarios ON scenarios.user_id = users.id
WHERE protected IS NULL AND description IS NULL AND (title = 'API' OR title IS NULL);

-- another table that has a description
DELETE FROM gquery_groups
WHERE description IS NULL;

-- author in place of user_id
DELETE FROM scenarios
WHERE author IS NULL AND protected IS NULL AND description IS NULL AND (title = 'API' OR title IS NULL);

-- in_start_menu in place of protected
DELETE FROM scenarios
WHERE user_id IS NULL AND in_start_menu IS NULL AND description IS NULL AND (title = 'API' OR title IS NULL);

-- LIMIT 1, left over from a trial
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND description IS NULL AND (title = 'API' OR title IS NULL)
ORDER BY id
LIMIT 1;

-- LIMIT 10, the newest first
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND description IS NULL AND (title = 'API' OR title IS NULL)
ORDER BY id DESC
LIMIT 10;

-- presets are spared
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND description IS NULL AND (title = 'API' OR title IS NULL)
  AND in_start_menu IS NULL;

-- copies of presets are spared
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND description IS NULL AND (title = 'API' OR title IS NULL)
  AND preset_scenario_id IS NULL;

-- scenarios that a client made are spared
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND description IS NULL AND (title = 'API' OR title IS NULL)
  AND source IS NULL;

-- young scenarios are spared
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND description IS NULL AND (title = 'API' OR title IS NULL)
  AND created_at < NOW() - INTERVAL 1 YEAR;

-- scenarios with values are spared
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND description IS NULL AND (title = 'API' OR title IS NULL)
  AND user_values IS NULL;

-- low ids are spared
DELETE FROM scenarios
WHERE user_id IS NULL AND protected IS NULL AND description IS NULL AND (title = 'API' OR title IS NULL) AND id > 18;
