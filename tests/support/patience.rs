//! A test that hangs ends its process and names itself: the harness waits for ever, and whoever reads its output learns
//! nothing.

use std::cell::RefCell;
use std::io::Write;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;

/// Longer than any test takes on a machine that is ten times as slow as it should be.
const MOST: Duration = Duration::from_secs(15 * 60);

thread_local! {
    /// Ends with the thread of its test, that is after everything the test began has been dropped.
    static WATCHED: RefCell<Option<Sender<()>>> = const { RefCell::new(None) };
}

/// From now on the test on this thread has so much time at most. Called again, its time begins anew.
pub fn begin() {
    let name = std::thread::current().name().unwrap_or("a test").to_owned();
    let (over, is_over) = channel::<()>();
    std::thread::spawn(move || {
        if is_over.recv_timeout(MOST) == Err(RecvTimeoutError::Timeout) {
            // Past the harness, which keeps what a test prints until the test ends.
            let _ = writeln!(std::io::stderr(), "HANGS: {name} has not ended within {MOST:?}");
            std::process::exit(1);
        }
    });
    WATCHED.set(Some(over));
}
