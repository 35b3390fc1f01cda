//! How far one answer of the review queue goes: whoever sees few learners would have it read the whole queue.

use projections::pairs::query::{Item, Place};

/// So many groups are read at once, and their organisations looked up.
pub const AT_ONCE: usize = 200;
/// So many groups are compared anew for one answer, and so many of others passed over: whoever sees few learners may find
/// none among them, and goes on from there.
const COMPARED: usize = 500;
const PASSED: usize = 5_000;

/// What is shown behind a place, at most `limit`, and where it goes on; nowhere at the end. `read` gives the next groups
/// behind a place, [`AT_ONCE`] of them as long as there are so many, and of each whether the caller sees somebody in it;
/// `compare` gives one as it is now, where something of it is left.
pub fn look_through<T, E>(
    after: Option<Place>,
    limit: usize,
    read: impl Fn(Option<Place>) -> Result<Vec<(Item, bool)>, E>,
    mut compare: impl FnMut(Item) -> Result<Option<T>, E>,
) -> Result<(Vec<T>, Option<Place>), E> {
    let (mut at, mut shown, mut compared, mut passed) = (after, Vec::new(), 0, 0);
    loop {
        let found = read(at)?;
        let more = found.len() == AT_ONCE;
        for (item, seen) in found {
            let place = Some(item.place);
            if !seen {
                (at, passed) = (place, passed + 1);
                continue;
            }
            if shown.len() == limit || compared == COMPARED {
                return Ok((shown, at));
            }
            (at, compared) = (place, compared + 1);
            shown.extend(compare(item)?);
        }
        if !more || passed >= PASSED {
            return Ok((shown, at.filter(|_| more)));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::convert::Infallible;

    use events::PersonOid;

    use super::*;

    /// A queue of so many groups.
    struct Queue {
        groups: usize,
        /// Whose the caller's are.
        sees: fn(usize) -> bool,
        /// Of which something is left.
        left: fn(usize) -> bool,
    }

    /// What one answer took.
    #[derive(Default)]
    struct Cost {
        read: Cell<usize>,
        compared: Cell<usize>,
    }

    fn place(number: usize) -> Place {
        Place { points: 90, item: PersonOid::from_number(number as u64) }
    }

    impl Queue {
        fn answer(&self, after: Option<Place>, limit: usize) -> (Vec<usize>, Option<Place>, Cost) {
            let cost = Cost::default();
            let read = |after: Option<Place>| {
                let first = after.map_or(0, |place| place.item.number() as usize + 1);
                let found: Vec<_> = (first..self.groups.min(first + AT_ONCE))
                    .map(|number| (Item { place: place(number), pairs: Vec::new() }, (self.sees)(number)))
                    .collect();
                cost.read.set(cost.read.get() + found.len());
                Ok::<_, Infallible>(found)
            };
            let compare = |item: Item| {
                cost.compared.set(cost.compared.get() + 1);
                Ok(Some(item.place.item.number() as usize).filter(|number| (self.left)(*number)))
            };
            let Ok((shown, next)) = look_through(after, limit, read, compare);
            (shown, next, cost)
        }

        /// All that is shown to whoever goes on to the end, and in how many answers; none of them costs more than it may.
        fn all(&self, limit: usize) -> (Vec<usize>, usize) {
            let (mut all, mut after, mut answers) = (Vec::new(), None, 0);
            loop {
                let (shown, next, cost) = self.answer(after, limit);
                assert!(shown.len() <= limit && cost.compared.get() <= COMPARED);
                assert!(cost.read.get() <= PASSED + COMPARED + 2 * AT_ONCE, "{} were read", cost.read.get());
                all.extend(shown);
                answers += 1;
                if next.is_none() {
                    return (all, answers);
                }
                assert!(next.map(|place| place.item) > after.map(|place| place.item), "it goes on");
                after = next;
            }
        }
    }

    #[test]
    fn whoever_sees_nobody_reads_a_part_of_the_queue_at_a_time_and_comes_to_its_end() {
        let queue = Queue { groups: 12_345, sees: |_| false, left: |_| true };
        let (shown, next, cost) = queue.answer(None, 20);
        assert_eq!((shown.len(), cost.compared.get(), next), (0, 0, Some(place(PASSED - 1))));
        assert_eq!(queue.all(20), (Vec::new(), 3));
    }

    #[test]
    fn whoever_sees_few_learners_is_shown_each_of_their_groups_once() {
        let sees = |number| [0, 4_999, 5_000, 11_998, 11_999].contains(&number);
        let queue = Queue { groups: 12_000, sees, left: |_| true };
        for limit in [1, 2, 20] {
            assert_eq!(queue.all(limit).0, [0, 4_999, 5_000, 11_998, 11_999], "{limit} at a time");
        }
    }

    #[test]
    fn groups_of_which_nothing_is_left_are_compared_a_part_at_a_time() {
        let queue = Queue { groups: 1_700, sees: |_| true, left: |number| number == 1_650 };
        let (shown, next, cost) = queue.answer(None, 20);
        assert_eq!((shown.len(), cost.compared.get(), next), (0, COMPARED, Some(place(COMPARED - 1))));
        assert_eq!(queue.all(20), (vec![1_650], 4));
    }

    #[test]
    fn the_last_answer_says_that_nothing_follows() {
        let queue = Queue { groups: 40, sees: |_| true, left: |_| true };
        assert_eq!(queue.all(20), ((0..40).collect(), 2));
        assert_eq!(Queue { groups: 0, ..queue }.all(20), (Vec::new(), 1));
    }
}
