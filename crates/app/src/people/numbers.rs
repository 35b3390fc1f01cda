//! A person's numbers: OID, oppijanumero, and the OIDs of the same person.

use domain::Person;
use events::PersonOid;

use super::state::person;
use crate::{App, AppError};

impl App {
    /// The person with an OID as the log has them at this moment; `None` when the OID was never issued.
    pub async fn person(&self, oid: PersonOid) -> Result<Option<Person>, AppError> {
        self.blocking(move |app| Ok(person(&mut app.store().read(), oid)?)).await
    }
}
