//! Our own interface, `/api/v1`: the import report for programs. Bearer tokens as on the compatible paths; errors as
//! problem details (RFC 9457); lists by cursor.
//!
//! | module | what it is |
//! |---|---|
//! | `access` | the access register, for auditors |
//! | `acknowledgements` | who has taken which changes |
//! | `approvals` | what needs a second official |
//! | `changes` | what changed, for consumers |
//! | `requests` | what providers ask the keeper for |
//! | `summary`, `errors`, `imports`, `conflicts`, `persons`, `candidates`, `rows`, `unsent_rows` | the endpoints, by noun |
//! | `command` | how every command is sent, previewed and answered |
//! | `preview` | what a command would do |
//! | `shapes` | answers |
//! | `query` | parameters |
//! | `object` | bodies |
//! | `problem` | what an error says, in three languages |
//! | `caller` | who asks |

pub mod access;
pub mod acknowledgements;
pub mod approvals;
mod caller;
pub mod candidates;
pub mod changes;
mod command;
pub mod conflicts;
pub mod duplicates;
pub mod effects;
pub mod errors;
pub mod imports;
pub mod likeness;
pub mod links;
pub mod merges;
pub mod not_duplicates;
mod object;
pub mod persons;
mod preview;
pub mod problem;
mod query;
pub mod requests;
pub mod reversals;
pub mod rows;
pub mod separations;
pub mod shapes;
pub mod summary;
pub mod undo;
pub mod unsent_rows;

use std::sync::LazyLock;

use app::App;
use axum::Router;
use axum::body::Bytes;
use axum::middleware::from_fn;
use axum::routing::{get, post};
use utoipa::OpenApi;

use self::problem::InEveryOperation;
use crate::auth::gate::Gate;
use crate::openapi::{BearerToken, described, document};

/// The path under which all of it stands.
pub const PATH: &str = "/api/v1";

/// What the endpoints share.
#[derive(Clone)]
pub struct Api {
    /// The application.
    pub app: App,
    /// Who may ask.
    pub gate: Gate,
}

impl AsRef<Gate> for Api {
    fn as_ref(&self) -> &Gate {
        &self.gate
    }
}

/// Description of our own interface, written from the handlers.
#[derive(OpenApi)]
#[openapi(
    info(title = "Oppijaloki", description = "Our own interface: the import report, learners and their history. Rows of an import are counted from 0, as the elements of `henkilot` are; pages and the command line count from 1."),
    servers((url = "/api/v1")),
    modifiers(&BearerToken, &InEveryOperation),
    security(("bearer" = [])),
    paths(
        summary::get_summary,
        errors::get_errors,
        errors::search_errors,
        imports::get_imports,
        imports::get_import,
        imports::get_rows,
        undo::get_undo,
        undo::post_undo,
        unsent_rows::get_unsent_rows,
        unsent_rows::post_unsent_rows,
        conflicts::get_conflicts,
        conflicts::post_review,
        conflicts::delete_review,
        persons::get_person,
        persons::get_history,
        candidates::get_candidates,
        candidates::get_pair,
        persons::hetu::post_hetu,
        persons::hetu::post_replacement,
        persons::hetu::post_removal,
        persons::corrections::post_correction,
        persons::identification::post_identification,
        persons::comparison::get_comparison,
        persons::comparison::post_override,
        persons::comparison::post_refresh,
        persons::comparison::post_revocation,
        persons::identification::post_request,
        persons::identification::post_passivation,
        persons::identification::post_passivations,
        persons::identification::post_reactivation,
        changes::get_changes,
        changes::get_stream,
        acknowledgements::post_acknowledgement,
        acknowledgements::post_removal,
        acknowledgements::get_acknowledgements,
        acknowledgements::get_acknowledgements_of_event,
        duplicates::get_duplicates,
        effects::get_effects,
        likeness::post_candidates,
        links::post_link,
        merges::post_merge,
        not_duplicates::post_not_duplicate,
        not_duplicates::post_reopening,
        reversals::get_plan,
        reversals::post_reversal,
        rows::get_rows,
        rows::post_reassignment,
        separations::post_separation,
        access::get_looks,
        access::get_refusals,
        approvals::post_erasure,
        approvals::get_approvals,
        approvals::post_give,
        approvals::post_refuse,
        requests::post_request,
        requests::get_requests,
        requests::get_own,
        requests::get_request,
        requests::post_accept,
        requests::post_refuse,
        requests::post_withdraw,
    ),
    components(schemas(preview::PreviewAnswer, problem::ProblemDetails))
)]
struct Description;

/// The document as it is served.
static DOCUMENT: LazyLock<Bytes> = LazyLock::new(|| document(&Description::openapi()));

