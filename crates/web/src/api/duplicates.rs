//! `GET /duplicates`: records that are proposed as one person's, group by group, as the review queue has them.

use app::access::LookKind;
use app::report::Cursor;
use app::report::review::{ReviewItem, ReviewRecord};
use axum::Json;
use axum::extract::{OriginalUri, State};
use serde::Serialize;
use utoipa::ToSchema;

use super::Api;
use super::caller::showed;
use super::candidates::LOOKERS;
use super::problem::{Problem, ProblemDetails};
use super::query::Parameters;
use super::shapes::{FindingAnswer, NamesAnswer, SliceAnswer};
use crate::auth::gate::Signed;

/// Groups when `limit` is not given, and most groups.
const LIMIT: usize = 20;
const MOST: usize = 100;

/// Records that are proposed as one person's.
#[derive(Serialize, ToSchema)]
pub struct DuplicatesAnswer {
    /// The records; those of the likeliest pair first.
    records: Vec<DuplicateAnswer>,
    /// Pairs of them that are proposed, the likeliest first.
    pairs: Vec<PairAnswer>,
    /// They are the same in every field that is compared.
    identical: bool,
}

/// One of the records.
#[derive(Serialize, ToSchema)]
pub struct DuplicateAnswer {
    /// OID.
    oid: String,
    /// OID of the record that heads it, where that is another one.
    head: Option<String>,
    /// Names.
    names: NamesAnswer,
    /// Birth date.
    birth_date: Option<String>,
    /// Current hetu; only for whoever may open the person's page.
    hetu: Option<String>,
    /// May the caller open the person's page?
    opens: bool,
}

/// Two of the records.
#[derive(Serialize, ToSchema)]
pub struct PairAnswer {
    /// OIDs.
    between: [String; 2],
    /// How likely they are the same.
    points: i16,
    /// Where the points come from.
    findings: Vec<FindingAnswer>,
}

impl From<&ReviewRecord> for DuplicateAnswer {
    fn from(record: &ReviewRecord) -> DuplicateAnswer {
        let person = &record.person;
        DuplicateAnswer {
            oid: person.oid.to_string(),
            head: record.head.map(|oid| oid.to_string()),
            names: NamesAnswer::from(&person.names),
            birth_date: person.birth_date.map(|day| day.0.to_string()),
            hetu: person.hetu.map(|known| known.hetu.as_str().to_owned()),
            opens: record.opens,
        }
    }
}

impl From<ReviewItem> for DuplicatesAnswer {
    fn from(item: ReviewItem) -> DuplicatesAnswer {
        let oid = |at: usize| item.records[at].person.oid.to_string();
        let pairs = item.pairs.iter().map(|(a, b, score)| PairAnswer {
            between: [oid(*a), oid(*b)],
            points: score.points,
            findings: score.findings.iter().map(FindingAnswer::from).collect(),
        });
        let pairs = pairs.collect();
        let records = item.records.iter().map(DuplicateAnswer::from).collect();
        DuplicatesAnswer { records, pairs, identical: item.identical }
    }
}

/// The review queue: groups of records that are proposed as one person's, the likeliest first. It is kept current beside
/// the registry and may be a moment behind; what is decided is sent to `/persons/{oid}/links` and
/// `/persons/{oid}/not-duplicates`.
#[utoipa::path(get, path = "/duplicates", tag = "persons",
    params(("after" = Option<String>, Query, description = "`next` of the page before"), ("limit" = Option<u32>, Query, description = "1-100; 20 when not given")),
    responses((status = 200, description = "Done", body = SliceAnswer<DuplicatesAnswer>), (status = 400, description = "A parameter is not as it should be", body = ProblemDetails), (status = 401, description = "No valid token", body = ProblemDetails), (status = 403, description = "A right is missing", body = ProblemDetails), (status = 503, description = "Try again later; see Retry-After", body = ProblemDetails)))]
pub async fn get_duplicates(
    State(api): State<Api>,
    Signed(caller): Signed,
    OriginalUri(uri): OriginalUri,
) -> Result<Json<SliceAnswer<DuplicatesAnswer>>, Problem> {
    if !api.app.reviews(&caller) {
        return Err(Problem::Forbidden(LOOKERS));
    }
    let parameters = Parameters::of(&uri, &["after", "limit"])?;
    let expected = format!("a whole number from 1 to {MOST}");
    let limit = parameters.value("limit", &expected)?.unwrap_or(LIMIT);
    if !(1..=MOST).contains(&limit) {
        return Err(Problem::parameter("limit", expected));
    }
    let after = parameters.text("after").map(Cursor::parse);
    if after == Some(None) {
        return Err(Problem::parameter("after", "a cursor of an answer"));
    }
    let found = api.app.review_queue(&caller, after.flatten(), limit).await.map_err(Problem::fault)?;
    let records = found.items.iter().flat_map(|item| &item.records);
    showed(&api.app, &caller, LookKind::Listed, records.map(|record| (record.person.oid, record.person.protected)))
        .await?;
    Ok(Json(SliceAnswer::of(found, DuplicatesAnswer::from)))
}
