//! Uses about imports: receive one, resolve its rows, tell how far it is.

pub mod numbers;
pub(crate) mod order;
pub mod read;
pub mod receive;
pub mod resolve;
pub mod undo;
