CREATE INDEX import_rows_by_person ON import_rows (person) WHERE person IS NOT NULL;
