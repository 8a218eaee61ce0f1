-- A scenario without an area cannot be opened. It would come from a row whose region and country were both empty.
SELECT id, title
FROM ${target}.scenarios
WHERE area_code IS NULL OR area_code = ''
