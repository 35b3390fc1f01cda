//! The one binary: `oppijaloki`.

use std::process::ExitCode;

fn main() -> ExitCode {
    oppijaloki::run()
}
