UPDATE log_lines
SET level = 'gone'
WHERE level = 'debug'
ORDER BY logged_at, id
LIMIT 3
