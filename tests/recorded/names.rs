//! OIDs and numbers of imports differ from run to run: which of ours stands for which of the recording.

use std::collections::HashMap;

use serde_json::Value;

use super::call::{Answer, Call};
use super::compare::shape;

const PERSON: &str = "1.2.246.562.24.";
/// What the number of an import stands behind in a path.
const BEFORE_NUMBER: [&str; 4] = ["tuonti=", "tuontiId=", "tuontidata/", "kooste?id="];

/// See the module.
#[derive(Default)]
pub struct Names {
    ours: HashMap<String, String>,
    theirs: HashMap<String, String>,
    imports: HashMap<u64, u64>,
}

/// The OIDs of people in a text.
pub fn oids_in(text: &str) -> Vec<String> {
    let found = text.match_indices(PERSON).map(|(at, _)| {
        let number = &text[at + PERSON.len()..];
        let digits = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
        text[at..at + PERSON.len() + digits].to_owned()
    });
    found.collect()
}

impl Names {
    /// A text of the recording as it must be asked here.
    pub fn in_ours(&self, text: &str) -> String {
        replaced(text, &self.ours)
    }

    /// A text of ours as the recording would have it.
    pub fn in_theirs(&self, text: &str) -> String {
        replaced(text, &self.theirs)
    }

    /// A path of the recording as it must be asked here.
    pub fn path_in_ours(&self, path: &str) -> String {
        let mut path = self.in_ours(path);
        for before in BEFORE_NUMBER {
            let Some(at) = path.find(before).map(|at| at + before.len()) else { continue };
            let digits = path[at..].find(|c: char| !c.is_ascii_digit()).map_or(path.len(), |end| at + end);
            let number: Option<u64> = path[at..digits].parse().ok();
            if let Some(own) = number.and_then(|number| self.imports.get(&number)) {
                path.replace_range(at..digits, &own.to_string());
            }
        }
        path
    }

    /// Learns from an answer whom the recording means: who stands in the same place.
    pub fn learn(&mut self, call: &Call, answer: &Answer) {
        if call.status >= 400 || answer.status >= 400 {
            return;
        }
        match (call.json(), serde_json::from_str(&answer.body).ok()) {
            (Some(theirs), Some(ours)) => {
                if let (Some(number), Some(own), true) = (number(&theirs), number(&ours), call.method == "PUT") {
                    self.imports.insert(number, own);
                }
                self.learn_values(&theirs, &ours);
            }
            _ => self.learn_text(&call.body, &answer.body),
        }
    }

    fn learn_values(&mut self, theirs: &Value, ours: &Value) {
        match (theirs, ours) {
            (Value::String(theirs), Value::String(ours)) => self.learn_text(theirs, ours),
            (Value::Array(theirs), Value::Array(ours)) => {
                let (theirs, ours) = (self.in_order(theirs, false), self.in_order(ours, true));
                theirs.into_iter().zip(ours).for_each(|(theirs, ours)| self.learn_values(&theirs, &ours));
            }
            (Value::Object(theirs), Value::Object(ours)) => {
                for (name, theirs) in theirs {
                    if let Some(ours) = ours.get(name) {
                        self.learn_values(theirs, ours);
                    }
                }
            }
            _ => {}
        }
    }

    /// Values that come from a set, in an order that does not depend on who is not known yet.
    fn in_order(&self, values: &[Value], are_ours: bool) -> Vec<Value> {
        let mut values = values.to_vec();
        values.sort_by_cached_key(|value| shape(value, self, are_ours, true));
        values
    }

    /// Somebody of ours stands for somebody of the recording.
    pub fn stand_for(&mut self, theirs: &str, ours: &str) {
        self.learn_text(theirs, ours);
    }

    fn learn_text(&mut self, theirs: &str, ours: &str) {
        let is_person = |text: &str| text.starts_with(PERSON) && oids_in(text) == [text];
        if is_person(theirs) && is_person(ours) && !self.ours.contains_key(theirs) && !self.theirs.contains_key(ours) {
            self.ours.insert(theirs.to_owned(), ours.to_owned());
            self.theirs.insert(ours.to_owned(), theirs.to_owned());
        }
    }

    /// Does the recording, or do we, know this OID under the other's name?
    pub fn is_named(&self, oid: &str, is_ours: bool) -> bool {
        if is_ours { self.theirs.contains_key(oid) } else { self.ours.contains_key(oid) }
    }
}

fn number(value: &Value) -> Option<u64> {
    value.get("id")?.as_u64()
}

fn replaced(text: &str, names: &HashMap<String, String>) -> String {
    oids_in(text).into_iter().fold(text.to_owned(), |text, oid| match names.get(&oid) {
        Some(name) => text.replace(&oid, name),
        None => text,
    })
}
