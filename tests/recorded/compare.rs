//! Two answers side by side: what differs each time is masked, and arrays that come from sets are sorted.

use serde_json::Value;

use super::call::{Answer, Call};
use super::names::{Names, oids_in};

/// Instants as numbers.
const TIMES: [&str; 7] =
    ["timestamp", "luotu", "muokattu", "created", "modified", "vtjsynced", "uudelleenyritysAikaleima"];
/// Operations whose lists have an order.
const ORDERED: [&str; 6] = ["changedSince", "muuttuneet", "tuontikooste", "tuontidata", "oppijahaku", "virheet"];
/// Headers that are compared.
const HEADERS: [&str; 5] = ["Set-Cookie", "Location", "Allow", "WWW-Authenticate", "Content-Disposition"];

/// One thing in which an answer differs.
#[derive(Debug, Clone)]
pub struct Difference {
    /// Where: `status`, `header …`, or a path in the body.
    pub place: String,
    /// What the existing registry said; `absent` for nothing.
    pub theirs: String,
    /// What this one says.
    pub ours: String,
}

/// Everything in which an answer differs from the recorded one.
pub fn differences(call: &Call, answer: &Answer, names: &Names) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut differs = |place: &str, theirs: String, ours: String| {
        if theirs != ours {
            found.push(Difference { place: place.to_owned(), theirs, ours });
        }
    };
    differs("status", call.status.to_string(), answer.status.to_string());
    let kind = |kind: &Option<String>| kind.clone().unwrap_or_else(|| ABSENT.to_owned());
    differs("content type", kind(&call.content_type), kind(&answer.content_type));
    for name in HEADERS {
        let theirs = call.headers.get(name).map_or(ABSENT.to_owned(), |value| masked_header(value));
        let ours = answer.headers.get(&name.to_lowercase()).map_or(ABSENT.to_owned(), |value| masked_header(value));
        differs(&format!("header {name}"), theirs, names.in_theirs(&ours));
    }
    let body = match (call.json(), serde_json::from_str::<Value>(&answer.body).ok()) {
        (Some(theirs), Some(ours)) => {
            let mut body = Body { names, ordered: ORDERED.iter().any(|of| call.path.contains(of)), found: Vec::new() };
            body.compare("body", &theirs, &ours);
            body.found
        }
        _ => {
            differs("body", call.body.clone(), names.in_theirs(&answer.body));
            Vec::new()
        }
    };
    found.extend(body);
    found
}

const ABSENT: &str = "absent";

struct Body<'a> {
    names: &'a Names,
    ordered: bool,
    found: Vec<Difference>,
}

impl Body<'_> {
    fn differs(&mut self, place: &str, theirs: String, ours: String) {
        self.found.push(Difference { place: place.to_owned(), theirs, ours });
    }

    fn compare(&mut self, place: &str, theirs: &Value, ours: &Value) {
        match (theirs, ours) {
            (Value::Object(theirs), Value::Object(ours)) => {
                for name in theirs.keys().chain(ours.keys().filter(|name| !theirs.contains_key(*name))) {
                    let place = format!("{place}.{}", if oids_in(name).is_empty() { name } else { "{oid}" });
                    let other = self.find(ours, name);
                    match (theirs.get(name), other) {
                        (Some(theirs), Some(ours)) => self.compare(&place, theirs, ours),
                        (Some(theirs), None) => self.differs(&place, theirs.to_string(), ABSENT.to_owned()),
                        (None, _) if theirs.contains_key(&self.names.in_theirs(name)) => {}
                        (None, _) => self.differs(&place, ABSENT.to_owned(), ours[name].to_string()),
                    }
                }
            }
            (Value::Array(theirs), Value::Array(ours)) => {
                let (theirs, ours) = (self.in_order(place, theirs, false), self.in_order(place, ours, true));
                if theirs.len() != ours.len() {
                    self.differs(&format!("{place} (length)"), theirs.len().to_string(), ours.len().to_string());
                }
                for (theirs, ours) in theirs.iter().zip(&ours) {
                    self.compare(&format!("{place}[]"), theirs, ours);
                }
            }
            _ => {
                let name = place.rsplit(['.', '[']).next().unwrap_or_default();
                let (theirs, ours) =
                    (masked(name, theirs, self.names, false, false), masked(name, ours, self.names, true, false));
                if theirs != ours {
                    self.differs(place, theirs.to_string(), ours.to_string());
                }
            }
        }
    }

    fn find<'v>(&self, ours: &'v serde_json::Map<String, Value>, name: &str) -> Option<&'v Value> {
        ours.get(name).or_else(|| ours.get(&self.names.in_ours(name)))
    }

    fn in_order(&self, place: &str, values: &[Value], are_ours: bool) -> Vec<Value> {
        let mut values = values.to_vec();
        if !self.ordered || !["body", "body.results", "body.content"].contains(&place) {
            values.sort_by_cached_key(|value| shape(value, self.names, are_ours, false));
        }
        values
    }
}

