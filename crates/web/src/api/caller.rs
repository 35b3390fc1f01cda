//! What a caller of our own interface may read, and what the access register is told of it.

use app::App;
use app::access::LookKind;
use app::caller::{Caller, CallerKind};
use events::codes::Right;
use events::{OrganisationOid, PersonOid};
use projections::counts::query::Scope;

use super::problem::Problem;

/// Rights by which the report is read.
pub(super) const READERS: &[Right] = &[
    Right::Oppijoidentuonti,
    Right::YleistunnisteLuonti,
    Right::TuontidataRead,
    Right::Rekisterinpitaja,
    Right::RekisterinpitajaRead,
];

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
    // A program that asks for a person takes the number along, by whichever interface.
    let kind = match (caller.kind, kind) {
        (CallerKind::Service, LookKind::Page) => LookKind::Fetched,
        (_, kind) => kind,
    };
    crate::access::showed(app, caller, Right::ALL, kind, people.into_iter().collect()).await.map_err(Problem::fault)
}
