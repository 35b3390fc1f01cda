//! Tests that cannot run here.

use std::collections::BTreeSet;
use std::io::Write;
use std::sync::{Mutex, PoisonError};

/// Says that tests are skipped, and why; in CI that is an error.
pub fn skipped(what: &str, why: &str) {
    assert!(std::env::var_os("CI").is_none(), "{what} cannot be tested: {why}");
    skipped_also_in_ci(what, why);
}

/// Says so once in each test binary. It is written past the harness, which hides what a passed test prints.
pub fn skipped_also_in_ci(what: &str, why: &str) {
    static SAID: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    let line = format!("SKIPPED: {what}: {why}");
    if SAID.lock().unwrap_or_else(PoisonError::into_inner).insert(line.clone()) {
        let _ = writeln!(std::io::stderr(), "{line}");
    }
}
