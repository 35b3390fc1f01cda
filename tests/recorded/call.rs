//! A recorded call, and an answer.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

use oppijaloki_tests::client::CONTEXT;

/// What was asked of the existing registry, and its answer.
#[derive(Deserialize)]
pub struct Call {
    /// Its place in the recording.
    pub n: u32,
    /// What it shows.
    pub name: String,
    /// Who asked; `None` for nobody, or for somebody with headers of their own.
    pub role: Option<String>,
    /// HTTP method.
    pub method: String,
    /// Path and query.
    pub path: String,
    /// Headers sent.
    pub request_headers: BTreeMap<String, String>,
    /// What was sent: JSON, or text for what is no JSON.
    pub request_body: Value,
    /// Status of the answer.
    pub status: u16,
    /// Its content type.
    pub content_type: Option<String>,
    /// Those of its headers that clients read.
    pub headers: BTreeMap<String, String>,
    /// Its body.
    pub body: String,
}

/// An answer of this registry.
pub struct Answer {
    /// Status.
    pub status: u16,
    /// Content type.
    pub content_type: Option<String>,
    /// All headers that stand once.
    pub headers: BTreeMap<String, String>,
    /// The body.
    pub body: String,
}

/// All calls in their order.
pub fn read() -> Vec<Call> {
    let text = std::fs::read_to_string(data().join("calls.jsonl")).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/onr-recorded")
}

impl Call {
    /// Path and query below the context path.
    pub fn place(&self) -> &str {
        self.path.strip_prefix(CONTEXT).unwrap_or(&self.path)
    }

    /// Did it change anything there?
    pub fn changes(&self) -> bool {
        let reads = ["/s2s/duplicateHenkilos", "ByOidList", "OidList", "HetuList", "/exists", "/changedSince"];
        let writes = !["GET", "HEAD", "OPTIONS"].contains(&self.method.as_str());
        writes && self.status < 300 && !reads.iter().any(|read| self.path.contains(read))
    }

    /// Everything in it where a person may be named.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let sent = match &self.request_body {
            Value::String(text) => vec![text.as_str()],
            value => strings(value),
        };
        [self.path.as_str(), self.body.as_str()].into_iter().chain(sent)
    }

    /// The body as JSON, unless it is none.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_str(&self.body).ok()
    }
}

/// All texts in a value.
fn strings(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(values) => values.iter().flat_map(strings).collect(),
        Value::Object(properties) => properties.values().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}

/// The operations of the existing registry, and which of them are here.
pub struct Operations {
    theirs: Vec<(String, String)>,
    ours: Vec<(String, String)>,
}

/// Paths beside those that the document describes.
const UNDESCRIBED: [(&str, &str); 2] = [("GET", "/v3/api-docs"), ("GET", "/actuator/health")];

impl Operations {
    /// Theirs from a file, ours from the document that is served.
    pub fn read() -> Operations {
        let text = std::fs::read_to_string(data().join("operations.txt")).unwrap();
        let theirs = text.lines().filter_map(|line| line.split_once(' '));
        let document: Value = serde_json::from_str(&web::server::openapi()).unwrap();
        let described = document["paths"].as_object().unwrap().iter().flat_map(|(path, operations)| {
            operations.as_object().unwrap().keys().map(move |method| (method.to_uppercase(), bare(path)))
        });
        let undescribed = UNDESCRIBED.iter().map(|(method, path)| ((*method).to_owned(), (*path).to_owned()));
        Operations {
            theirs: theirs.map(|(method, path)| (method.to_owned(), path.to_owned())).collect(),
            ours: described.chain(undescribed).collect(),
        }
    }

    /// The operation that a call is of, as method and path; a path that was none there stands for itself.
    pub fn of(&self, call: &Call) -> String {
        let path = call.place().split('?').next().unwrap_or_default().trim_end_matches('/').replace("%3D", "=");
        let fitting = self.theirs.iter().filter(|(method, of)| *method == call.method && fits(of, &path));
        // A path without a name in it is meant before one with it.
        let best = fitting.min_by_key(|(_, of)| of.matches('{').count() * 100 + of.matches("**").count());
        best.map_or_else(|| OTHER.to_owned(), |(method, of)| format!("{method} {of}"))
    }

    /// Is it here? What is no operation is answered too, unless it is another method of what is not here.
    pub fn is_here(&self, call: &Call, operation: &str) -> bool {
        let method = if call.method == "HEAD" { "GET" } else { &call.method };
        match operation.split_once(' ').filter(|_| operation != OTHER) {
            Some((_, path)) => self.ours.iter().any(|(own, of)| own == method && *of == bare(path)),
            None => {
                let path = call.place().split('?').next().unwrap_or_default();
                let fitting = self.theirs.iter().filter(|(_, of)| fits(of, path));
                let best = fitting.min_by_key(|(_, of)| of.matches('{').count());
                best.is_none_or(|(_, of)| self.ours.iter().any(|(_, own)| *own == bare(of)))
            }
        }
    }
}

/// Calls of no operation: unknown paths, wrong methods.
pub const OTHER: &str = "(no operation)";

/// A path with nothing but braces for its names.
fn bare(path: &str) -> String {
    let path = path.replace("/**", "/{rest}");
    let mut parts = path.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| all + "{}" + part.split_once('}').map_or("", |(_, after)| after))
}

fn fits(of: &str, path: &str) -> bool {
    if let Some(before) = of.strip_suffix("/**") {
        let parts = before.split('/').count();
        return path.split('/').count() > parts && {
            let begin: Vec<&str> = path.split('/').take(parts).collect();
            fits(before, &begin.join("/"))
        };
    }
    let (ofs, paths): (Vec<&str>, Vec<&str>) = (of.split('/').collect(), path.split('/').collect());
    ofs.len() == paths.len() && ofs.iter().zip(&paths).all(|(of, part)| fits_part(of, part))
}

fn fits_part(of: &str, part: &str) -> bool {
    match of.split_once('{') {
        None => of == part,
        Some((before, _)) => part.len() > before.len() && part.starts_with(before),
    }
}
