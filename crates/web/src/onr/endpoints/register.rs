//! Persons whom programs register, or look for before they do (`POST /henkilo…`, `findOrCreateHenkiloPerustieto`).

use app::App;
use app::Person;
use app::access::LookKind;
use app::caller::Caller;
use app::commands::{NewPerson, RegisterPerson, RegistrationRefusal};
use app::people::look_up::{Existing, LookUp, Refusal};
use axum::extract::{Extension, Request, State};
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use events::codes::Right;
use events::{Identifier, PersonOid, RequestId};

use super::henkilo_lists::check_kind;
use super::{Onr, carry_out, fault, json, plain, read_single};
use crate::access::showed;
use crate::auth::gate::Signed;
use crate::body::Body;
use crate::onr::CONTEXT_PATH;
use crate::onr::errors::{Exception, FieldError, OnrError, demand};
use crate::onr::import_body::{Identifying, PersonSent, read_found_or_created, read_look_up, read_person};
use crate::onr::shapes::person::{HenkiloPerustieto, OidText};
use crate::onr::shapes::requests::{HetuAndNames, PersonSentBody};

/// Rights by which persons are registered and looked for by hetu and names.
const REGISTERS: &[Right] = &[Right::Rekisterinpitaja, Right::YleistunnisteLuonti];
/// Rights by which persons are found or created.
const FINDS: &[Right] = &[Right::Rekisterinpitaja];

/// Registers a person; the answer is the OID as bare text.
#[utoipa::path(post, path = "/henkilo", tag = "henkilo", request_body = PersonSentBody,
    responses((status = 201, description = "Registered", body = String, content_type = "text/plain"), (status = 400, description = "The body is not as it should be, or an identifier is another person's"), (status = 401, description = "No valid token, or the right is missing"), (status = 408, description = "The body comes too slowly"), (status = 413, description = "Too large"), (status = 503, description = "Try again later; see Retry-After")))]
pub async fn post_person(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    Extension(request): Extension<RequestId>,
    sent: Request,
) -> Result<Response, OnrError> {
    let accepted = sent.headers().clone();
    let today = onr.gate.clock.now().day_in_finland();
    let Body { pieces, held: _held } = onr.limits.single(sent, &caller).await?;
    let read = move |body: &[u8], app: &App| read_person(body, today, &app.codes());
    let sent = read_single(&onr.app, pieces.whole(), read).await?;
    demand(&caller, REGISTERS)?;
    let oid = register(&onr, &caller, request, sent).await?.map_err(refused)?;
    Ok((StatusCode::CREATED, plain(&accepted, oid.to_string())).into_response())
}

async fn register(
    onr: &Onr,
    caller: &Caller,
    request: RequestId,
    sent: PersonSent,
) -> Result<Result<PersonOid, RegistrationRefusal>, OnrError> {
    let command = RegisterPerson(NewPerson { details: sent.details?, identified: sent.identify });
    carry_out(onr, caller, request, command).await
}

/// As ONR refuses: a hetu by its field, anything else by the constraint of its database.
fn refused(refusal: RegistrationRefusal) -> OnrError {
    match refusal {
        RegistrationRefusal::HetuInUse => {
            let (field, code) = ("hetu".to_owned(), "socialsecuritynr.already.exists");
            let taken = FieldError { code, arguments: None, message: None, field, rejected_value: None };
            OnrError::Fields { message: refusal.to_string(), field_errors: vec![taken] }
        }
        RegistrationRefusal::PassportInUse | RegistrationRefusal::IdentifierInUse => {
            OnrError::Message { exception: Exception::DataIntegrity, message: Some(refusal.to_string()) }
        }
    }
}

/// Whether somebody with this hetu and these names is here, or known to the population register. Creates nobody.
#[utoipa::path(post, path = "/henkilo/exists", tag = "henkilo", request_body = HetuAndNames,
    responses((status = 200, description = "Here", body = Object), (status = 204, description = "Known to the population register alone"), (status = 400, description = "The body is not as it should be"), (status = 401, description = "No valid token, or the right is missing"), (status = 404, description = "Unknown"), (status = 409, description = "The names are another's"), (status = 503, description = "Try again later; see Retry-After")))]
