CREATE INDEX search_municipality ON search_people (municipality, person) WHERE municipality <> 0;
