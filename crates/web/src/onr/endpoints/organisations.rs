//! Which organisations have access to a learner (`/oppija/{oid}/organisaatio`).

use app::caller::Caller;
use app::commands::{Access, AccessRefusal, ChangeAccess};
use axum::extract::{Extension, Path, State};
use axum::http::StatusCode;
use events::codes::Right;
use events::{OrganisationOid, PersonOid, RequestId};

use super::{Onr, carry_out};
use crate::auth::gate::Signed;
use crate::onr::errors::{OnrError, demand};

/// The right that opens all of them.
const RIGHTS: &[Right] = &[Right::Rekisterinpitaja];
/// The rights whose organisations a learner joins.
const IMPORTS: &[Right] = &[Right::Oppijoidentuonti, Right::YleistunnisteLuonti];

/// The organisations into which the caller imports gain access.
#[utoipa::path(post, path = "/oppija/{oid}/organisaatio", tag = "oppija", params(("oid" = String, Path)),
    responses((status = 200, description = "Done"), (status = 400, description = "The caller imports into no organisation"), (status = 401, description = "No valid token, or the right is missing"), (status = 404, description = "Unknown")))]
pub async fn post_own(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    Extension(request): Extension<RequestId>,
    Path(oid): Path<String>,
) -> Result<StatusCode, OnrError> {
    demand(&caller, RIGHTS)?;
    let own = caller.organisations_with(IMPORTS);
    if own.is_empty() {
        let message = format!("Henkilöllä {} ei ole yhtään organisaatiota joihin oppija liitetään", caller.subject);
        return Err(OnrError::refused(message));
    }
    change(&onr, caller, request, &oid, Access::Gained(own)).await
}

/// An organisation gains access.
#[utoipa::path(put, path = "/oppija/{oid}/organisaatio/{organisation}", tag = "oppija", params(("oid" = String, Path), ("organisation" = String, Path)),
    responses((status = 200, description = "Done"), (status = 400, description = "There is no such organisation"), (status = 401, description = "No valid token, or the right is missing"), (status = 404, description = "Unknown")))]
pub async fn put_one(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    Extension(request): Extension<RequestId>,
    Path((oid, organisation)): Path<(String, String)>,
) -> Result<StatusCode, OnrError> {
    demand(&caller, RIGHTS)?;
    super::henkilo::known(&onr, &oid).await?;
    let named: Option<OrganisationOid> = organisation.parse().ok();
    let known = named.filter(|named| named.is_root() || onr.app.organisations().name(named).is_some());
    let unknown =
        || OnrError::refused(format!("Organisaatiota ei löydy OID:lla {organisation} organisaatiopalvelusta"));
    change(&onr, caller, request, &oid, Access::Gained(vec![known.ok_or_else(unknown)?])).await
}

/// An organisation loses access.
#[utoipa::path(delete, path = "/oppija/{oid}/organisaatio/{organisation}", tag = "oppija", params(("oid" = String, Path), ("organisation" = String, Path)),
    responses((status = 200, description = "Done"), (status = 401, description = "No valid token, or the right is missing"), (status = 404, description = "Unknown")))]
pub async fn delete_one(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    Extension(request): Extension<RequestId>,
    Path((oid, organisation)): Path<(String, String)>,
) -> Result<StatusCode, OnrError> {
    demand(&caller, RIGHTS)?;
    super::henkilo::known(&onr, &oid).await?;
    // A malformed OID has no access.
    let Ok(organisation) = organisation.parse() else { return Ok(StatusCode::OK) };
    change(&onr, caller, request, &oid, Access::Lost(organisation)).await
}

async fn change(
    onr: &Onr,
    caller: Caller,
    request: RequestId,
    oid: &str,
    access: Access,
) -> Result<StatusCode, OnrError> {
    let person: PersonOid = oid.parse().map_err(|_| OnrError::not_found())?;
    match carry_out(onr, &caller, request, ChangeAccess { person, access }).await? {
        Ok(_) | Err(AccessRefusal::NothingChanges) => Ok(StatusCode::OK),
        Err(AccessRefusal::NoPerson) => Err(OnrError::not_found()),
    }
}
