-- Letters of any case are alike in a reference, as far as ASCII goes.
CREATE INDEX import_rows_by_reference ON import_rows (tunniste COLLATE NOCASE) WHERE tunniste IS NOT NULL;
CREATE INDEX import_rows_in_conflict ON import_rows (import, row, conflicts) WHERE conflicts <> 0;
-- Few rows are withheld.
CREATE INDEX import_rows_withheld ON import_rows (import) WHERE withheld <> 0;
CREATE INDEX renumbered_by_time ON renumbered (at);
CREATE INDEX reassigned_rows_by_time ON reassigned_rows (at);
