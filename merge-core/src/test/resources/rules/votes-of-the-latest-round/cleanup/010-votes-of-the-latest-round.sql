DELETE v FROM votes AS v
JOIN (SELECT poll_id, MAX(round) AS latest FROM votes GROUP BY poll_id) AS m ON m.poll_id = v.poll_id
WHERE v.round < m.latest