pub async fn post_exists(State(onr): State<Onr>, Signed(caller): Signed, sent: Request) -> Result<Response, OnrError> {
    check_kind(sent.headers())?;
    let today = onr.gate.clock.now().day_in_finland();
    let Body { pieces, held: _held } = onr.limits.single(sent, &caller).await?;
    let wanted = read_single(&onr.app, pieces.whole(), move |body, _| read_look_up(body, today)).await?;
    demand(&caller, REGISTERS)?;
    let look_up = LookUp { hetu: wanted.hetu, names: wanted.names, organisations: Vec::new() };
    match onr.app.exists(&look_up).await.map_err(fault)? {
        Ok(Existing::Here(oid)) => {
            // Numbers are no protected data: their looks are counted.
            showed(&onr.app, &caller, REGISTERS, LookKind::Numbers, vec![(oid, false)]).await.map_err(fault)?;
            json(&serde_json::json!({"oid": OidText(oid)}))
        }
        Ok(Existing::InRegister) => Ok(StatusCode::NO_CONTENT.into_response()),
        Err(Refusal::NotFound) => Err(OnrError::not_found()),
        Err(Refusal::NamesDiffer) => Err(OnrError::conflict()),
    }
}

/// Finds a person by OID, identifiers, hetu or eIDAS identifier, in that order, or registers them. Somebody who is found
/// stays as they are.
#[utoipa::path(post, path = "/s2s/findOrCreateHenkiloPerustieto", tag = "s2s", request_body = PersonSentBody,
    responses((status = 200, description = "Found", body = HenkiloPerustieto<'static>), (status = 201, description = "Registered", body = HenkiloPerustieto<'static>), (status = 400, description = "The body is not as it should be, or its identifiers are several persons'"), (status = 401, description = "No valid token, or the right is missing"), (status = 404, description = "There is nobody with the OID"), (status = 408, description = "The body comes too slowly"), (status = 413, description = "Too large"), (status = 503, description = "Try again later; see Retry-After")))]
pub async fn post_find_or_create(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    Extension(request): Extension<RequestId>,
    sent: Request,
) -> Result<Response, OnrError> {
    let today = onr.gate.clock.now().day_in_finland();
    let Body { pieces, held: _held } = onr.limits.single(sent, &caller).await?;
    let read = move |body: &[u8], app: &App| read_found_or_created(body, today, &app.codes());
    let sent = read_single(&onr.app, pieces.whole(), read).await?;
    demand(&caller, FINDS)?;
    if let Some(found) = find(&onr, &sent).await? {
        return basics(&onr, &caller, StatusCode::OK, &found).await;
    }
    if !sent.identifying.eidas.is_empty() && !caller.holds(Right::EidasHenkilonLuonti) {
        return Err(OnrError::lacks_right());
    }
    let by = sent.identifying.clone();
    let oid = match register(&onr, &caller, request, sent).await? {
        Ok(oid) => oid,
        // Somebody else may have registered them meanwhile: then they are found.
        Err(refusal) => match find_by(&onr, &by).await? {
            Some(found) => return basics(&onr, &caller, StatusCode::OK, &found).await,
            None => return Err(refused(refusal)),
        },
    };
    let person = onr.app.person(oid).await.map_err(fault)?.ok_or_else(OnrError::not_found)?;
    let mut answer = basics(&onr, &caller, StatusCode::CREATED, person.addressed()).await?;
    if let Ok(location) = HeaderValue::from_str(&format!("{CONTEXT_PATH}/henkilo/{oid}")) {
        answer.headers_mut().insert(LOCATION, location);
    }
    Ok(answer)
}

async fn find(onr: &Onr, sent: &PersonSent) -> Result<Option<Person>, OnrError> {
    if let Some(oid) = &sent.oid {
        return super::henkilo::known(onr, oid).await.map(Some);
    }
    find_by(onr, &sent.identifying).await
}

async fn find_by(onr: &Onr, by: &Identifying) -> Result<Option<Person>, OnrError> {
    let emails = by.emails.iter().filter_map(|email| Identifier::email(email));
    let mut found: Option<Person> = None;
    for identifier in emails.chain(by.accounts.iter().filter_map(|account| Identifier::account(account))) {
        let Some(holder) = onr.app.head_by(identifier).await.map_err(fault)? else { continue };
        if found.as_ref().is_some_and(|other| other.oid != holder.oid) {
            return Err(OnrError::refused("the identifiers are several persons'"));
        }
        found = Some(holder);
    }
    let hetu = by.hetu.iter().map(Identifier::hetu);
    for identifier in hetu.chain(by.eidas.iter().filter_map(|eidas| Identifier::eidas(eidas))) {
        if found.is_none() {
            found = onr.app.record_by(identifier).await.map_err(fault)?;
        }
    }
    Ok(found)
}

async fn basics(onr: &Onr, caller: &Caller, status: StatusCode, person: &Person) -> Result<Response, OnrError> {
    let seen = vec![(person.oid, person.protected)];
    showed(&onr.app, caller, FINDS, LookKind::Fetched, seen).await.map_err(fault)?;
    let body = serde_json::to_vec(&HenkiloPerustieto::of(person));
    let body = body.map_err(|_| OnrError::Status(StatusCode::INTERNAL_SERVER_ERROR))?;
    Ok((status, [(CONTENT_TYPE, "application/json")], body).into_response())
}
