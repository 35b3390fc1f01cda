//! Single numbers by hetu and names, or by OID (`/yleistunniste/hae`).

use app::access::LookKind;
use app::people::look_up::{LookUp, Refusal};
use axum::Json;
use axum::extract::{Extension, Path, Request, State};
use events::codes::Right;
use events::{PersonOid, RequestId};

use super::answers::numbers;
use super::henkilo_lists::check_kind;
use super::{Onr, fault, maker, read_single};
use crate::access::showed;
use crate::auth::gate::Signed;
use crate::body::Body;
use crate::onr::errors::{OnrError, demand};
use crate::onr::import_body::read_look_up;
use crate::onr::shapes::requests::HetuAndNames;
use crate::onr::shapes::{NumberAnswer, NumberDetails};

const RIGHT: &[Right] = &[Right::YleistunnisteLuonti];

/// Finds or creates one learner by hetu and names. 409 when the names are another's.
#[utoipa::path(post, path = "/yleistunniste/hae", tag = "yleistunniste", request_body = HetuAndNames,
    responses((status = 200, description = "Done", body = NumberAnswer), (status = 400, description = "The body or query is not as it should be"), (status = 401, description = "No valid token, or the right is missing"), (status = 404, description = "Unknown"), (status = 409, description = "The names are another's"),
        (status = 408, description = "The body comes too slowly"), (status = 413, description = "Too large"), (status = 415, description = "A Content-Encoding other than gzip"), (status = 503, description = "Try again later; see Retry-After")))]
pub async fn post_look_up(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    Extension(request): Extension<RequestId>,
    sent: Request,
) -> Result<Json<NumberAnswer>, OnrError> {
    check_kind(sent.headers())?;
    let Body { pieces, held: _held } = onr.limits.single(sent, &caller).await?;
    let today = onr.gate.clock.now().day_in_finland();
    let wanted = read_single(&onr.app, pieces.whole(), move |body, _| read_look_up(body, today)).await?;
    demand(&caller, RIGHT)?;
    let look_up = LookUp { hetu: wanted.hetu, names: wanted.names, organisations: caller.organisations_with(RIGHT) };
    let found = onr.app.look_up(maker(&caller, RIGHT, request), look_up).await.map_err(fault)?;
    match found {
        Ok(found) => {
            // Numbers are no protected data: their looks are counted.
            showed(&onr.app, &caller, RIGHT, LookKind::Numbers, vec![(found.oid, false)]).await.map_err(fault)?;
            Ok(Json(NumberAnswer {
                oid: found.oid.to_string(),
                oppijanumero: found.oppijanumero.map(|oid| oid.to_string()),
            }))
        }
        Err(Refusal::NotFound) => Err(OnrError::not_found()),
        Err(Refusal::NamesDiffer) => Err(OnrError::conflict()),
    }
}

/// The numbers of a person.
#[utoipa::path(get, path = "/yleistunniste/hae/{oid}", tag = "yleistunniste", params(("oid" = String, Path)),
    responses((status = 200, description = "Done", body = NumberDetails), (status = 401, description = "No valid token, or the right is missing"), (status = 404, description = "Unknown")))]
pub async fn get_numbers(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    Path(oid): Path<String>,
) -> Result<Json<NumberDetails>, OnrError> {
    demand(&caller, RIGHT)?;
    let oid: PersonOid = oid.parse().map_err(|_| OnrError::not_found())?;
    let person = onr.app.person(oid).await.map_err(fault)?;
    let seen = person.iter().map(|group| (group.addressed().oid, false)).collect();
    showed(&onr.app, &caller, RIGHT, LookKind::Numbers, seen).await.map_err(fault)?;
    person.map(|person| Json(numbers(oid, &person))).ok_or_else(OnrError::not_found)
}
