//! `schemas/events/` and its examples, read and, only when asked for, written.

use std::path::PathBuf;
use std::sync::LazyLock;

use events::schema::schema_files;
use serde_json::Value;

use crate::examples::{Example, example_of};
use crate::released::only_grew;
use crate::samples::samples;

/// A file of `schemas/events/` or of its `examples/`.
fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../schemas/events").join(name)
}

/// The text of a file, if there is one.
pub fn text(name: &str) -> Option<String> {
    std::fs::read_to_string(path(name)).ok()
}

/// A schema in git.
pub fn schema(name: &str) -> Value {
    LazyLock::force(&UPDATED);
    let text = text(name).unwrap_or_else(|| panic!("schemas/events/{name} is missing: run with UPDATE_SCHEMAS=1"));
    serde_json::from_str(&text).unwrap()
}

/// Every example in git, with its file name.
pub fn examples() -> Vec<(String, Example)> {
    let read = |name: String| {
        let text = text(&format!("examples/{name}")).unwrap();
        let example = serde_json::from_str(&text).unwrap_or_else(|error| panic!("examples/{name}: {error}"));
        (name, example)
    };
    names("examples").into_iter().map(read).collect()
}

/// Names of the JSON files in a folder, in order.
pub fn names(folder: &str) -> Vec<String> {
    LazyLock::force(&UPDATED);
    let folder = std::fs::read_dir(path(folder)).expect("schemas/events and its examples are in git");
    let names = folder.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".json")).collect();
    names.sort();
    names
}

/// Writing happens once, before anything is read.
static UPDATED: LazyLock<()> = LazyLock::new(|| {
    if std::env::var_os("UPDATE_SCHEMAS").is_none_or(|value| value != "1") {
        return;
    }
    for (name, new) in schema_files() {
        if let Some(old) = text(&name).filter(|old| *old != new) {
            let (old, new): (Value, Value) = (serde_json::from_str(&old).unwrap(), serde_json::from_str(&new).unwrap());
            if let Err(place) = only_grew(&old, &new) {
                panic!("{name} is released and {place} changed: make a new version (schemas/README.md)");
            }
        }
        std::fs::write(path(&name), new).unwrap();
    }
    for sample in samples() {
        let path = path(&format!("examples/{}", sample.file_name()));
        if !path.exists() {
            let example = serde_json::to_string_pretty(&example_of(&sample)).unwrap();
            std::fs::write(path, example + "\n").unwrap();
        }
    }
});
