//! Search for every learner: by names, hetu, OID, the sender's reference, passport, e-mail identifier or birth date.

use domain::cause::cause;
use domain::{Cause, Person, Status};
use events::{Day, Hetu, Identifier, PersonOid};
use matching::SearchWords;
use projections::counts::query::Scope;
use projections::people::query::PersonState;
use projections::search::query::{Question, by_identifiers, found};

use crate::caller::Caller;
use crate::{App, AppError};

/// Most learners on a page.
const MOST: usize = 50;

/// A learner who was found.
pub struct FoundLearner {
    /// The person, as they are now.
    pub person: Person,
    /// State.
    pub status: Status,
    /// Why somebody must act.
    pub cause: Option<Cause>,
}

/// Whom a search found.
#[derive(Default)]
pub struct FoundLearners {
    /// The learners.
    pub learners: Vec<FoundLearner>,
    /// There are more behind them.
    pub more: bool,
    /// Too many had to be looked at: there may be others.
    pub unfinished: bool,
    /// They were found by an identifier that was typed whole, and nobody else can be meant.
    pub exact: bool,
}

impl App {
    /// May the caller search for learners at all?
    pub fn may_search(&self, caller: &Caller) -> bool {
        !matches!(self.identifiers_shown(caller), Scope::Organisations(own) if own.is_empty())
    }

    /// Learners whose pages the caller may open, by what was typed. The look is recorded by whoever shows them.
    pub async fn search_learners(&self, caller: &Caller, typed: &str, skip: usize) -> Result<FoundLearners, AppError> {
        let (scope, typed) = (self.identifiers_shown(caller), typed.trim().to_owned());
        self.caught_up().await;
        self.blocking(move |app| {
            let oids = app.identified(&typed)?;
            let (words, born) = taken_apart(&typed);
            app.reads()
                .ask(|connection| {
                    let exact = if typed.is_empty() {
                        Vec::new()
                    } else {
                        by_identifiers(connection, &scope, &oids, &typed, MOST)?
                    };
                    if !exact.is_empty() {
                        return Ok(FoundLearners {
                            exact: exact.len() == 1,
                            learners: learners(exact),
                            ..FoundLearners::default()
                        });
                    }
                    let answer = found(connection, &Question { scope, words, born, skip, limit: MOST })?;
                    let (more, unfinished) = (answer.more, answer.unfinished);
                    Ok(FoundLearners { learners: learners(answer.people), more, unfinished, exact: false })
                })
                .map_err(AppError::from)
        })
        .await
    }

    /// Whom this leads to as an identifier: an OID; a hetu, the present one or a superseded one; a passport number or an e-mail
    /// identifier.
    fn identified(&self, typed: &str) -> Result<Vec<PersonOid>, AppError> {
        if let Ok(oid) = typed.parse() {
            return Ok(vec![oid]);
        }
        let hetu = Hetu::parse_typed(typed, self.now().day_in_finland()).ok();
        let others = [Identifier::passport(typed), Identifier::email(typed)].into_iter().flatten();
        let mut oids = Vec::new();
        for identifier in hetu.as_ref().map(Identifier::hetu).into_iter().chain(others) {
            oids.extend(self.holder_of(identifier)?.map(|group| group.addressed().oid));
        }
        Ok(oids)
    }
}

fn learners(found: Vec<(PersonOid, PersonState)>) -> Vec<FoundLearner> {
    let learner = |(_, PersonState { person, status })| FoundLearner { cause: cause(&person), person, status };
    found.into_iter().map(learner).collect()
}

/// Words of names, and a birth date among them: `14.3.1998` or `1998-03-14`.
fn taken_apart(typed: &str) -> (SearchWords, Option<Day>) {
    let (mut words, mut born) = (Vec::new(), None);
    for word in typed.split_whitespace() {
        match birth_date(word.trim_end_matches(',')) {
            Some(day) if born.is_none() => born = Some(day),
            _ => words.push(word),
        }
    }
    (SearchWords::of(&words.join(" ")), born)
}

fn birth_date(word: &str) -> Option<Day> {
    if let Ok(day) = word.parse() {
        return Some(day);
    }
    let mut parts = word.splitn(3, '.').map(str::parse::<u16>);
    let (day, month, year) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    let is_day = (1..=31).contains(&day) && (1..=12).contains(&month) && (1..=9999).contains(&year);
    Day::from_number(i32::from(year) * 10_000 + i32::from(month) * 100 + i32::from(day)).filter(|_| is_day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_birth_date_among_the_words_is_one_in_either_form() {
        let day: Day = "1998-03-14".parse().unwrap();
        for typed in ["14.3.1998", "Virtanen 14.03.1998", "1998-03-14 virtanen", "Virtanen, 14.3.1998, Aino"] {
            assert_eq!(taken_apart(typed).1, Some(day), "{typed}");
        }
        for typed in ["Virtanen", "14.3.", "31.2.1998", "140398-123A", "1.2.246.562.24.1"] {
            assert_eq!(taken_apart(typed).1, None, "{typed}");
        }
        assert!(taken_apart("14.3.1998").0.is_empty() && !taken_apart("14.3.1998 Aino").0.is_empty());
    }
}
