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

    /// The body as JSON, unless it is none.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_str(&self.body).ok()
    }
}

/// The operations of the existing registry.
pub struct Operations(Vec<(String, String)>);

impl Operations {
    /// As method and path, from a file.
    pub fn read() -> Operations {
        let text = std::fs::read_to_string(data().join("operations.txt")).unwrap();
        let operations = text.lines().filter_map(|line| line.split_once(' '));
        Operations(operations.map(|(method, path)| (method.to_owned(), path.to_owned())).collect())
    }

    /// The operation that a call is of, as method and path; a path that was none there stands for itself.
    pub fn of(&self, call: &Call) -> String {
        let path = call.place().split('?').next().unwrap_or_default().trim_end_matches('/').replace("%3D", "=");
        let fitting = self.0.iter().filter(|(method, of)| *method == call.method && fits(of, &path));
        // A path without a name in it is meant before one with it.
        let best = fitting.min_by_key(|(_, of)| of.matches('{').count() * 100 + of.matches("**").count());
        best.map_or_else(|| OTHER.to_owned(), |(method, of)| format!("{method} {of}"))
    }
}

/// Calls of no operation: unknown paths, wrong methods.
pub const OTHER: &str = "(no operation)";

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
