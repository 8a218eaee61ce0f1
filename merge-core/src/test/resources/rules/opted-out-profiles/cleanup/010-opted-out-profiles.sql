DELETE FROM profiles
WHERE JSON_EXTRACT(settings, '$.tracking') = FALSE OR JSON_CONTAINS(settings, '"deleted"', '$.flags')
