//! Many persons at once (`/henkilo/…ByHenkiloOidList` and the like).

use app::access::LookKind;
use app::caller::Caller;
use app::people::reach::Reach;
use app::people::records::seen;
use app::people::wanted::{Sorted, Wanted};
use app::{Group, Person};
use axum::extract::{Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use events::PersonOid;
use events::codes::Right;
use serde::Deserialize;

use super::henkilo::KEEPS;
use super::search::HenkiloCriteria;
use super::{Onr, fault, written_json};
use crate::access::showed;
use crate::auth::gate::Signed;
use crate::body::Body;
use crate::onr::errors::{Exception, OnrError, demand};
use crate::onr::permission_service::PermissionService;
use crate::onr::shapes::person::{Henkilo, HenkiloPerustieto, HenkiloYhteystiedot, OidText};
use crate::onr::text::texts;

/// The most people in one question.
const MOST: usize = 5_000;
/// Rights that open lists of whole persons.
const WHOLE: &[Right] = &[Right::Read, Right::Rekisterinpitaja, Right::RekisterinpitajaRead, Right::HenkilonRu];
/// Rights that open the other lists.
const OTHERS: &[Right] = &[Right::Rekisterinpitaja, Right::RekisterinpitajaRead, Right::HenkilonRu];
/// Rights at the root by which everybody in a list is shown.
const SHOWN_BY: &[Right] = &[Right::Read, Right::HenkilonRu];

/// Persons in full by OID; those unknown or not to be read are left out.
#[utoipa::path(post, path = "/henkilo/henkilotByHenkiloOidList", tag = "henkilo", request_body = Vec<String>,
    responses((status = 200, description = "Done", body = Vec<Henkilo<'static>>), (status = 400, description = "Not a list of at most 5,000 texts"), (status = 401, description = "No valid token, or the right is missing"), (status = 503, description = "Try again later; see Retry-After")))]
pub async fn post_persons(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    _: PermissionService,
    sent: Request,
) -> Result<Response, OnrError> {
    let asked = read_list(&onr, &caller, sent, WHOLE).await?;
    people(&onr, &caller, &oids(&asked), |json, group| serde_json::to_writer(json, &Henkilo::of(seen(group)))).await
}

/// Basic data by OID; those unknown or not to be read are left out.
#[utoipa::path(post, path = "/henkilo/henkiloPerustietosByHenkiloOidList", tag = "henkilo", request_body = Vec<String>,
    responses((status = 200, description = "Done", body = Vec<HenkiloPerustieto<'static>>), (status = 400, description = "Not a list of at most 5,000 texts"), (status = 401, description = "No valid token, or the right is missing"), (status = 503, description = "Try again later; see Retry-After")))]
pub async fn post_basics(State(onr): State<Onr>, Signed(caller): Signed, sent: Request) -> Result<Response, OnrError> {
    let asked = read_list(&onr, &caller, sent, OTHERS).await?;
    people(&onr, &caller, &oids(&asked), |json, group| serde_json::to_writer(json, &HenkiloPerustieto::of(seen(group))))
        .await
}

/// Basic data by present hetu; those unknown or not to be read are left out.
#[utoipa::path(post, path = "/henkilo/henkiloPerustietosByHenkiloHetuList", tag = "henkilo", request_body = Vec<String>,
    responses((status = 200, description = "Done", body = Vec<HenkiloPerustieto<'static>>), (status = 400, description = "Not a list of at most 5,000 texts"), (status = 401, description = "No valid token, or the right is missing"), (status = 503, description = "Try again later; see Retry-After")))]
pub async fn post_basics_by_hetu(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    _: PermissionService,
    sent: Request,
) -> Result<Response, OnrError> {
    let asked = read_list(&onr, &caller, sent, OTHERS).await?;
    let people = onr.app.records_by_hetus(asked).await.map_err(fault)?;
    let people = readable(&onr, &caller, people).await?;
    let all = |people: &[Person], json: &mut Vec<u8>| {
        serde_json::to_writer(json, &people.iter().map(HenkiloPerustieto::of).collect::<Vec<_>>())
    };
    written(&onr, people, all).await
}

/// The heads of links by the OID asked, or the persons themselves; those unknown or not to be read are left out.
#[utoipa::path(post, path = "/henkilo/masterHenkilosByOidList", tag = "henkilo", request_body = Vec<String>,
    responses((status = 200, description = "An object: the person in full by the OID asked", body = Object), (status = 400, description = "Not a list of at most 5,000 texts"), (status = 401, description = "No valid token, or the right is missing"), (status = 503, description = "Try again later; see Retry-After")))]
pub async fn post_masters(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    _: PermissionService,
    sent: Request,
) -> Result<Response, OnrError> {
    let asked = read_list(&onr, &caller, sent, OTHERS).await?;
    let write = |json: &mut Vec<u8>, group: &Group| {
        serde_json::to_writer(&mut *json, &OidText(group.addressed().oid))?;
        json.push(b':');
        serde_json::to_writer(json, &Henkilo::of(group.shown()))
    };
    let fold = move |list: &mut List, group: &Group| list.add(group, group.shown(), write);
    let reach = onr.app.may_read(&caller, SHOWN_BY);
    let parts = onr.app.fold_groups(&oids(&asked), || List::of(reach.clone()), fold).await.map_err(fault)?;
    List::answer(parts, "{}", &onr, &caller).await
}

/// Names and contact details by OID, which must be there; those unknown, not to be read, or other than the criteria say
/// are left out.
#[utoipa::path(post, path = "/henkilo/yhteystiedot", tag = "henkilo", request_body = HenkiloCriteria,
    responses((status = 200, description = "Done", body = Vec<HenkiloYhteystiedot<'static>>), (status = 400, description = "No OIDs"), (status = 401, description = "No valid token, or the right is missing"), (status = 503, description = "Try again later; see Retry-After")))]
pub async fn post_contacts(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    sent: Request,
) -> Result<Response, OnrError> {
    let asked: HenkiloCriteria = read_json(&onr, &caller, sent, KEEPS).await?;
    demand(&caller, KEEPS)?;
    let wanted = Wanted::from(asked);
    // Unlike the other lists, this one is of any length in ONR.
    let missing = || OnrError::refused("Pakollinen hakuehto 'henkiloOids' puuttuu");
    let mut asked = wanted.oids.clone().ok_or_else(missing)?;
    if (Wanted { oids: None, ..wanted.clone() }) != Wanted::default() {
        let fitting = onr.app.wanted(wanted, Sorted::ByName, (0, None)).await.map_err(fault)?;
        asked = fitting.into_iter().map(|person| person.oid).collect();
    }
    let write = |json: &mut Vec<u8>, group: &Group| serde_json::to_writer(json, &HenkiloYhteystiedot::of(seen(group)));
    people(&onr, &caller, &asked, write).await
}

/// Reads a body of JSON. A large one is read only for whoever holds one of the rights.
pub(super) async fn read_json<T: for<'de> Deserialize<'de> + Send + 'static>(
    onr: &Onr,
    caller: &Caller,
    sent: Request,
    rights: &[Right],
) -> Result<T, OnrError> {
    check_kind(sent.headers())?;
    let Body { pieces, held } = onr.limits.import(sent, caller, rights).await?;
    let read = onr.app.blocking(move |_| {
        let _held = held;
        Ok(serde_json::from_slice(&pieces.whole()))
    });
    // The reader's own words may repeat what was sent.
    read.await.map_err(fault)?.map_err(|error| {
        OnrError::unreadable(format!("JSON parse error: line {}, column {}", error.line(), error.column()))
    })
}

/// As in ONR: a body that is not said to be JSON is not read.
pub(super) fn check_kind(headers: &HeaderMap) -> Result<(), OnrError> {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let is_json = kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"));
    if is_json { Ok(()) } else { Err(OnrError::Status(StatusCode::UNSUPPORTED_MEDIA_TYPE)) }
}

async fn read_list(onr: &Onr, caller: &Caller, sent: Request, rights: &[Right]) -> Result<Vec<String>, OnrError> {
    let asked = texts(read_json(onr, caller, sent, rights).await?);
    demand(caller, rights)?;
    check_size(asked.len())?;
    Ok(asked)
}

fn check_size(asked: usize) -> Result<(), OnrError> {
    if asked <= MOST {
        return Ok(());
    }
    let message = Some(format!("Maximum amount of henkilös to be fetched is {MOST}. Tried to fetch:{asked}"));
    Err(OnrError::Message { exception: Exception::IllegalArgument, message })
}

/// Texts that are no OIDs are nobody's.
pub(super) fn oids(asked: &[String]) -> Vec<PersonOid> {
    asked.iter().filter_map(|oid| oid.parse().ok()).collect()
}

/// A part of a list of people, who are written one by one where they are read: none of them is kept.
struct List {
    /// Whom the caller may read.
    reach: Reach,
    /// People between commas.
    json: Vec<u8>,
    /// Who is in it, and whether a protection order stands.
    seen: Vec<(PersonOid, bool)>,
    fault: Option<serde_json::Error>,
}

impl List {
    fn of(reach: Reach) -> List {
        List { reach, json: Vec::new(), seen: Vec::new(), fault: None }
    }

    /// Adds the person whom the caller sees of a group, unless they may not.
    fn add(
        &mut self,
        group: &Group,
        person: &Person,
        write: impl FnOnce(&mut Vec<u8>, &Group) -> serde_json::Result<()>,
    ) {
        if !self.reach.covers(person) {
            return;
        }
        if !self.seen.is_empty() {
            self.json.push(b',');
        }
        self.seen.push((person.oid, person.protected));
        self.fault = self.fault.take().or(write(&mut self.json, group).err());
    }

    /// Notes the looks, and answers with the parts between these brackets.
    async fn answer(
        parts: Vec<List>,
        brackets: &'static str,
        onr: &Onr,
        caller: &Caller,
    ) -> Result<Response, OnrError> {
        let (begin, end) = brackets.as_bytes().split_at(1);
        let (mut json, mut looks) = (begin.to_vec(), Vec::new());
        for part in parts {
            if let Some(fault) = part.fault {
                return written_json(Err(fault));
            }
            if !looks.is_empty() && !part.seen.is_empty() {
                json.push(b',');
            }
            json.extend(part.json);
            looks.extend(part.seen);
        }
        showed(&onr.app, caller, WHOLE, LookKind::Fetched, looks).await.map_err(fault)?;
        json.extend_from_slice(end);
        written_json(Ok(json))
    }
}

/// The list of the people with these OIDs.
async fn people(
    onr: &Onr,
    caller: &Caller,
    asked: &[PersonOid],
    write: fn(&mut Vec<u8>, &Group) -> serde_json::Result<()>,
) -> Result<Response, OnrError> {
    let reach = onr.app.may_read(caller, SHOWN_BY);
    let fold = move |list: &mut List, group: &Group| list.add(group, seen(group), write);
    let parts = onr.app.fold_groups(asked, || List::of(reach.clone()), fold).await.map_err(fault)?;
    List::answer(parts, "[]", onr, caller).await
}

async fn readable(onr: &Onr, caller: &Caller, mut people: Vec<Person>) -> Result<Vec<Person>, OnrError> {
    let reach = onr.app.may_read(caller, SHOWN_BY);
    people.retain(|person| reach.covers(person));
    let seen = people.iter().map(|person| (person.oid, person.protected)).collect();
    showed(&onr.app, caller, WHOLE, LookKind::Fetched, seen).await.map_err(fault)?;
    Ok(people)
}

/// An answer about many people, written away from the threads that answer requests.
pub(super) async fn written<P: Send + 'static>(
    onr: &Onr,
    people: Vec<P>,
    write: impl FnOnce(&[P], &mut Vec<u8>) -> serde_json::Result<()> + Send + 'static,
) -> Result<Response, OnrError> {
    let json = onr.app.blocking(move |_| {
        let mut json = Vec::new();
        Ok(write(&people, &mut json).map(|()| json))
    });
    written_json(json.await.map_err(fault)?)
}
