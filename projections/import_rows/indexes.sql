CREATE INDEX import_rows_in_conflict ON import_rows (import, row, conflicts) WHERE conflicts <> 0;
