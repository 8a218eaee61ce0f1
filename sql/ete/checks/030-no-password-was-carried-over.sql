-- old_crypted_password takes BCrypt of the old digest. A value that is not BCrypt is a digest copied as it was: nobody
-- could log in with it.
SELECT id
FROM ${target}.users
WHERE old_crypted_password IS NOT NULL AND old_crypted_password NOT LIKE '$2%'
