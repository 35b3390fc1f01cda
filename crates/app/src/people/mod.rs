//! Uses about people: find or create one, register one without a hetu, tell a person's numbers.

pub mod look_up;
pub mod numbers;
pub mod register_learner;

mod state;

pub(crate) use state::{changes, claims, holders};
