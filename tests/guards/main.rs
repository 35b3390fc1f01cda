//! House rules as tests: arrows between packages, lengths of files, documentation of modules, freshness of what is
//! generated.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken assumption must fail the test")]

mod arrows;
mod attacks;
mod dependencies;
mod fresh;
mod source;
mod texts;

use std::path::PathBuf;

/// The top of the repository.
fn top() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}
