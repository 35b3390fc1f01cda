//! Parameters of our own interface. One that is not known is refused: a mistyped filter must not show everything.

use std::str::FromStr;

use app::App;
use app::report::{Cursor, View};
use axum::extract::Query;
use axum::http::Uri;
use events::{Day, Position};
use projections::counts::query::Scope;

use super::problem::Problem;

/// Lines of a page when `limit` is not given.
const LIMIT: u32 = 20;
/// Most lines of a page.
const MOST: u32 = 100;

/// The parameters of a query.
pub(super) struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Reads them; all must be among these.
    pub fn of(uri: &Uri, known: &[&str]) -> Result<Parameters, Problem> {
        let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(uri)
            .map_err(|_| Problem::parameter("", "a query in UTF-8"))?;
        if pairs.iter().any(|(name, _)| !known.contains(&name.as_str())) {
            // The name itself may be anything, so it is not repeated.
            return Err(Problem::parameter("", format!("only these parameters: {}", known.join(", "))));
        }
        Ok(Parameters(pairs))
    }

    /// The text of a parameter; an empty one is none.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// The value of a parameter.
    pub fn value<T: FromStr>(&self, name: &str, expected: &str) -> Result<Option<T>, Problem> {
        let value = self.text(name).map(str::parse).transpose();
        value.map_err(|_| Problem::parameter(name, expected))
    }

    /// One of a list of names.
    pub fn one_of<T: Copy>(&self, name: &str, all: &[(&str, T)]) -> Result<Option<T>, Problem> {
        let Some(text) = self.text(name) else { return Ok(None) };
        let found = all.iter().find(|(known, _)| *known == text).map(|(_, value)| Some(*value));
        let names: Vec<&str> = all.iter().map(|(known, _)| *known).collect();
        found.ok_or_else(|| Problem::parameter(name, format!("one of: {}", names.join(", "))))
    }

    /// A day, `yyyy-MM-dd`.
    pub fn day(&self, name: &str) -> Result<Option<Day>, Problem> {
        self.value(name, "a day, yyyy-MM-dd")
    }

    /// `as_of`: a day that has begun. How things will stand at the end of a later one nobody knows.
    pub fn as_of(&self, today: Day) -> Result<Option<Day>, Problem> {
        match self.day("as_of")? {
            Some(day) if day > today => Err(Problem::parameter("as_of", "today or an earlier day, yyyy-MM-dd")),
            day => Ok(day),
        }
    }

    /// `after`, `limit` and, where the caller's list has it, `as_of`.
    pub fn view(&self, scope: Scope, today: Day) -> Result<View, Problem> {
        let after = match self.text("after") {
            None => None,
            Some(text) => {
                Some(Cursor::parse(text).ok_or_else(|| Problem::parameter("after", "a cursor of an answer"))?)
            }
        };
        let expected = format!("a whole number from 1 to {MOST}");
        let limit = self.value("limit", &expected)?.unwrap_or(LIMIT);
        if !(1..=MOST).contains(&limit) {
            return Err(Problem::parameter("limit", expected));
        }
        Ok(View { scope, as_of: self.as_of(today)?, after, limit })
    }
}

/// Today in Finland, by whose days the report goes.
pub(super) fn today(app: &App) -> Day {
    Day(app.now().day_in_finland())
}

/// The number of an import in a path or query.
pub(super) fn number(text: &str) -> Option<Position> {
    text.parse().ok().filter(|number| *number <= i64::MAX as u64).map(Position)
}
