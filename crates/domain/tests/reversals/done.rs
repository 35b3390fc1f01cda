//! What happened in random histories.

/// Counts, so that a simulation which does nothing is noticed.
#[derive(Debug, Default)]
pub struct Done {
    pub imports: u64,
    pub parts: u64,
    pub judged: u64,
    pub links: u64,
    pub merges: u64,
    /// Those of which more than the link came.
    pub merges_that_move_hetus: u64,
    pub merges_reversed: u64,
    pub reversals: u64,
    pub reversals_of_reversals: u64,
    pub conflicts: u64,
    pub given_up: u64,
    pub refused: u64,
}

impl Done {
    pub fn add(&mut self, other: &Done) {
        self.imports += other.imports;
        self.parts += other.parts;
        self.judged += other.judged;
        self.links += other.links;
        self.merges += other.merges;
        self.merges_that_move_hetus += other.merges_that_move_hetus;
        self.merges_reversed += other.merges_reversed;
        self.reversals += other.reversals;
        self.reversals_of_reversals += other.reversals_of_reversals;
        self.conflicts += other.conflicts;
        self.given_up += other.given_up;
        self.refused += other.refused;
    }

    pub fn all(&self) -> [u64; 12] {
        [
            self.imports,
            self.parts,
            self.judged,
            self.links,
            self.merges,
            self.merges_that_move_hetus,
            self.merges_reversed,
            self.reversals,
            self.reversals_of_reversals,
            self.conflicts,
            self.given_up,
            self.refused,
        ]
    }
}
