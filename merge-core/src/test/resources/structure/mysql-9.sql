CREATE TABLE m97 (id INT PRIMARY KEY, a INT INVISIBLE, b INT CHECK (b > 1), c TEXT DEFAULT ('abc'), v VECTOR(3),
  y VARCHAR(10) DEFAULT '😀', d VARCHAR(36) DEFAULT (uuid()), e JSON DEFAULT (json_array(1,'a,b')),
  CONSTRAINT `chk,1` CHECK (a <> 5) NOT ENFORCED, arr JSON,
  KEY f ((lower(d))), KEY mv ((cast(arr->'$[*]' AS UNSIGNED ARRAY)))) COMMENT='x'
