CREATE INDEX search_born ON search_people (born, person) WHERE born <> 0;
CREATE INDEX search_municipality ON search_people (municipality, person) WHERE municipality <> 0;
CREATE INDEX search_contact ON search_contacts (value);
