//! What people and programs do, end to end: over real HTTP, with the population register's stand-in, on the embedded
//! journal and on one that is followed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken assumption must fail the test")]

/// Runs each journey on both kinds of journal. A journey is `async fn name(on: On)`.
macro_rules! on_both_journals {
    ($($name:ident,)*) => {
        mod on_both_journals {
            $(mod $name {
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn embedded() {
                    super::super::$name(oppijaloki_tests::server::On::Embedded).await;
                }

                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn followed() {
                    super::super::$name(oppijaloki_tests::server::On::Followed).await;
                }
            })*
        }
    };
}

mod access;
mod error_list;
mod golden;
mod identification;
mod look_up;
mod matching;
mod notices;
mod notices_by_smtp;
mod numbers;
mod outage;
mod past_reports;
mod permissions;
mod read_your_writes;
mod refusals;
mod report_api;
mod report_shapes;
mod reports;
mod restart;
mod rights;
mod sign_in;
mod sign_in_by_provider;
mod silence;
mod typical;
