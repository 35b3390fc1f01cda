//! House rules as tests: arrows between packages, lengths of files, documentation of modules, freshness of what is
//! generated.

mod arrows;
mod fresh;
mod source;

use std::path::PathBuf;

/// The top of the repository.
fn top() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}
