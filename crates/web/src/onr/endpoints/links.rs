//! Records that are linked: who heads a person, who is linked to them, and lists of links.

use axum::extract::{Path, Request, State};
use axum::response::Response;
use events::codes::Right;
use serde::Deserialize;

use super::henkilo::{READS, Written, answered, readable};
use super::henkilo_lists::{oids, read_json, written};
use super::{Onr, fault, json};
use crate::access::showed;
use crate::auth::gate::Signed;
use crate::onr::errors::{OnrError, demand};
use crate::onr::permission_service::PermissionService;
use crate::onr::shapes::person::{Henkilo, HenkiloViite, OidText};
use crate::onr::text::{Text, texts};
use app::access::LookKind;

/// Rights by which links are read.
const LINKS: &[Right] = &[Right::Rekisterinpitaja, Right::RekisterinpitajaRead, Right::DuplicateRead];

/// The head of the person's link, or the person.
#[utoipa::path(get, path = "/henkilo/{oid}/master", tag = "henkilo", params(("oid" = String, Path)),
    responses((status = 200, description = "Done", body = Henkilo<'static>), (status = 401, description = "No valid token, or no right to the person"), (status = 404, description = "Unknown")))]
pub async fn get_master(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    _: PermissionService,
    Path(oid): Path<String>,
) -> Result<Response, OnrError> {
    answered(&onr, &caller, &oid, |group| Written::of(group.shown(), Henkilo::of)).await
}

/// The records linked to the person; none for a record that is linked itself, and for somebody who does not exist.
#[utoipa::path(get, path = "/henkilo/{oid}/slaves", tag = "henkilo", params(("oid" = String, Path)),
    responses((status = 200, description = "Done", body = Vec<Henkilo<'static>>), (status = 401, description = "No valid token, or no right to the person")))]
pub async fn get_slaves(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    _: PermissionService,
    Path(oid): Path<String>,
) -> Result<Response, OnrError> {
    let person = match readable(&onr, &caller, &oid, READS).await {
        Err(error) if error == OnrError::not_found() => return json(&[(); 0]),
        found => found?,
    };
    let members = onr.app.members(person.oid).await.map_err(fault)?;
    let seen = members.iter().map(|member| (member.oid, member.protected)).collect();
    showed(&onr.app, &caller, READS, LookKind::Fetched, seen).await.map_err(fault)?;
    json(&members.iter().map(Henkilo::of).collect::<Vec<_>>())
}

/// Whose links are asked for.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LinksAsked {
    /// OIDs; every link there is when absent.
    #[schema(value_type = Option<Vec<String>>)]
    henkilo_oids: Option<Vec<Text>>,
}

/// Every link of the persons whom these OIDs lead to.
#[utoipa::path(post, path = "/s2s/duplicateHenkilos", tag = "s2s", request_body = LinksAsked,
    responses((status = 200, description = "Done", body = Vec<HenkiloViite>), (status = 400, description = "The body is not as it should be"), (status = 401, description = "No valid token, or the right is missing"), (status = 415, description = "The body is not said to be JSON"), (status = 503, description = "Try again later; see Retry-After")))]
pub async fn post_links(State(onr): State<Onr>, Signed(caller): Signed, sent: Request) -> Result<Response, OnrError> {
    let asked: LinksAsked = read_json(&onr, &caller, sent, LINKS).await?;
    demand(&caller, LINKS)?;
    let links = onr.app.links(asked.henkilo_oids.map(|sent| oids(&texts(sent)))).await.map_err(fault)?;
    written(&onr, links, |links, json| {
        let link = |link: &app::people::records::Linked| HenkiloViite {
            henkilo_oid: OidText(link.member),
            master_oid: OidText(link.head),
        };
        serde_json::to_writer(json, &links.iter().map(link).collect::<Vec<_>>())
    })
    .await
}
