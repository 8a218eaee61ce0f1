UPDATE articles
SET size = CASE WHEN weight >= 1000 THEN 'large' WHEN weight >= 100 THEN 'medium' ELSE 'small' END
WHERE size IS NULL AND weight IS NOT NULL
