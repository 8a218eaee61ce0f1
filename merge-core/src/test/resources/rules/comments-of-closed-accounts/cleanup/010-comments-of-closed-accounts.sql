DELETE c FROM comments AS c
JOIN accounts AS a ON a.id = c.account_id
WHERE a.state = 'closed' AND a.closed_at < NOW() - INTERVAL 30 DAY
