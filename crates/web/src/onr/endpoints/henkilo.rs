//! Single persons (`/henkilo/{oid}…`, `/henkilo/hetu=…`), for programs that read them.

use app::access::LookKind;
use app::applications::{Applications, WITHIN_AN_ANSWER};
use app::caller::Caller;
use app::people::reach::Reach;
use app::people::records::seen;
use app::people::wanted::{Sorted, Wanted, is_passive};
use app::{Group, Person};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use events::PersonOid;
use events::codes::Right;
use serde::Serialize;

use super::{Onr, fault, json, plain, written_json};
use crate::access::showed;
use crate::auth::gate::Signed;
use crate::onr::errors::{OnrError, demand};
use crate::onr::permission_service::PermissionService;
use crate::onr::shapes::person::{Hakemus, Henkilo, HenkiloHaku, OmatTiedot, service_language};

/// Rights at the root by which single persons are read.
pub(super) const READS: &[Right] = &[Right::Read, Right::HenkilonRu];
/// The same where a user of the services may be meant.
pub(super) const READS_USERS: &[Right] = &[Right::Read, Right::HenkilonRu, Right::PalvelukayttajaCrud];
/// The keeper's, and the auditor's.
pub(super) const KEEPS: &[Right] = &[Right::Rekisterinpitaja, Right::RekisterinpitajaRead];

/// The person in full, as recorded under this very OID.
#[utoipa::path(get, path = "/henkilo/{oid}", tag = "henkilo", params(("oid" = String, Path)),
    responses((status = 200, description = "Done", body = Henkilo<'static>), (status = 400, description = "An unknown External-Permission-Service"), (status = 401, description = "No valid token, or no right to the person"), (status = 404, description = "Unknown")))]
pub async fn get_person(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    _: PermissionService,
    Path(oid): Path<String>,
) -> Result<Response, OnrError> {
    answered(&onr, &caller, &oid, |group| Written::of(seen(group), Henkilo::of)).await
}

/// Whether there is such a person.
#[utoipa::path(head, path = "/henkilo/{oid}", tag = "henkilo", params(("oid" = String, Path)),
    responses((status = 200, description = "There is"), (status = 401, description = "No valid token, or no right to the person"), (status = 404, description = "Unknown")))]
pub async fn head_person(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    _: PermissionService,
    Path(oid): Path<String>,
) -> Result<StatusCode, OnrError> {
    readable(&onr, &caller, &oid, READS_USERS).await.map(|_| StatusCode::OK)
}

