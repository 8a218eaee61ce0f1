DELETE FROM members
WHERE team_id IN (SELECT id FROM teams WHERE closed = 1) AND (role <> 'owner' OR role IS NULL)
