//! Rows of a sender's file that never came, as far as its program reported them.

use events::Position;
pub use projections::unsent_rows::query::UnsentRow;
use projections::unsent_rows::query::{count, page};

use super::{Cursor, Slice, View};
use crate::caller::Caller;
use crate::imports::read::NotShown;
use crate::{App, AppError};

impl App {
    /// A page of the rows that were not sent with an import, in the order of the sender's file.
    pub async fn report_unsent_rows(
        &self,
        caller: &Caller,
        number: Position,
        view: View,
    ) -> Result<Result<Slice<UnsentRow>, NotShown>, AppError> {
        if let Err(refusal) = self.import_shown(caller, number).await? {
            return Ok(Err(refusal));
        }
        let (after, limit) = (view.row(), view.length() + 1);
        let find = move |connection: &_| Ok((page(connection, number, after, limit)?, count(connection, number)?));
        let (found, total) = self.ask(find).await?;
        Ok(Ok(view.slice(found, Some(total.into()), |row| Cursor::at(row.row.into(), 0))))
    }
}
