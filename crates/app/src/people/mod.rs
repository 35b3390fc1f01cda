//! Uses about people: find or create one, tell a person's numbers, read records.

pub(crate) mod addressed;
pub mod alike;
mod in_use;
pub mod look_up;
pub mod numbers;
pub mod reach;
pub mod records;
mod requests;
pub mod wanted;

mod state;

pub(crate) use state::{
    Claim, changes, claim, claims, group, group_at, group_in, group_of, holders, may_hold, with_linked,
};
