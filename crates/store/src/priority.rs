//! Threads whose work nobody waits for have a lower priority with the system.

/// The `nice` value of such threads. On a busy machine they get about a tenth of the time of a thread that answers, so
/// that they still come forward.
#[cfg(target_os = "linux")]
const NICE: i32 = 10;

/// Lowers the priority of the calling thread for good. Where the system refuses, the work is done as before.
pub fn yield_to_answers() {
    // Elsewhere the same call is about the whole process.
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::setpriority_process(None, NICE) {
        tracing::debug!(%error, "background work has the priority of answers");
    }
}
