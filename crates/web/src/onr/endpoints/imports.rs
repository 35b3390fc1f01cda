//! Imports: sending one, and asking how far it is and who its rows led to.

use app::access::LookKind;
use app::caller::Caller;
use app::imports::read::VisibleImport;
use app::imports::receive::NewImport;
use axum::Json;
use axum::extract::{Extension, Path, Request, State};
use axum::response::Response;
use events::codes::{Interface, Right};
use events::{Instant, RequestId};

use super::answers::{basics, learner_row, number_row};
use super::stream::stream;
use super::{IMPORTERS, Onr, READERS, fault, import_meant, maker, refused_import};
use crate::auth::gate::Signed;
use crate::body::{Body, Pieces};
use crate::onr::errors::{OnrError, demand};
use crate::onr::import_body::{self, BodyFault, read_oppija_import, read_yleistunniste_import};
use crate::onr::shapes::requests::{OppijaImport, YleistunnisteImport};
use crate::onr::shapes::{ImportAnswer, ImportBasics, OppijaRow, YleistunnisteRow};

/// Rights by which hetus and names are imported, and those imports read.
const NUMBER_IMPORTERS: &[Right] = &[Right::YleistunnisteLuonti];

/// Sends learners in. The answer comes as soon as everything is stored; rows are resolved afterwards.
#[utoipa::path(put, path = "/oppija", tag = "oppija", request_body = OppijaImport,
    responses((status = 200, description = "Done", body = ImportBasics), (status = 400, description = "The body or query is not as it should be"), (status = 401, description = "No valid token, or the right is missing"), (status = 408, description = "The body comes too slowly"), (status = 413, description = "Too large"), (status = 415, description = "A Content-Encoding other than gzip"), (status = 503, description = "Try again later; see Retry-After")))]
pub async fn put_oppija(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    Extension(request): Extension<RequestId>,
    sent: Request,
) -> Result<Json<ImportBasics>, OnrError> {
    let Body { pieces, held: _held } = onr.limits.import(sent, &caller, IMPORTERS).await?;
    let app = onr.app.clone();
    let import =
        parse(pieces, move |bytes, now| read_oppija_import(bytes, now.day_in_finland(), &app.codes()), &onr).await?;
    demand(&caller, IMPORTERS)?;
    receive(&onr, &caller, Interface::Oppija, request, import).await
}

/// Sends hetus and names in; see `PUT /oppija`.
#[utoipa::path(put, path = "/yleistunniste", tag = "yleistunniste", request_body = YleistunnisteImport,
    responses((status = 200, description = "Done", body = ImportBasics), (status = 400, description = "The body or query is not as it should be"), (status = 401, description = "No valid token, or the right is missing"), (status = 408, description = "The body comes too slowly"), (status = 413, description = "Too large"), (status = 415, description = "A Content-Encoding other than gzip"), (status = 503, description = "Try again later; see Retry-After")))]
pub async fn put_yleistunniste(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    Extension(request): Extension<RequestId>,
    sent: Request,
) -> Result<Json<ImportBasics>, OnrError> {
    let Body { pieces, held: _held } = onr.limits.import(sent, &caller, NUMBER_IMPORTERS).await?;
    let import = parse(pieces, |bytes, now| read_yleistunniste_import(bytes, now.day_in_finland()), &onr).await?;
    demand(&caller, NUMBER_IMPORTERS)?;
    receive(&onr, &caller, Interface::Yleistunniste, request, import).await
}

/// Parsing a large body takes a while: it happens away from the threads that answer requests.
async fn parse(
    pieces: Pieces,
    read: impl FnOnce(&[u8], Instant) -> Result<import_body::ImportBody, BodyFault> + Send + 'static,
    onr: &Onr,
) -> Result<import_body::ImportBody, OnrError> {
    let now = onr.gate.clock.now();
    let parsed = onr.app.blocking(move |_| Ok(read(&pieces.whole(), now))).await;
    parsed.map_err(fault)?.map_err(OnrError::from)
}

async fn receive(
    onr: &Onr,
    caller: &Caller,
    interface: Interface,
    request: RequestId,
    import: import_body::ImportBody,
) -> Result<Json<ImportBasics>, OnrError> {
    let rights = match interface {
        Interface::Yleistunniste => [Right::YleistunnisteLuonti, Right::Oppijoidentuonti],
        Interface::Oppija => [Right::Oppijoidentuonti, Right::YleistunnisteLuonti],
    };
    let organisations = caller.organisations_with(&rights);
    if organisations.is_empty() {
        let message = format!("Käyttäjällä {} ei ole yhtään organisaatiota joihin oppijat liitetään", caller.subject);
        return Err(OnrError::refused(message));
    }
    let rows = import.rows.len() as i64;
    let import_body::ImportBody { notice_address, rows: sent } = import;
    let new = NewImport { interface, notice_address, organisations, rows: sent };
    let number = onr.app.receive_import(maker(caller, &rights, request), new).await.map_err(fault)?;
    Ok(Json(ImportBasics::new(number.0 as i64, rows, 0)))
}

