//! The token endpoint over the wire format, and that its tokens are accepted by what verifies them.

use app::caller::{Caller, CallerKind};
use axum::body::{Body, to_bytes};
use axum::http::Request;
use events::Instant;
use events::codes::Right;
use tower::ServiceExt;

use super::*;
use crate::auth::bearer::{BearerTokens, TokenRules};
use crate::auth::issuer::{IssuerClient, IssuerConfig, SigningKey};
use crate::auth::key_set::KeySet;
use app::caller::Grant;

const NOW: i64 = 1_756_887_330_000;
const UNIVERSITY: &str = "1.2.246.562.10.90000000011";

fn issuer(address: &str) -> Router {
    let grants = [Right::Oppijoidentuonti, Right::YleistunnisteLuonti]
        .map(|right| Grant { organisation: UNIVERSITY.parse().unwrap(), right });
    let peppi = IssuerClient {
        id: "peppi".to_owned(),
        secret: "letmein".to_owned(),
        subject: "1.2.246.562.24.00000010016".to_owned(),
        grants: grants.to_vec(),
    };
    let empty = IssuerClient { id: "empty".to_owned(), secret: String::new(), ..peppi.clone() };
    let config = IssuerConfig {
        issuer: format!("{address}/kayttooikeus-service"),
        audience: "oppijanumerorekisteri".to_owned(),
        lifetime: 3600,
    };
    let issuer = Issuer::new(config, SigningKey::generate().ok().unwrap(), vec![peppi, empty]);
    router(Arc::new(issuer), Clock::new(|| Instant::from_millis(NOW)))
}

async fn ask(router: Router, authorization: Option<&str>, form: &str) -> (StatusCode, HeaderMap, Value) {
    let mut request =
        Request::post("/kayttooikeus-service/oauth2/token").header("content-type", "application/x-www-form-urlencoded");
    if let Some(authorization) = authorization {
        request = request.header("authorization", authorization);
    }
    let response = router.oneshot(request.body(Body::from(form.to_owned())).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, 100_000).await.unwrap();
    (parts.status, parts.headers, serde_json::from_slice(&body).unwrap())
}

fn basic(text: &str) -> String {
    format!("Basic {}", STANDARD.encode(text))
}

#[tokio::test]
async fn refusals_are_those_of_oauth() {
    let router = issuer("http://issuer.example");
    let cases = [
        (None, "grant_type=client_credentials&client_id=peppi&client_secret=wrong", 401, "invalid_client"),
        (None, "grant_type=client_credentials&client_id=nobody&client_secret=letmein", 401, "invalid_client"),
        (None, "grant_type=client_credentials&client_id=empty&client_secret=", 401, "invalid_client"),
        (None, "grant_type=client_credentials&client_id=nobody&client_secret=", 401, "invalid_client"),
        (None, "grant_type=client_credentials", 401, "invalid_client"),
        (None, "grant_type=password&client_id=peppi&client_secret=letmein", 400, "unsupported_grant_type"),
        (None, "client_id=peppi&client_secret=letmein", 400, "invalid_request"),
        (Some(basic("peppi:wrong")), "grant_type=client_credentials", 401, "invalid_client"),
        (Some("Basic ***".to_owned()), "grant_type=client_credentials", 401, "invalid_client"),
        (Some(basic("peppi:letmein")), "grant_type=client_credentials&client_secret=letmein", 400, "invalid_request"),
    ];
    for (authorization, form, status, error) in cases {
        let (answered, headers, body) = ask(router.clone(), authorization.as_deref(), form).await;
        assert_eq!((answered.as_u16(), &body), (status, &json!({"error": error})), "{form}");
        let challenged = headers.get("www-authenticate").is_some();
        assert_eq!(challenged, authorization.is_some() && status == 401, "{form}");
    }
}

/// A client that needs no certificates of the machine.
fn http() -> reqwest::Client {
    reqwest::Client::builder().tls_certs_only([]).build().unwrap()
}

/// A served issuer, and what verifies its tokens over HTTP.
async fn served() -> (String, BearerTokens) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let router = issuer(&address);
    tokio::spawn(async move { axum::serve(listener, router).await });
    let metadata = http().get(format!("{address}/kayttooikeus-service/.well-known/openid-configuration"));
    let metadata: Value = metadata.send().await.unwrap().json().await.unwrap();
    let rules = TokenRules {
        issuer: metadata["issuer"].as_str().unwrap().to_owned(),
        audience: Some("oppijanumerorekisteri".to_owned()),
    };
    let keys = KeySet::at(metadata["jwks_uri"].as_str().unwrap()).unwrap();
    (metadata["token_endpoint"].as_str().unwrap().to_owned(), BearerTokens::new(rules, keys))
}

#[tokio::test]
async fn a_token_made_here_is_accepted_there() {
    let (endpoint, tokens) = served().await;
    let post = http().post(&endpoint).header("content-type", "application/x-www-form-urlencoded");
    let in_form = post.try_clone().unwrap().body("grant_type=client_credentials&client_id=peppi&client_secret=letmein");
    let in_header = post.header("authorization", basic("peppi:letmein")).body("grant_type=client_credentials");
    for request in [in_form, in_header] {
        let response = request.send().await.unwrap();
        assert_eq!(response.headers()["cache-control"], "no-store");
        let answer: Value = response.json().await.unwrap();
        assert_eq!((&answer["token_type"], &answer["expires_in"]), (&json!("Bearer"), &json!(3600)));
        let mut headers = HeaderMap::new();
        let header = format!("Bearer {}", answer["access_token"].as_str().unwrap());
        headers.insert("authorization", header.parse().unwrap());
        let grant = |right| Grant { organisation: UNIVERSITY.parse().unwrap(), right };
        let expected = Caller {
            kind: CallerKind::Service,
            subject: "1.2.246.562.24.00000010016".to_owned(),
            client: Some("peppi".to_owned()),
            grants: vec![grant(Right::Oppijoidentuonti), grant(Right::YleistunnisteLuonti)],
        };
        assert_eq!(tokens.caller(&headers, Instant::from_millis(NOW)).await, Ok(expected));
        let late = Instant::from_millis(NOW).plus_seconds(3600 + 60);
        assert!(tokens.caller(&headers, late).await.is_err());
    }
}
