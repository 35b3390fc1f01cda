//! Licences and duplicates of all packages, by the lists of `deny.toml`: `cargo deny` holds them too, and advisories, but
//! is not installed everywhere.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;
use toml::Table;

use crate::top;

fn rules() -> Table {
    let rules = std::fs::read_to_string(top().join("deny.toml")).expect("deny.toml");
    rules.parse().expect("deny.toml in TOML")
}

/// The packages that are built for Linux.
fn packages() -> Vec<Value> {
    let arguments =
        ["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", "x86_64-unknown-linux-gnu"];
    let output = Command::new(env!("CARGO")).current_dir(top()).args(arguments).output().expect("cargo");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("metadata in JSON");
    let nodes = metadata["resolve"]["nodes"].as_array().expect("nodes");
    let built: BTreeSet<&str> = nodes.iter().filter_map(|node| node["id"].as_str()).collect();
    let packages = metadata["packages"].as_array().expect("packages").iter();
    packages.filter(|package| package["id"].as_str().is_some_and(|id| built.contains(id))).cloned().collect()
}

fn text<'a>(package: &'a Value, field: &str) -> &'a str {
    package[field].as_str().unwrap_or_default()
}

/// Does a licence expression (SPDX, or the older form with a slash) hold with these licences?
fn permits(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let (mut at, all) = (0, words.as_slice());
    let holds = any(all, &mut at, allowed);
    holds && at == all.len()
}

fn any(words: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let mut holds = every(words, at, allowed);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        holds |= every(words, at, allowed);
    }
    holds
}

fn every(words: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let mut holds = one(words, at, allowed);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        holds &= one(words, at, allowed);
    }
    holds
}

fn one(words: &[&str], at: &mut usize, allowed: &BTreeSet<String>) -> bool {
    let Some(word) = words.get(*at) else { return false };
    *at += 1;
    if *word != "(" {
        // An exception makes another licence of it.
        let licence = match words.get(*at..*at + 2) {
            Some(["WITH", exception]) => {
                *at += 2;
                format!("{word} WITH {exception}")
            }
            _ => (*word).to_owned(),
        };
        return allowed.contains(&licence);
    }
    let holds = any(words, at, allowed);
    *at += 1;
    holds
}

#[test]
fn every_package_has_a_licence_that_is_allowed() {
    let rules = rules();
    let allowed = rules["licenses"]["allow"].as_array().expect("allowed licences").iter();
    let allowed: BTreeSet<String> = allowed.filter_map(|one| Some(one.as_str()?.to_owned())).collect();
    assert!(permits("(GPL-2.0-only OR MIT) AND ISC", &allowed) && !permits("MIT AND GPL-2.0-only", &allowed));
    let packages = packages();
    let refused: Vec<String> = packages
        .iter()
        .filter(|package| !permits(text(package, "license"), &allowed))
        .map(|package| format!("{} {}: {}", text(package, "name"), text(package, "version"), text(package, "license")))
        .collect();
    assert!(refused.is_empty(), "not among the licences of deny.toml: {refused:#?}");
}

#[test]
fn a_package_is_there_twice_only_where_deny_toml_says_so() {
    let rules = rules();
    let skipped = rules["bans"]["skip"].as_array().expect("duplicates").iter();
    let skipped: BTreeSet<&str> = skipped.filter_map(|one| one["crate"].as_str()).collect();
    let mut versions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for package in packages() {
        versions.entry(text(&package, "name").to_owned()).or_default().push(text(&package, "version").to_owned());
    }
    let mut unknown = Vec::new();
    for (name, versions) in versions.iter().filter(|(_, versions)| versions.len() > 1) {
        let found = versions.iter().map(|version| format!("{name}@{version}"));
        let others: Vec<String> = found.filter(|one| !skipped.contains(one.as_str())).collect();
        if others.len() > 1 {
            unknown.push(others.join(", "));
        }
    }
    assert!(unknown.is_empty(), "new duplicates; remove them, or name the older one in deny.toml: {unknown:#?}");
}
