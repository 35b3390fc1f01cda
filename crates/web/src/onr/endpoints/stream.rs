//! Long answers, written part by part and away from the threads that answer requests: an import may have a hundred
//! thousand rows.

use app::access::LookKind;
use app::imports::read::VisibleImport;
use app::places::Place;
use app::rules::CodeSets;
use app::{App, AppError, Group};
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

/// Rows that are written at once.
const PART: usize = 500;

/// The whole answer of `GET …/tuonti={id}`, each row as `row` makes it. It takes no more memory than one part.
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

impl<R: Serialize + 'static> Answer<R> {
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
        self.next = Next::Rows(Some(last));
        let app = self.app.clone();
        app.blocking(move |_| Ok(Some((self.write(&rows).into(), self)))).await
    }

    /// Rows that give the number alone show nobody.
    async fn note_looks(&self, rows: &[ImportRow]) -> Result<(), AppError> {
        let people = || rows.iter().filter_map(|row| row.person.as_ref().map(|(group, _)| group));
        let shown = |person: &Group| self.kind == LookKind::Fetched && self.import.shows(person);
        let (open, numbers): (Vec<&Group>, Vec<&Group>) = people().partition(|person| shown(person));
        let open = open.iter().map(|group| (group.addressed().oid, group.shown().protected)).collect();
        self.app.looked(self.import.looker.clone(), self.kind, open).await?;
        let numbers = numbers.iter().map(|group| (group.addressed().oid, false)).collect();
        self.app.looked(self.import.looker.clone(), LookKind::Numbers, numbers).await
    }

    fn write(&mut self, rows: &[ImportRow]) -> Vec<u8> {
        let mut part = Vec::with_capacity(rows.len() * 512);
        for row in rows.iter().filter_map(|row| (self.row)(&self.import, row, &self.app.codes())) {
            if std::mem::replace(&mut self.wrote_row, true) {
                part.push(b',');
            }
            // Writing to a vector cannot fail, and no answer has a map with keys that are not text.
            let _ = serde_json::to_writer(&mut part, &row);
        }
        part
    }
}

/// A list of rows that are in memory already, each as `row` makes it. The place is held until they are written.
pub(super) fn list<T, R>(app: &App, rows: Vec<T>, place: Option<Place>, row: fn(T) -> R) -> Response
where
    T: Send + 'static,
    R: Serialize + 'static,
{
    let begun = (app.clone(), rows.into_iter(), place, "[");
    let parts = try_unfold(Some(begun), move |left| async move {
        let Some((app, mut rows, place, mut before)) = left else { return Ok::<_, AppError>(None) };
        let write = move |app: &App| {
            let mut part = Vec::with_capacity(PART * 512);
            for item in rows.by_ref().take(PART) {
                part.extend_from_slice(std::mem::replace(&mut before, ",").as_bytes());
                // Writing to a vector cannot fail, and no row has a map with keys that are not text.
                let _ = serde_json::to_writer(&mut part, &row(item));
            }
            if rows.as_slice().is_empty() {
                part.extend_from_slice(if before == "[" { b"[]" } else { b"]" });
                return Ok((Bytes::from(part), None));
            }
            Ok((Bytes::from(part), Some((app.clone(), rows, place, before))))
        };
        app.blocking(write).await.map(Some)
    });
    ([(CONTENT_TYPE, "application/json")], Body::from_stream(parts)).into_response()
}
