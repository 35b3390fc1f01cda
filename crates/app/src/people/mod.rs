//! Uses about people: find or create one, tell a person's numbers.

pub mod look_up;
pub mod numbers;

mod state;

pub(crate) use state::{Claim, changes, claim, claims, holders};
