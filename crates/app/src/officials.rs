//! What officials are called of whom events and the access register keep an OID alone. Käyttöoikeuspalvelu tells it: whoever
//! is shown by OID is noted, and asked for while nobody waits.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::sync::Notify;

use crate::App;
use crate::current::Current;

/// So many are asked for; whoever is shown when there are so many keeps their OID.
const MOST: usize = 10_000;

/// Names of officials by OID; `None` for one of whom nothing is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficialNames {
    officials: BTreeMap<String, Option<String>>,
}

impl OfficialNames {
    /// Reads them as they are kept.
    pub fn parse(json: &str) -> Result<OfficialNames, serde_json::Error> {
        serde_json::from_str(json)
    }

    /// As they are kept.
    pub fn written(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }

    /// Adds what was told of some, in the place of what was told of them before.
    pub fn with(mut self, told: BTreeMap<String, Option<String>>) -> OfficialNames {
        self.officials.extend(told);
        self
    }

    /// Everybody who was asked for.
    pub fn all(&self) -> impl Iterator<Item = &String> {
        self.officials.keys()
    }

    /// How many have a name.
    pub fn named(&self) -> usize {
        self.officials.values().flatten().count()
    }
}

/// The names, and who is shown without one. By default nobody tells any.
#[derive(Debug)]
pub struct Officials {
    /// What is known.
    pub names: Current<OfficialNames>,
    shown: Mutex<BTreeSet<String>>,
    noted: Notify,
}

impl Default for Officials {
    fn default() -> Officials {
        Officials::of(Current::of(OfficialNames::default()))
    }
}

impl Officials {
    /// These names.
    pub fn of(names: Current<OfficialNames>) -> Officials {
        Officials { names, shown: Mutex::default(), noted: Notify::new() }
    }

    /// What somebody is called. Whoever is not known is asked for soon, where there is anybody to ask.
    pub fn name(&self, subject: &str) -> Option<String> {
        self.names.standing()?;
        let names = self.names.get();
        if let Some(known) = names.officials.get(subject) {
            return known.clone();
        }
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let room = names.officials.len() + shown.len() < MOST;
        if room && is_oid(subject) && shown.insert(subject.to_owned()) {
            self.noted.notify_one();
        }
        None
    }

    /// Those who were shown and not asked for yet.
    pub fn unasked(&self) -> BTreeSet<String> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// They were asked for.
    pub fn asked(&self, officials: &BTreeSet<String>) {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner).retain(|shown| !officials.contains(shown));
    }
}

/// Officials are people of the same numbering as learners; a subject of another issuer is none that can be asked for.
fn is_oid(subject: &str) -> bool {
    let number = subject.strip_prefix("1.2.246.562.24.");
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

impl App {
    /// Names of officials, and who is shown without one.
    pub fn officials(&self) -> &Officials {
        &self.parts.officials
    }

    /// Waits so long, or, for whoever is `quick`, until somebody was shown who is not known; `false` when the application is
    /// to stop.
    pub async fn goes_on_after_officials(&self, time: Duration, quick: bool) -> bool {
        tokio::select! {
            goes_on = self.goes_on_after(time) => goes_on,
            () = self.parts.officials.noted.notified(), if quick => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::current::Heard;

    const ONE: &str = "1.2.246.562.24.10000000006";

    #[test]
    fn whoever_is_shown_without_a_name_is_asked_for_once() {
        let officials = Officials::of(Current::heard(OfficialNames::default(), Heard { told: None, answers: false }));
        assert_eq!((officials.name(ONE), officials.name(ONE), officials.name("somebody")), (None, None, None));
        let asked = officials.unasked();
        assert_eq!(asked, BTreeSet::from([ONE.to_owned()]), "what is no OID is nobody's");
        let told = OfficialNames::default().with(BTreeMap::from([(ONE.to_owned(), Some("Olli Opas".to_owned()))]));
        assert_eq!(OfficialNames::parse(&told.written().unwrap()).unwrap(), told);
        officials.names.tell(told, events::Instant::from_millis(1));
        officials.asked(&asked);
        assert_eq!(officials.name(ONE).as_deref(), Some("Olli Opas"));
        assert!(officials.unasked().is_empty());
    }

    #[test]
    fn where_nobody_can_be_asked_nobody_is_noted() {
        let officials = Officials::default();
        assert_eq!(officials.name(ONE), None);
        assert!(officials.unasked().is_empty());
    }
}
