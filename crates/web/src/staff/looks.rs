//! Whose personal data a page showed to whom: each page says it once, in one place, for the access register.

use std::sync::Arc;

use events::PersonOid;

use super::session::Official;

/// One page shown.
#[derive(Debug, Clone)]
pub struct Look {
    /// Subject of the official who looked.
    pub by: String,
    /// Which page.
    pub page: &'static str,
    /// Whose data it showed.
    pub people: Vec<PersonOid>,
}

/// Takes looks. By default they go nowhere.
#[derive(Clone)]
pub struct Looks(Arc<dyn Fn(Look) + Send + Sync>);

impl Looks {
    /// Looks are handed to `record`.
    pub fn new(record: impl Fn(Look) + Send + Sync + 'static) -> Looks {
        Looks(Arc::new(record))
    }

    /// Says that a page showed these people.
    pub fn shown(&self, official: &Official, page: &'static str, people: impl IntoIterator<Item = PersonOid>) {
        let people: Vec<PersonOid> = people.into_iter().collect();
        if !people.is_empty() {
            (self.0)(Look { by: official.caller.subject.clone(), page, people });
        }
    }
}

impl Default for Looks {
    fn default() -> Looks {
        Looks::new(drop)
    }
}

impl std::fmt::Debug for Looks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Looks")
    }
}
