//! A person's numbers: OID, oppijanumero, and the OIDs of the same person.

use domain::Group;
use events::PersonOid;

use super::group;
use crate::{App, AppError};

impl App {
    /// The record of an OID with those linked with it, as the log has them at this moment; `None` when the OID was never
    /// issued.
    pub async fn person(&self, oid: PersonOid) -> Result<Option<Group>, AppError> {
        self.blocking(move |app| Ok(group(&mut app.store().read(), oid)?)).await
    }
}
