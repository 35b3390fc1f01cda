//! Standard output. Anyone who reads it may have had enough (`| head`): that is no fault, and nothing is said of it.

use std::fmt::Arguments;
use std::io::{self, Write};

use crate::commands::Failure;

/// Prints a line; see `say!`.
pub fn line(line: Arguments<'_>) {
    if let Err(failure) = written(writeln!(io::stdout(), "{line}")) {
        eprintln!("oppijaloki: {failure}");
    }
}

/// What became of writing; that nobody reads any more is no failure.
pub fn written(result: io::Result<()>) -> Result<(), Failure> {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure(format!("the results cannot be written: {error}")))
        }
        _ => Ok(()),
    }
}
