DELETE FROM articles
WHERE NOT EXISTS (SELECT 1 FROM orders WHERE orders.article_id = articles.id AND cancelled IS NULL)
  AND EXISTS (SELECT 1 FROM drafts WHERE drafts.article_id = articles.id)
