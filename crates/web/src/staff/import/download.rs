//! An import's rows as CSV: `tunniste`, `oid`, `oppijanumero`, `state`. Read and sent page by page, so that an import of
//! any size costs the same memory.

use std::io;

use app::App;
use app::AppError;
use app::caller::Caller;
use app::report::imports::{RowFilter, RowLine};
use app::report::{Cursor, View};
use axum::body::Body;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use events::Position;
use futures_util::stream;
use projections::counts::query::Scope;

use super::{import_number, shown};
use crate::staff::Staff;
use crate::staff::refusal::Refusal;
use crate::staff::session::Official;
use crate::staff::words::status_name;

/// Rows that are read at a time.
const PAGE: u32 = 100;
const HEADER: [&str; 4] = ["tunniste", "oid", "oppijanumero", "state"];

/// Where a download stands.
enum Next {
    Page(Option<Cursor>),
    End,
}

/// The file of an import. Who may not see it is told so before anything is sent.
pub async fn answer(staff: &Staff, official: &Official, number: &str) -> Result<Response, Refusal> {
    let number = import_number(number)?;
    let (app, caller) = (staff.app.clone(), official.caller.clone());
    let details = shown(app.report_import(&caller, number).await)?;
    let place = app.place_for_rows(&caller, details.line.total.into()).map_err(AppError::from)?;
    let first = written(&[], true);
    // The place is held until the last page.
    let held = (app, caller, place);
    let pages = stream::unfold((held, Next::Page(None)), move |(held, next)| async move {
        let Next::Page(after) = next else { return None };
        match page(&held.0, &held.1, number, after).await {
            Ok((bytes, Some(cursor))) => Some((Ok(bytes), (held, Next::Page(Some(cursor))))),
            Ok((bytes, None)) => Some((Ok(bytes), (held, Next::End))),
            // A file that breaks off must not look like a whole one: the connection ends with an error.
            Err(error) => Some((Err(error), (held, Next::End))),
        }
    });
    let body = stream::once(async { Ok::<_, io::Error>(first) });
    let body = Body::from_stream(futures_util::StreamExt::chain(body, pages));
    let named = format!("attachment; filename=\"tuonti-{number}.csv\"");
    Ok(([(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, named)], body).into_response())
}

async fn page(
    app: &App,
    caller: &Caller,
    number: Position,
    after: Option<Cursor>,
) -> io::Result<(Vec<u8>, Option<Cursor>)> {
    let view = View { scope: Scope::Everybody, as_of: None, after, limit: PAGE };
    let rows = shown(app.report_rows(caller, number, RowFilter::All, view).await);
    let rows = rows.map_err(|_| io::Error::other("rows of an import could not be read"))?;
    Ok((written(&rows.items, false), rows.next))
}

fn written(rows: &[RowLine], with_header: bool) -> Vec<u8> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    // Writing to a vector cannot fail.
    if with_header {
        let _ = csv.write_record(HEADER);
    }
    for row in rows {
        let state = row.status.map_or("refused", status_name);
        let oid = row.oid.map(|oid| oid.to_string()).unwrap_or_default();
        let number = row.oppijanumero.map(|oid| oid.to_string()).unwrap_or_default();
        let _ = csv.write_record([&harmless(row.tunniste.as_deref().unwrap_or_default()), &oid, &number, state]);
    }
    csv.into_inner().unwrap_or_default()
}

/// A spreadsheet takes a cell that begins like a formula for one, and a reference is whatever the sender made up.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use app::rules::Status;
    use events::PersonOid;

    use super::*;

    #[test]
    fn a_reference_that_looks_like_a_formula_is_no_formula_and_quotes_survive() {
        let oid = PersonOid::issue(1_234_567_890);
        let row = |tunniste: &str, status: Option<Status>| RowLine {
            row: 0,
            tunniste: Some(tunniste.to_owned()),
            oid: status.map(|_| oid),
            oppijanumero: None,
            names: None,
            status,
            cause: None,
            refusal: None,
            conflicts: Vec::new(),
            withheld: false,
        };
        let rows = [row("=HYPERLINK(\"x\")", Some(Status::InProgress)), row("a,\"b\"", None)];
        let text = [written(&[], true), written(&rows, false)].concat();
        let mut reader = csv::Reader::from_reader(text.as_slice());
        let lines: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), HEADER);
        assert_eq!(&lines[0][0], "'=HYPERLINK(\"x\")");
        assert_eq!((&lines[0][1], &lines[0][3]), (oid.to_string().as_str(), "in_progress"));
        assert_eq!((&lines[1][0], &lines[1][1], &lines[1][3]), ("a,\"b\"", "", "refused"));
    }
}
