//! An import's rows as a file: in codes as CSV, for programs (`tunniste`, `oid`, `oppijanumero`, `state`), or in the words of
//! the page as CSV or a workbook, with names, each of which counts as a look. Read page by page, so that an import of any size costs the same memory.

use std::io;

use app::AppError;
use app::access::LookKind;
use app::report::imports::{RowFilter, RowLine};
use app::report::{Cursor, View};
use axum::response::Response;
use events::Position;
use futures_util::stream;
use projections::counts::query::Scope;

use super::{import_number, rows, shown};
use crate::csv_file::Wording;
use crate::staff::Staff;
use crate::staff::dates::When;
use crate::staff::download::{self, Cell, Format, Rows};
use crate::staff::language::Asked;
use crate::staff::refusal::Refusal;
use crate::staff::session::Official;
use crate::staff::words::{coded, conflicts, full_name, status_name};

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
    let format = Format::asked(&asked.address);
    let in_words = asked.address.value(WORDING.0) == Some(WORDING.1) || format == Format::Xlsx;
    let wording = if in_words { Wording::Words(asked.t) } else { Wording::Codes };
    let (number, filter) = (import_number(number)?, rows::filter(&asked.address));
    let details = shown(staff.app.report_import(&official.caller, number).await)?;
    let file = format!("tuonti-{}", details.line.known_as);
    let place = staff.app.place_for_rows(&official.caller, details.line.total.into()).map_err(AppError::from)?;
    // The place is held until the last page.
    let held = (staff.clone(), official.clone(), place);
    let pages = stream::unfold((held, Next::Page(None)), move |(held, next)| async move {
        let Next::Page(after) = next else { return None };
        match page(&held.0, &held.1, (number, filter), after, wording).await {
            Ok((rows, Some(cursor))) => Some((Ok(rows), (held, Next::Page(Some(cursor))))),
            Ok((rows, None)) => Some((Ok(rows), (held, Next::End))),
            Err(error) => Some((Err(error), (held, Next::End))),
        }
    });
    download::answer(format, &file, head(wording), pages).await
}

async fn page(
    staff: &Staff,
    official: &Official,
    (number, filter): (Position, RowFilter),
    after: Option<Cursor>,
    wording: Wording,
) -> io::Result<(Rows, Option<Cursor>)> {
    let view = View { scope: Scope::Everybody, as_of: None, after, limit: PAGE };
    let made = async {
        let rows = shown(staff.app.report_rows(&official.caller, number, filter, view).await)?;
        if let Wording::Words(_) = wording {
            let named = rows.items.iter().filter(|row| row.names.is_some()).filter_map(|row| row.oid);
            staff.showed(official, LookKind::Listed, named.map(|oid| (oid, false)).collect::<Vec<_>>()).await?;
        }
        Ok::<_, Refusal>(rows)
    };
    let rows = made.await.map_err(|_| io::Error::other("rows of an import could not be read"))?;
    Ok((rows.items.iter().map(|row| cells(row, wording)).collect(), rows.next))
}

/// The first row. For people, the number of the row stands before, the name behind the sender's identifier, and at the end why
/// and how the row differed.
fn head(wording: Wording) -> Vec<String> {
    let mut head = COLUMNS.map(|(name, key)| wording.said(name, key).into_owned()).to_vec();
    if let Wording::Words(t) = wording {
        head.insert(1, t.get("column-name"));
        head.insert(0, t.get("column-row"));
        head.extend(["queue-syy", "column-kinds", "column-number-before", "column-renumbered"].map(|key| t.get(key)));
    }
    head
}

fn cells(row: &RowLine, wording: Wording) -> Vec<Cell> {
    let state = row.status.map_or("refused", status_name);
    let mut cells: Vec<Cell> = vec![
        row.tunniste.clone().into(),
        row.oid.map(|oid| oid.to_string()).into(),
        row.oppijanumero.map(|oid| oid.to_string()).into(),
        wording.said(state, &format!("status-{state}")).into_owned().into(),
    ];
    if let Wording::Words(t) = wording {
        let why = row.cause.map(|cause| coded(&t, "cause", cause.name()));
        let why = why.or_else(|| row.refusal.map(|why| coded(&t, "row-refusal", why)));
        cells.insert(1, row.names.as_ref().and_then(full_name).into());
        cells.insert(0, Cell::Number(u64::from(row.row) + 1));
        cells.extend([why.into(), conflicts(&t, &row.conflicts).join(", ").into()]);
        cells.push(row.renumbered.map(|change| change.was.to_string()).into());
        cells.push(row.renumbered.map(|change| When::from(change.at).human).into());
    }
    cells
}

#[cfg(test)]
mod tests {
    use app::report::imports::Renumbering;
    use app::rules::Status;
    use events::{Instant, PersonOid};

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
            passive: false,
            cause: None,
            refusal: None,
            conflicts: Vec::new(),
            withheld: false,
            renumbered: None,
            checked: None,
        }
    }

    #[test]
    fn rows_are_told_in_codes_or_in_words() {
        let rows = [row("s1", Some(Status::InProgress)), row("s2", None)];
        let text = |cell: Cell| match cell {
            Cell::Text(text) => text,
            Cell::Number(number) => number.to_string(),
            Cell::Day(_) => unreachable!("no column is a day"),
        };
        let told = |row: &RowLine, wording| cells(row, wording).into_iter().map(text).collect::<Vec<_>>();
        let oid = PersonOid::issue(1_234_567_890).to_string();
        assert_eq!(head(Wording::Codes), ["tunniste", "oid", "oppijanumero", "state"]);
        assert_eq!(told(&rows[0], Wording::Codes), ["s1", &oid, "", "in_progress"]);
        assert_eq!(told(&rows[1], Wording::Codes), ["s2", "", "", "refused"]);
        let swedish = Wording::Words(Texts(Lang::Sv));
        assert_eq!(head(swedish).len(), told(&rows[0], swedish).len());
        assert_eq!(told(&rows[0], swedish)[..6], ["1", "s1", "", &oid, "", "Pågående"]);
        let change = Renumbering { at: Instant::from_millis(0), was: PersonOid::issue(1_234_567_890) };
        let changed = RowLine { renumbered: Some(change), ..row("s3", Some(Status::Successful)) };
        assert_eq!(
            told(&changed, swedish)[8..],
            [oid.as_str(), "1.1.1970 02:00"],
            "the number before, and when it changed"
        );
    }
}
