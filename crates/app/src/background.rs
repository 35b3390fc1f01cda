//! Work that nobody waits for yields to work that somebody waits for: its threads have a lower priority with the system.
//!
//! Imports, sweeps and reactors take whatever processor time there is. Without this a command or an answer that is ready
//! to run waits for its turn behind them.

use std::io;

use store::priority::yield_to_answers;
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinSet;
use tracing::Instrument;

/// Threads for reactors, beside those that answer.
pub struct Background {
    /// Taken at the end.
    runtime: Option<Runtime>,
}

impl Background {
    /// Starts them; `blocking` threads at most are for files and cryptography.
    ///
    /// # Errors
    /// When the system has no threads left.
    pub fn start(blocking: usize) -> io::Result<Background> {
        let mut runtime = Builder::new_multi_thread();
        runtime.enable_all().thread_name("background").max_blocking_threads(blocking);
        let runtime = Some(runtime.on_thread_start(yield_to_answers).build()?);
        Ok(Background { runtime })
    }

    /// Adds a task that runs on these threads, with whatever it starts itself.
    pub fn spawn(&self, tasks: &mut JoinSet<()>, task: impl Future<Output = ()> + Send + 'static) {
        if let Some(runtime) = &self.runtime {
            tasks.spawn_on(task.in_current_span(), runtime.handle());
        }
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        // A runtime may not be waited for where others run.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
