//! Organisaatiopalvelu, koodisto and käyttöoikeuspalvelu with the demo's organisations, code sets and services, for the
//! demo and for tests.
//!
//! | request | answers |
//! |---|---|
//! | `GET /organisaatio-service/api/hierarkia/hae` with all states | the hierarchy |
//! | `GET /koodisto-service/rest/json/{set}/koodi?onlyValidKoodis=false` | the codes of a set, as koodisto has them |
//! | `POST /kayttooikeus-service/oauth2/token` with its client and secret | a token; 401 |
//! | `GET /kayttooikeus-service/palvelukayttaja` with that token | the service users; 401 |
//! | `POST /kayttooikeus-service/internal/virkailijahaku` with that token | officials by name or OID; 401 |
//!
//! Each can be made to answer otherwise: [`StandIn::say`].

pub mod applications;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{Form, Path, Query, State};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use domain::CodeSets;
use domain::code_sets::{CodeName, CodeSet};
use serde_json::{Value, json};

/// The client that it knows, and its secret.
pub const CLIENT: (&str, &str) = ("oppijaloki", "stand-in-secret");
/// The token that it gives; nobody else takes it.
const TOKEN: &str = "stand-in";

/// The demo's officials, and one who has never signed in there.
pub const OFFICIALS: [(&str, &str, &str); 6] = [
    ("1.2.246.562.24.00000020011", "Aino", "Virkkula"),
    ("1.2.246.562.24.00000020024", "Birger", "Nyström"),
    ("1.2.246.562.24.00000020037", "Hilkka", "Saarenmaa"),
    ("1.2.246.562.24.00000020040", "Onerva", "Tiilikka"),
    ("1.2.246.562.24.00000020053", "Pekka", "Entinen"),
    ("1.2.246.562.24.00000020079", "Kaarina", "Elovainio"),
];

/// Which of the services.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Service {
    /// Organisaatiopalvelu.
    Organisations,
    /// Koodisto.
    Codes,
    /// Käyttöoikeuspalvelu, of services and of the token.
    Services,
    /// Käyttöoikeuspalvelu, of officials.
    Officials,
}

/// See the module.
#[derive(Default)]
pub struct StandIn {
    said: Mutex<HashMap<Service, (StatusCode, String)>>,
}

impl StandIn {
    /// From now on a service answers everything with this, or as it should.
    pub fn say(&self, service: Service, answer: Option<(StatusCode, &str)>) {
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        match answer {
            Some((status, text)) => said.insert(service, (status, text.to_owned())),
            None => said.remove(&service),
        };
    }

    fn answer(&self, service: Service, usual: impl FnOnce() -> Response) -> Response {
        let said = self.said.lock().unwrap_or_else(PoisonError::into_inner).get(&service).cloned();
        said.map_or_else(usual, IntoResponse::into_response)
    }
}

/// Answers on a listener until the process ends.
pub async fn serve(listener: tokio::net::TcpListener, stand_in: Arc<StandIn>) {
    if let Err(error) = axum::serve(listener, router(stand_in)).await {
        tracing::error!(%error, "the stand-in of the neighbours has ended");
    }
}

fn router(stand_in: Arc<StandIn>) -> Router {
    Router::new()
        .route("/organisaatio-service/api/hierarkia/hae", get(hierarchy))
        .route("/koodisto-service/rest/json/{set}/koodi", get(codes))
        .route("/kayttooikeus-service/oauth2/token", post(token))
        .route("/kayttooikeus-service/palvelukayttaja", get(service_users))
        .route("/kayttooikeus-service/internal/virkailijahaku", post(officials))
        .with_state(stand_in)
}

type Parameters = Query<HashMap<String, String>>;

fn says(parameters: &Parameters, name: &str, value: &str) -> bool {
    parameters.get(name).is_some_and(|said| said == value)
}

