CREATE INDEX acts_of_official ON acts (who, at);
