DELETE carts, cart_lines
FROM carts
LEFT JOIN cart_lines ON cart_lines.cart_id = carts.id
LEFT JOIN customers ON customers.id = carts.customer_id
WHERE customers.id IS NULL AND carts.ordered_at IS NULL
