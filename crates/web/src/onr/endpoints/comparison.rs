//! Identification of persons, by hand and by the population register (`/henkilo/{oid}/yksiloi…`, `yksilointitiedot`).

use app::caller::Caller;
use app::commands::{
    HandRefusal, IdentifyAsAsked, IdentifyNow, OverrideRefusal, OverrideWithRegister, RefreshFromRegister,
    RefreshRefusal, RevokeIdentification, UserKind,
};
use app::rules::IdentifiedBy;
use axum::extract::{Extension, OriginalUri, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use events::RequestId;
use events::codes::Right;

use super::changes::changeable;
use super::henkilo::{KEEPS, READS, known, readable, shown};
use super::search::noted;
use super::{Onr, carry_out, fault, json};
use crate::auth::gate::Signed;
use crate::onr::criteria::{PageLimits, read_page};
use crate::onr::errors::{Exception, OnrError, demand};
use crate::onr::permission_service::PermissionService;
use crate::onr::shapes::Page;
use crate::onr::shapes::person::{HenkiloHaku, Vertailu, VtjNimi, Yksilointitieto};

/// Rights at the root by which persons are identified.
const IDENTIFIES: &[Right] = &[Right::ManuaalinenYksilointi];
/// Rights at the root by which the register's record is taken over.
const OVERRIDES: &[Right] = &[Right::VtjVertailunakyma];
/// What the keeper alone may do.
const KEEPER: &[Right] = &[Right::Rekisterinpitaja];
/// Parts of the list of comparisons.
const PART: PageLimits = PageLimits { default: 20, most: 1_000 };

/// Asks the population register about the person's hetu now.
#[utoipa::path(post, path = "/henkilo/{oid}/yksiloi", tag = "henkilo", params(("oid" = String, Path)),
    responses((status = 200, description = "The register knows the hetu: the person is identified, or their names differ"), (status = 400, description = "There is no hetu"), (status = 401, description = "No valid token, or no right to the person"), (status = 404, description = "Unknown"), (status = 500, description = "The register does not know the hetu, or it is a test hetu"), (status = 503, description = "The register does not answer; see Retry-After")))]
pub async fn post_identify(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    _: PermissionService,
    Extension(request): Extension<RequestId>,
    Path(oid): Path<String>,
) -> Result<StatusCode, OnrError> {
    let person = changeable(&onr, &caller, &oid, IDENTIFIES).await?;
    if person.hetu.is_none() {
        return Err(OnrError::refused(format!("Henkilöä '{oid}' ei voida yksilöidä koska hetu puuttuu")));
    }
    let heard = onr.app.hear_about::<IdentifyNow>(&caller, person.oid).await.map_err(fault)?;
    if !heard.is_found() {
        // As in ONR: it keeps nothing of what it is asked to find out by hand, and calls it a fault.
        return Err(OnrError::Status(StatusCode::INTERNAL_SERVER_ERROR));
    }
    // Whoever is identified already, or has another hetu by now, stays so.
    let _ = carry_out(&onr, &caller, request, IdentifyNow::by(person.oid, heard)).await?;
    Ok(StatusCode::OK)
}

/// Identifies a person without a hetu.
#[utoipa::path(post, path = "/henkilo/{oid}/yksiloihetuton", tag = "henkilo", params(("oid" = String, Path)),
    responses((status = 200, description = "The person is identified"), (status = 400, description = "There is a hetu, or an eIDAS identifier"), (status = 401, description = "No valid token, or no right to the person"), (status = 404, description = "Unknown")))]
pub async fn post_identify_without_hetu(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    _: PermissionService,
    Extension(request): Extension<RequestId>,
    Path(oid): Path<String>,
) -> Result<StatusCode, OnrError> {
    let person = changeable(&onr, &caller, &oid, IDENTIFIES).await?;
    if person.identified.contains(&IdentifiedBy::Eidas) {
        let message = Some("the person is identified by eIDAS".to_owned());
        return Err(OnrError::Message { exception: Exception::DataIntegrity, message });
    }
    match carry_out(&onr, &caller, request, IdentifyAsAsked { person: person.oid }).await? {
        Ok(()) | Err(HandRefusal::Identified) => Ok(StatusCode::OK),
        Err(HandRefusal::NoPerson) => Err(OnrError::not_found()),
        Err(HandRefusal::HasHetu) => Err(OnrError::refused("Henkilöllä on hetu, yksilöintiä ei voida tehdä")),
        Err(_) => Err(OnrError::refused("the person's data was erased, or cannot be read")),
    }
}

/// An identification by hand does not count any more.
#[utoipa::path(post, path = "/henkilo/{oid}/purayksilointi", tag = "henkilo", params(("oid" = String, Path)),
    responses((status = 200, description = "Done"), (status = 400, description = "The person is not identified by hand alone"), (status = 401, description = "No valid token, or the caller is not the keeper"), (status = 404, description = "Unknown")))]
pub async fn post_revoke(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    _: PermissionService,
    Extension(request): Extension<RequestId>,
    Path(oid): Path<String>,
) -> Result<StatusCode, OnrError> {
    if !caller.is_keeper() {
        return Err(OnrError::lacks_right());
    }
    let person = known(&onr, &oid).await?;
    let alone = person.identified.len() == 1 && person.identified.contains(&IdentifiedBy::Official);
    let refused = || OnrError::refused("Yksilöintiä ei voi purkaa koska henkilöä ei ole yksilöity");
    if !alone || person.hetu.is_some() {
        return Err(refused());
    }
    // A program says no more than what it calls.
    let words = Some("purayksilointi".to_owned());
    let command = RevokeIdentification { person: person.oid, way: IdentifiedBy::Official, words };
    carry_out(&onr, &caller, request, command).await?.map_err(|_| refused())?;
    Ok(StatusCode::OK)
}

