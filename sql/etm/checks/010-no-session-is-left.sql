-- A session of staging holds the id of a scenario in staging's ETEngine; in production that id is somebody else's.
SELECT id
FROM ${target}.sessions
