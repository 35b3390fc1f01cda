//! What may happen: one decision per file, each a pure function of state and command, and the one fold of a person's
//! state, shared by decisions and read models.
//!
//! What must never be: a clock, randomness, or anything read from outside; time, new ids and handles are arguments.

pub mod acknowledge_changes;
pub mod addressed;
pub mod approval;
pub mod as_if;
pub mod cause;
pub mod change_hetu;
pub mod change_identifiers;
pub mod code_sets;
pub mod correct_details;
pub mod draft;
pub mod earlier_rows;
pub mod group;
pub mod identify;
pub mod identify_by_hand;
pub mod import;
pub mod judge;
pub mod likeness;
pub mod link;
pub mod link_as_asked;
pub mod look_up;
pub mod match_row;
pub mod merge_verified;
pub mod move_in;
pub mod not_duplicate;
pub mod note_hand_over;
pub mod notice;
pub mod order_erasure;
pub mod organisations;
pub mod override_with_register;
pub mod passivate;
pub mod person;
pub mod reason;
pub mod reassign_rows;
pub mod refresh_from_register;
pub mod refusal;
mod refusals;
pub mod register_learner;
pub mod register_person;
pub mod register_record;
pub mod register_says;
pub mod remove_consumer;
pub mod report_unsent_rows;
pub mod request;
pub mod request_identification;
pub mod reverse;
pub mod review_conflict;
pub mod revoke_identification;
pub mod rows;
pub mod separate_persons;
pub mod status;
pub mod text;
pub mod undo_import;
pub mod update_person;

pub use cause::Cause;
pub use code_sets::CodeSets;
pub use draft::Draft;
pub use group::Group;
pub use import::Import;
pub use likeness::likeness;
pub use notice::Notices;
pub use person::Person;
pub use refusal::{Refusal, RefusalKind};
pub use status::Status;
