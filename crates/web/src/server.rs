//! All routes together.

use std::sync::LazyLock;

use app::App;
use axum::Router;
use axum::body::Bytes;
use axum::extract::DefaultBodyLimit;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, X_CONTENT_TYPE_OPTIONS};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{delete, get, post, put};
use tower::Layer;
use tower_http::normalize_path::{NormalizePath, NormalizePathLayer};
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::OpenApi;

use crate::api::Api;
use crate::auth::gate::Gate;
use crate::body::{BodyLimits, LARGEST_SMALL};
use crate::connections::{self, ConnectionLimits};
use crate::health::{self, Health};
use crate::host;
use crate::metrics::Metrics;
use crate::onr::CONTEXT_PATH;
use crate::onr::endpoints::{
    Onr, cas, changes, comparison, duplicates, henkilo, henkilo_lists, identifiers, imports, learners, links, numbers,
    organisations, register, report, s2s, search,
};
use crate::onr::errors::{ErrorBodies, with_error_bodies};
use crate::onr::fallback::{complete_allow, unknown_path, wrong_method};
use crate::onr::reading::tagged_and_compressed;
use crate::openapi::{BearerToken, described, document};
use crate::position::{Positioned, read_your_writes};
use crate::requests::{Watch, identified};
use crate::staff::sign_in::SharedSignIn;
use crate::staff::{self, Staff};

/// Description of the compatible interface, written from the handlers.
#[derive(OpenApi)]
#[openapi(
    info(title = "Oppijaloki", description = "The interface compatible with Oppijanumerorekisteri"),
    servers((url = "/oppijanumerorekisteri-service")),
    modifiers(&BearerToken),
    security(("bearer" = [])),
    paths(
        imports::put_oppija,
        imports::put_yleistunniste,
        imports::get_oppija_import,
        imports::post_oppija_import,
        imports::get_oppija_basics,
        imports::get_yleistunniste_import,
        imports::post_yleistunniste_import,
        imports::get_yleistunniste_basics,
        numbers::post_look_up,
        numbers::get_numbers,
        learners::post_oppija,
        learners::get_summary,
        learners::get_changed,
        report::get_imports,
        report::get_sent_data,
        report::get_errors,
        henkilo::get_person,
        henkilo::head_person,
        henkilo::get_by_hetu,
        henkilo::get_by_term,
        henkilo::get_few_words,
        links::get_master,
        links::get_slaves,
        henkilo::get_guardians,
        henkilo::get_applications,
        henkilo::get_language,
        henkilo::get_own_language,
        henkilo::get_self,
        henkilo::get_own_self,
        henkilo::get_own_hetu,
        changes::put_person,
        changes::delete_person,
        changes::delete_access,
        comparison::post_identify,
        comparison::post_identify_without_hetu,
        comparison::post_revoke,
        comparison::get_comparison,
        comparison::get_comparisons,
        comparison::put_override,
        comparison::put_refresh,
        duplicates::get_duplicates,
        duplicates::get_described,
        duplicates::post_link,
        duplicates::post_force_link,
        duplicates::delete_link,
        identifiers::get_passports,
        identifiers::post_passports,
        identifiers::get_identifications,
        identifiers::post_identification,
        identifiers::delete_identification,
        identifiers::get_by_identification,
        cas::get_check,
        cas::get_prequel,
        cas::post_prequel,
        organisations::post_own,
        organisations::put_one,
        organisations::delete_one,
        register::post_person,
        register::post_exists,
        register::post_find_or_create,
        s2s::post_oid_by_eidas,
        henkilo_lists::post_persons,
        henkilo_lists::post_basics,
        henkilo_lists::post_basics_by_hetu,
        henkilo_lists::post_masters,
        henkilo_lists::post_contacts,
        links::post_links,
        search::get_list,
        search::get_of_municipality,
        search::get_by_contact,
        search::post_search,
        s2s::get_changed_since,
        s2s::post_changed_since,
        s2s::get_oid_by_hetu,
        s2s::post_basics_as_admin,
        s2s::post_homes,
        s2s::post_protected_homes,
        s2s::get_guardian_changes,
        s2s::get_guardian_changes_since,
    )
)]
struct Description;

/// The document as it is served: made once, since anybody may ask for it.
static DOCUMENT: LazyLock<Bytes> = LazyLock::new(|| document(&Description::openapi()));

/// The OpenAPI document, as `schemas/api/openapi.json` holds it.
pub fn openapi() -> String {
    Description::openapi().to_pretty_json().unwrap_or_default()
}

