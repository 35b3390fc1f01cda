//! What a provider, or somebody in its place, may answer: nothing but an ID token that holds signs anybody in.

use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};

use super::*;
use crate::auth::issuer::SigningKey;

const CLIENT: &str = "oppijaloki";
const SECRET: &str = "the-secret-of-the-tests";
const SUBJECT: &str = "1.2.246.562.24.00000020011";
const UNIVERSITY: &str = "1.2.246.562.10.90000000011";

fn now() -> Instant {
    Instant::from_millis(1_800_000_000_000)
}

/// What the provider says next.
#[derive(Default)]
struct Says {
    announces_issuer: bool,
    id_token: String,
    /// Status and body of a refused exchange.
    refusal: Option<(u16, &'static str)>,
    user_info: Value,
}

struct World {
    key: Arc<SigningKey>,
    issuer: String,
    says: Arc<Mutex<Says>>,
    provider: Provider,
}

async fn world() -> World {
    let key = Arc::new(SigningKey::generate().ok().unwrap());
    let says = Arc::new(Mutex::new(Says { announces_issuer: true, ..Says::default() }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let issuer = format!("http://{}", listener.local_addr().unwrap());
    let (set, metadata) = (key.key_set(), metadata(&issuer));
    let announced = async move |State(says): State<Arc<Mutex<Says>>>| {
        let mut metadata = metadata.clone();
        metadata["authorization_response_iss_parameter_supported"] = json!(says.lock().unwrap().announces_issuer);
        Json(metadata)
    };
    let routes = Router::new()
        .route("/.well-known/openid-configuration", get(announced))
        .route("/jwks", get(async move || Json(set)))
        .route("/token", post(exchange))
        .route("/me", get(async |State(says): State<Arc<Mutex<Says>>>| Json(says.lock().unwrap().user_info.clone())))
        .with_state(Arc::clone(&says));
    tokio::spawn(async move { axum::serve(listener, routes).await });
    let provider = Provider::new(ProviderConfig {
        issuer: issuer.clone(),
        client_id: CLIENT.to_owned(),
        client_secret: SECRET.to_owned(),
        public_address: "https://oppijaloki.example".to_owned(),
        scopes: Vec::new(),
        claims: ClaimNames { subject: "sub".to_owned(), name: "name".to_owned(), roles: "roles".to_owned() },
    });
    World { key, issuer, says, provider: provider.unwrap() }
}

fn metadata(issuer: &str) -> Value {
    json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/auth"),
        "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/me"),
        "jwks_uri": format!("{issuer}/jwks"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        // Whatever it announces: RS256 alone is taken.
        "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
    })
}

async fn exchange(State(says): State<Arc<Mutex<Says>>>) -> Response {
    let says = says.lock().unwrap();
    match says.refusal {
        Some((status, body)) => (StatusCode::from_u16(status).unwrap(), body).into_response(),
        None => Json(json!({"access_token": "a", "token_type": "Bearer", "id_token": says.id_token})).into_response(),
    }
}

impl World {
    /// Claims that hold for an attempt.
    fn claims(&self, attempt: &Attempt) -> Value {
        let seconds = now().millis() / 1000;
        let roles = json!({UNIVERSITY: ["OPPIJANUMEROREKISTERI_OPPIJOIDENTUONTI"]});
        json!({"iss": self.issuer, "aud": CLIENT, "sub": SUBJECT, "nonce": attempt.nonce, "name": "Aino Virkkula",
            "iat": seconds, "exp": seconds + 60, "roles": roles})
    }

    async fn attempt(&self) -> Attempt {
        self.provider.question(None, Language::Fi, now()).await.unwrap_or_else(|fault| panic!("{fault:?}")).0
    }

    async fn answer(&self, attempt: &Attempt, id_token: String) -> Result<SignedIn, NotSignedIn> {
        self.says.lock().unwrap().id_token = id_token;
        self.provider.answer("code".to_owned(), attempt, now()).await
    }

