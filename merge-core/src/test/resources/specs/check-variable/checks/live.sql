SELECT id FROM ${target}.orders
UNION SELECT id FROM ${live}.orders