async fn hierarchy(State(server): State<Arc<StandIn>>, parameters: Parameters) -> Response {
    server.answer(Service::Organisations, || {
        // Without one of these it leaves organisations out.
        let all = ["aktiiviset", "suunnitellut", "lakkautetut"].iter().all(|state| says(&parameters, state, "true"));
        match all {
            true => include_str!("../../../app/demo/organisations.json").into_response(),
            false => Json(json!({"numHits": 0, "organisaatiot": []})).into_response(),
        }
    })
}

async fn codes(State(server): State<Arc<StandIn>>, Path(set): Path<String>, parameters: Parameters) -> Response {
    server.answer(Service::Codes, || {
        let Ok(CodeSets { sex, language, country, municipality }) = CodeSets::shipped() else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        let found = [sex, language, country, municipality].into_iter().find(|one| one.name().koodisto() == set);
        match found.filter(|_| says(&parameters, "onlyValidKoodis", "false")) {
            Some(set) => Json(as_koodisto_says(&set)).into_response(),
            None => (StatusCode::NOT_FOUND, "error.codes.not.found").into_response(),
        }
    })
}

fn as_koodisto_says(set: &CodeSet) -> Vec<Value> {
    let text = |(language, name): (&str, &Option<String>)| {
        name.as_ref().map(|name| json!({"kieli": language, "nimi": name, "lyhytNimi": name}))
    };
    let code = |(code, name): (&str, &CodeName)| {
        let texts = [("FI", &name.fi), ("SV", &name.sv), ("EN", &name.en)];
        let metadata: Vec<Value> = texts.into_iter().filter_map(text).collect();
        let uri = format!("{}_{}", set.name(), code.to_lowercase());
        json!({"koodiUri": uri, "koodiArvo": code, "versio": 1, "tila": "HYVAKSYTTY", "metadata": metadata})
    };
    set.codes().map(code).collect()
}

async fn token(State(server): State<Arc<StandIn>>, Form(sent): Form<HashMap<String, String>>) -> Response {
    server.answer(Service::Services, || {
        let is = |name: &str, value: &str| sent.get(name).is_some_and(|sent| sent == value);
        match is("client_id", CLIENT.0) && is("client_secret", CLIENT.1) {
            true => Json(json!({"access_token": TOKEN, "token_type": "Bearer", "expires_in": 300})).into_response(),
            false => StatusCode::UNAUTHORIZED.into_response(),
        }
    })
}

fn is_known(headers: &HeaderMap) -> bool {
    headers.get(AUTHORIZATION).is_some_and(|sent| *sent == format!("Bearer {TOKEN}"))
}

/// Those whose name begins so, or whose OID it is.
async fn officials(State(server): State<Arc<StandIn>>, headers: HeaderMap, Json(sent): Json<Value>) -> Response {
    server.answer(Service::Officials, || {
        if !is_known(&headers) {
            return StatusCode::UNAUTHORIZED.into_response();
        }
        let query = sent["nameQuery"].as_str().unwrap_or_default();
        let is_meant = |(oid, first, last): &&(&str, &str, &str)| {
            *oid == query || [first, last].iter().any(|name| query.len() >= 3 && name.starts_with(query))
        };
        let told = |(oid, first, last): &(&str, &str, &str)| {
            let name = format!("{last}, {first}");
            json!({"oidHenkilo": oid, "etunimet": first, "sukunimi": last, "nimi": name, "organisaatioNimiList": []})
        };
        Json(OFFICIALS.iter().filter(is_meant).map(told).collect::<Vec<_>>()).into_response()
    })
}

async fn service_users(State(server): State<Arc<StandIn>>, headers: HeaderMap) -> Response {
    server.answer(Service::Services, || {
        if !is_known(&headers) {
            return StatusCode::UNAUTHORIZED.into_response();
        }
        Json(json!([
            {"oid": "1.2.246.562.24.00000010016", "nimi": "Peppi (Lumijoen yliopisto)", "kayttajatunnus": "peppi"},
            {"oid": "1.2.246.562.24.00000010999", "nimi": "Koski", "kayttajatunnus": "koski"},
            {"oid": "1.2.246.562.24.00000010998", "nimi": null, "kayttajatunnus": null},
        ]))
        .into_response()
    })
}
