//! The routes that there are, read from the sources: a router tells nobody what it holds.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::table::bare;

/// Method and bare path.
pub type Name = (String, String);

/// Functions that make routers, and the path under which each stands.
const ROUTERS: [(&str, &str, &str); 10] = [
    ("server.rs", "compatible", web::onr::CONTEXT_PATH),
    ("server.rs", "persons", web::onr::CONTEXT_PATH),
    ("server.rs", "changed", web::onr::CONTEXT_PATH),
    ("server.rs", "open", ""),
    ("api.rs", "routes", web::api::PATH),
    ("staff.rs", "router", ""),
    ("staff.rs", "open", ""),
    ("staff/sign_in.rs", "routes", ""),
    ("demo_outbox.rs", "router", ""),
    ("auth/issuer/endpoint.rs", "router", web::auth::issuer::ISSUER_PATH),
];

const METHODS: [&str; 6] = ["get", "put", "post", "delete", "patch", "any"];

/// Every route of the service and of the demo.
pub fn routes() -> BTreeSet<Name> {
    let files = files();
    let constants = constants(files.values());
    let mut found = BTreeSet::new();
    for (file, text) in &files {
        for (at, _) in text.match_indices(".route(") {
            let function = function_around(&text[..at]);
            let router = ROUTERS.iter().find(|(of, name, _)| of == file && *name == function);
            let (_, _, prefix) = router.unwrap_or_else(|| panic!("where does {function} of {file} stand?"));
            let arguments = arguments(&text[at + ".route(".len()..]);
            let (path, methods) = arguments.split_once(',').expect("a path and its methods");
            let path = format!("{prefix}{}", literal(path.trim(), &constants));
            found.extend(methods_of(methods).map(|method| (method, bare(&path).replace("{*", "{"))));
        }
    }
    found
}

/// What the two OpenAPI documents describe.
pub fn described() -> BTreeSet<Name> {
    let mut found = BTreeSet::new();
    for (prefix, document) in [(web::onr::CONTEXT_PATH, web::server::openapi()), (web::api::PATH, web::api::openapi())]
    {
        let document: serde_json::Value = serde_json::from_str(&document).unwrap();
        for (path, operations) in document["paths"].as_object().unwrap() {
            let methods = operations.as_object().unwrap().keys().filter(|name| METHODS.contains(&name.as_str()));
            found.extend(methods.map(|method| (method.to_uppercase(), bare(&format!("{prefix}{path}")))));
        }
    }
    found
}

/// The files of commands, by name.
pub fn commands() -> BTreeSet<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../crates/app/src/commands");
    let name = |path: PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
    std::fs::read_dir(folder).unwrap().map(|entry| name(entry.unwrap().path())).collect()
}

/// Sources of `web` without tests, by path.
fn files() -> BTreeMap<String, String> {
    let top = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../crates/web/src");
    let mut files = BTreeMap::new();
    collect(&top, &top, &mut files);
    assert!(files.len() > 50, "the sources were not found");
    files
}

fn collect(top: &Path, folder: &Path, files: &mut BTreeMap<String, String>) {
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = path.strip_prefix(top).unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            collect(top, &path, files);
        } else if !name.ends_with("tests.rs") && !name.ends_with("stand_in.rs") && !name.contains("tests/") {
            let text = std::fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned();
            files.insert(name, text);
        }
    }
}

/// Every path that has a name.
fn constants<'a>(texts: impl Iterator<Item = &'a String>) -> BTreeMap<&'a str, &'a str> {
    let declared = texts.flat_map(|text| text.lines()).filter_map(|line| {
        let (name, value) = line.strip_prefix("pub const ")?.split_once(": &str = \"/")?;
        Some((name, value.strip_suffix("\";")?))
    });
    declared.collect()
}

fn literal(argument: &str, constants: &BTreeMap<&str, &str>) -> String {
    match argument.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
        Some(text) => text.to_owned(),
        None => {
            let name = argument.rsplit("::").next().unwrap_or_default();
            format!("/{}", constants.get(name).unwrap_or_else(|| panic!("which path is {argument}?")))
        }
    }
}

/// The name of the function whose body these texts end in.
fn function_around(before: &str) -> &str {
    let starts = ["\nfn ", "\npub fn ", "\npub(crate) fn "].map(|start| (before.rfind(start), start.len()));
    let (at, length) = starts.into_iter().max().unwrap();
    let name = &before[at.expect("a function") + length..];
    name.split(['(', '<']).next().unwrap_or_default()
}

/// What stands before the bracket that closes an open one.
fn arguments(text: &str) -> &str {
    let mut depth = 1;
    let end = text.find(|character| {
        depth += match character {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth == 0
    });
    &text[..end.expect("a closing bracket")]
}

/// Where any method is taken, reading stands for all.
fn methods_of(text: &str) -> impl Iterator<Item = String> {
    let called = |method: &&str| {
        let call = format!("{method}(");
        text.match_indices(&call).any(|(at, _)| !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
    };
    METHODS
        .into_iter()
        .filter(called)
        .map(|method| if method == "any" { "GET".to_owned() } else { method.to_uppercase() })
}
