//! Places for work that is expensive: so many in all, and so many for each caller, so that nobody can take what others
//! need. Anyone who finds none is asked to come back.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::caller::{Caller, CallerKind};

/// So many holders are named in the log when no place is free.
const NAMED: usize = 5;

/// Places for one kind of work. What one place is, the work says: a reader, or a byte of a body. Clones share them.
#[derive(Clone)]
pub struct Places(Arc<Inner>);

struct Inner {
    work: &'static str,
    in_all: u64,
    each: u64,
    taken: Mutex<Taken>,
}

#[derive(Default)]
struct Taken {
    in_all: u64,
    /// Places of each caller, by their subject, and what the log calls them.
    by: BTreeMap<Arc<str>, (u64, Arc<str>)>,
}

/// Places that one caller holds. They are given back when it is dropped.
pub struct Place {
    places: Arc<Inner>,
    subject: Arc<str>,
    name: Arc<str>,
    held: u64,
}

/// All places are taken, or all that one caller may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("all places for {work} are taken; try again later")]
pub struct NoPlace {
    work: &'static str,
}

impl NoPlace {
    /// When it is worth asking again.
    pub const RETRY_AFTER: Duration = Duration::from_secs(5);
}

impl Places {
    /// `in_all` places, of which each caller may have `each`. The log calls the work by its name.
    pub fn new(work: &'static str, in_all: u64, each: u64) -> Places {
        Places(Arc::new(Inner { work, in_all, each, taken: Mutex::default() }))
    }

    /// One place for a caller.
    pub fn take(&self, caller: &Caller) -> Result<Place, NoPlace> {
        let mut place = self.none_yet(caller);
        place.grow(1)?;
        Ok(place)
    }

    /// A caller's holding without any place so far.
    pub fn none_yet(&self, caller: &Caller) -> Place {
        let (places, subject) = (Arc::clone(&self.0), caller.subject.as_str().into());
        Place { places, subject, name: name(caller).into(), held: 0 }
    }
}

impl Place {
    /// Takes more places; when they are not free, what is held stays as it was.
    pub fn grow(&mut self, more: u64) -> Result<(), NoPlace> {
        let Inner { work, in_all, each, .. } = *self.places;
        let mut taken = self.places.taken();
        let own = taken.by.get(&self.subject).map_or(0, |(own, _)| *own);
        if own + more > each || taken.in_all + more > in_all {
            let holders = taken.named();
            drop(taken);
            tracing::warn!(work, wanted_by = %self.name, wanted = more, each, in_all, holders, "no place is free");
            return Err(NoPlace { work });
        }
        taken.in_all += more;
        self.held += more;
        let (subject, name) = (Arc::clone(&self.subject), Arc::clone(&self.name));
        taken.by.entry(subject).or_insert((0, name)).0 += more;
        Ok(())
    }

    /// Gives everything back before it is dropped.
    pub fn give_back(&mut self) {
        let held = std::mem::take(&mut self.held);
        let mut taken = self.places.taken();
        taken.in_all -= held;
        if let Some((own, _)) = taken.by.get_mut(&self.subject) {
            *own -= held;
            if *own == 0 {
                taken.by.remove(&self.subject);
            }
        }
    }

    /// How many places are held.
    pub fn held(&self) -> u64 {
        self.held
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.give_back();
    }
}

impl Inner {
    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Taken {
    /// Who holds most, with how many.
    fn named(&self) -> String {
        let mut holders: Vec<&(u64, Arc<str>)> = self.by.values().collect();
        holders.sort_by_key(|(places, _)| std::cmp::Reverse(*places));
        let named = holders.iter().take(NAMED).map(|(places, name)| format!("{name}: {places}"));
        named.collect::<Vec<_>>().join(", ")
    }
}

/// What the log calls a caller: programs by subject and client, people not at all.
fn name(caller: &Caller) -> String {
    match (caller.kind, &caller.client) {
        (CallerKind::Person, _) => "an official".to_owned(),
        (CallerKind::Service, None) => caller.subject.clone(),
        (CallerKind::Service, Some(client)) => format!("{} ({client})", caller.subject),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caller(subject: &str) -> Caller {
        let (kind, client) = (CallerKind::Service, Some(format!("program-of-{subject}")));
        Caller { kind, subject: subject.to_owned(), client, grants: Vec::new() }
    }

    #[test]
    fn one_caller_cannot_take_the_places_of_another() {
        let places = Places::new("a test", 3, 2);
        let (first, other, third) = (caller("a"), caller("b"), caller("c"));
        let held = [places.take(&first).unwrap(), places.take(&first).unwrap()];
        assert!(places.take(&first).is_err(), "more than each may have");
        let other = places.take(&other).unwrap();
        assert!(places.take(&third).is_err(), "more than there are");
        drop(held);
        let _third = places.take(&third).unwrap();
        let _first = places.take(&first).unwrap();
        drop(other);
    }

    #[test]
    fn places_that_are_refused_are_not_held() {
        let places = Places::new("a test", 10, 8);
        let mut place = places.none_yet(&caller("a"));
        place.grow(5).unwrap();
        assert!(place.grow(4).is_err());
        assert_eq!(place.held(), 5);
        place.grow(3).unwrap();
        drop(place);
        assert_eq!(places.0.taken().in_all, 0);
        assert!(places.0.taken().by.is_empty(), "nobody is remembered who holds nothing");
    }

    #[test]
    fn those_who_hold_most_are_named_and_people_are_not() {
        let places = Places::new("a test", 100, 50);
        let official = Caller { kind: CallerKind::Person, ..caller("1.2.246.562.24.1") };
        let mut held: Vec<Place> =
            [caller("a"), caller("b"), official].iter().map(|who| places.none_yet(who)).collect();
        for (place, number) in held.iter_mut().zip([1, 3, 2]) {
            place.grow(number).unwrap();
        }
        assert_eq!(places.0.taken().named(), "b (program-of-b): 3, an official: 2, a (program-of-a): 1");
    }
}
