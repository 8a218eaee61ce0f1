SELECT id FROM carts
