//! Answers compared with files in `tests/data`, in which numbers, OIDs and times that differ each time have names.
//! `UPDATE_GOLDEN=1` writes the files; look at the difference then.

use std::collections::HashMap;
use std::path::PathBuf;

use serde_json::Value;

/// Compares an answer with `tests/data/{name}.json`, properties in the order in which they were written.
pub fn matches_golden(name: &str, answer: &str) {
    let mut value: Value = serde_json::from_str(answer).unwrap();
    let mut names = Names::default();
    names.replace(&mut value);
    let written = format!("{}\n", serde_json::to_string_pretty(&value).unwrap());
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("data/{name}.json"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &written).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(written, golden, "an answer is not what {name}.json says");
}

/// What differs each time, by the order in which it appears.
#[derive(Default)]
struct Names(HashMap<String, String>);

impl Names {
    fn replace(&mut self, value: &mut Value) {
        match value {
            Value::Object(properties) => {
                // Groups of contact details are numbered within an answer, the same way each time.
                let of_import = !properties.contains_key("readOnly");
                for (name, value) in properties {
                    match name.as_str() {
                        "luotu" | "muokattu" | "timestamp" if value.is_i64() => *value = "<time>".into(),
                        "id" if of_import && value.as_u64().is_some_and(|id| id > 0) => *value = "<import>".into(),
                        _ => self.replace(value),
                    }
                }
            }
            Value::Array(values) => values.iter_mut().for_each(|value| self.replace(value)),
            Value::String(text) if text.starts_with("1.2.246.562.24.") => {
                let next = format!("<person {}>", self.0.len() + 1);
                *text = self.0.entry(text.clone()).or_insert(next).clone();
            }
            _ => {}
        }
    }
}

/// The names of all objects' properties, everywhere in a value, in the order in which they stand.
pub fn property_orders(value: &Value) -> Vec<Vec<String>> {
    match value {
        Value::Object(properties) => {
            let own = vec![properties.keys().cloned().collect()];
            own.into_iter().chain(properties.values().flat_map(property_orders)).collect()
        }
        Value::Array(values) => values.iter().flat_map(property_orders).collect(),
        _ => Vec::new(),
    }
}