    /// What comes of claims that somebody has changed, under a signature that holds.
    async fn changed(&self, change: impl FnOnce(&mut Value)) -> Result<SignedIn, NotSignedIn> {
        let attempt = self.attempt().await;
        let mut claims = self.claims(&attempt);
        change(&mut claims);
        self.answer(&attempt, self.key.sign(&claims).unwrap()).await
    }
}

fn with(name: &'static str, value: Value) -> impl FnOnce(&mut Value) {
    move |claims| claims[name] = value
}

#[tokio::test]
async fn an_id_token_that_does_not_hold_signs_nobody_in() {
    let world = world().await;
    let who = world.changed(|_| {}).await.unwrap_or_else(|fault| panic!("{fault:?}"));
    assert_eq!((who.caller.subject.as_str(), who.caller.grants.len()), (SUBJECT, 1));
    let seconds = now().millis() / 1000;
    let changes = [
        ("nonce", json!("another question's")),
        ("nonce", Value::Null),
        ("nonce", json!("")),
        ("iss", json!("https://elsewhere.example")),
        ("iss", json!(format!("{}/", world.issuer))),
        ("iss", Value::Null),
        ("aud", json!("another-client")),
        ("aud", json!([])),
        ("aud", json!([CLIENT, "another-client"])),
        ("aud", Value::Null),
        ("exp", json!(seconds - 1)),
        ("exp", Value::Null),
        ("sub", Value::Null),
        ("sub", json!("")),
        ("sub", json!(" ")),
    ];
    for (name, value) in changes {
        let fault = world.changed(with(name, value.clone())).await.err();
        // A claim of an impossible shape is no ID token at all.
        let expected = [Some(NotSignedIn::Untrusted), Some(NotSignedIn::Unavailable)];
        assert!(expected.contains(&fault), "{name} {value}: {fault:?}");
    }
}

#[tokio::test]
async fn a_signature_by_another_key_or_algorithm_signs_nobody_in() {
    let world = world().await;
    let encoded = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let public = world.key.key_set()["keys"][0]["n"].as_str().unwrap().to_owned();
    let keeper = json!({"1.2.246.562.10.00000000001": ["OPPIJANUMEROREKISTERI_REKISTERINPITAJA"]});
    let forge = |attempt: &Attempt, form: usize| {
        let claims = world.claims(attempt);
        let good = world.key.sign(&claims).unwrap();
        let parts: Vec<&str> = good.split('.').collect();
        let by_secret = |secret: &[u8]| {
            let header = Header { kid: Some(world.key.id().to_owned()), ..Header::new(Algorithm::HS256) };
            jsonwebtoken::encode(&header, &claims, &EncodingKey::from_secret(secret)).unwrap()
        };
        match form {
            0 => format!("{}.{}.", encoded(&json!({"alg": "none"})), parts[1]),
            1 => format!("{}.{}.{}", encoded(&json!({"alg": "none"})), parts[1], parts[2]),
            2 => by_secret(SECRET.as_bytes()),
            3 => by_secret(&URL_SAFE_NO_PAD.decode(&public).unwrap()),
            4 => SigningKey::generate().ok().unwrap().sign(&claims).unwrap(),
            5 => {
                let mut claims = claims;
                claims["roles"] = keeper.clone();
                format!("{}.{}.{}", parts[0], encoded(&claims), parts[2])
            }
            _ => format!("{}.{}", parts[0], parts[1]),
        }
    };
    for form in 0..7 {
        let attempt = world.attempt().await;
        assert!(world.answer(&attempt, forge(&attempt, form)).await.is_err(), "form {form}");
    }
}

#[tokio::test]
async fn user_information_of_somebody_else_signs_nobody_in() {
    let world = world().await;
    let keeper = json!({"1.2.246.562.10.00000000001": ["OPPIJANUMEROREKISTERI_REKISTERINPITAJA"]});
    let asked = async |user_info: Value| {
        world.says.lock().unwrap().user_info = user_info;
        world.changed(|claims| drop(claims.as_object_mut().unwrap().remove("roles"))).await
    };
    let own = asked(json!({"sub": SUBJECT, "roles": keeper})).await.unwrap_or_else(|fault| panic!("{fault:?}"));
    assert!(own.caller.is_keeper());
    for other in [json!({"sub": "somebody else", "roles": keeper}), json!({"roles": keeper}), json!([]), json!("")] {
        assert!(asked(other.clone()).await.is_err(), "{other}");
    }
}

#[tokio::test]
async fn an_answer_says_who_answers_where_that_is_announced() {
    for announces in [true, false] {
        let world = world().await;
        world.says.lock().unwrap().announces_issuer = announces;
        let check = async |issuer: Option<&str>| world.provider.check_issuer(issuer, now()).await;
        assert_eq!(check(Some(&world.issuer)).await, Ok(()));
        let silent = if announces { Err(NotSignedIn::Untrusted) } else { Ok(()) };
        assert_eq!(check(None).await, silent, "announced: {announces}");
        for other in ["", "https://elsewhere.example", &format!("{}/", world.issuer), &world.issuer.to_uppercase()] {
            assert_eq!(check(Some(other)).await, Err(NotSignedIn::Untrusted), "{other}");
        }
    }
}

#[tokio::test]
async fn a_refused_exchange_is_told_apart() {
    let world = world().await;
    for (status, body, expected) in [
        (400, r#"{"error":"invalid_grant"}"#, NotSignedIn::Stale),
        (400, r#"{"error":"invalid_request"}"#, NotSignedIn::Refused),
        (401, r#"{"error":"invalid_client"}"#, NotSignedIn::Refused),
        (503, r#"{"error":"temporarily_unavailable"}"#, NotSignedIn::Unavailable),
        (403, "<html>not by this gate</html>", NotSignedIn::Unavailable),
        (500, "", NotSignedIn::Unavailable),
        (200, "", NotSignedIn::Unavailable),
        (200, "{}", NotSignedIn::Unavailable),
    ] {
        world.says.lock().unwrap().refusal = Some((status, body));
        let attempt = world.attempt().await;
        assert_eq!(world.answer(&attempt, String::new()).await.err(), Some(expected), "{status} {body}");
    }
}
