//! Uses about imports: receive one, resolve its rows, tell how far it is.

pub mod read;
pub mod receive;
pub mod resolve;
