//! The promise for ever: what is stored today can be read in thirty years, by this program and without it.
//!
//! | module | proves |
//! |---|---|
//! | `schema_files` | the files in git say what the types say, and released ones only grow where growth harms nobody |
//! | `examples` | today's code reads every example ever stored |
//! | `without_our_types` | the schema files alone are enough to read the bytes |
//! | `size` | events are as small as the registry counts on |
//!
//! `UPDATE_SCHEMAS=1 cargo test -p events` writes schemas and adds examples that are missing; see `schemas/README.md`.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "all of this is test code")]

mod as_json;
mod examples;
mod folder;
mod released;
mod samples;
mod schema_files;
mod schema_reader;
mod size;
mod without_our_types;
