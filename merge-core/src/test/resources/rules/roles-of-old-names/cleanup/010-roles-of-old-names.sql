UPDATE users
JOIN renamed_roles ON renamed_roles.old_name = users.role
SET users.role = renamed_roles.new_name
WHERE users.locked = 0