/// The person with a hetu: present first, else a former one.
#[utoipa::path(get, path = "/henkilo/hetu={hetu}", tag = "henkilo", params(("hetu" = String, Path)),
    responses((status = 200, description = "Done", body = Henkilo<'static>), (status = 401, description = "No valid token, or no right to the person"), (status = 404, description = "Unknown")))]
pub async fn get_by_hetu(onr: &Onr, caller: &Caller, hetu: &str) -> Result<Response, OnrError> {
    let reach = onr.app.may_read(caller, READS);
    let write = move |group: &Group| Written::of_reached(&reach, group, |group| Written::of(seen(group), Henkilo::of));
    let found = onr.app.made_of_holder(hetu, write).await.map_err(fault)?.ok_or_else(OnrError::not_found)?;
    found.ok_or_else(OnrError::lacks_right)?.answer(onr, caller, READS).await
}

/// A person found by OID, by hetu, or by words of their names, in few words.
#[utoipa::path(get, path = "/henkilo/hakutermi={hakutermi}", tag = "henkilo", params(("hakutermi" = String, Path)),
    responses((status = 200, description = "Done", body = HenkiloHaku<'static>), (status = 401, description = "No valid token, or the right is missing"), (status = 404, description = "Unknown")))]
pub async fn get_by_term(onr: &Onr, caller: &Caller, term: &str) -> Result<Response, OnrError> {
    demand(caller, &[READS, KEEPS].concat())?;
    let found = match term.parse::<PersonOid>() {
        Ok(oid) => onr.app.record(oid).await,
        Err(_) => onr.app.record_by_hetu(term).await,
    };
    // Passive persons are not found, and neither are those who are linked to another one.
    let person = match found.map_err(fault)? {
        Some(person) => Some(person).filter(|person| !is_passive(person)),
        None => {
            let wanted = Wanted { name: Some(term.to_owned()), passive: Some(false), ..Wanted::default() };
            onr.app.wanted(wanted, Sorted::ByName, (0, Some(1))).await.map_err(fault)?.pop()
        }
    };
    let person = person.ok_or_else(OnrError::not_found)?;
    let person = allowed(&onr.app.may_read(caller, READS), person)?;
    shown(onr, caller, READS, &person).await?;
    json(&HenkiloHaku::of(&person))
}

/// The person with a hetu, present or former, in few words.
#[utoipa::path(get, path = "/henkilo/henkiloPerusByHetu/{hetu}", tag = "henkilo", params(("hetu" = String, Path)),
    responses((status = 200, description = "Done", body = HenkiloHaku<'static>), (status = 401, description = "No valid token, or no right to the person"), (status = 404, description = "Unknown")))]
pub async fn get_few_words(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    Path(hetu): Path<String>,
) -> Result<Response, OnrError> {
    const RIGHTS: &[Right] = &[Right::HenkilonRu];
    let person = onr.app.record_by_hetu(&hetu).await.map_err(fault)?.ok_or_else(OnrError::not_found)?;
    let person = allowed(&onr.app.may_read(&caller, RIGHTS), person)?;
    shown(&onr, &caller, RIGHTS, &person).await?;
    json(&HenkiloHaku::of(&person))
}

/// `/henkilo/{hetu=…}` and `/henkilo/{hakutermi=…}`: what the segment asks for, or the person with that OID.
pub async fn get_person_by(
    State(onr): State<Onr>,
    signed: Signed,
    service: PermissionService,
    Path(segment): Path<String>,
) -> Result<Response, OnrError> {
    if let Some(hetu) = segment.strip_prefix("hetu=") {
        return get_by_hetu(&onr, &signed.0, hetu).await;
    }
    if let Some(term) = segment.strip_prefix("hakutermi=") {
        return get_by_term(&onr, &signed.0, term).await;
    }
    get_person(State(onr), signed, service, Path(segment)).await
}

/// The person's guardians. None are kept here.
#[utoipa::path(get, path = "/henkilo/{oid}/huoltajat", tag = "henkilo", params(("oid" = String, Path)),
    responses((status = 200, description = "None"), (status = 401, description = "No valid token, or no right to the person")))]
pub async fn get_guardians(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    _: PermissionService,
    Path(oid): Path<String>,
) -> Result<Response, OnrError> {
    match readable(&onr, &caller, &oid, READS_USERS).await {
        Ok(_) => json(&[(); 0]),
        Err(error) if error == OnrError::not_found() => json(&[(); 0]),
        Err(error) => Err(error),
    }
}

/// Applications of the person, under any of their numbers. None when the service that holds them does not answer.
#[utoipa::path(get, path = "/henkilo/{oid}/hakemukset", tag = "henkilo", params(("oid" = String, Path)),
    responses((status = 200, description = "Done", body = Vec<Hakemus<'static>>), (status = 401, description = "No valid token, or no right to the person")))]
pub async fn get_applications(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    _: PermissionService,
    Path(oid): Path<String>,
) -> Result<Response, OnrError> {
    const RIGHTS: &[Right] = &[Right::Duplikaattinakyma];
    let person = readable(&onr, &caller, &oid, RIGHTS).await?;
    let group = onr.app.person(person.oid).await.map_err(fault)?.ok_or_else(OnrError::not_found)?;
    let applications =
        onr.app.applications(group.records().iter().map(|record| record.oid).collect(), WITHIN_AN_ANSWER);
    let applications = applications.await;
    if !matches!(applications, Applications::NotAsked) {
        shown(&onr, &caller, RIGHTS, &person).await?;
    }
    let protected = group.shown().protected;
    let all = group.records().iter().flat_map(|record| Hakemus::of(record.oid, protected, &applications));
    json(&all.collect::<Vec<_>>())
}

/// The language in which the person is served, as bare text; Finnish where nobody has said it.
#[utoipa::path(get, path = "/henkilo/{oid}/asiointiKieli", tag = "henkilo", params(("oid" = String, Path)),
    responses((status = 200, description = "Done", body = String, content_type = "text/plain"), (status = 401, description = "No valid token, or no right to the person"), (status = 404, description = "Unknown")))]
pub async fn get_language(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    _: PermissionService,
    Path(oid): Path<String>,
    headers: HeaderMap,
) -> Result<Response, OnrError> {
    let person = readable(&onr, &caller, &oid, READS_USERS).await?;
    Ok(plain(&headers, service_language(&person)))
}

/// The caller's own language.
#[utoipa::path(get, path = "/henkilo/current/asiointiKieli", tag = "henkilo",
    responses((status = 200, description = "Done", body = String, content_type = "text/plain"), (status = 401, description = "No valid token"), (status = 404, description = "The caller is no person here")))]
pub async fn get_own_language(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    headers: HeaderMap,
) -> Result<Response, OnrError> {
    let person = known(&onr, &caller.subject).await?;
    Ok(plain(&headers, service_language(&person)))
}

/// What a person may see of themselves, for whoever helps them.
#[utoipa::path(get, path = "/henkilo/{oid}/omattiedot", tag = "henkilo", params(("oid" = String, Path)),
    responses((status = 200, description = "Done", body = OmatTiedot<'static>), (status = 401, description = "No valid token, or the right is missing"), (status = 404, description = "Unknown")))]
pub async fn get_self(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    Path(oid): Path<String>,
) -> Result<Response, OnrError> {
    demand(&caller, KEEPS)?;
    let person = known(&onr, &oid).await?;
    shown(&onr, &caller, KEEPS, &person).await?;
    json(&OmatTiedot::of(&person))
}

/// What the caller may see of themselves.
#[utoipa::path(get, path = "/henkilo/current/omattiedot", tag = "henkilo",
    responses((status = 200, description = "Done", body = OmatTiedot<'static>), (status = 401, description = "No valid token"), (status = 404, description = "The caller is no person here")))]
pub async fn get_own_self(State(onr): State<Onr>, Signed(caller): Signed) -> Result<Response, OnrError> {
    json(&OmatTiedot::of(&known(&onr, &caller.subject).await?))
}

/// Whether the caller is a person here and has a hetu.
#[utoipa::path(get, path = "/henkilo/current/hasHetu", tag = "henkilo",
    responses((status = 200, description = "Done", body = bool), (status = 401, description = "No valid token")))]
pub async fn get_own_hetu(State(onr): State<Onr>, Signed(caller): Signed) -> Result<Response, OnrError> {
    let person = match caller.subject.parse() {
        Ok(oid) => onr.app.record(oid).await.map_err(fault)?,
        Err(_) => None,
    };
    json(&person.is_some_and(|person| person.hetu.is_some()))
}

/// What is answered about a person, written where the person is read.
pub(super) struct Written {
    person: PersonOid,
    protected: bool,
    json: serde_json::Result<Vec<u8>>,
}

impl Written {
    /// A person in a shape.
    pub(super) fn of<'p, R: Serialize>(person: &'p Person, shape: impl FnOnce(&'p Person) -> R) -> Written {
        Written { person: person.oid, protected: person.protected, json: serde_json::to_vec(&shape(person)) }
    }

    /// The same, if the person is within reach.
    fn of_reached(reach: &Reach, group: &Group, write: impl FnOnce(&Group) -> Written) -> Option<Written> {
        reach.covers(seen(group)).then(|| write(group))
    }

    /// Notes the look, and answers.
    async fn answer(self, onr: &Onr, caller: &Caller, rights: &[Right]) -> Result<Response, OnrError> {
        let seen = vec![(self.person, self.protected)];
        showed(&onr.app, caller, rights, LookKind::Fetched, seen).await.map_err(fault)?;
        written_json(self.json)
    }
}

/// The answer about the person with an OID whom the caller may read. Only whoever may read everybody is told that there is
/// nobody.
pub(super) async fn answered(
    onr: &Onr,
    caller: &Caller,
    oid: &str,
    write: fn(&Group) -> Written,
) -> Result<Response, OnrError> {
    let reach = onr.app.may_read(caller, READS_USERS);
    let nobody = if reach.covers_everybody() { OnrError::not_found } else { OnrError::lacks_right };
    let oid: PersonOid = oid.parse().map_err(|_| nobody())?;
    let write = move |group: &Group| Written::of_reached(&reach, group, write);
    let found = onr.app.made_of_group(oid, write).await.map_err(fault)?.ok_or_else(nobody)?;
    found.ok_or_else(OnrError::lacks_right)?.answer(onr, caller, READS_USERS).await
}

/// The person with an OID, whoever asks.
pub(super) async fn known(onr: &Onr, oid: &str) -> Result<Person, OnrError> {
    let oid: PersonOid = oid.parse().map_err(|_| OnrError::not_found())?;
    onr.app.record(oid).await.map_err(fault)?.ok_or_else(OnrError::not_found)
}

/// The person with an OID whom the caller may read. Only whoever may read everybody is told that there is nobody.
pub(super) async fn readable(onr: &Onr, caller: &Caller, oid: &str, rights: &[Right]) -> Result<Person, OnrError> {
    let reach = onr.app.may_read(caller, rights);
    match known(onr, oid).await {
        Ok(person) => allowed(&reach, person),
        Err(error) if error == OnrError::not_found() && !reach.covers_everybody() => Err(OnrError::lacks_right()),
        Err(error) => Err(error),
    }
}

pub(super) fn allowed(reach: &Reach, person: Person) -> Result<Person, OnrError> {
    if reach.covers(&person) { Ok(person) } else { Err(OnrError::lacks_right()) }
}

pub(super) async fn shown(onr: &Onr, caller: &Caller, rights: &[Right], person: &Person) -> Result<(), OnrError> {
    let seen = vec![(person.oid, person.protected)];
    showed(&onr.app, caller, rights, LookKind::Fetched, seen).await.map_err(fault)
}
