//! Real tokens, signed here and verified with keys fetched from a real listener.

use std::sync::Arc;

use axum::{Json, Router, routing::get};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use events::codes::Right;
use jsonwebtoken::{EncodingKey, Header};
use serde_json::{Value, json};

use super::*;
use crate::auth::issuer::SigningKey;

const NOW: i64 = 1_756_887_330;
const ROOT: &str = "1.2.246.562.10.00000000001";

fn now() -> Instant {
    Instant::from_millis(NOW * 1000)
}

struct World {
    key: Arc<SigningKey>,
    tokens: BearerTokens,
}

async fn world() -> World {
    let key = Arc::new(SigningKey::generate().ok().unwrap());
    let set = key.key_set();
    let router = Router::new().route("/jwks", get(move || async move { Json(set) }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/jwks", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    let rules = TokenRules { issuer: "https://issuer.example".to_owned(), audience: Some("onr".to_owned()) };
    World { key, tokens: BearerTokens::new(rules, KeySet::at(address).unwrap()) }
}

fn claims() -> Value {
    json!({
        "iss": "https://issuer.example", "sub": "1.2.246.562.24.00000010016", "aud": "onr",
        "iat": NOW, "nbf": NOW, "exp": NOW + 300, "client_id": "peppi",
        "roles": {
            ROOT: ["OPPIJANUMEROREKISTERI_REKISTERINPITAJA_READ", "KOSKI_READ", "OPPIJANUMEROREKISTERI_UNHEARD"],
            "not an oid": ["OPPIJANUMEROREKISTERI_REKISTERINPITAJA"]
        }
    })
}

fn with(property: &str, value: Value) -> Value {
    let mut claims = claims();
    claims[property] = value;
    claims
}

fn without(property: &str) -> Value {
    let mut claims = claims();
    claims.as_object_mut().unwrap().remove(property);
    claims
}

impl World {
    async fn ask(&self, token: &str) -> Result<Caller, NoCaller> {
        let mut headers = HeaderMap::new();
        headers.insert(AUTHORIZATION, format!("Bearer {token}").parse().unwrap());
        self.tokens.caller(&headers, now()).await
    }

    async fn ask_claims(&self, claims: &Value) -> Result<Caller, NoCaller> {
        self.ask(&self.key.sign(claims).unwrap()).await
    }
}

#[tokio::test]
async fn a_good_token_gives_the_caller_with_our_rights_alone() {
    let world = world().await;
    let caller = world.ask_claims(&claims()).await.unwrap();
    assert_eq!(caller.subject, "1.2.246.562.24.00000010016");
    assert_eq!(caller.client.as_deref(), Some("peppi"));
    let auditor = Grant { organisation: ROOT.parse().unwrap(), right: Right::RekisterinpitajaRead };
    assert_eq!(caller.grants, [auditor]);
    assert!(caller.reads_all() && !caller.is_keeper());
}

#[tokio::test]
async fn claims_that_are_fine() {
    let world = world().await;
    let mut azp = without("client_id");
    azp["azp"] = json!("browser");
    for claims in [
        with("aud", json!(["other", "onr"])),
        with("exp", json!(NOW - 59)),
        with("exp", json!(NOW as f64 - 59.5)),
        with("nbf", json!(NOW + 60)),
        without("nbf"),
        without("roles"),
        with("roles", json!(null)),
        with("unheard", json!({"of": []})),
    ] {
        assert!(world.ask_claims(&claims).await.is_ok(), "{claims}");
    }
    assert_eq!(world.ask_claims(&azp).await.unwrap().client.as_deref(), Some("browser"));
    assert_eq!(world.ask_claims(&without("client_id")).await.unwrap().client, None);
    assert!(world.ask_claims(&without("roles")).await.unwrap().grants.is_empty());
}

#[tokio::test]
async fn claims_that_are_refused() {
    let world = world().await;
    for claims in [
        with("iss", json!("https://issuer.example/")),
        with("iss", json!("https://other.example")),
        without("iss"),
        with("aud", json!("other")),
        with("aud", json!(["other"])),
        with("aud", json!([])),
        with("aud", json!(7)),
        without("aud"),
        with("exp", json!(NOW - 60)),
        with("exp", json!("2999")),
        without("exp"),
        with("nbf", json!(NOW + 61)),
        with("sub", json!("")),
        with("sub", json!(" ")),
        without("sub"),
        with("roles", json!(["OPPIJANUMEROREKISTERI_REKISTERINPITAJA"])),
        json!([]),
    ] {
        assert_eq!(world.ask_claims(&claims).await, Err(NoCaller::Invalid), "{claims}");
    }
}

#[tokio::test]
async fn an_audience_that_is_not_configured_is_not_looked_at() {
    let mut world = world().await;
    world.tokens.rules.audience = None;
    assert!(world.ask_claims(&with("aud", json!("peppi"))).await.is_ok());
    assert!(world.ask_claims(&without("aud")).await.is_ok());
}

fn encoded(header: &Value, claims: &Value, signature: &str) -> String {
    let text = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.{signature}", text(header), text(claims))
}

#[tokio::test]
async fn other_algorithms_and_keys_are_refused() {
    let world = world().await;
    let id = world.key.id();
    let good = world.key.sign(&claims()).unwrap();
    let signature = good.rsplit('.').next().unwrap();
    let n = world.key.key_set()["keys"][0]["n"].as_str().unwrap().to_owned();

    // alg none, with and without a signature, in any case.
    let algorithms =
        ["none", "None", "NONE", "nOnE", "", "HS256", "HS384", "HS512", "RS384", "RS512", "PS256", "PS384"];
    for alg in algorithms.into_iter().chain(["PS512", "ES256", "ES384", "EdDSA", "rs256", "RS256 "]) {
        let header = json!({"alg": alg, "typ": "JWT", "kid": id});
        assert_eq!(world.ask(&encoded(&header, &claims(), "")).await, Err(NoCaller::Invalid));
        assert_eq!(world.ask(&encoded(&header, &claims(), signature)).await, Err(NoCaller::Invalid));
    }
    // The public key used as an HMAC secret.
    for secret in [n.as_bytes().to_vec(), URL_SAFE_NO_PAD.decode(&n).unwrap(), world.key.key_set().to_string().into()] {
        let header = Header { kid: Some(id.to_owned()), ..Header::new(Algorithm::HS256) };
        let token = jsonwebtoken::encode(&header, &claims(), &EncodingKey::from_secret(&secret)).unwrap();
        assert_eq!(world.ask(&token).await, Err(NoCaller::Invalid));
    }
    // Somebody else's key, under our id and under its own.
    let stranger = SigningKey::generate().ok().unwrap();
    let token = stranger.sign(&claims()).unwrap();
    assert_eq!(world.ask(&token).await, Err(NoCaller::Invalid));
    let signature = token.rsplit('.').next().unwrap();
    let header = json!({"alg": "RS256", "kid": id});
    assert_eq!(world.ask(&encoded(&header, &claims(), signature)).await, Err(NoCaller::Invalid));
    // Other claims under a good signature, and extensions that must be understood.
    let signature = good.rsplit('.').next().unwrap();
    let keeper = with("roles", json!({ROOT: ["OPPIJANUMEROREKISTERI_REKISTERINPITAJA"]}));
    assert_eq!(world.ask(&encoded(&header, &keeper, signature)).await, Err(NoCaller::Invalid));
    let header = json!({"alg": "RS256", "kid": id, "crit": ["b64"], "b64": false});
    assert_eq!(world.ask(&encoded(&header, &claims(), signature)).await, Err(NoCaller::Invalid));
    assert!(world.ask(&good).await.is_ok());
}

/// A token of this header and these claims as they stand, signed by a key.
fn signed(key: &SigningKey, header: &str, claims: &str) -> String {
    let message = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
    let pair = aws_lc_rs::rsa::KeyPair::from_pkcs8(&key.to_pkcs8().unwrap()).unwrap();
    let mut signature = vec![0; pair.public_modulus_len()];
    let random = aws_lc_rs::rand::SystemRandom::new();
    pair.sign(&aws_lc_rs::signature::RSA_PKCS1_SHA256, &random, message.as_bytes(), &mut signature).unwrap();
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
}

#[tokio::test]
async fn a_key_that_a_token_brings_or_points_at_is_not_believed() {
    let world = world().await;
    let stranger = SigningKey::generate().ok().unwrap();
    let strangers = stranger.key_set()["keys"][0].clone();
    let (own_id, id) = (world.key.id(), stranger.id());
    for header in [
        json!({"alg": "RS256", "kid": own_id, "jwk": strangers}),
        json!({"alg": "RS256", "kid": id, "jwk": strangers}),
        json!({"alg": "RS256", "jwk": strangers}),
        json!({"alg": "RS256", "kid": own_id, "jku": "http://127.0.0.1:9/jwks"}),
        json!({"alg": "RS256", "kid": own_id, "x5u": "http://127.0.0.1:9/certificate"}),
        json!({"alg": "RS256", "kid": own_id, "x5c": ["AAAA"]}),
        json!({"alg": "RS256", "kid": "../../../../dev/null"}),
        json!({"alg": "RS256", "kid": "' OR '1'='1"}),
        json!({"alg": "RS256", "kid": ""}),
        json!({"alg": "RS256", "kid": null}),
        json!({"alg": "RS256", "kid": "http://127.0.0.1:9/key"}),
    ] {
        let token = signed(&stranger, &header.to_string(), &claims().to_string());
        assert_eq!(world.ask(&token).await, Err(NoCaller::Invalid), "{header}");
    }
    // What is said beside a signature that holds is not looked at.
    let header = json!({"alg": "RS256", "kid": own_id, "jku": "http://127.0.0.1:9/jwks"}).to_string();
    assert!(world.ask(&signed(&world.key, &header, &claims().to_string())).await.is_ok());
}

#[tokio::test]
async fn what_is_said_twice_is_refused() {
    let world = world().await;
    let header = format!(r#"{{"alg":"RS256","kid":"{}"}}"#, world.key.id());
    let good = claims().to_string();
    let twice = |name: &str, value: &str| format!("{{\"{name}\":{value},{}", &good[1..]);
    assert!(world.ask(&signed(&world.key, &header, &good)).await.is_ok());
    for (name, value) in [
        ("sub", r#""somebody else""#),
        ("iss", r#""https://elsewhere.example""#),
        ("aud", r#""onr""#),
        ("exp", "9999999999"),
        ("nbf", "1"),
        ("client_id", r#""another""#),
        ("roles", "{}"),
    ] {
        let token = signed(&world.key, &header, &twice(name, value));
        assert_eq!(world.ask(&token).await, Err(NoCaller::Invalid), "{name}");
    }
    for header in [r#"{"alg":"none","alg":"RS256"}"#, r#"{"alg":"RS256","alg":"none"}"#] {
        assert_eq!(world.ask(&signed(&world.key, header, &good)).await, Err(NoCaller::Invalid), "{header}");
    }
}

#[tokio::test]
async fn headers_without_a_token() {
    let world = world().await;
    let good = world.key.sign(&claims()).unwrap();
    let ask = async |values: &[&str]| {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(AUTHORIZATION, value.parse().unwrap());
        }
        world.tokens.caller(&headers, now()).await
    };
    let bearer = format!("bearer {good}");
    assert!(ask(&[&bearer]).await.is_ok(), "the scheme's letter case does not matter");
    for values in [vec![], vec!["Basic cGVwcGk6eA=="], vec!["Bearer"], vec![good.as_str()], vec![&bearer, &bearer]] {
        assert_eq!(ask(&values).await, Err(NoCaller::Missing));
    }
    for token in ["", "a.b.c", "..", "a", &"a".repeat(LONGEST + 1)] {
        assert_eq!(ask(&[&format!("Bearer {token}")]).await, Err(NoCaller::Invalid));
    }
}

#[tokio::test]
async fn a_token_without_key_id_is_tried_with_every_key() {
    let world = world().await;
    assert!(world.ask(&signed(&world.key, r#"{"alg":"RS256"}"#, &claims().to_string())).await.is_ok());
}

#[tokio::test]
async fn keys_out_of_reach_are_an_outage() {
    let key = SigningKey::generate().ok().unwrap();
    let rules = TokenRules { issuer: "https://issuer.example".to_owned(), audience: None };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    drop(listener);
    let world = World { tokens: BearerTokens::new(rules, KeySet::at(address).unwrap()), key: Arc::new(key) };
    assert_eq!(world.ask_claims(&claims()).await, Err(NoCaller::Unavailable));
    assert_eq!(world.ask("rubbish").await, Err(NoCaller::Invalid), "no key is needed to see that");
}
