CREATE INDEX search_born ON search_people (born, person) WHERE born <> 0;