/// The register's record that was kept when the person's names did not fit it; nothing but nulls where there is none.
#[utoipa::path(get, path = "/henkilo/{oid}/yksilointitiedot", tag = "henkilo", params(("oid" = String, Path)),
    responses((status = 200, description = "Done", body = Yksilointitieto), (status = 401, description = "No valid token, or no right to the person"), (status = 404, description = "Unknown")))]
pub async fn get_comparison(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    _: PermissionService,
    Path(oid): Path<String>,
) -> Result<Response, OnrError> {
    let person = readable(&onr, &caller, &oid, READS).await?;
    let found = onr.app.comparison(&caller, person.oid).await.map_err(fault)?;
    shown(&onr, &caller, READS, &person).await?;
    json(&found.map(|found| Yksilointitieto::of(&found.record)).unwrap_or_default())
}

/// People whose names do not fit the register's, each beside the register's.
#[utoipa::path(get, path = "/henkilo/yksilointitiedot", tag = "henkilo", params(("page" = Option<u32>, Query), ("count" = Option<u32>, Query)),
    responses((status = 200, description = "Done", body = Page<Vertailu<'static>>), (status = 400, description = "No such page"), (status = 401, description = "No valid token, or the right is missing")))]
pub async fn get_comparisons(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, OnrError> {
    let page = read_page(&uri, PART)?;
    demand(&caller, KEEPS)?;
    let (found, total) = onr.app.comparisons(page.offset(), page.size.into()).await.map_err(fault)?;
    let people: Vec<app::Person> = found.iter().map(|(person, _)| person.clone()).collect();
    noted(&onr, &caller, KEEPS, &people).await?;
    let rows = found.iter().map(|(person, record)| Vertailu {
        oppijanumerorekisteri: HenkiloHaku::of(person),
        vaestotietojarjestelma: VtjNimi::of(record),
    });
    json(&Page::new(&page, rows.collect(), i64::try_from(total).unwrap_or(i64::MAX)))
}

/// Takes over the register's record of a person whose names did not fit it.
#[utoipa::path(put, path = "/henkilo/{oid}/yksilointitiedot/yliajayksiloimaton", tag = "henkilo", params(("oid" = String, Path)),
    responses((status = 200, description = "Done"), (status = 400, description = "There is nothing to take over, or somebody must be asked before"), (status = 401, description = "No valid token, or no right to the person"), (status = 403, description = "Another person has the hetu"), (status = 404, description = "Unknown"), (status = 503, description = "The register does not answer; see Retry-After")))]
pub async fn put_override(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    _: PermissionService,
    Extension(request): Extension<RequestId>,
    Path(oid): Path<String>,
) -> Result<StatusCode, OnrError> {
    let person = changeable(&onr, &caller, &oid, OVERRIDES).await?.oid;
    if onr.app.comparison(&caller, person).await.map_err(fault)?.is_none() {
        return Err(OnrError::refused("No VTJ-data found for henkilo"));
    }
    let heard = onr.app.hear_about::<OverrideWithRegister>(&caller, person).await.map_err(fault)?;
    let command = OverrideWithRegister { person, verified_with: None, words: None, heard };
    match carry_out(&onr, &caller, request, command).await? {
        Ok(()) => Ok(StatusCode::OK),
        Err(OverrideRefusal::NoPerson) => Err(OnrError::not_found()),
        Err(OverrideRefusal::OtherHolder) => {
            let message = Some("More than one identified Henkilo".to_owned());
            Err(OnrError::Message { exception: Exception::Forbidden, message })
        }
        Err(OverrideRefusal::VerifiedWith) => {
            Err(OnrError::refused("the names clearly differ: an official must say whom they asked"))
        }
        Err(_) => Err(OnrError::refused("No VTJ-data found for henkilo")),
    }
}

/// Takes over what the register says now of a person whom it has confirmed.
#[utoipa::path(put, path = "/henkilo/{oid}/yksilointitiedot", tag = "henkilo", params(("oid" = String, Path)),
    responses((status = 200, description = "Done"), (status = 400, description = "The register has not confirmed the person"), (status = 401, description = "No valid token, or the right is missing"), (status = 404, description = "Unknown"), (status = 500, description = "The register does not know the hetu any more"), (status = 503, description = "The register does not answer; see Retry-After")))]
pub async fn put_refresh(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    Extension(request): Extension<RequestId>,
    Path(oid): Path<String>,
) -> Result<StatusCode, OnrError> {
    demand(&caller, KEEPER)?;
    let person = known(&onr, &oid).await?;
    if !person.is_in_register() {
        return Err(OnrError::refused(format!("Henkilöä {oid} ei ole VTJ-yksilöity")));
    }
    refresh(&onr, &caller, request, person.oid).await
}

async fn refresh(
    onr: &Onr,
    caller: &Caller,
    request: RequestId,
    person: events::PersonOid,
) -> Result<StatusCode, OnrError> {
    let heard = onr.app.hear_to_refresh(caller, person).await.map_err(fault)?;
    let command = RefreshFromRegister { person, user: UserKind::Learner, words: None, heard };
    match carry_out(onr, caller, request, command).await? {
        Ok(()) | Err(RefreshRefusal::UpToDate) => Ok(StatusCode::OK),
        Err(RefreshRefusal::NoPerson) => Err(OnrError::not_found()),
        Err(RefreshRefusal::NotFound | RefreshRefusal::NoRecord) => Err(OnrError::Message {
            exception: Exception::DataInconsistency,
            message: Some("Henkilöä ei löydy VTJ:stä".to_owned()),
        }),
        Err(_) => Err(OnrError::refused("the person is passive, or cannot be read")),
    }
}
