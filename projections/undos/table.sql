-- Imports that are taken back, part by part.
CREATE TABLE import_undos (
  ordered INTEGER PRIMARY KEY,              -- position of ImportUndoOrdered
  import  INTEGER NOT NULL,                 -- imports.number
  kept    INTEGER NOT NULL,                 -- rows that are kept
  done    INTEGER NOT NULL                  -- 1 when no part is left
) STRICT;
CREATE INDEX import_undos_of ON import_undos (import);
CREATE INDEX import_undos_underway ON import_undos (import) WHERE done = 0;

-- Parts of which rows were undone, each by the reversal that was appended directly before it.
CREATE TABLE undone_parts (
  reversal INTEGER PRIMARY KEY,             -- acts.position
  ordered  INTEGER NOT NULL,                -- import_undos.ordered
  undone   INTEGER NOT NULL                 -- rows
) STRICT;
CREATE INDEX undone_parts_of ON undone_parts (ordered);
