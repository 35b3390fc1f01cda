//! The error list as a file for a spreadsheet.

use std::io;

use app::AppError;
use app::places::Place;
use app::report::errors::{ErrorFilter, ErrorLine};
use app::report::queue::{ErrorOrder, ErrorStart};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use events::Day;
use futures_util::stream;
use projections::counts::query::Scope;

use super::RIGHT;
use super::errors::looked_at;
use super::query::Query;
use crate::staff::Staff;
use crate::staff::download::{self, Format, Rows};
use crate::staff::language::Asked;
use crate::staff::refusal::{Refusal, refuse};
use crate::staff::session::Official;
use crate::staff::words::{Words, coded, full_name};
use texts::Texts;

/// Lines that are read at a time.
const PAGE: u32 = 100;
/// So many lines are in one file at most; a longer list is narrowed first.
const MOST: u64 = 100_000;
/// Columns: the keys of their words.
const COLUMNS: [&str; 8] = [
    "queue-nimi",
    "queue-syntynyt",
    "label-oid",
    "queue-syy",
    "queue-alkaen",
    "queue-tuonti",
    "column-kasittelija",
    "column-organisations",
];

/// What a file is made from, part by part.
struct Making {
    staff: Staff,
    official: Official,
    t: Texts,
    scope: Scope,
    filter: ErrorFilter,
    order: ErrorOrder,
    /// Held until the last part.
    _place: Option<Place>,
}

/// The whole list, as it is narrowed and sorted.
pub async fn whole(State(staff): State<Staff>, official: Official, asked: Asked, headers: HeaderMap) -> Response {
    let query = match super::query_of(&staff, &official, &asked).await {
        Ok(query) => query,
        Err(error) => return refuse(&asked, Some(&official), error),
    };
    let visit = super::visit(&staff, &official, &headers).before;
    let filter = query.error_filter(staff.app.identifiers_shown(&official.caller), visit);
    answer(staff, official, &asked, (&query, filter), Format::asked(&asked.address)).await
}

/// The list of a filter as a file.
pub(super) async fn answer(
    staff: Staff,
    official: Official,
    asked: &Asked,
    (query, filter): (&Query, ErrorFilter),
    format: Format,
) -> Response {
    let t = asked.t;
    let Some(scope) = staff.app.report_scope(&official.caller, &[]) else {
        return refuse(asked, Some(&official), Refusal::NoRight(RIGHT));
    };
    let few = filter.people.is_some();
    let place = match staff.app.place_for_rows(&official.caller, if few { 0 } else { MOST }) {
        Ok(place) => place,
        Err(taken) => return refuse(asked, Some(&official), AppError::from(taken)),
    };
    let order = query.place.order(&t);
    let making = Making { staff, official: official.clone(), t, scope, filter, order, _place: place };
    let pages = stream::unfold((making, Some(ErrorStart::Skip(0)), 0), |(making, start, done)| async move {
        match making.part(start?, done).await {
            Ok((rows, next, done)) => Some((Ok(rows), (making, next, done))),
            Err(error) => Some((Err(error), (making, None, done))),
        }
    });
    let name = format!("virheet-{}", query.today.0);
    let head = COLUMNS.map(|key| t.get(key)).to_vec();
    let made = download::answer(format, &name, head, pages).await;
    made.unwrap_or_else(|refusal| refuse(asked, Some(&official), refusal))
}

impl Making {
    /// The next part, where the one behind it begins, and how many lines there are by then.
    async fn part(&self, start: ErrorStart, done: u64) -> io::Result<(Rows, Option<ErrorStart>, u64)> {
        let (scope, filter, order) = (self.scope.clone(), self.filter.clone(), self.order.clone());
        let made = async {
            let page = self.staff.app.queue(scope, filter, order, start, PAGE).await?;
            looked_at(&self.staff, &self.official, page.lines.iter()).await?;
            Ok::<_, AppError>(page)
        };
        let page = made.await.map_err(|_| io::Error::other("the error list could not be read"))?;
        let done = done + page.lines.len() as u64;
        let last = page.lines.last().filter(|_| page.more && done < MOST);
        let next = last.map(|line| ErrorStart::After(line.oid, done));
        Ok((rows(&page.lines, &self.staff.words(self.t)), next, done))
    }
}

fn rows(lines: &[ErrorLine], words: &Words<'_>) -> Rows {
    let row = |line: &ErrorLine| {
        vec![
            full_name(&line.names).into(),
            line.birth_date.into(),
            line.oid.to_string().into(),
            coded(&words.t, "cause", line.cause.name()).into(),
            Day(line.since.day_in_finland()).into(),
            line.import_known_as.and_then(|number| u64::try_from(number).ok()).into(),
            line.sent_by.clone().into(),
            words.organisations(&line.organisations).join(", ").into(),
        ]
    };
    lines.iter().map(row).collect()
}
