//! What would happen if a command were carried out, as programs are told it.

use app::commands::{Change, ClosedRequest, Fetched, ListImpact, Numbers, PersonImpact, Preview, RowImpact};
use axum::Json;
use axum::http::HeaderValue;
use axum::http::header::ETAG;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// What would happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PreviewAnswer {
    /// What a confirmation carries as `If-Match`, in quotes.
    pub fingerprint: String,
    /// Persons who would be shown otherwise.
    pub persons: Vec<PersonImpactAnswer>,
    /// Types of the events that would be appended.
    pub events: Vec<String>,
    /// A second official must agree before it is done.
    pub needs_second_official: bool,
    /// Rows of imports that would give another number than before, or that somebody would have to assign; a record's first
    /// number is none of another. Advice, as everything that follows: no part of the fingerprint.
    pub rows: Vec<RowImpactAnswer>,
    /// There are more of them.
    pub more_rows: bool,
    /// Who would come into the error list, leave it, or stand in it for another cause.
    pub error_list: Vec<ListImpactAnswer>,
    /// Requests to the keeper that would be open no more.
    pub requests_closed: Vec<ClosedRequestAnswer>,
    /// Whose programs have fetched the numbers; whoever asks and whoever sent the learner in are left out.
    /// Use outside the registry is unknown.
    pub fetched: Vec<FetchedAnswer>,
}

/// A row of an import before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RowImpactAnswer {
    /// Number of the import.
    pub import: u64,
    /// Number of the row, from 0.
    pub row: u32,
    /// The numbers that it gives.
    pub before: NumbersAnswer,
    /// The numbers that it would give.
    pub after: NumbersAnswer,
    /// The identifier by which it came would not lead to its learner any more.
    pub turns: bool,
}

/// The numbers in a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct NumbersAnswer {
    /// OID of the learner.
    pub oid: String,
    /// Their oppijanumero.
    pub oppijanumero: Option<String>,
}

/// A place in the error list before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ListImpactAnswer {
    /// OID of the learner.
    pub oid: String,
    /// The cause; null where they do not stand in it.
    pub before: Option<String>,
    /// The same, then.
    pub after: Option<String>,
}

/// A request that would be open no more about a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ClosedRequestAnswer {
    /// Its number.
    pub number: u64,
    /// What it asks for.
    pub kind: String,
    /// OID of the person.
    pub oid: String,
}

/// Somebody whose program has fetched a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FetchedAnswer {
    /// The number.
    pub oid: String,
    /// OID of the organisation for which they did; null where that is not known.
    pub organisation: Option<String>,
    /// Who; null for whoever may not know.
    pub subject: Option<String>,
    /// When last.
    pub last: String,
    /// How often, as far as it is kept.
    pub times: u64,
}

/// What would change of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PersonImpactAnswer {
    /// OID; of a person who does not exist yet, a placeholder.
    pub oid: String,
    /// They do not exist yet.
    pub new: bool,
    /// What differs.
    pub changes: Vec<ChangeAnswer>,
}

/// One field before and after; empty where there is nothing.
#[derive(Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ChangeAnswer {
    /// Its name.
    pub field: String,
    /// As it is.
    pub before: String,
    /// As it would be.
    pub after: String,
}

impl std::fmt::Debug for ChangeAnswer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ChangeAnswer({})", self.field)
    }
}

impl From<Preview> for PreviewAnswer {
    fn from(preview: Preview) -> PreviewAnswer {
        let change = |Change { field, before, after }| ChangeAnswer { field: field.to_owned(), before, after };
        let person = |PersonImpact { oid, new, changes }| {
            let changes = changes.into_iter().map(change).collect();
            PersonImpactAnswer { oid: oid.to_string(), new, changes }
        };
        PreviewAnswer {
            fingerprint: preview.fingerprint.to_string(),
            persons: preview.impact.persons.into_iter().map(person).collect(),
            needs_second_official: preview.needs_second,
            events: preview.impact.events.iter().map(|kind| kind.name().to_owned()).collect(),
            rows: preview.advice.rows.iter().map(RowImpactAnswer::from).collect(),
            more_rows: preview.advice.more_rows,
            error_list: preview.advice.listed.iter().map(ListImpactAnswer::from).collect(),
            requests_closed: preview.advice.requests.into_iter().map(ClosedRequestAnswer::from).collect(),
            fetched: preview.advice.fetched.into_iter().map(FetchedAnswer::from).collect(),
        }
    }
}

impl From<&RowImpact> for RowImpactAnswer {
    fn from(row: &RowImpact) -> RowImpactAnswer {
        let numbers = |numbers: &Numbers| NumbersAnswer {
            oid: numbers.oid.to_string(),
            oppijanumero: numbers.oppijanumero.map(|oid| oid.to_string()),
        };
        let (import, number) = row.number;
        let (before, after) = (numbers(&row.before), numbers(&row.after));
        RowImpactAnswer { import: import.0, row: number, before, after, turns: row.turns }
    }
}

impl From<&ListImpact> for ListImpactAnswer {
    fn from(listed: &ListImpact) -> ListImpactAnswer {
        let name = |cause: Option<app::rules::Cause>| cause.map(|cause| cause.name());
        ListImpactAnswer { oid: listed.oid.to_string(), before: name(listed.before), after: name(listed.after) }
    }
}

impl From<ClosedRequest> for ClosedRequestAnswer {
    fn from(closed: ClosedRequest) -> ClosedRequestAnswer {
        let (kind, oid) = (closed.kind.to_string(), closed.oid.to_string());
        ClosedRequestAnswer { number: closed.number.0, kind, oid }
    }
}

impl From<Fetched> for FetchedAnswer {
    fn from(fetched: Fetched) -> FetchedAnswer {
        FetchedAnswer {
            oid: fetched.oid.to_string(),
            organisation: fetched.organisation.map(|organisation| organisation.to_string()),
            subject: fetched.subject,
            last: fetched.last.to_string(),
            times: fetched.times,
        }
    }
}

impl IntoResponse for PreviewAnswer {
    fn into_response(self) -> Response {
        let tag = HeaderValue::from_str(&format!("\"{}\"", self.fingerprint));
        let mut response = Json(self).into_response();
        tag.into_iter().for_each(|tag| drop(response.headers_mut().insert(ETAG, tag)));
        response
    }
}
