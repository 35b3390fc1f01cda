//! Given what happened, when something is asked, then this happens: one file per decision, and the folds.
//!
//! | module | what is tried |
//! |---|---|
//! | `acknowledge_changes`, `correct_details`, `match_row`, `identify`, `look_up`, `register_learner`, `report_unsent_rows`, `notice`, `review_conflict`, `separate_persons`, `merge_verified`, `request` | the decision of the same name |
//! | `acts` | what officials do to a person's record: the fold and each decision |
//! | `as_asked` | what programs have done to persons |
//! | `register_acts` | what officials do with the register's word |
//! | `whose_data` | rows that need the register's word, and rows that are judged again |
//! | `status`, `import`, `person` | the fold of the same name |
//! | `counting` | what counts: the worked examples, and properties of any history with reversals |
//! | `examples` | what counts, where several records or two officials are concerned |
//! | `group` | what records look like together, and rows that lead to one of them |
//! | `move_in` | whoever moves in from the registry before this one |
//! | `catalogue` | every type of event: what it changes, claims, and whose data it has |
//! | `erased` | every fold of a subject whose data is erased, or whose key is lost |
//! | `histories` | properties of any plausible history |
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "all of this is test code")]

mod acknowledge_changes;
mod acts;
mod approval;
mod as_asked;
mod catalogue;
mod correct_details;
mod counting;
mod erased;
mod examples;
mod given;
mod group;
mod histories;
mod identify;
mod import;
mod look_up;
mod match_row;
mod merge_verified;
mod move_in;
mod not_duplicate;
mod note_hand_over;
mod notice;
mod order_erasure;
mod person;
mod reassign_rows;
mod register_acts;
mod register_learner;
mod report_unsent_rows;
mod request;
mod review_conflict;
mod separate_persons;
mod status;
mod undo_import;
mod whose_data;
