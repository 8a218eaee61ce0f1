INSERT INTO users (id, name, login_count) VALUES (1, 'Ada', 3), (2, 'Bob', 5);
INSERT INTO carts (id, user_id, title, created_at) VALUES
  (1, NULL, 'API', '2026-01-01'),
  (2, 1, 'Birthday', '2026-01-02');
