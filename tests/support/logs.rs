//! What registries of this process log, for looking what stands in it.

use std::io::Write;
use std::sync::{Mutex, Once, PoisonError};

use tracing_subscriber::EnvFilter;

/// Every line since the first registry of this process was started.
static LOGGED: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Log;

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOGGED.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Begins to keep what is logged: in the form in which the program writes it, but of every level and of every library.
pub(crate) fn keep() {
    static BEGIN: Once = Once::new();
    BEGIN.call_once(|| {
        let logs = tracing_subscriber::fmt().json().flatten_event(true).with_env_filter(EnvFilter::new("trace"));
        logs.with_writer(|| Log).init();
    });
}

/// Everything logged so far.
pub fn text() -> String {
    String::from_utf8(LOGGED.lock().unwrap_or_else(PoisonError::into_inner).clone()).unwrap()
}
