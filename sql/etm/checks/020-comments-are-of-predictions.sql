-- What the data migration of 2011-08-09 did in staging: a comment of any other type is shown nowhere.
SELECT id, commentable_type
FROM ${target}.comments
WHERE commentable_type IS NULL OR commentable_type <> 'Prediction'
