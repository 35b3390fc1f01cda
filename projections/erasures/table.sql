-- Erasures that were ordered and are not yet done, by the id of the order.
CREATE TABLE erasures (
  id      BLOB PRIMARY KEY,
  ordered INTEGER NOT NULL                  -- position of ErasureOrdered
) STRICT, WITHOUT ROWID;
