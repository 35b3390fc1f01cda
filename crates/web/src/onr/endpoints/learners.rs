//! Learners: one without a hetu, the summary, and those that changed.

use app::App;
use app::access::LookKind;
use app::caller::Caller;
use app::commands::{Call, Outcome, RegisterLearner};
use app::places::Place;
use app::rules::CodeSets;
use axum::Json;
use axum::extract::{Extension, OriginalUri, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use events::codes::Channel;
use events::{PersonOid, Position, RequestId};
use projections::counts::query::{Criteria, Scope};

use super::answers::learner;
use super::{IMPORTERS, Onr, READERS, fault, plain, read_single, written};
use crate::access::showed;
use crate::auth::gate::Signed;
use crate::body::Body;
use crate::onr::criteria::{ImportCriteria, PageLimits, PageRequest, read_criteria, read_page};
use crate::onr::errors::{Exception, OnrError, demand};
use crate::onr::import_body::read_single_learner;
use crate::onr::shapes::requests::SingleLearnerSent;
use crate::onr::shapes::{Changed, ImportSummary, Page};
use crate::position::at;

/// `count` of `muuttuneet`: 20 by default, 10 000 at most.
const CHANGED_PAGE: PageLimits = PageLimits { default: 20, most: 10_000 };

/// Registers one learner without a hetu; the answer is the OID as plain text.
#[utoipa::path(post, path = "/oppija", tag = "oppija", request_body = SingleLearnerSent,
    responses((status = 200, description = "Done", body = String, content_type = "text/plain"), (status = 400, description = "The body or query is not as it should be"), (status = 401, description = "No valid token, or the right is missing"), (status = 408, description = "The body comes too slowly"), (status = 413, description = "Too large"), (status = 415, description = "A Content-Encoding other than gzip"), (status = 503, description = "Try again later; see Retry-After")))]
pub async fn post_oppija(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    Extension(request): Extension<RequestId>,
    sent: Request,
) -> Result<Response, OnrError> {
    let accepted = sent.headers().clone();
    let Body { pieces, held: _held } = onr.limits.single(sent, &caller).await?;
    let read = |body: &[u8], app: &App| read_single_learner(body, &app.codes());
    let read = read_single(&onr.app, pieces.whole(), read).await?;
    demand(&caller, IMPORTERS)?;
    let command = RegisterLearner::new(&caller, read.details, read.identify);
    let call = Call::new(caller, Channel::Onr, request);
    match onr.app.carry_out(command, call).await.map_err(fault)? {
        Outcome::Done { answer, position, .. } => Ok(at(position, plain(&accepted, answer.to_string()))),
        // ONR's unique index refuses a passport number that another person has.
        Outcome::Refused(refusal) => {
            let (exception, message) = (Exception::DataIntegrity, Some(refusal.to_string()));
            Err(OnrError::Message { exception, message })
        }
        Outcome::RightMissing | Outcome::Hidden => Err(OnrError::lacks_right()),
        // It has no name, and nothing that must be confirmed or approved.
        Outcome::Asked { .. }
        | Outcome::AlreadyAsked(_)
        | Outcome::Previewed(_)
        | Outcome::Moved(_)
        | Outcome::NameTaken => Err(OnrError::Status(StatusCode::INTERNAL_SERVER_ERROR)),
    }
}

/// Distinct imported people by state: one definition here, in the error list and in import summaries.
#[utoipa::path(get, path = "/oppija/yhteenveto", tag = "oppija",
    responses((status = 200, description = "Done", body = ImportSummary), (status = 400, description = "The body or query is not as it should be"), (status = 401, description = "No valid token, or the right is missing")))]
pub async fn get_summary(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    OriginalUri(uri): OriginalUri,
) -> Result<Json<ImportSummary>, OnrError> {
    let wanted = read_criteria(&uri)?;
    demand(&caller, READERS)?;
    let scope = scope(&onr, &caller, &wanted)?;
    let criteria = criteria(&onr, &caller, wanted).await?;
    let found = onr.app.summary(scope, criteria).await.map_err(fault)?;
    Ok(Json(ImportSummary::new(found.successful as i64, found.failed as i64, found.in_progress as i64)))
}

/// Imported learners that changed, in the order of change.
#[utoipa::path(get, path = "/oppija/muuttuneet", tag = "oppija",
    responses((status = 200, description = "Done", body = Page<Changed>), (status = 400, description = "The body or query is not as it should be"), (status = 401, description = "No valid token, or the right is missing"), (status = 503, description = "Try again later; see Retry-After")))]
pub async fn get_changed(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, OnrError> {
    let (wanted, page) = (read_criteria(&uri)?, read_page(&uri, CHANGED_PAGE)?);
    demand(&caller, READERS)?;
    let scope = scope(&onr, &caller, &wanted)?;
    let _place = place_for(&onr, &caller, &page)?;
    let criteria = criteria(&onr, &caller, wanted).await?;
    let changed = onr.app.changed_learners(scope, criteria, page.offset(), u64::from(page.size));
    let (people, total) = changed.await.map_err(fault)?;
    let seen = people.iter().map(|(oid, person)| (*oid, person.protected)).collect();
    showed(&onr.app, &caller, READERS, LookKind::Fetched, seen).await.map_err(fault)?;
    let answer = |(oid, person): &(PersonOid, app::Person), codes: &CodeSets| Changed {
        master: learner(person, codes, None),
        oid: oid.to_string(),
    };
    let all = move |app: &App| {
        let answers = people.iter().map(|changed| answer(changed, &app.codes())).collect();
        Page::new(&page, answers, total as i64)
    };
    written(&onr.app, all).await
}

/// A place for a page far back or with many rows: whatever is before it is read too.
pub(super) fn place_for(onr: &Onr, caller: &Caller, page: &PageRequest) -> Result<Option<Place>, OnrError> {
    let place = onr.app.place_for_rows(caller, page.offset().saturating_add(page.size.into()));
    place.map_err(|taken| fault(taken.into()))
}

pub(super) fn scope(onr: &Onr, caller: &Caller, wanted: &ImportCriteria) -> Result<Scope, OnrError> {
    let only = wanted.organisations.as_deref().unwrap_or_default();
    let scope = onr.app.report_scope(caller, only);
    scope.ok_or_else(|| OnrError::refused("Käyttäjällä ei ole yhtään organisaatiota"))
}

pub(super) async fn criteria(onr: &Onr, caller: &Caller, wanted: ImportCriteria) -> Result<Criteria, OnrError> {
    let import = match wanted.import.map(|number| Position(number.max(0).unsigned_abs())) {
        Some(number) => Some(onr.app.import_meant(caller, number).await.map_err(fault)?),
        None => None,
    };
    Ok(Criteria {
        import,
        modified_since: wanted.changed_since,
        only_failed: wanted.failed_only,
        name: wanted.name_query,
    })
}
