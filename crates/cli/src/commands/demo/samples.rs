//! Sample imports for the first start: some of each kind of success and error.

use app::App;

use crate::commands::Failure;

/// A sample sender.
pub struct Sender {
    /// Subject of its tokens.
    pub subject: &'static str,
    /// Its organisation.
    pub organisation: &'static str,
}

/// The university of the samples.
pub const UNIVERSITY: Sender = Sender { subject: "1.2.246.562.24.00000010016", organisation: "1.2.246.562.10.90000000011" };
/// The school of the samples.
pub const SCHOOL: Sender = Sender { subject: "1.2.246.562.24.00000010074", organisation: "1.2.246.562.10.90000000023" };

/// Makes the sample imports.
pub async fn import_all(_app: &App, _people: u64) -> Result<(), Failure> {
    Ok(())
}
