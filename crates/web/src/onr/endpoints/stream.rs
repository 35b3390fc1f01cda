//! The rows of an import as they are read, part by part: an import may have a hundred thousand, and the answer takes no
//! more memory than one part.

use app::access::LookKind;
use app::imports::read::VisibleImport;
use app::rules::CodeSets;
use app::{App, AppError, Person};
use axum::body::{Body, Bytes};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use futures_util::stream::try_unfold;
use projections::import_rows::query::ImportRow;
use serde::Serialize;

use super::answers::basics;
use crate::onr::shapes::ImportAnswer;

/// What is still to be written.
enum Next {
    Head,
    /// Rows after this one.
    Rows(Option<u32>),
    Nothing,
}

struct Answer<R> {
    app: App,
    import: VisibleImport,
    kind: LookKind,
    row: fn(&VisibleImport, &ImportRow, &CodeSets) -> Option<R>,
    tail: String,
    wrote_row: bool,
    next: Next,
}

/// The whole answer of `GET …/tuonti={id}`, each row as `row` makes it.
pub(super) fn stream<R: Serialize + 'static>(
    app: &App,
    import: VisibleImport,
    kind: LookKind,
    row: fn(&VisibleImport, &ImportRow, &CodeSets) -> Option<R>,
) -> Response {
    let frame = serde_json::to_string(&ImportAnswer::<()>::new(&basics(&import.import), Vec::new()));
    // The rows are written between the brackets of the empty list.
    let frame = frame.unwrap_or_default();
    let (head, tail) = frame.split_once("[]").unwrap_or(("", ""));
    let (head, tail) = (Bytes::from(format!("{head}[")), format!("]{tail}"));
    let answer = Answer { app: app.clone(), import, kind, row, tail, wrote_row: false, next: Next::Head };
    let parts = try_unfold(answer, move |answer| {
        let head = head.clone();
        async move { answer.part(head).await }
    });
    ([(CONTENT_TYPE, "application/json")], Body::from_stream(parts)).into_response()
}

impl<R: Serialize> Answer<R> {
    async fn part(mut self, head: Bytes) -> Result<Option<(Bytes, Answer<R>)>, AppError> {
        let after = match self.next {
            Next::Head => {
                self.next = Next::Rows(None);
                return Ok(Some((head, self)));
            }
            Next::Rows(after) => after,
            Next::Nothing => return Ok(None),
        };
        let rows = self.import.rows(after).await.inspect_err(|error| {
            tracing::error!(%error, "the answer with an import's rows breaks off");
        })?;
        let Some(last) = rows.last().map(|row| row.row) else {
            self.next = Next::Nothing;
            return Ok(Some((std::mem::take(&mut self.tail).into(), self)));
        };
        self.note_looks(&rows).await?;
        let part = self.write(&rows);
        self.next = Next::Rows(Some(last));
        Ok(Some((part.into(), self)))
    }

    /// Rows that give the number alone show nobody.
    async fn note_looks(&self, rows: &[ImportRow]) -> Result<(), AppError> {
        let people = || rows.iter().filter_map(|row| row.person.as_ref().map(|(person, _)| person));
        let shown = |person: &Person| self.kind == LookKind::Fetched && self.import.shows(person);
        let (open, numbers): (Vec<&Person>, Vec<&Person>) = people().partition(|person| shown(person));
        let open = open.iter().map(|person| (person.oid, person.protected)).collect();
        self.app.looked(self.import.looker.clone(), self.kind, open).await?;
        let numbers = numbers.iter().map(|person| (person.oid, false)).collect();
        self.app.looked(self.import.looker.clone(), LookKind::Numbers, numbers).await
    }

    fn write(&mut self, rows: &[ImportRow]) -> Vec<u8> {
        let mut part = Vec::with_capacity(rows.len() * 512);
        for row in rows.iter().filter_map(|row| (self.row)(&self.import, row, self.app.codes())) {
            if std::mem::replace(&mut self.wrote_row, true) {
                part.push(b',');
            }
            // Writing to a vector cannot fail, and no answer has a map with keys that are not text.
            let _ = serde_json::to_writer(&mut part, &row);
        }
        part
    }
}
