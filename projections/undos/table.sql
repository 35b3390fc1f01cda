-- Imports that are taken back, part by part.
CREATE TABLE import_undos (
  ordered INTEGER PRIMARY KEY,              -- position of ImportUndoOrdered
  import  INTEGER NOT NULL,                 -- imports.number
  looked  INTEGER NOT NULL,                 -- rows that were looked at
  undone  INTEGER NOT NULL,                 -- rows that were undone
  kept    INTEGER NOT NULL,                 -- rows that are kept
  done    INTEGER NOT NULL                  -- 1 when no part is left
) STRICT;
CREATE INDEX import_undos_of ON import_undos (import);
CREATE INDEX import_undos_underway ON import_undos (import) WHERE done = 0;