/// The whole service; a trailing slash is forgiven. Officials sign in by
/// `sign_in`, or not at all; `more` are routes of the demo.
pub fn service(
    app: App,
    gate: Gate,
    limits: BodyLimits,
    sign_in: Option<SharedSignIn>,
    more: Router,
) -> NormalizePath<Router> {
    let metrics = Metrics::default();
    let health = Health { app: app.clone(), metrics: metrics.clone() };
    let watch = Watch { metrics, app: app.clone() };
    let errors = ErrorBodies { clock: gate.clock.clone(), sign_in: gate.sign_in() };
    let staff = Staff::new(app.clone(), sign_in, gate.requests.clone());
    let positioned = Positioned::new(app.clone());
    let api = Api { app: app.clone(), gate: gate.clone() };
    let onr = Onr::new(app, gate, limits);
    let routes = Router::new()
        .nest(
            CONTEXT_PATH,
            compatible(onr).layer(from_fn_with_state(errors, with_error_bodies)).layer(from_fn(tagged_and_compressed)),
        )
        .nest(crate::api::PATH, crate::api::routes(api))
        .merge(more)
        .layer(from_fn_with_state(positioned, read_your_writes))
        .merge(staff::router(staff))
        .merge(open(health))
        .layer(DefaultBodyLimit::max(LARGEST_SMALL as usize))
        .layer(from_fn(host::demand_one))
        .layer(from_fn_with_state(watch, identified));
    let whole = Router::new().fallback_service(with_safe_headers(routes)).layer(from_fn(complete_allow));
    NormalizePathLayer::trim_trailing_slash().layer(whole)
}

/// Nobody on the way keeps an answer, or takes it for something else than it says: any of them may hold personal data.
/// Assets, which hold none, say themselves how long they may be kept.
fn with_safe_headers(routes: Router) -> Router {
    let (kept, kind) = (HeaderValue::from_static("no-store"), HeaderValue::from_static("nosniff"));
    routes
        .layer(SetResponseHeaderLayer::if_not_present(CACHE_CONTROL, kept))
        .layer(SetResponseHeaderLayer::overriding(X_CONTENT_TYPE_OPTIONS, kind))
}

/// The service of a node that answers no requests about learners.
pub fn health_alone(app: App) -> NormalizePath<Router> {
    let metrics = Metrics::default();
    NormalizePathLayer::trim_trailing_slash().layer(with_safe_headers(open(Health { app, metrics })))
}

fn compatible(onr: Onr) -> Router {
    Router::new()
        .route("/oppija", put(imports::put_oppija).post(learners::post_oppija))
        .route("/oppija/yhteenveto", get(learners::get_summary))
        .route("/oppija/muuttuneet", get(learners::get_changed))
        .route("/oppija/tuontikooste", get(report::get_imports))
        .route("/oppija/tuontidata/{id}", get(report::get_sent_data))
        .route("/internal/oppijoidentuonti/virheet", get(report::get_errors))
        .route("/oppija/{tuonti}", get(imports::get_oppija_import).post(imports::post_oppija_import))
        .route("/oppija/{tuonti}/perustiedot", get(imports::get_oppija_basics))
        .route("/yleistunniste", put(imports::put_yleistunniste))
        .route("/yleistunniste/hae", post(numbers::post_look_up))
        .route("/yleistunniste/hae/{oid}", get(numbers::get_numbers))
        .route(
            "/yleistunniste/{tuonti}",
            get(imports::get_yleistunniste_import).post(imports::post_yleistunniste_import),
        )
        .route("/yleistunniste/{tuonti}/perustiedot", get(imports::get_yleistunniste_basics))
        .route("/j_spring_cas_security_check", get(cas::get_check))
        .route("/actuator/health", get(cas::get_health))
        .route("/actuator/health/liveness", get(cas::get_health_group))
        .route("/actuator/health/readiness", get(cas::get_health_group))
        .route("/v3/api-docs", get(|| async { described(&DOCUMENT) }))
        .merge(persons())
        .merge(changed())
        .fallback(unknown_path)
        .method_not_allowed_fallback(wrong_method)
        .with_state(onr)
}

