//! People by what programs say of them: OIDs, hetu, words of their names, whether they are passive or linked.

use domain::Person;
use events::{Day, Instant, PersonOid};
use matching::SearchWords;
use projections::counts::query::Scope;
use projections::people::links::all_shown;
use projections::search::lists::{each_changed, living_in, with_contact};
use projections::search::query::{Question, found};

use crate::{App, AppError};

/// So many are looked at who have such names.
const MOST_NAMED: usize = 40_000;
/// So many are told at once where nobody says how many.
const MOST: u64 = 50_000;
/// So many persons of one telephone number.
const MOST_OF_CONTACT: usize = 1_000;

/// Whom a program wants. What is absent narrows nothing. Not `Debug`: it may hold a name or a hetu.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Only these.
    pub oids: Option<Vec<PersonOid>>,
    /// Whose present hetu it is.
    pub hetu: Option<String>,
    /// Passive or linked to another record, or neither.
    pub passive: Option<bool>,
    /// Linked to another record, or not.
    pub member: Option<bool>,
    /// Words that begin words of their names.
    pub name: Option<String>,
    /// Changed at this instant or later.
    pub since: Option<Instant>,
}

/// Is the OID of a person not to be used any more? That of a linked record is its head's from then on.
pub fn is_passive(person: &Person) -> bool {
    person.passive.is_some() || person.link.is_some() || person.void
}

impl Wanted {
    fn fits(&self, person: &Person) -> bool {
        self.passive.is_none_or(|passive| passive == is_passive(person))
            && self.member.is_none_or(|member| member == person.link.is_some())
            && self.since.is_none_or(|since| person.modified_at >= since)
    }
}

/// The order of a list of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sorted {
    /// By surname and call name.
    ByName,
    /// By when they changed.
    ByChange,
}

impl App {
    /// The people who are wanted. Where nothing but flags is said, they come in the order of change.
    pub async fn wanted(
        &self,
        wanted: Wanted,
        sorted: Sorted,
        (skip, limit): (u64, Option<u64>),
    ) -> Result<Vec<Person>, AppError> {
        let by_hetu = match &wanted.hetu {
            Some(hetu) => Some(self.records_by_hetus(vec![hetu.clone()]).await?),
            None => None,
        };
        self.caught_up().await;
        self.ask(move |connection| {
            let (skip, limit) = (size(skip), size(limit.unwrap_or(MOST).min(MOST)));
            let of_oids = |oids: &Vec<PersonOid>| all_shown(connection, oids);
            let base = match (by_hetu, &wanted.oids, &wanted.name) {
                (Some(holder), oids, _) => {
                    let among = |person: &Person| oids.as_ref().is_none_or(|oids| oids.contains(&person.oid));
                    holder.into_iter().filter(among).collect()
                }
                (None, Some(oids), _) => of_oids(oids)?,
                (None, None, Some(name)) => named(connection, name)?,
                (None, None, None) => {
                    let (mut passed, mut people) = (0, Vec::new());
                    each_changed(connection, wanted.since.unwrap_or(Instant::from_millis(0)), |person| {
                        if wanted.fits(&person) {
                            passed += 1;
                            people.extend((passed > skip).then_some(person));
                        }
                        people.len() < limit
                    })?;
                    return Ok(people);
                }
            };
            let words = wanted.name.as_deref().map(SearchWords::of);
            let is_named = |person: &Person| words.as_ref().is_none_or(|words| has_words(person, words));
            let mut people: Vec<Person> =
                base.into_iter().filter(|person| wanted.fits(person) && is_named(person)).collect();
            match sorted {
                Sorted::ByName => people.sort_by(|one, other| by_name(one).cmp(&by_name(other))),
                Sorted::ByChange => people.sort_by_key(|person| (person.modified_at, person.position)),
            }
            Ok(people.into_iter().skip(skip).take(limit).collect())
        })
        .await
    }

    /// Everybody whose names begin as was typed, as the search for learners of today's registry has it: a surname and first
    /// names behind a comma, a surname behind first names, or the beginning of any name. In the order of their names.
    pub async fn named_like(&self, typed: &str, with_passive: bool) -> Result<Vec<Person>, AppError> {
        let typed = Typed::of(typed);
        self.caught_up().await;
        self.ask(move |connection| {
            let mut people = named(connection, &typed.whole)?;
            people.retain(|person| typed.fits(person) && (with_passive || !is_passive(person)));
            let order = |person: &Person| {
                let (surname, first_names) = (person.names.surname.clone(), person.names.first_names.clone());
                (surname, first_names, person.birth_date)
            };
            people.sort_by_cached_key(order);
            Ok(people)
        })
        .await
    }

    /// People who live in a municipality and were born on a day or later. Nobody under a protection order is among them.
    pub async fn living_in(
        &self,
        municipality: u16,
        born_from: Day,
        skip: u64,
        limit: u64,
    ) -> Result<Vec<Person>, AppError> {
        self.caught_up().await;
        self.ask(move |connection| living_in(connection, municipality, born_from, skip, limit)).await
    }

    /// OIDs of people with an e-mail address or a telephone number among their contact details.
    pub async fn with_contact(&self, value: String) -> Result<Vec<PersonOid>, AppError> {
        self.caught_up().await;
        self.ask(move |connection| with_contact(connection, &value, MOST_OF_CONTACT)).await
    }
}

fn size(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn by_name(person: &Person) -> (&str, &str) {
    (&person.names.surname, &person.names.call_name)
}

fn named(connection: &projections::Connection, typed: &str) -> Result<Vec<Person>, projections::ReadError> {
    let words = SearchWords::of(typed);
    let question = Question { scope: Scope::Everybody, words, born: None, skip: 0, limit: MOST_NAMED };
    Ok(found(connection, &question)?.people.into_iter().map(|(_, state)| state.person).collect())
}

fn has_words(person: &Person, words: &SearchWords) -> bool {
    let names = &person.names;
    let own = matching::NameWords::of([&*names.first_names, &*names.call_name, &*names.surname]);
    words.find(own.as_str())
}

/// What was typed, in lower case.
struct Typed {
    whole: String,
    /// A surname, and first names.
    parts: Option<(String, String)>,
}

impl Typed {
    fn of(typed: &str) -> Typed {
        let whole = typed.trim().to_lowercase();
        let parts = match (whole.split_once(','), whole.rsplit_once(' ')) {
            (Some((surname, first)), _) => Some((surname.trim().to_owned(), first.trim().to_owned())),
            (None, Some((first, surname))) => Some((surname.trim().to_owned(), first.trim().to_owned())),
            (None, None) => None,
        };
        Typed { whole, parts }
    }

    fn fits(&self, person: &Person) -> bool {
        let names = &person.names;
        let begins = |name: &str, beginning: &str| name.to_lowercase().starts_with(beginning);
        let first = |beginning: &str| begins(&names.first_names, beginning) || begins(&names.call_name, beginning);
        match &self.parts {
            Some((surname, first_names)) => begins(&names.surname, surname) && first(first_names),
            None => begins(&names.surname, &self.whole) || first(&self.whole),
        }
    }
}