/// How far an import is.
#[utoipa::path(get, path = "/oppija/tuonti={id}/perustiedot", tag = "oppija", params(("id" = i64, Path)),
    responses((status = 200, description = "Done", body = ImportBasics), (status = 401, description = "No valid token, or the right is missing"), (status = 404, description = "Unknown")))]
pub async fn get_oppija_basics(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    Path(segment): Path<String>,
) -> Result<Json<ImportBasics>, OnrError> {
    demand(&caller, READERS)?;
    import_basics(&onr, &caller, &segment).await
}

/// How far an import is.
#[utoipa::path(get, path = "/yleistunniste/tuonti={id}/perustiedot", tag = "yleistunniste", params(("id" = i64, Path)),
    responses((status = 200, description = "Done", body = ImportBasics), (status = 401, description = "No valid token, or the right is missing"), (status = 404, description = "Unknown")))]
pub async fn get_yleistunniste_basics(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    Path(segment): Path<String>,
) -> Result<Json<ImportBasics>, OnrError> {
    demand(&caller, NUMBER_IMPORTERS)?;
    import_basics(&onr, &caller, &segment).await
}

/// Asks to go on with an import. Imports go on by themselves; this tells how far it is.
#[utoipa::path(post, path = "/oppija/tuonti={id}", tag = "oppija", params(("id" = i64, Path)),
    responses((status = 200, description = "Done", body = ImportBasics), (status = 401, description = "No valid token, or the right is missing"), (status = 404, description = "Unknown")))]
pub async fn post_oppija_import(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    Path(segment): Path<String>,
) -> Result<Json<ImportBasics>, OnrError> {
    demand(&caller, IMPORTERS)?;
    import_basics(&onr, &caller, &segment).await
}

/// Asks to go on with an import; see `POST /oppija/tuonti={id}`.
#[utoipa::path(post, path = "/yleistunniste/tuonti={id}", tag = "yleistunniste", params(("id" = i64, Path)),
    responses((status = 200, description = "Done", body = ImportBasics), (status = 401, description = "No valid token, or the right is missing"), (status = 404, description = "Unknown")))]
pub async fn post_yleistunniste_import(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    Path(segment): Path<String>,
) -> Result<Json<ImportBasics>, OnrError> {
    demand(&caller, NUMBER_IMPORTERS)?;
    import_basics(&onr, &caller, &segment).await
}

async fn import_basics(onr: &Onr, caller: &Caller, segment: &str) -> Result<Json<ImportBasics>, OnrError> {
    let number = import_meant(onr, caller, segment).await?;
    let import = onr.app.import(number).await.map_err(fault)?;
    import.map(|import| Json(basics(&import))).ok_or_else(OnrError::not_found)
}

/// The rows of an import that are done, with the learners they led to. 403 while none is: not ready.
#[utoipa::path(get, path = "/oppija/tuonti={id}", tag = "oppija", params(("id" = i64, Path)),
    responses((status = 200, description = "Done", body = ImportAnswer<OppijaRow>), (status = 401, description = "No valid token, or the right is missing"), (status = 403, description = "Not ready, or another organisation's"), (status = 404, description = "Unknown"), (status = 503, description = "Try again later; see Retry-After")))]
pub async fn get_oppija_import(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    Path(segment): Path<String>,
) -> Result<Response, OnrError> {
    demand(&caller, READERS)?;
    let visible = visible_import(&onr, &caller, &segment).await?;
    Ok(stream(&onr.app, visible, LookKind::Fetched, learner_row))
}

/// The rows of an import that are done, with the numbers they led to. 403 while none is: not ready.
#[utoipa::path(get, path = "/yleistunniste/tuonti={id}", tag = "yleistunniste", params(("id" = i64, Path)),
    responses((status = 200, description = "Done", body = ImportAnswer<YleistunnisteRow>), (status = 401, description = "No valid token, or the right is missing"), (status = 403, description = "Not ready, or another organisation's"), (status = 404, description = "Unknown"), (status = 503, description = "Try again later; see Retry-After")))]
pub async fn get_yleistunniste_import(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    Path(segment): Path<String>,
) -> Result<Response, OnrError> {
    demand(&caller, NUMBER_IMPORTERS)?;
    let visible = visible_import(&onr, &caller, &segment).await?;
    Ok(stream(&onr.app, visible, LookKind::Numbers, number_row))
}

async fn visible_import(onr: &Onr, caller: &Caller, segment: &str) -> Result<VisibleImport, OnrError> {
    let number = import_meant(onr, caller, segment).await?;
    let visible = onr.app.visible_import(caller, number).await.map_err(fault)?;
    visible.map_err(refused_import)
}