fn persons() -> Router<Onr> {
    Router::new()
        .route("/oppija/{oid}/organisaatio", post(organisations::post_own))
        .route(
            "/oppija/{oid}/organisaatio/{organisation}",
            put(organisations::put_one).delete(organisations::delete_one),
        )
        .route("/henkilo", get(search::get_list).post(register::post_person).put(changes::put_person))
        .route("/henkilo/exists", post(register::post_exists))
        .route("/s2s/findOrCreateHenkiloPerustieto", post(register::post_find_or_create))
        .route("/s2s/oidByEidas", post(s2s::post_oid_by_eidas))
        .route("/henkilo/{oid}", get(henkilo::get_person_by).head(henkilo::head_person).delete(changes::delete_person))
        .route("/henkilo/henkiloPerusByHetu/{hetu}", get(henkilo::get_few_words))
        .route("/henkilo/{oid}/master", get(links::get_master))
        .route("/henkilo/{oid}/slaves", get(links::get_slaves))
        .route("/henkilo/{oid}/huoltajat", get(henkilo::get_guardians))
        .route("/henkilo/{oid}/hakemukset", get(henkilo::get_applications))
        .route("/henkilo/{oid}/asiointiKieli", get(henkilo::get_language))
        .route("/henkilo/{oid}/omattiedot", get(henkilo::get_self))
        .route("/henkilo/{oid}/passinumerot", get(identifiers::get_passports).post(identifiers::post_passports))
        .route(
            "/henkilo/{oid}/identification",
            get(identifiers::get_identifications).post(identifiers::post_identification),
        )
        .route("/henkilo/{oid}/identification/{provider}/{*identifier}", delete(identifiers::delete_identification))
        .route("/henkilo/identification", get(identifiers::get_by_identification))
        .route("/henkilo/current/asiointiKieli", get(henkilo::get_own_language))
        .route("/henkilo/current/omattiedot", get(henkilo::get_own_self))
        .route("/henkilo/current/hasHetu", get(henkilo::get_own_hetu))
        .route("/henkilo/huoltajasuhdemuutokset", get(s2s::get_guardian_changes))
        .route("/henkilo/huoltajasuhdemuutokset/alkaen/{at}", get(s2s::get_guardian_changes_since))
        .route("/henkilo/henkilotByHenkiloOidList", post(henkilo_lists::post_persons))
        .route("/henkilo/henkiloPerustietosByHenkiloOidList", post(henkilo_lists::post_basics))
        .route("/henkilo/henkiloPerustietosByHenkiloHetuList", post(henkilo_lists::post_basics_by_hetu))
        .route("/henkilo/masterHenkilosByOidList", post(henkilo_lists::post_masters))
        .route("/henkilo/yhteystiedot", post(henkilo_lists::post_contacts))
        .route("/s2s/changedSince/{at}", get(s2s::get_changed_since).post(s2s::post_changed_since))
        .route("/s2s/oidByHetu/{hetu}", get(s2s::get_oid_by_hetu))
        .route("/s2s/henkilo/perustiedotAsAdmin", post(s2s::post_basics_as_admin))
        .route("/s2s/henkilo/kotikuntahistoria", post(s2s::post_homes))
        .route("/s2s/henkilo/kotikuntahistoria/turvakielto", post(s2s::post_protected_homes))
        .route("/s2s/duplicateHenkilos", post(links::post_links))
        .route("/s2s/henkilo/list/{municipal}/{birthdate}", get(search::get_of_municipality))
        .route("/henkilo/{contact}/oid", get(search::get_by_contact))
        .route("/internal/oppijahaku", post(search::post_search))
        .route("/cas/prequel", get(cas::get_prequel).post(cas::post_prequel))
}

/// What programs change of persons.
fn changed() -> Router<Onr> {
    Router::new()
        .route("/henkilo/{oid}/access", delete(changes::delete_access))
        .route("/henkilo/{oid}/yksiloi", post(comparison::post_identify))
        .route("/henkilo/{oid}/yksiloihetuton", post(comparison::post_identify_without_hetu))
        .route("/henkilo/{oid}/purayksilointi", post(comparison::post_revoke))
        .route("/henkilo/{oid}/yksilointitiedot", get(comparison::get_comparison).put(comparison::put_refresh))
        .route("/henkilo/{oid}/yksilointitiedot/yliajayksiloimaton", put(comparison::put_override))
        .route("/henkilo/yksilointitiedot", get(comparison::get_comparisons))
        .route("/henkilo/{oid}/duplicates", get(duplicates::get_duplicates))
        .route("/henkilo/duplikaatit", get(duplicates::get_described))
        .route("/henkilo/{oid}/link", post(duplicates::post_link))
        .route("/henkilo/{oid}/forcelink", post(duplicates::post_force_link))
        .route("/henkilo/{oid}/unlink/{member}", delete(duplicates::delete_link))
}

fn open(health: Health) -> Router {
    Router::new()
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .route("/metrics", get(health::metrics))
        .with_state(health)
}

/// Answers requests on a listener until `stop` is done; requests under way are finished, within the limits.
pub async fn serve(
    listener: tokio::net::TcpListener,
    service: NormalizePath<Router>,
    limits: ConnectionLimits,
    stop: impl Future<Output = ()> + Send,
) {
    connections::serve(listener, service, limits, stop).await;
}