/// A value by which arrays of the recording and of ours are put into the same order.
pub fn shape(value: &Value, names: &Names, is_ours: bool, hide_unknown: bool) -> String {
    let value = masked("", value, names, is_ours, hide_unknown);
    // What tells elements apart comes first.
    let about = value.get("henkilo").or_else(|| value.get("master")).unwrap_or(&value);
    let known = |value: &Value, name: &str| value.get(name).map(Value::to_string).unwrap_or_default();
    let first = [known(&value, "tunniste"), known(about, "hetu"), known(about, "etunimet"), known(about, "sukunimi")];
    format!("{first:?} {} {} {value}", known(about, "oid"), known(about, "oidHenkilo"))
}

/// What differs each time has a name instead. Properties are sorted.
fn masked(name: &str, value: &Value, names: &Names, is_ours: bool, hide_unknown: bool) -> Value {
    match value {
        Value::Number(number) if TIMES.contains(&name) && number.as_i64().is_some_and(|ms| ms > 1_000_000_000_000) => {
            "<time>".into()
        }
        Value::Number(_) if name == "id" => "<id>".into(),
        Value::String(text) if text.len() > 20 && text.as_bytes()[10] == b'T' && text.as_bytes()[4] == b'-' => {
            text.replace(|c: char| c.is_ascii_digit(), "0").into()
        }
        // A path repeats the number of an import.
        Value::String(text) if name == "path" => names.in_theirs(text).replace(|c: char| c.is_ascii_digit(), "").into(),
        Value::String(text) => {
            let hidden = hide_unknown && oids_in(text) == [text.as_str()] && !names.is_named(text, is_ours);
            if hidden {
                "<person>".into()
            } else if is_ours {
                names.in_theirs(text).into()
            } else {
                value.clone()
            }
        }
        Value::Array(values) => {
            let mut values: Vec<Value> =
                values.iter().map(|value| masked(name, value, names, is_ours, hide_unknown)).collect();
            values.sort_by_cached_key(Value::to_string);
            Value::Array(values)
        }
        Value::Object(properties) => {
            let mut sorted: Vec<(&String, &Value)> = properties.iter().collect();
            sorted.sort_by_key(|(name, _)| *name);
            let own =
                |(name, value): (&String, &Value)| (name.clone(), masked(name, value, names, is_ours, hide_unknown));
            Value::Object(sorted.into_iter().map(own).collect())
        }
        _ => value.clone(),
    }
}

/// Sessions have names, and lists of methods an order.
fn masked_header(value: &str) -> String {
    if value.split(',').all(|word| ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"].contains(&word.trim())) {
        let mut methods: Vec<&str> = value.split(',').map(str::trim).collect();
        methods.sort_unstable();
        return methods.join(",");
    }
    match value.split_once("JSESSIONID=") {
        Some((before, after)) => {
            let rest = after.split_once(';').map_or("", |(_, rest)| rest);
            format!("{before}JSESSIONID=<session>;{rest}")
        }
        None => value.to_owned(),
    }
}
