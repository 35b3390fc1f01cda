//! What tests share: real folders, events as decisions would hand them over, nodes of the store, journals that fail on
//! purpose, whole registries and the programs that use them. One concern, one file.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken assumption must fail the test")]

pub mod balancer;
pub mod client;
pub mod drafts;
pub mod faults;
#[cfg(feature = "kurrentdb")]
pub mod kurrentdb;
pub mod logs;
pub mod nodes;
pub mod outside_input;
pub mod patience;
pub mod postgres;
pub mod processes;
pub mod provider;
pub mod proxy;
pub mod raw;
pub mod rebuilt;
pub mod served;
pub mod server;
pub mod skipped;
pub mod smtp;
pub mod temp;
pub mod visitor;
pub mod wait;
pub mod way;
