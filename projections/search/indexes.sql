CREATE INDEX search_organisations ON search_people (organisations);
CREATE INDEX search_municipality ON search_people (municipality, person) WHERE municipality <> 0;
