//! Services to services (`/s2s/…`).

use app::access::LookKind;
use app::caller::Caller;
use app::people::wanted::{Sorted, Wanted};
use axum::extract::{OriginalUri, Path, Request, State};
use axum::http::HeaderMap;
use axum::response::Response;
use events::Identifier;
use events::codes::Right;
use serde::Deserialize;

use super::henkilo::KEEPS;
use super::henkilo_lists::{read_json, written};
use super::search::{HenkiloCriteria, noted};
use super::{Onr, fault, json, plain};
use crate::access::showed;
use crate::auth::gate::Signed;
use crate::onr::criteria::{QueryFault, read_days, read_instant, read_part};
use crate::onr::errors::{Exception, OnrError, demand};
use crate::onr::permission_service::PermissionService;
use crate::onr::shapes::person::{HenkiloHakuPerustieto, OidText};
use crate::onr::text::Text;

/// OIDs of people that changed, in the order of change.
#[utoipa::path(get, path = "/s2s/changedSince/{at}", tag = "s2s", params(("at" = String, Path), ("offset" = Option<u64>, Query), ("amount" = Option<u64>, Query)),
    responses((status = 200, description = "Done", body = Vec<String>), (status = 400, description = "No instant, or the query is not as it should be"), (status = 401, description = "No valid token, or the right is missing")))]
pub async fn get_changed_since(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    Path(at): Path<String>,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, OnrError> {
    let (since, (skip, limit)) = (instant(&at)?, read_part(&uri, "amount")?);
    demand(&caller, KEEPS)?;
    let changed = onr.app.changed_since(since, skip, limit).await.map_err(fault)?;
    written(&onr, changed, |changed, json| {
        serde_json::to_writer(json, &changed.iter().copied().map(OidText).collect::<Vec<_>>())
    })
    .await
}

/// The same for some people.
#[utoipa::path(post, path = "/s2s/changedSince/{at}", tag = "s2s", request_body = HenkiloCriteria, params(("at" = String, Path), ("offset" = Option<u64>, Query), ("amount" = Option<u64>, Query)),
    responses((status = 200, description = "Done", body = Vec<String>), (status = 400, description = "No instant, or the query is not as it should be"), (status = 401, description = "No valid token, or the right is missing")))]
pub async fn post_changed_since(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    Path(at): Path<String>,
    OriginalUri(uri): OriginalUri,
    sent: Request,
) -> Result<Response, OnrError> {
    let (since, (skip, limit)) = (instant(&at)?, read_part(&uri, "amount")?);
    let asked: HenkiloCriteria = read_json(&onr, &caller, sent, KEEPS).await?;
    demand(&caller, KEEPS)?;
    let wanted = Wanted { since: Some(since), ..Wanted::from(asked) };
    let changed = onr.app.wanted(wanted, Sorted::ByChange, (skip, limit)).await.map_err(fault)?;
    json(&changed.iter().map(|person| OidText(person.oid)).collect::<Vec<_>>())
}

fn instant(text: &str) -> Result<events::Instant, OnrError> {
    read_instant(text)
        .map_err(|fault| QueryFault { parameter: "at", exception: Exception::IllegalArgument, ..fault }.into())
}

/// The OID of whoever holds a hetu or held it before, as bare text.
#[utoipa::path(get, path = "/s2s/oidByHetu/{hetu}", tag = "s2s", params(("hetu" = String, Path)),
    responses((status = 200, description = "Done", body = String, content_type = "text/plain"), (status = 401, description = "No valid token, or the right is missing"), (status = 404, description = "Unknown")))]
pub async fn get_oid_by_hetu(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    Path(hetu): Path<String>,
    headers: HeaderMap,
) -> Result<Response, OnrError> {
    demand(&caller, KEEPS)?;
    let person = onr.app.record_by_hetu(&hetu).await.map_err(fault)?.ok_or_else(OnrError::not_found)?;
    // Numbers are no protected data: their looks are counted.
    showed(&onr.app, &caller, KEEPS, LookKind::Numbers, vec![(person.oid, false)]).await.map_err(fault)?;
    Ok(plain(&headers, person.oid.to_string()))
}

/// Whose OID is asked.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EidasAsked {
    /// eIDAS identifier, whose slashes would not fit a path.
    #[schema(value_type = Option<String>)]
    eidas_tunniste: Option<Text>,
}

/// The OID of whoever holds an eIDAS identifier, as bare text.
#[utoipa::path(post, path = "/s2s/oidByEidas", tag = "s2s", request_body = EidasAsked,
    responses((status = 200, description = "Done", body = String, content_type = "text/plain"), (status = 400, description = "The body is not as it should be"), (status = 401, description = "No valid token, or the right is missing"), (status = 404, description = "Unknown")))]
