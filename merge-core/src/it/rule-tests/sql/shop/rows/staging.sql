INSERT INTO users (id, name) VALUES (1, 'Tester');
INSERT INTO products (id, name) VALUES (1, 'Kettle');
