//! Which package may depend on which, and which libraries are named only in which package. The reasons stand in
//! `docs/architecture.md`.

use std::collections::BTreeSet;

use toml::Table;

use crate::top;

/// Each package of ours with those of ours that it may depend on.
const ARROWS: &[(&str, &[&str])] = &[
    ("crates/events", &[]),
    ("crates/texts", &[]),
    ("crates/matching", &["events"]),
    ("crates/domain", &["events", "matching"]),
    ("crates/store", &["events"]),
    ("crates/vtj", &["events"]),
    ("crates/onr", &["events", "matching", "domain"]),
    ("projections", &["events", "domain", "matching", "store"]),
    ("crates/app", &["events", "domain", "matching", "onr", "projections", "store", "texts", "vtj"]),
    ("crates/web", &["app", "events", "projections", "texts"]),
    ("crates/cli", &["app", "domain", "events", "matching", "onr", "projections", "store", "texts", "vtj", "web"]),
];

/// Libraries that only these packages may name.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("rusqlite", &["crates/store", "projections"]),
    ("sqlx", &["crates/store", "crates/onr"]),
    ("eventstore", &["crates/store"]),
    ("axum", &["crates/web", "crates/vtj", "crates/cli"]),
    ("jsonwebtoken", &["crates/web"]),
    ("openidconnect", &["crates/web"]),
    ("cookie", &["crates/web"]),
    ("fluent-bundle", &["crates/texts"]),
    ("lettre", &["crates/app"]),
    ("clap", &["crates/cli"]),
    ("config", &["crates/cli"]),
];

/// The pure core names neither a runtime nor randomness nor files of its own.
const PURE: &[&str] = &["crates/events", "crates/domain", "crates/matching"];
const IMPURE: &[&str] = &["tokio", "rand", "reqwest", "rusqlite", "sqlx", "axum", "tracing"];

fn dependencies(package: &str) -> BTreeSet<String> {
    let manifest = std::fs::read_to_string(top().join(package).join("Cargo.toml")).expect("a manifest");
    let manifest: Table = manifest.parse().expect("a manifest in TOML");
    manifest["dependencies"].as_table().expect("dependencies").keys().cloned().collect()
}

#[test]
fn packages_depend_only_downwards() {
    let ours: BTreeSet<&str> =
        ARROWS.iter().map(|(package, _)| package.rsplit('/').next().unwrap_or_default()).collect();
    for (package, allowed) in ARROWS {
        for dependency in dependencies(package).iter().filter(|name| ours.contains(name.as_str())) {
            assert!(allowed.contains(&dependency.as_str()), "{package} must not depend on {dependency}");
        }
    }
}

#[test]
fn every_package_stands_in_the_list() {
    let found: BTreeSet<String> = std::fs::read_dir(top().join("crates"))
        .expect("crates")
        .map(|entry| format!("crates/{}", entry.expect("an entry").file_name().to_string_lossy()))
        .collect();
    let listed: BTreeSet<String> = ARROWS
        .iter()
        .map(|(package, _)| (*package).to_owned())
        .filter(|package| package.starts_with("crates/"))
        .collect();
    assert_eq!(found, listed);
}

#[test]
fn libraries_stay_behind_their_boundary() {
    for (library, packages) in ONLY_IN {
        for (package, _) in ARROWS.iter().filter(|(package, _)| !packages.contains(package)) {
            assert!(!dependencies(package).contains(*library), "{package} must not name {library}");
        }
    }
}

#[test]
fn the_pure_core_has_no_way_to_the_world() {
    for package in PURE {
        let named = dependencies(package);
        for library in IMPURE {
            assert!(!named.contains(*library), "{package} must stay pure and not name {library}");
        }
    }
}

#[test]
fn every_dependency_says_why_it_is_here() {
    let manifest = std::fs::read_to_string(top().join("Cargo.toml")).expect("the manifest");
    let listed =
        manifest.split("[workspace.dependencies]").nth(1).and_then(|rest| rest.split("\n[").next()).unwrap_or("");
    let lines: Vec<&str> = listed.lines().filter(|line| !line.trim().is_empty()).collect();
    for (n, line) in lines.iter().enumerate() {
        if !line.starts_with('#') && !line.contains("path = ") {
            assert!(n > 0 && lines[n - 1].starts_with('#'), "no reason stands above: {line}");
        }
    }
}
