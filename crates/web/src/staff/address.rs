//! Addresses of the pages: a path and a query in which all of a page's state stands.

use std::fmt;

use form_urlencoded::{Serializer, parse};

/// The import report.
pub const REPORT: &str = "/henkilo-ui/oppijoidentuonti";
/// The error list as a file.
pub const ERRORS_CSV: &str = "/henkilo-ui/oppijoidentuonti/virheet.csv";
/// Those who are chosen in the error list.
pub const CHOSEN: &str = "/henkilo-ui/oppijoidentuonti/valitut";
/// Where those who are chosen are made passive.
pub const PASSIVATE: &str = "/henkilo-ui/passivointi";
/// What an official has done since they signed in.
pub const SITTING: &str = "/henkilo-ui/omat-toimet";
/// Filters that an official keeps.
pub const SAVED: &str = "/henkilo-ui/oppijoidentuonti/rajaukset";
/// The number of the newest import.
pub const NEWEST: &str = "/henkilo-ui/oppijoidentuonti/uusin";
/// Tells that something changed.
pub const CHANGES: &str = "/henkilo-ui/oppijoidentuonti/tapahtumat";
/// Under which learners stand.
pub const LEARNERS: &str = "/henkilo-ui/oppija";
/// The search for every learner.
pub const FIND: &str = "/henkilo-ui/oppijahaku";
/// The report at a glance.
pub const OVERVIEW: &str = "/henkilo-ui/yleiskuva";
/// The access register.
pub const ACCESS: &str = "/henkilo-ui/katselurekisteri";
/// The review queue of possible duplicates.
pub const DUPLICATES: &str = "/henkilo-ui/duplikaatit";
/// What waits for a second official.
pub const APPROVALS: &str = "/henkilo-ui/hyvaksynnat";
/// What providers ask the keeper for.
pub const REQUESTS: &str = "/henkilo-ui/pyynnot";
/// Which systems have acknowledged the changes.
pub const CONSUMERS: &str = "/henkilo-ui/muutosten-kuittaukset";
/// Under which help pages stand.
pub const HELP: &str = "/henkilo-ui/ohjeet";
/// Under which style, script and fonts stand.
pub const ASSETS: &str = "/henkilo-ui/assets";
/// Who answers questions about the registry.
const KEEPERS: &str = "yhteisetpalvelut@opintopolku.fi";
/// Where the sign-out form is sent.
pub const SIGN_OUT: &str = "/henkilo-ui/kirjaudu-ulos";

/// A path with its query. Values of the query never hold personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    path: String,
    query: Vec<(String, String)>,
}

impl Address {
    /// A path without a query.
    pub fn of(path: impl Into<String>) -> Address {
        Address { path: path.into(), query: Vec::new() }
    }

    /// As a request has it. A path that begins with two slashes would be another host in a link or a redirect.
    pub fn read(path: &str, query: Option<&str>) -> Address {
        let query = parse(query.unwrap_or_default().as_bytes()).into_owned().collect();
        Address { path: format!("/{}", path.trim_start_matches(['/', '\\'])), query }
    }

    /// The path alone.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The query as it stands behind the question mark; empty where there is none.
    pub fn query(&self) -> String {
        Serializer::new(String::new()).extend_pairs(&self.query).finish()
    }

    /// The first value of a name that is not empty.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values(name).next()
    }

    /// Every value of a name that is not empty.
    pub fn values(&self, name: &str) -> impl Iterator<Item = &str> {
        self.query.iter().filter(move |(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.as_str())
    }

    /// With a value in the place of any other of its name; an empty one goes away.
    pub fn set(mut self, name: &str, value: impl ToString) -> Address {
        self.query.retain(|(key, _)| key != name);
        let value = value.to_string();
        if !value.is_empty() {
            self.query.push((name.to_owned(), value));
        }
        self
    }

    /// With the value, where there is one.
    pub fn set_some(self, name: &str, value: Option<impl ToString>) -> Address {
        match value {
            Some(value) => self.set(name, value),
            None => self.without(name),
        }
    }

    /// With one more value of a name.
    pub fn and(mut self, name: &str, value: impl ToString) -> Address {
        self.query.push((name.to_owned(), value.to_string()));
        self
    }

    /// Without any value of a name.
    pub fn without(mut self, name: &str) -> Address {
        self.query.retain(|(key, _)| key != name);
        self
    }

    /// What a form must carry along: every name and value but those of the names given.
    pub fn hidden(&self, except: &[&str]) -> Vec<(String, String)> {
        self.query.iter().filter(|(key, _)| !except.contains(&key.as_str())).cloned().collect()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        if self.query.is_empty() {
            return Ok(());
        }
        write!(f, "?{}", self.query())
    }
}

/// The page of a learner.
pub fn learner(oid: events::PersonOid) -> Address {
    Address::of(format!("{LEARNERS}/{oid}"))
}

/// The page of an import.
pub fn import(number: events::Position) -> Address {
    Address::of(format!("{REPORT}/{number}"))
}

/// Who has looked at a learner: officials and programs.
pub fn looks_at(oid: events::PersonOid) -> Address {
    Address::of(ACCESS).set("oppija", oid).set("ohjelmat", 1)
}

/// A help page.
pub fn help(page: &str) -> Address {
    Address::of(format!("{HELP}/{page}"))
}

/// An e-mail to the keepers of the registry, begun with a subject and a text.
pub fn letter(subject: &str, text: &str) -> String {
    // A mail address knows no plus sign for a blank.
    let coded = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20");
    format!("mailto:{KEEPERS}?subject={}&body={}", coded(subject), coded(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_comes_back_as_it_was_written() {
        let address = Address::of(REPORT).set("kohta", "a b&c").and("kohta", "ö").set("koko", 50).set("syy", "");
        let written = address.to_string();
        let (path, query) = written.split_once('?').unwrap();
        assert_eq!(Address::read(path, Some(query)), address);
        assert_eq!(address.values("kohta").collect::<Vec<_>>(), ["a b&c", "ö"]);
        assert_eq!(address.without("kohta").to_string(), "/henkilo-ui/oppijoidentuonti?koko=50");
    }
}
