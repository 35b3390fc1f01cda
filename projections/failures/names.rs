//! Names found by their beginnings: ONR's rule over names that are folded once, when they are kept.

use domain::Person;
use events::person::Names;
use rusqlite::{Connection, OptionalExtension, params};

use crate::ReadError;
use crate::people::keys::PersonKey;

/// The form in which names are compared: letters of any case are the same.
pub(crate) fn folded(name: &str) -> String {
    name.to_lowercase()
}

/// What was typed. One word begins any name; of several, the first or the last begins the surname and the rest the
/// first names, or all of them begin the first names. Source: ONR's behaviour.
pub(crate) struct Words {
    whole: String,
    /// (beginning of the surname, beginning of the first names)
    pairs: Vec<(String, String)>,
}

impl Words {
    pub fn of(typed: &str) -> Words {
        let whole = folded(typed.trim());
        let pair = |surname: &str, first_names: &str| (surname.to_owned(), first_names.to_owned());
        let pairs = match (whole.split_once(' '), whole.rsplit_once(' ')) {
            (Some((first, rest)), Some((front, last))) => vec![pair(first, rest), pair(last, front)],
            _ => Vec::new(),
        };
        Words { whole, pairs }
    }

    /// Do they begin these (folded) names?
    fn begin(&self, surname: &str, first_names: &str, call_name: &str) -> bool {
        let whole = self.whole.as_str();
        let pair = |(a, b): &(String, String)| surname.starts_with(a.as_str()) && first_names.starts_with(b.as_str());
        let one = self.pairs.is_empty() && (surname.starts_with(whole) || call_name.starts_with(whole));
        one || first_names.starts_with(whole) || self.pairs.iter().any(pair)
    }

    /// Do they begin the names of a person?
    pub fn begin_names(&self, names: &Names) -> bool {
        self.begin(&folded(&names.surname), &folded(&names.first_names), &folded(&names.call_name))
    }

    /// Do they find somebody in the error list?
    pub fn find(&self, connection: &Connection, person: PersonKey) -> Result<bool, ReadError> {
        let found = connection
            .prepare_cached(
                "SELECT surname, first_names, coalesce(call_name, '') FROM failure_names WHERE person = ?1",
            )?
            .query_row([person], |row| {
                let text = |n| row.get_ref(n)?.as_str().map_err(rusqlite::Error::from);
                // A call name that is not kept begins the first names, so what begins it is found there.
                let call_name = text(2)?;
                Ok(self.begin(text(0)?, text(1)?, if call_name.is_empty() { "\u{0}" } else { call_name }))
            })
            .optional()?;
        Ok(found.unwrap_or_default())
    }

    /// Everybody in the error list whom the words find; `None` when they are more than `most`.
    pub fn everybody(&self, connection: &Connection, most: usize) -> Result<Option<Vec<PersonKey>>, ReadError> {
        let by = |column: &str| format!("SELECT person FROM failure_names WHERE {column} >= ?1 AND {column} < ?2");
        let mut found = Vec::new();
        let mut take = |column: &str, begin: &str, rest: Option<(&str, &str)>| -> Result<bool, ReadError> {
            let filter = rest.map_or(String::new(), |(column, _)| format!(" AND {column} >= ?3 AND {column} < ?4"));
            let mut find = connection.prepare_cached(&format!("{}{filter} LIMIT ?5", by(column)))?;
            let rest = rest.map_or("", |(_, begin)| begin);
            let limit = most + 1 - found.len().min(most);
            let parameters = params![begin, after_all(begin), rest, after_all(rest), limit];
            let mut rows = find.query(parameters)?;
            while let Some(row) = rows.next()? {
                found.push(row.get(0)?);
            }
            Ok(found.len() <= most)
        };
        let mut few = take("first_names", &self.whole, None)?;
        if self.pairs.is_empty() {
            few = few && take("surname", &self.whole, None)? && take("call_name", &self.whole, None)?;
        }
        for (surname, first_names) in &self.pairs {
            few = few && take("surname", surname, Some(("first_names", first_names)))?;
        }
        found.sort_unstable();
        found.dedup();
        Ok(few.then_some(found))
    }
}

/// Greater than every text that begins so, and no greater than any other that follows.
fn after_all(beginning: &str) -> String {
    format!("{beginning}\u{10FFFF}")
}

/// ONR's search: one word may also be an exact OID or hetu.
pub(crate) fn finds(person: &Person, typed: &str) -> bool {
    let typed = typed.trim();
    person.oid.to_string() == typed
        || person.hetu.is_some_and(|known| known.hetu.as_str() == typed)
        || Words::of(typed).begin_names(&person.names)
}

#[cfg(test)]
#[path = "names_tests.rs"]
mod tests;
