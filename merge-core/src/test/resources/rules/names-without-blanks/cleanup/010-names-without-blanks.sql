UPDATE people
SET name = TRIM(name), email = LOWER(SUBSTRING_INDEX(email, '<', 1))
WHERE CHAR_LENGTH(name) <> CHAR_LENGTH(TRIM(name)) OR email LIKE '%<%'
