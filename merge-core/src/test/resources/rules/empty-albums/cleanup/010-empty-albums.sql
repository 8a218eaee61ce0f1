DELETE FROM albums
WHERE (SELECT COUNT(*) FROM photos WHERE photos.album_id = albums.id AND photos.hidden = 0) < 1