pub async fn post_oid_by_eidas(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    sent: Request,
) -> Result<Response, OnrError> {
    let accepted = sent.headers().clone();
    let asked: EidasAsked = read_json(&onr, &caller, sent, KEEPS).await?;
    demand(&caller, KEEPS)?;
    let identifier = asked.eidas_tunniste.and_then(|text| Identifier::eidas(&text.0));
    let identifier = identifier.ok_or_else(OnrError::not_found)?;
    let person = onr.app.record_by(identifier).await.map_err(fault)?.ok_or_else(OnrError::not_found)?;
    showed(&onr.app, &caller, KEEPS, LookKind::Numbers, vec![(person.oid, false)]).await.map_err(fault)?;
    Ok(plain(&accepted, person.oid.to_string()))
}

/// Names of people and how they are identified, in the order of their names.
#[utoipa::path(post, path = "/s2s/henkilo/perustiedotAsAdmin", tag = "s2s", request_body = HenkiloCriteria, params(("offset" = Option<u64>, Query), ("limit" = Option<u64>, Query)),
    responses((status = 200, description = "Done", body = Vec<HenkiloHakuPerustieto<'static>>), (status = 400, description = "The query is not as it should be"), (status = 401, description = "No valid token, or the right is missing"), (status = 503, description = "Try again later; see Retry-After")))]
pub async fn post_basics_as_admin(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    OriginalUri(uri): OriginalUri,
    sent: Request,
) -> Result<Response, OnrError> {
    let (skip, limit) = read_part(&uri, "limit")?;
    let asked: HenkiloCriteria = read_json(&onr, &caller, sent, KEEPS).await?;
    demand(&caller, KEEPS)?;
    // ONR's criteria have no hetu there.
    let wanted = Wanted { hetu: None, ..asked.into() };
    let people = onr.app.wanted(wanted, Sorted::ByName, (skip, limit)).await.map_err(fault)?;
    noted(&onr, &caller, KEEPS, &people).await?;
    json(&people.iter().map(HenkiloHakuPerustieto::of).collect::<Vec<_>>())
}

/// Where persons lived. No history of that is kept here.
#[utoipa::path(post, path = "/s2s/henkilo/kotikuntahistoria", tag = "s2s", request_body = Vec<String>,
    responses((status = 200, description = "None"), (status = 400, description = "Not a list of texts"), (status = 401, description = "No valid token, or the right is missing")))]
pub async fn post_homes(State(onr): State<Onr>, Signed(caller): Signed, sent: Request) -> Result<Response, OnrError> {
    no_homes(&onr, &caller, sent, &[Right::Kotikuntahistoria]).await
}

/// The same of people under a protection order.
#[utoipa::path(post, path = "/s2s/henkilo/kotikuntahistoria/turvakielto", tag = "s2s", request_body = Vec<String>,
    responses((status = 200, description = "None"), (status = 400, description = "Not a list of texts"), (status = 401, description = "No valid token, or the right is missing")))]
pub async fn post_protected_homes(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    sent: Request,
) -> Result<Response, OnrError> {
    no_homes(&onr, &caller, sent, &[Right::Turvakieltokotikuntahistoria]).await
}

async fn no_homes(onr: &Onr, caller: &Caller, sent: Request, rights: &[Right]) -> Result<Response, OnrError> {
    let _: Vec<String> = read_json(onr, caller, sent, rights).await?;
    demand(caller, rights)?;
    json(&[(); 0])
}

/// Whose guardians changed within some days. No guardians are kept here.
#[utoipa::path(get, path = "/henkilo/huoltajasuhdemuutokset", tag = "henkilo", params(("startdate" = String, Query), ("enddate" = String, Query)),
    responses((status = 200, description = "None"), (status = 400, description = "A day is missing"), (status = 401, description = "No valid token, or the right is missing")))]
pub async fn get_guardian_changes(
    Signed(caller): Signed,
    _: PermissionService,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, OnrError> {
    demand_all(&caller)?;
    read_days(&uri)?;
    json(&[(); 0])
}

/// The same since an instant.
#[utoipa::path(get, path = "/henkilo/huoltajasuhdemuutokset/alkaen/{at}", tag = "henkilo", params(("at" = String, Path)),
    responses((status = 200, description = "None"), (status = 400, description = "No instant"), (status = 401, description = "No valid token, or the right is missing")))]
pub async fn get_guardian_changes_since(
    Signed(caller): Signed,
    _: PermissionService,
    Path(at): Path<String>,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, OnrError> {
    demand_all(&caller)?;
    instant(&at)?;
    read_part(&uri, "amount")?;
    json(&[(); 0])
}

fn demand_all(caller: &Caller) -> Result<(), OnrError> {
    if caller.reads_all() { Ok(()) } else { Err(OnrError::lacks_right()) }
}
