//! Who is compared with a record, of all who share a key with it: those who share the rarest keys, and the most of them.
//!
//! To look up who has a key costs little; to read and compare a record is what costs. The larger a registry, the more
//! records share a key, so only so many are compared, whatever its size.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::Hash;

/// Where more records have a key, it says little.
pub const OF_ONE_KEY: usize = 60;
/// So many records at most are compared with one.
const COMPARED: usize = 60;
/// So many of them may share no more with it than one key that many have. They are some of many who do: the record itself,
/// sent a second time, is hardly ever among them.
const COMPARED_BY_CROWD: usize = 15;

/// Those who share keys with a record, each with what the shared keys say.
pub struct Choice<P>(HashMap<P, u32>);

impl<P> Default for Choice<P> {
    fn default() -> Choice<P> {
        Choice(HashMap::new())
    }
}

impl<P: Copy + Ord + Hash> Choice<P> {
    /// Adds those who have a key; some of them, when there are more than [`OF_ONE_KEY`].
    pub fn add(&mut self, holders: &[P]) {
        for holder in holders {
            *self.0.entry(*holder).or_default() += worth(holders.len());
        }
    }

    /// Those who are compared.
    pub fn chosen(self) -> Vec<P> {
        let mut all: Vec<(Reverse<u32>, P)> = self.0.into_iter().map(|(who, worth)| (Reverse(worth), who)).collect();
        all.sort_unstable();
        let known_by_more = all.partition_point(|(Reverse(worth), _)| *worth > OF_A_CROWD);
        all.truncate(COMPARED.min(known_by_more.max(COMPARED_BY_CROWD)));
        all.into_iter().map(|(_, who)| who).collect()
    }
}

/// What a key says that more than [`OF_ONE_KEY`] have.
const OF_A_CROWD: u32 = 1;

/// What a key says that so many have: one more for each halving of their number.
fn worth(holders: usize) -> u32 {
    let halvings = |of: usize| of.checked_ilog2().unwrap_or_default();
    if holders > OF_ONE_KEY { OF_A_CROWD } else { 2 + halvings(OF_ONE_KEY) - halvings(holders) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_are_compared_and_whoever_shares_rare_keys_is_among_them() {
        let many: Vec<u32> = (0..=OF_ONE_KEY as u32).collect();
        let mut choice = Choice::default();
        choice.add(&many);
        choice.add(&many.iter().map(|who| who + 1_000).collect::<Vec<_>>());
        choice.add(&[2_001, 2_002]);
        choice.add(&[2_003, 7]);
        choice.add(&[2_003]);
        let chosen = choice.chosen();
        assert_eq!(chosen[..4], [2_003, 7, 2_001, 2_002]);
        assert_eq!(chosen.len(), COMPARED_BY_CROWD, "of namesakes some are looked at");
        let mut choice = Choice::default();
        (0..3).for_each(|_| choice.add(&many));
        assert_eq!(choice.chosen().len(), COMPARED, "these share three keys");
    }

    #[test]
    fn a_key_says_the_more_the_fewer_have_it() {
        let said: Vec<u32> = [1, 2, 4, OF_ONE_KEY / 2, OF_ONE_KEY, OF_ONE_KEY + 1].into_iter().map(worth).collect();
        assert!(said.is_sorted_by(|more, fewer| more > fewer), "{said:?}");
    }
}