/// The OpenAPI document, as `schemas/api/v1.json` holds it.
pub fn openapi() -> String {
    Description::openapi().to_pretty_json().unwrap_or_default()
}

/// Its routes.
pub fn routes(api: Api) -> Router {
    Router::new()
        .route("/summary", get(summary::get_summary))
        .route("/changes", get(changes::get_changes))
        .route("/changes/stream", get(changes::get_stream))
        .route(
            "/changes/acknowledgements",
            get(acknowledgements::get_acknowledgements).post(acknowledgements::post_acknowledgement),
        )
        .route("/changes/acknowledgements/removals", post(acknowledgements::post_removal))
        .route("/changes/{event}/acknowledgements", get(acknowledgements::get_acknowledgements_of_event))
        .route("/access/looks", get(access::get_looks))
        .route("/access/refusals", get(access::get_refusals))
        .route("/errors", get(errors::get_errors))
        .route("/errors/search", post(errors::search_errors))
        .route("/imports", get(imports::get_imports))
        .route("/imports/{number}", get(imports::get_import))
        .route("/imports/{number}/rows", get(imports::get_rows))
        .route("/imports/{number}/undo", get(undo::get_undo).post(undo::post_undo))
        .route("/imports/{number}/unsent-rows", get(unsent_rows::get_unsent_rows).post(unsent_rows::post_unsent_rows))
        .route("/imports/{number}/conflicts", get(conflicts::get_conflicts))
        .route(
            "/imports/{number}/conflicts/{row}/review",
            post(conflicts::post_review).delete(conflicts::delete_review),
        )
        .route("/duplicates", get(duplicates::get_duplicates))
        .route("/candidates", post(likeness::post_candidates))
        .route("/persons/{oid}/effects", get(effects::get_effects))
        .route("/persons/{oid}", get(persons::get_person))
        .route("/persons/{oid}/history", get(persons::get_history))
        .route("/persons/{oid}/links", post(links::post_link))
        .route("/persons/{oid}/merges", post(merges::post_merge))
        .route("/persons/{oid}/not-duplicates", post(not_duplicates::post_not_duplicate))
        .route("/persons/{oid}/not-duplicates/reopening", post(not_duplicates::post_reopening))
        .route("/persons/{oid}/separation", post(separations::post_separation))
        .route("/persons/{oid}/reversals", get(reversals::get_plan).post(reversals::post_reversal))
        .route("/persons/{oid}/rows", get(rows::get_rows))
        .route("/persons/{oid}/rows/reassignment", post(rows::post_reassignment))
        .route("/persons/{oid}/candidates", get(candidates::get_candidates))
        .route("/persons/{oid}/candidates/{other}", get(candidates::get_pair))
        .route("/persons/{oid}/hetu", post(persons::hetu::post_hetu))
        .route("/persons/{oid}/hetu/replacement", post(persons::hetu::post_replacement))
        .route("/persons/{oid}/hetu/removal", post(persons::hetu::post_removal))
        .route("/persons/{oid}/corrections", post(persons::corrections::post_correction))
        .route("/persons/{oid}/identification", post(persons::identification::post_identification))
        .route("/persons/{oid}/identification/request", post(persons::identification::post_request))
        .route("/persons/{oid}/identification/revocation", post(persons::comparison::post_revocation))
        .route("/persons/{oid}/comparison", get(persons::comparison::get_comparison))
        .route("/persons/{oid}/comparison/override", post(persons::comparison::post_override))
        .route("/persons/{oid}/refresh", post(persons::comparison::post_refresh))
        .route("/persons/{oid}/passivation", post(persons::identification::post_passivation))
        .route("/passivations", post(persons::identification::post_passivations))
        .route("/persons/{oid}/reactivation", post(persons::identification::post_reactivation))
        .route("/persons/{oid}/erasure", post(approvals::post_erasure))
        .route("/approvals", get(approvals::get_approvals))
        .route("/approvals/{number}/give", post(approvals::post_give))
        .route("/approvals/{number}/refuse", post(approvals::post_refuse))
        .route("/requests", get(requests::get_requests).post(requests::post_request))
        .route("/requests/own", get(requests::get_own))
        .route("/requests/{number}", get(requests::get_request))
        .route("/requests/{number}/accept", post(requests::post_accept))
        .route("/requests/{number}/refuse", post(requests::post_refuse))
        .route("/requests/{number}/withdraw", post(requests::post_withdraw))
        .route("/openapi.json", get(|| async { described(&DOCUMENT) }))
        .fallback(|| async { problem::Problem::NotFound })
        .with_state(api)
        .layer(from_fn(problem::with_problems))
}
