//! What every engine of the journal promises, written once and run on each; and what single engines promise besides.
//!
//! A promise is a plain async function over an [`engines::Engine`] in one of the modules below. To add an engine: one
//! type in `engines.rs` that implements the trait, and one line `engine!(…)` here.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken assumption must fail the test")]

mod access_postgres;
mod appending;
mod clocks;
mod configured;
mod copying;
mod damaged_files;
mod data_folder;
mod engines;
mod heads;
#[cfg(feature = "kurrentdb")]
mod kurrentdb;
mod postgres_rights;
mod racing;
mod read_models;
mod restored;
mod restored_files;
mod set_aside;
mod sqlite_file;
mod sqlite_full_disk;
mod vault_postgres;
mod verifying;

/// What happens by itself happens within this time.
const SOON: std::time::Duration = std::time::Duration::from_secs(30);

/// Makes a test of each promise, on an engine of its own.
macro_rules! promises {
    ($engine:ty: $($module:ident :: $promise:ident,)*) => {
        $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $promise() {
                let Some(engine) = <$engine as crate::engines::Engine>::start().await else { return };
                crate::$module::$promise(&engine).await;
            }
        )*
    };
}

/// Runs every promise on an engine.
macro_rules! engine {
    ($name:ident, $engine:ty) => {
        mod $name {
            promises! { $engine:
                appending::an_empty_journal_has_no_events_and_the_start_head,
                appending::appended_events_are_read_back_dense_in_order_and_unaltered,
                appending::every_chain_can_be_recomputed_from_the_bytes,
                appending::tail_gives_at_most_the_limit_and_fewer_only_at_the_end,
                appending::a_batch_with_one_bad_event_is_refused_whole,
                appending::an_event_of_256_kib_is_taken_and_one_byte_more_is_not,
                appending::identity_and_events_outlive_a_reopening,
                heads::a_writer_that_was_overtaken_is_refused_and_nothing_is_written,
                heads::the_right_position_with_another_chain_is_a_fork_and_refused,
                heads::a_head_beyond_the_end_would_leave_a_gap_and_is_refused,
                heads::the_same_events_at_the_same_head_are_answered_alike_and_appended_once,
                heads::a_lost_answer_can_be_asked_for_after_others_appended_behind,
                heads::a_lost_answer_can_be_asked_for_after_a_reopening,
                heads::other_events_at_a_used_head_are_refused,
                heads::more_events_at_a_used_head_are_refused_whole,
                racing::of_two_racing_writers_exactly_one_wins_each_round,
                racing::a_reader_that_follows_many_writers_misses_nothing,
            }
        }
    };
}

engine!(memory, crate::engines::Memory);
engine!(sqlite, crate::engines::Sqlite);
engine!(postgres, crate::engines::Postgres);
#[cfg(feature = "kurrentdb")]
engine!(kurrentdb_stand_in, crate::kurrentdb::StandInEngine);
#[cfg(feature = "kurrentdb")]
engine!(kurrentdb_server, crate::kurrentdb::ServerEngine);
