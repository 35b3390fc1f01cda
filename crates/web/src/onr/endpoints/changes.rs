//! What programs change of persons (`PUT /henkilo`, `DELETE /henkilo/{oid}`, `DELETE /henkilo/{oid}/access`).

use app::commands::{EndAccess, PassivateAsAsked, PassivationRefusal, UpdatePerson, UpdateRefusal};
use app::{App, Person};
use axum::extract::{Extension, Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use events::codes::Right;
use events::{PersonOid, RequestId};

use super::henkilo::{allowed, known};
use super::henkilo_lists::check_kind;
use super::{Onr, carry_out, plain, read_single};
use crate::auth::gate::Signed;
use crate::body::Body;
use crate::onr::errors::{Exception, FieldError, OnrError, demand};
use crate::onr::import_body::read_update;
use crate::onr::permission_service::PermissionService;
use crate::onr::shapes::requests::HenkiloUpdate;
use app::caller::Caller;

/// Rights at the root by which persons are changed.
const CHANGES: &[Right] = &[Right::HenkilonRu, Right::PalvelukayttajaCrud];
/// Rights by which persons are made passive.
const PASSIVATES: &[Right] = &[Right::Rekisterinpitaja, Right::HenkilonRu];

/// Changes what is named, and leaves the rest; the answer is the OID as bare text.
#[utoipa::path(put, path = "/henkilo", tag = "henkilo", request_body = HenkiloUpdate,
    responses((status = 200, description = "As it was asked", body = String, content_type = "text/plain"), (status = 400, description = "The body is not as it should be, or the hetu is another person's"), (status = 401, description = "No valid token, or no right to the person"), (status = 403, description = "The keeper alone makes somebody active again"), (status = 404, description = "Unknown"), (status = 408, description = "The body comes too slowly"), (status = 413, description = "Too large"), (status = 503, description = "Try again later; see Retry-After")))]
pub async fn put_person(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    _: PermissionService,
    Extension(request): Extension<RequestId>,
    sent: Request,
) -> Result<Response, OnrError> {
    let accepted = sent.headers().clone();
    check_kind(&accepted)?;
    let today = onr.gate.clock.now().day_in_finland();
    let Body { pieces, held: _held } = onr.limits.single(sent, &caller).await?;
    let read = move |body: &[u8], app: &App| read_update(body, today, &app.codes());
    let sent = read_single(&onr.app, pieces.whole(), read).await?;
    let person = changeable(&onr, &caller, &sent.oid, CHANGES).await?.oid;
    let command = UpdatePerson { person, update: sent.update? };
    match carry_out(&onr, &caller, request, command).await? {
        Ok(()) | Err(UpdateRefusal::NothingChanges) => Ok(plain(&accepted, person.to_string())),
        Err(refusal) => Err(not_updated(refusal)),
    }
}

fn not_updated(refusal: UpdateRefusal) -> OnrError {
    let field = |field: &str, code, message: Option<&str>| {
        let (field, message) = (field.to_owned(), message.map(str::to_owned));
        let error = FieldError { code, arguments: None, message, field, rejected_value: None };
        OnrError::Fields { message: format!("1 field is not as it should be: {code}"), field_errors: vec![error] }
    };
    match refusal {
        UpdateRefusal::NoPerson => OnrError::not_found(),
        UpdateRefusal::Unreadable => OnrError::refused("the person's data was erased, or cannot be read"),
        UpdateRefusal::CallNameNotAmong => {
            let message = Some("Kutsumanimen on oltava osa etunimeä");
            field("kutsumanimi", "kutsumanimi.must.exist.in.etunimet", message)
        }
        UpdateRefusal::HetuVerified => field("hetu", "socialsecuritynr.already.set", None),
        UpdateRefusal::HetuInUse => field("hetu", "socialsecuritynr.already.exists", None),
        UpdateRefusal::IdentifiedByEidas => {
            let message = Some("somebody whom another member state has identified has no hetu".to_owned());
            OnrError::Message { exception: Exception::DataIntegrity, message }
        }
        UpdateRefusal::KeeperReactivates => {
            let message = Some("Vain rekisterinpitäjä voi aktivoida henkilön".to_owned());
            OnrError::Message { exception: Exception::Forbidden, message }
        }
        UpdateRefusal::NothingChanges => OnrError::Status(StatusCode::INTERNAL_SERVER_ERROR),
    }
}

/// Makes a person passive.
#[utoipa::path(delete, path = "/henkilo/{oid}", tag = "henkilo", params(("oid" = String, Path)),
    responses((status = 200, description = "The person is passive"), (status = 401, description = "No valid token, or the right is missing"), (status = 404, description = "Unknown")))]
pub async fn delete_person(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    Extension(request): Extension<RequestId>,
    Path(oid): Path<String>,
) -> Result<StatusCode, OnrError> {
    demand(&caller, PASSIVATES)?;
    let person: PersonOid = oid.parse().map_err(|_| OnrError::not_found())?;
    match carry_out(&onr, &caller, request, PassivateAsAsked { person }).await? {
        Ok(()) | Err(PassivationRefusal::PassiveAlready) => Ok(StatusCode::OK),
        Err(PassivationRefusal::NoPerson) => Err(OnrError::not_found()),
        Err(_) => Err(OnrError::refused("the person's data was erased, or cannot be read")),
    }
}

/// The person is no user of the services any more: their contact details at work are removed.
#[utoipa::path(delete, path = "/henkilo/{oid}/access", tag = "henkilo", params(("oid" = String, Path)),
    responses((status = 200, description = "Done, or there is nobody"), (status = 401, description = "No valid token, or the right is missing")))]
pub async fn delete_access(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    Extension(request): Extension<RequestId>,
    Path(oid): Path<String>,
) -> Result<StatusCode, OnrError> {
    demand(&caller, PASSIVATES)?;
    if let Ok(person) = oid.parse() {
        // There is nothing to remove of whoever cannot be changed.
        let _ = carry_out(&onr, &caller, request, EndAccess { person }).await?;
    }
    Ok(StatusCode::OK)
}

/// The person with an OID whom the caller may change. Only whoever may change everybody is told that there is nobody.
pub(super) async fn changeable(onr: &Onr, caller: &Caller, oid: &str, rights: &[Right]) -> Result<Person, OnrError> {
    let reach = onr.app.may_change(caller, rights);
    match known(onr, oid).await {
        Ok(person) => allowed(&reach, person),
        Err(error) if error == OnrError::not_found() && !reach.covers_everybody() => Err(OnrError::lacks_right()),
        Err(error) => Err(error),
    }
}
