//! The error list: imported people whom somebody must look at, the newest error first.

use domain::Cause;
use events::codes::Hint;
use events::person::Names;
use events::{Day, Instant, OrganisationOid, PersonOid, Position};

use super::{Slice, View};
use crate::{App, AppError};

/// Which errors.
#[derive(Debug, Clone, Default)]
pub struct ErrorFilter {
    /// What the official typed: an OID, a hetu, or the beginnings of names (ONR's rule, see docs/rules.md).
    pub search: Option<String>,
    /// Only this cause.
    pub cause: Option<Cause>,
    /// Only people of this import.
    pub import: Option<Position>,
    /// Only errors that have stood for at least so many days.
    pub older_than_days: Option<u32>,
    /// Only people of this organisation (within the scope).
    pub organisation: Option<OrganisationOid>,
}

/// A line of the error list.
#[derive(Clone)]
pub struct ErrorLine {
    /// The person.
    pub oid: PersonOid,
    /// Names; empty when erased.
    pub names: Names,
    /// Birth date.
    pub birth_date: Option<Day>,
    /// Why, and so what to do next.
    pub cause: Cause,
    /// What to suspect beside the cause.
    pub hint: Option<Hint>,
    /// Since when the error stands.
    pub since: Instant,
    /// When the register is asked again by itself.
    pub next_try: Option<Instant>,
    /// When the person's record was created.
    pub created: Instant,
    /// The person's newest import.
    pub import: Option<Position>,
    /// Who sent it: name of the service, or `None` when it is not known.
    pub sent_by: Option<String>,
    /// The person's organisations that are within the scope.
    pub organisations: Vec<OrganisationOid>,
}

impl App {
    /// A page of the error list.
    pub async fn report_errors(&self, view: View, filter: ErrorFilter) -> Result<Slice<ErrorLine>, AppError> {
        Err(AppError::Stopping)
    }
}
