//! The access log as a file: all entries that are asked for, the newest first.

use app::AppError;
use axum::response::Response;
use futures_util::stream;

use super::{Line, Query, lines};
use crate::staff::Staff;
use crate::staff::download::{self, Cell, Format};
use crate::staff::language::Asked;
use crate::staff::refusal::Refusal;
use crate::staff::session::Official;

/// Entries that are read at a time.
const PART: u32 = 1_000;
/// So many entries are in one file at most; more are narrowed first.
const MOST: u32 = 100_000;
/// Columns: the keys of their words.
const COLUMNS: [&str; 8] = [
    "access-last",
    "access-person",
    "access-what",
    "access-who",
    "access-subject",
    "access-behalf",
    "access-times",
    "access-protected",
];

/// The file.
pub(super) async fn answer(
    staff: &Staff,
    official: &Official,
    asked: &Asked,
    query: Query,
    format: Format,
) -> Result<Response, Refusal> {
    let place = staff.app.place_for_rows(&official.caller, MOST.into()).map_err(AppError::from)?;
    let name = if query.refusals { "katseluloki-evatyt" } else { "katseluloki" };
    let t = asked.t;
    // The place is held until the last part.
    let held = (staff.clone(), query, place);
    let parts = stream::unfold((held, Some(0)), move |((staff, mut query, place), skip)| async move {
        let skip = skip?;
        (query.wanted.skip, query.wanted.limit) = (skip, PART);
        let read =
            lines(&staff, &query, t).await.map_err(|_| std::io::Error::other("the access log could not be read"));
        let next = skip + PART;
        let more = read.as_ref().is_ok_and(|lines| lines.len() == PART as usize) && next < MOST;
        let rows = read.map(|lines| lines.into_iter().map(|line| cells(line, &t.get("access-protected"))).collect());
        Some((rows, ((staff, query, place), more.then_some(next))))
    });
    download::answer(format, name, COLUMNS.map(|key| t.get(key)).to_vec(), parts).await
}

fn cells(line: Line, protected: &str) -> Vec<Cell> {
    let what = line.route.map_or(line.what.clone(), |route| format!("{} ({route})", line.what));
    vec![
        line.last.human.into(),
        line.person.map(|(oid, _)| oid).into(),
        what.into(),
        line.who.into(),
        line.subject.into(),
        line.on_behalf.into(),
        line.times.into(),
        line.protected.then(|| protected.to_owned()).into(),
    ]
}
