//! The rules of fetching, against a listener that counts how often it is asked.

use std::sync::atomic::{AtomicU16, AtomicUsize, Ordering};

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;

use super::*;

/// A JWKS address under the test's control.
struct Endpoint {
    asked: AtomicUsize,
    status: AtomicU16,
    document: RwLock<String>,
}

impl Endpoint {
    async fn start(ids: &[&str]) -> (Arc<Endpoint>, KeySet) {
        let endpoint = Arc::new(Endpoint {
            asked: AtomicUsize::new(0),
            status: AtomicU16::new(200),
            document: RwLock::new(document(ids)),
        });
        let router = Router::new().route("/jwks", get(answer)).with_state(endpoint.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/jwks", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        (endpoint, KeySet::at(address).unwrap())
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    fn now_answers(&self, status: u16, ids: &[&str]) {
        self.status.store(status, Ordering::SeqCst);
        *self.document.write().unwrap() = document(ids);
    }
}

async fn answer(State(endpoint): State<Arc<Endpoint>>) -> (StatusCode, String) {
    endpoint.asked.fetch_add(1, Ordering::SeqCst);
    let status = StatusCode::from_u16(endpoint.status.load(Ordering::SeqCst)).unwrap();
    (status, endpoint.document.read().unwrap().clone())
}

fn document(ids: &[&str]) -> String {
    let keys: Vec<String> = ids
        .iter()
        .map(|id| format!(r#"{{"kty":"RSA","kid":"{id}","alg":"RS256","use":"sig","n":"AQAB","e":"AQAB"}}"#))
        .collect();
    format!(r#"{{"keys":[{}]}}"#, keys.join(","))
}

fn at(seconds: i64) -> Instant {
    Instant::from_millis(1_756_887_330_000).plus_seconds(seconds)
}

async fn ids(keys: &KeySet, id: Option<&str>, seconds: i64) -> Result<Vec<String>, NoKey> {
    let found = keys.keys(id, at(seconds)).await?.keys;
    Ok(found.into_iter().map(|key| key.id.unwrap_or_default()).collect())
}

#[tokio::test]
async fn a_set_is_fetched_once_and_again_after_ten_minutes() {
    let (endpoint, keys) = Endpoint::start(&["a"]).await;
    assert_eq!(ids(&keys, Some("a"), 0).await, Ok(vec!["a".to_owned()]));
    assert_eq!(ids(&keys, Some("a"), 599).await, Ok(vec!["a".to_owned()]));
    assert_eq!(endpoint.asked(), 1);
    assert!(ids(&keys, Some("a"), 600).await.is_ok());
    assert_eq!(endpoint.asked(), 2);
}

#[tokio::test]
async fn an_unknown_key_fetches_at_most_every_two_seconds() {
    let (endpoint, keys) = Endpoint::start(&["a"]).await;
    assert!(ids(&keys, Some("a"), 0).await.is_ok());
    for second in [0, 1] {
        assert_eq!(ids(&keys, Some("b"), second).await, Err(NoKey::Unknown));
    }
    assert_eq!(endpoint.asked(), 1);
    endpoint.now_answers(200, &["a", "b"]);
    assert_eq!(ids(&keys, Some("b"), 2).await, Ok(vec!["b".to_owned()]));
    assert_eq!(endpoint.asked(), 2);
    assert_eq!(ids(&keys, None, 3).await, Ok(vec!["a".to_owned(), "b".to_owned()]));
    assert_eq!(ids(&keys, Some("c"), 3).await, Err(NoKey::Unknown));
    assert_eq!(endpoint.asked(), 2);
}

#[tokio::test]
async fn an_outage_is_not_a_refusal_and_keys_outlive_it_for_a_day() {
    let (endpoint, keys) = Endpoint::start(&["a"]).await;
    endpoint.now_answers(500, &[]);
    assert_eq!(ids(&keys, Some("a"), 0).await, Err(NoKey::Unavailable));
    endpoint.now_answers(200, &["a"]);
    assert_eq!(ids(&keys, Some("a"), 0).await, Err(NoKey::Unavailable), "within the pause");
    assert!(ids(&keys, Some("a"), 1).await.is_ok());
    endpoint.now_answers(503, &[]);
    assert!(ids(&keys, Some("a"), 3_600).await.is_ok());
    assert_eq!(ids(&keys, Some("b"), 3_600).await, Err(NoKey::Unavailable), "it may be a new key");
    assert!(ids(&keys, Some("a"), STALE).await.is_ok());
    assert_eq!(ids(&keys, Some("a"), STALE + 2).await, Err(NoKey::Unavailable));
}

#[tokio::test]
async fn nobody_there_is_an_outage() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/jwks", listener.local_addr().unwrap());
    drop(listener);
    let keys = KeySet::at(address).unwrap();
    assert_eq!(ids(&keys, Some("a"), 0).await, Err(NoKey::Unavailable));
}

#[tokio::test]
async fn many_at_once_make_one_fetch() {
    let (endpoint, keys) = Endpoint::start(&["a"]).await;
    let keys = Arc::new(keys);
    let tasks: Vec<_> = (0..20)
        .map(|_| {
            let keys = keys.clone();
            tokio::spawn(async move { ids(&keys, Some("a"), 0).await.is_ok() })
        })
        .collect();
    for task in tasks {
        assert!(task.await.unwrap());
    }
    assert_eq!(endpoint.asked(), 1);
}

#[tokio::test]
async fn what_is_too_long_or_no_key_set_is_not_taken() {
    let (endpoint, keys) = Endpoint::start(&["a"]).await;
    *endpoint.document.write().unwrap() = format!("{}{}", document(&["a"]), " ".repeat(LONGEST));
    assert_eq!(ids(&keys, Some("a"), 0).await, Err(NoKey::Unavailable));
    *endpoint.document.write().unwrap() = "<html>".to_owned();
    assert_eq!(ids(&keys, Some("a"), 2).await, Err(NoKey::Unavailable));
}

#[test]
fn only_rsa_signature_keys_are_kept() {
    let document = br#"{"keys":[
        {"kty":"oct","kid":"secret","k":"AAAA"},
        {"kty":"EC","kid":"ec","crv":"P-256","x":"AA","y":"AA"},
        {"kty":"RSA","kid":"encryption","use":"enc","n":"AQAB","e":"AQAB"},
        {"kty":"RSA","kid":"other","alg":"RS512","n":"AQAB","e":"AQAB"},
        {"kty":"RSA","kid":"broken","n":"!!","e":"AQAB"},
        {"kty":"RSA","kid":"half","n":"AQAB"},
        {"kty":"RSA","n":"AQAB","e":"AQAB","x5t":"?"}]}"#;
    let keys = read_key_set(document).ok().unwrap();
    assert_eq!(keys.iter().map(|key| key.id.clone()).collect::<Vec<_>>(), [None]);
}
