//! Who asks on our own interface: the same tokens as on the compatible paths, refused in its own words.

use app::App;
use app::access::LookKind;
use app::caller::Caller;
use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use events::codes::Right;
use events::{OrganisationOid, PersonOid};
use projections::counts::query::Scope;

use super::problem::Problem;
use crate::auth::bearer::NoCaller;
use crate::onr::gate::{Gate, RETRY_AFTER_OUTAGE};

/// Rights by which the report is read.
pub(super) const READERS: &[Right] = &[
    Right::Oppijoidentuonti,
    Right::YleistunnisteLuonti,
    Right::TuontidataRead,
    Right::Rekisterinpitaja,
    Right::RekisterinpitajaRead,
];

/// The caller of a request, from a token that holds.
#[derive(Debug)]
pub struct Signed(pub Caller);

impl<S> FromRequestParts<S> for Signed
where
    Gate: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Signed, Problem> {
        match Gate::from_ref(state).caller(parts).await {
            Ok(caller) => Ok(Signed(caller)),
            Err(NoCaller::Missing | NoCaller::Invalid) => Err(Problem::Unauthenticated),
            Err(NoCaller::Unavailable) => Err(Problem::Unavailable { retry_after: RETRY_AFTER_OUTAGE }),
            Err(NoCaller::TooMany) => Err(Problem::no_place()),
        }
    }
}

/// The scope through which a caller reads the report, narrowed to an organisation when one is named.
pub(super) fn scope(app: &App, caller: &Caller, only: Option<&OrganisationOid>) -> Result<Scope, Problem> {
    let only: Vec<OrganisationOid> = only.into_iter().cloned().collect();
    app.report_scope(caller, &only).ok_or(Problem::Forbidden(READERS))
}

/// Records that a caller is shown people, each with whether a protection order stands.
pub(super) async fn showed(
    app: &App,
    caller: &Caller,
    kind: LookKind,
    people: impl IntoIterator<Item = (PersonOid, bool)>,
) -> Result<(), Problem> {
    crate::access::showed(app, caller, Right::ALL, kind, people.into_iter().collect()).await.map_err(Problem::fault)
}
