//! An import's rows as CSV: `tunniste`, `oid`, `oppijanumero`, `state`, in codes or in the words of the page. Read and sent
//! page by page, so that an import of any size costs the same memory.

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
use crate::csv_file::{CsvFile, Wording};
use crate::staff::Staff;
use crate::staff::language::Asked;
use crate::staff::refusal::Refusal;
use crate::staff::session::Official;
use crate::staff::words::{coded, conflicts, status_name};

/// Rows that are read at a time.
const PAGE: u32 = 100;
/// Columns with the keys of their words.
const COLUMNS: [(&str, &str); 4] = [
    ("tunniste", "column-tunniste"),
    ("oid", "label-oid"),
    ("oppijanumero", "label-oppijanumero"),
    ("state", "learner-state"),
];
/// Query name and value by which the file is asked for in words.
pub const WORDING: (&str, &str) = ("arvot", "sanat");

/// Where a download stands.
enum Next {
    Page(Option<Cursor>),
    End,
}

/// The file of an import. Who may not see it is told so before anything is sent.
pub async fn answer(staff: &Staff, official: &Official, asked: &Asked, number: &str) -> Result<Response, Refusal> {
    let in_words = asked.address.value(WORDING.0) == Some(WORDING.1);
    let wording = if in_words { Wording::Words(asked.t) } else { Wording::Codes };
    let number = import_number(number)?;
    let (app, caller) = (staff.app.clone(), official.caller.clone());
    let details = shown(app.report_import(&caller, number).await)?;
    let place = app.place_for_rows(&caller, details.line.total.into()).map_err(AppError::from)?;
    // The place is held until the last page.
    let held = (app, caller, place);
    let pages = stream::unfold((held, Next::Page(None)), move |(held, next)| async move {
        let Next::Page(after) = next else { return None };
        match page(&held.0, &held.1, number, after, wording).await {
            Ok((bytes, Some(cursor))) => Some((Ok(bytes), (held, Next::Page(Some(cursor))))),
            Ok((bytes, None)) => Some((Ok(bytes), (held, Next::End))),
            // A file that breaks off must not look like a whole one: the connection ends with an error.
            Err(error) => Some((Err(error), (held, Next::End))),
        }
    });
    let body = stream::once(async move { header(wording) });
    let body = Body::from_stream(futures_util::StreamExt::chain(body, pages));
    let named = format!("attachment; filename=\"tuonti-{number}.csv\"");
    Ok(([(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, named)], body).into_response())
}

async fn page(
    app: &App,
    caller: &Caller,
    number: Position,
    after: Option<Cursor>,
    wording: Wording,
) -> io::Result<(Vec<u8>, Option<Cursor>)> {
    let view = View { scope: Scope::Everybody, as_of: None, after, limit: PAGE };
    let rows = shown(app.report_rows(caller, number, RowFilter::All, view).await);
    let rows = rows.map_err(|_| io::Error::other("rows of an import could not be read"))?;
    Ok((written(&rows.items, wording)?, rows.next))
}

/// The first row.
fn header(wording: Wording) -> io::Result<Vec<u8>> {
    let mut file = CsvFile::begin(Vec::new())?;
    let columns = COLUMNS.map(|(name, key)| wording.said(name, key).into_owned());
    match wording {
        Wording::Codes => file.row(columns)?,
        Wording::Words(t) => {
            file.row(row_of(t.get("column-row"), columns, ["queue-syy", "column-kinds"].map(|key| t.get(key))))?
        }
    }
    file.finish()
}

/// For people: the number of the row before, and why and how it differed behind.
fn row_of(number: String, cells: [String; 4], more: [String; 2]) -> Vec<String> {
    std::iter::once(number).chain(cells).chain(more).collect()
}

fn written(rows: &[RowLine], wording: Wording) -> io::Result<Vec<u8>> {
    let mut file = CsvFile::resume(Vec::new());
    for row in rows {
        let state = row.status.map_or("refused", status_name);
        let oid = row.oid.map(|oid| oid.to_string()).unwrap_or_default();
        let number = row.oppijanumero.map(|oid| oid.to_string()).unwrap_or_default();
        let state = wording.said(state, &format!("status-{state}"));
        let cells = [row.tunniste.clone().unwrap_or_default(), oid, number, state.into_owned()];
        match wording {
            Wording::Codes => file.row(cells)?,
            Wording::Words(t) => {
                let why = row.cause.map(|cause| coded(&t, "cause", cause.name()));
                let why = why.or_else(|| row.refusal.map(|why| coded(&t, "row-refusal", why))).unwrap_or_default();
                let more = [why, conflicts(&t, &row.conflicts).join(", ")];
                file.row(row_of((row.row + 1).to_string(), cells, more))?;
            }
        }
    }
    file.finish()
}

#[cfg(test)]
mod tests {
    use app::rules::Status;
    use events::PersonOid;

    use super::*;
    use texts::{Lang, Texts};

    fn row(tunniste: &str, status: Option<Status>) -> RowLine {
        RowLine {
            row: 0,
            tunniste: Some(tunniste.to_owned()),
            oid: status.map(|_| PersonOid::issue(1_234_567_890)),
            oppijanumero: None,
            names: None,
            status,
            cause: None,
            refusal: None,
            conflicts: Vec::new(),
            withheld: false,
        }
    }

    #[test]
    fn rows_are_told_in_codes_or_in_words_and_references_are_no_formulas() {
        let rows = [row("=HYPERLINK(\"x\")", Some(Status::InProgress)), row("x;=1", None)];
        let file = |wording| {
            let text = [header(wording).unwrap(), written(&rows, wording).unwrap()].concat();
            String::from_utf8(text).unwrap()
        };
        let oid = PersonOid::issue(1_234_567_890);
        assert_eq!(
            file(Wording::Codes),
            format!(
                "\u{feff}tunniste;oid;oppijanumero;state\n\"'=HYPERLINK(\"\"x\"\")\";{oid};;in_progress\n\
                 \"x;'=1\";;;refused\n"
            )
        );
        let swedish = file(Wording::Words(Texts(Lang::Sv)));
        assert!(swedish.contains("Studentnummer;Status") && swedish.contains(";Pågående;;\n"), "{swedish}");
    }
}
