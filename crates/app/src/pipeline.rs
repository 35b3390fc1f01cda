//! How every command is run; [`crate::commands`] says in which order.
//!
//! | module | what it is |
//! |---|---|
//! | `run` | the steps: look, decide, preview, append, begin again |
//! | `look` | reading for a decision, without writing |
//! | `fresh` | what is drawn or made for a command: OIDs, handles |
//! | `rights` | whether a caller's right reaches what the command is about |
//! | `impact` | what a preview shows |
//! | `advice` | what a preview shows beside that |
//! | `approvals` | what waits for a second official |
//! | `declared` | what every command declares of itself |

pub mod advice;
pub mod approvals;
pub mod declared;
pub mod fresh;
pub mod impact;
pub mod look;
pub mod rights;
mod run;
