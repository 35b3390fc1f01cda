CREATE INDEX people_changed ON people (modified, key, oid);
CREATE INDEX people_waiting ON people (waiting) WHERE waiting IS NOT NULL AND next_try IS NULL;
CREATE INDEX people_to_try_again ON people (next_try) WHERE next_try IS NOT NULL;
CREATE INDEX people_here_twice ON people (other_holder) WHERE other_holder IS NOT NULL;
CREATE INDEX people_linked ON people (head, oid) WHERE head IS NOT NULL;
CREATE INDEX people_compared ON people (compared, key, head) WHERE compared IS NOT NULL;
