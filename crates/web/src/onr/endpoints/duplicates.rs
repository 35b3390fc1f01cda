//! Persons who may be the same, and records that a program links (`duplicates`, `duplikaatit`, `link`, `forcelink`,
//! `unlink`).

use std::collections::HashSet;

use app::Person;
use app::applications::WITHIN_AN_ANSWER;
use app::caller::Caller;
use app::commands::{ForceLinkAsAsked, LinkAsAsked, LinkRefusal, UnlinkAsAsked};
use app::report::candidates::Described;
use axum::extract::{Extension, OriginalUri, Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use events::codes::Right;
use events::{PersonOid, RequestId};

use super::henkilo::{allowed, known, readable};
use super::henkilo_lists::read_json;
use super::search::noted;
use super::{Onr, READERS, carry_out, fault, json};
use crate::auth::gate::Signed;
use crate::onr::criteria::read_described;
use crate::onr::errors::{Exception, OnrError, demand};
use crate::onr::permission_service::PermissionService;
use crate::onr::shapes::person::{HenkiloDuplicate, OidText};
use crate::onr::text::texts;

/// Rights at the root by which duplicates are looked for, and linked.
const LINKS: &[Right] = &[Right::Duplikaattinakyma];
/// Rights at the root by which persons are linked whom an official has identified.
const FORCES: &[Right] = &[Right::YksiloinninPurku];
/// What the keeper may do.
const KEEPER: &[Right] = &[Right::Rekisterinpitaja];
/// The most records that are linked at once.
const MOST: usize = 100;

/// Persons who may be the same as this one, the likeliest first.
#[utoipa::path(get, path = "/henkilo/{oid}/duplicates", tag = "henkilo", params(("oid" = String, Path)),
    responses((status = 200, description = "Done", body = Vec<HenkiloDuplicate<'static>>), (status = 401, description = "No valid token, or no right to the person"), (status = 404, description = "Unknown")))]
pub async fn get_duplicates(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    _: PermissionService,
    Path(oid): Path<String>,
) -> Result<Response, OnrError> {
    let person = readable(&onr, &caller, &oid, LINKS).await?;
    let found = onr.app.alike(person.oid).await.map_err(fault)?;
    noted(&onr, &caller, LINKS, &found).await?;
    duplicates(&onr, &found).await
}

/// Persons who may be the one described, the likeliest first.
#[utoipa::path(get, path = "/henkilo/duplikaatit", tag = "henkilo", params(("etunimet" = String, Query), ("kutsumanimi" = String, Query), ("sukunimi" = String, Query), ("syntymaaika" = Option<String>, Query)),
    responses((status = 200, description = "Done", body = Vec<HenkiloDuplicate<'static>>), (status = 400, description = "A name is missing, or no day"), (status = 401, description = "No valid token, or the right is missing")))]
pub async fn get_described(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, OnrError> {
    let described: Described = read_described(&uri)?;
    demand(&caller, READERS)?;
    // Nobody is like somebody without any name.
    let names = &described.names;
    let nameless = [&names.first_names, &names.call_name, &names.surname].iter().all(|name| name.is_empty());
    let found = if nameless { Vec::new() } else { onr.app.alike_described(described).await.map_err(fault)? };
    noted(&onr, &caller, READERS, &found).await?;
    duplicates(&onr, &found).await
}

/// Those who were found, with their applications as far as they are told.
async fn duplicates(onr: &Onr, found: &[Person]) -> Result<Response, OnrError> {
    let applications = onr.app.applications(found.iter().map(|person| person.oid).collect(), WITHIN_AN_ANSWER).await;
    json(&found.iter().map(|person| HenkiloDuplicate::of(person, &applications)).collect::<Vec<_>>())
}

/// Links records to the person; the answer is who is a member now.
#[utoipa::path(post, path = "/henkilo/{oid}/link", tag = "henkilo", request_body = Vec<String>, params(("oid" = String, Path)),
    responses((status = 200, description = "Done", body = Vec<String>), (status = 400, description = "The person is linked to another one"), (status = 401, description = "No valid token, or no right to the persons"), (status = 403, description = "More than one of them is identified, or has a hetu"), (status = 404, description = "One is unknown"), (status = 415, description = "The body is not said to be JSON")))]
pub async fn post_link(
    onr: State<Onr>,
    signed: Signed,
    _: PermissionService,
    request: Extension<RequestId>,
    oid: Path<String>,
    sent: Request,
) -> Result<Response, OnrError> {
    link(onr.0, signed.0, request.0, oid.0, (sent, false)).await
}

/// The same; identifications by hand of the others end.
#[utoipa::path(post, path = "/henkilo/{oid}/forcelink", tag = "henkilo", request_body = Vec<String>, params(("oid" = String, Path)),
    responses((status = 200, description = "Done", body = Vec<String>), (status = 400, description = "One of the others has a hetu, or is identified by the register"), (status = 401, description = "No valid token, or no right to the persons"), (status = 403, description = "More than one of them is identified, or has a hetu"), (status = 404, description = "One is unknown"), (status = 415, description = "The body is not said to be JSON")))]
pub async fn post_force_link(
    onr: State<Onr>,
    signed: Signed,
    _: PermissionService,
    request: Extension<RequestId>,
    oid: Path<String>,
    sent: Request,
) -> Result<Response, OnrError> {
    link(onr.0, signed.0, request.0, oid.0, (sent, true)).await
}

async fn link(
    onr: Onr,
    caller: Caller,
    request: RequestId,
    oid: String,
    (sent, force): (Request, bool),
) -> Result<Response, OnrError> {
    let sent = texts(read_json(&onr, &caller, sent, LINKS).await?);
    if sent.len() > MOST {
        return Err(OnrError::refused(format!("at most {MOST} persons are linked at once")));
    }
    let rights = if force { FORCES } else { LINKS };
    check_right(&onr, &caller, &oid, &sent, rights).await?;
    let person: PersonOid = oid.parse().map_err(|_| OnrError::not_found())?;
    let mut seen = HashSet::from([person]);
    let mut others = Vec::new();
    for other in &sent {
        let other: PersonOid = other.parse().map_err(|_| OnrError::not_found())?;
        others.extend(seen.insert(other).then_some(other));
    }
    let command = LinkAsAsked { person, others: others.clone() };
    let linked = match force {
        true => carry_out(&onr, &caller, request, ForceLinkAsAsked(command)).await?,
        false => carry_out(&onr, &caller, request, command).await?,
    };
    match linked {
        Ok(()) | Err(LinkRefusal::NothingChanges) => json(&members(&onr, person, others).await?),
        Err(refusal) => Err(not_linked(refusal, &oid)),
    }
}

/// Who of them is a member, now that they are linked.
async fn members(onr: &Onr, person: PersonOid, others: Vec<PersonOid>) -> Result<Vec<OidText>, OnrError> {
    let group = onr.app.person(person).await.map_err(fault)?.ok_or_else(OnrError::not_found)?;
    let head = group.head().oid;
    let all = others.into_iter().chain((head != person).then_some(person));
    Ok(all.filter(|oid| *oid != head).map(OidText).collect())
}

fn not_linked(refusal: LinkRefusal, oid: &str) -> OnrError {
    match refusal {
        LinkRefusal::NoPerson | LinkRefusal::NoOther => OnrError::not_found(),
        LinkRefusal::Linked => OnrError::refused(format!("Henkilo {oid}is already a duplicate")),
        LinkRefusal::SeveralIdentified => {
            let message = Some("More than one identified Henkilo".to_owned());
            OnrError::Message { exception: Exception::Forbidden, message }
        }
        LinkRefusal::Verified => OnrError::Message { exception: Exception::Validation, message: None },
        LinkRefusal::Unreadable | LinkRefusal::NothingChanges => {
            OnrError::refused("the data of one of them was erased, or cannot be read")
        }
    }
}

/// The right to the person, or to the other one, where there is one alone.
async fn check_right(
    onr: &Onr,
    caller: &Caller,
    oid: &str,
    others: &[String],
    rights: &[Right],
) -> Result<(), OnrError> {
    let reach = onr.app.may_change(caller, rights);
    if reach.covers_everybody() {
        return Ok(());
    }
    let of = |oid: String| async move { known(onr, &oid).await.ok() };
    let person = of(oid.to_owned()).await.ok_or_else(OnrError::lacks_right)?;
    let other = match others {
        [only] => of(only.clone()).await,
        _ => None,
    };
    match other.is_some_and(|other| reach.covers(&other)) {
        true => Ok(()),
        false => allowed(&reach, person).map(drop),
    }
}

/// Takes a link back. Nothing is wrong when there is none.
#[utoipa::path(delete, path = "/henkilo/{oid}/unlink/{slaveOid}", tag = "henkilo", params(("oid" = String, Path), ("slaveOid" = String, Path)),
    responses((status = 200, description = "Done"), (status = 401, description = "No valid token, or the right is missing"), (status = 404, description = "One is unknown")))]
pub async fn delete_link(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    Extension(request): Extension<RequestId>,
    Path((oid, member)): Path<(String, String)>,
) -> Result<StatusCode, OnrError> {
    demand(&caller, KEEPER)?;
    let parsed = (oid.parse().ok(), member.parse().ok());
    let (Some(person), Some(member)) = parsed else { return Err(OnrError::not_found()) };
    match carry_out(&onr, &caller, request, UnlinkAsAsked { person, member }).await? {
        Ok(()) | Err(LinkRefusal::NothingChanges) => Ok(StatusCode::OK),
        Err(refusal) => Err(not_linked(refusal, &oid)),
    }
}
