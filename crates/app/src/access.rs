//! Writes to the access register: who looked at whom.

use events::PersonOid;
pub use store::access_register::{LookKind, LookLine, Looker, RefusalLine, Refused, Wanted};

use crate::{App, AppError};

/// So many looks are counted at once; others wait meanwhile who count theirs.
const AT_ONCE: usize = 100;

impl App {
    /// Records looks at people, each with whether a protection order stands. Those at protected people are durable when
    /// this returns.
    pub async fn looked(&self, looker: Looker, kind: LookKind, people: Vec<(PersonOid, bool)>) -> Result<(), AppError> {
        let now = self.now();
        let (protected, others): (Vec<_>, Vec<_>) = people.into_iter().partition(|(_, protected)| *protected);
        let count = move |app: &App, some: &[(PersonOid, bool)], looker: &Looker| {
            app.store().access().looked(looker, kind, some.iter().map(|(oid, _)| *oid), now)
        };
        if protected.is_empty() && others.len() <= AT_ONCE {
            count(self, &others, &looker)?;
            return Ok(());
        }
        self.blocking(move |app| {
            for some in others.chunks(AT_ONCE) {
                count(app, some, &looker)?;
            }
            if !protected.is_empty() {
                let protected: Vec<PersonOid> = protected.into_iter().map(|(oid, _)| oid).collect();
                app.store().access().looked_at_protected(&looker, kind, &protected, now)?;
            }
            Ok(())
        })
        .await
    }

    /// Keeps what an official is called, so that entries about them can be read.
    pub async fn called(&self, subject: String, name: String) -> Result<(), AppError> {
        self.blocking(move |app| Ok(app.store().access().called(&subject, &name)?)).await
    }

    /// Counts a refused request.
    pub fn refused(&self, looker: Looker, refused: Refused) {
        self.store().access().refused(looker, refused, self.now());
    }

    /// Entries about looks, for auditors.
    pub async fn looks(&self, wanted: Wanted) -> Result<Vec<LookLine>, AppError> {
        self.blocking(move |app| Ok(app.store().access().looks(&wanted)?)).await
    }

    /// Subjects and names of officials and services who may have looked, for auditors.
    pub async fn lookers(&self) -> Result<Vec<(String, String)>, AppError> {
        self.blocking(|app| Ok(app.store().access().names()?)).await
    }

    /// Refused requests, for auditors.
    pub async fn refusals(&self, wanted: Wanted) -> Result<Vec<RefusalLine>, AppError> {
        self.blocking(move |app| Ok(app.store().access().refusals(&wanted)?)).await
    }
}
