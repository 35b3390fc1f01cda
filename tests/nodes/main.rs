//! Several nodes over one PostgreSQL: what may happen to the database, to the way there, and to a node. Whatever does,
//! every answer stays true, nothing is appended twice, and nothing that was answered is lost.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken assumption must fail the test")]

mod access;
mod balanced;
mod bench;
mod broken_off;
#[path = "../properties/sequencer_judge.rs"]
mod judge;
mod killed;
mod moving;
mod paused;
mod processes;
mod random;
mod standby;

/// The server of this process's tests; ends the test with a word where PostgreSQL is not installed.
macro_rules! cluster_or_leave_out {
    ($cluster:expr) => {
        match $cluster {
            Some(cluster) => cluster,
            None => return,
        }
    };
}
pub(crate) use cluster_or_leave_out;

/// In a child process: the binary.
#[test]
fn oppijaloki() -> std::process::ExitCode {
    oppijaloki_tests::processes::be_the_binary()
}
