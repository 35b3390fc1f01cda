//! Events that cannot be read or folded. Each is set aside with an alarm, and the models go on without it: one altered
//! event, or one of a newer program, must not stop everybody.

pub mod fold;
pub mod query;
