//! What people and programs do, end to end: over real HTTP, with the population register's stand-in, on the embedded
//! journal, on one that is followed, and on PostgreSQL with two nodes as two processes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken assumption must fail the test")]

/// The tests of a journey in this process: on both kinds of journal.
macro_rules! in_this_process {
    ($name:ident) => {
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn embedded() {
            super::super::$name(oppijaloki_tests::server::On::Embedded).await;
        }

        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn followed() {
            super::super::$name(oppijaloki_tests::server::On::Followed).await;
        }
    };
}

/// Runs each journey on both kinds of journal, and on PostgreSQL with two nodes as two processes. A journey is
/// `async fn name(on: On)`.
macro_rules! everywhere {
    ($($name:ident,)*) => {
        mod everywhere {
            $(mod $name {
                in_this_process! { $name }

                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn two_nodes() {
                    let Some(cluster) = oppijaloki_tests::postgres::Cluster::shared() else { return };
                    super::super::$name(oppijaloki_tests::server::On::TwoNodes(cluster)).await;
                }
            })*
        }
    };
}

/// Runs each journey on both kinds of journal in this process alone, where two nodes would be another story:
///
/// | journeys | why not with two nodes |
/// |---|---|
/// | `notices`, `notices_by_smtp`, `past_reports` | a clock, and a way out for mail, that the test holds in its hand |
/// | `clock` | the same |
/// | `hostile`: room, connections | those of one process: the other node has its own |
/// | `history`: when all places are taken | likewise |
/// | `silence`: nothing personal | the demo's outbox, and every library's log at its most talkative |
///
/// `hostile` is about what is taken in at the edge, and `sign_in` and most of `put_right` about the demo's choice of officials, which
/// `serve` does not have; `permissions`, `read_your_writes` and the others without a journal in their hands look at what one process
/// does with a request. Signing in to two nodes is in `tests/nodes/balanced.rs`.
macro_rules! on_both_journals {
    ($($name:ident,)*) => {
        mod on_both_journals {
            $(mod $name {
                in_this_process! { $name }
            })*
        }
    };
}

/// In a child process: the binary.
#[test]
fn oppijaloki() -> std::process::ExitCode {
    oppijaloki_tests::processes::be_the_binary()
}

mod access;
mod acknowledgements;
mod applications;
mod approvals;
mod as_programs_ask;
mod as_programs_send;
mod candidates;
mod changes;
mod clock;
mod command_line;
mod commands;
mod conditional;
mod duplicates;
mod erasure;
mod error_list;
mod full_disk;
mod golden;
mod history;
mod hostile;
mod identification;
mod invariants;
mod linked;
mod links;
mod look_up;
mod matching;
mod merges;
mod migrating;
mod neighbours;
mod notices;
mod notices_by_smtp;
mod numbers;
mod officials;
mod one_number;
mod outage;
mod past_reports;
mod permissions;
mod put_back;
mod put_right;
mod queue;
mod read_your_writes;
#[path = "../recorded/mod.rs"]
mod recorded;
mod refusals;
mod report_api;
mod report_shapes;
mod reports;
mod requests;
mod restart;
mod rights;
mod rows;
mod search;
mod shared_number;
mod sign_in;
mod sign_in_by_cas;
mod sign_in_by_provider;
mod silence;
mod typical;
mod undone_imports;
mod unsent_rows;
mod upkeep;
mod whose_data;
