//! Links and reversals: the worked examples of docs/reversal.md through the decisions, and random histories judged by a
//! second, simpler model.
//!
//! | module | what it is |
//! |---|---|
//! | `world` | a log of invented people, and commands that append to it |
//! | `examples` | given, when, then |
//! | `done` | what happened in random histories |
//! | `imports` | imports that come and are undone in parts |
//! | `merges` | two verified persons become one by the register's word |
//! | `model` | the second model: it knows positions and lists, and nothing of the fold |
//! | `simulation` | random histories; `HISTORIES=1000000 cargo test -p domain --release --test reversals` makes many |
#![expect(clippy::unwrap_used, clippy::panic, reason = "all of this is test code")]

mod done;
mod examples;
mod imports;
mod merges;
mod model;
mod simulation;
mod world;
