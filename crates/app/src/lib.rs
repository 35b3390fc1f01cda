//! What the service does: one file per use (permission, read, decide, append, wait), and the reactors.

pub mod caller;
pub mod directory;
pub mod organisations;
