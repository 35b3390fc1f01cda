//! What somebody with bad intentions sends, and what becomes of it: `docs/operations/attacks.md` lists every line of attack
//! that was tried with the test that holds it.
//!
//! Most of it happens where requests are taken in, so that it runs on the embedded journal alone. `bodies`, `connections`
//! and `stop` are programs that want to keep the registry from others: while each attack is held open, everybody else is
//! served.

use oppijaloki_tests::client::{Client, row_about};
use oppijaloki_tests::server::Registry;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

mod bodies;
mod connections;
mod crowd;
mod injection;
mod json_bodies;
mod own_interface;
mod parameters;
mod raw_http;
mod redirects;
mod serve_alone;
mod sessions;
mod stop;
mod tokens;

/// Says these bytes on a connection of its own and nothing more, and gives whatever comes back.
async fn said(registry: &Registry, bytes: &[u8]) -> String {
    let mut connection = TcpStream::connect(registry.address()).await.unwrap();
    // The other end may have closed before everything was sent, or without having read it.
    let _ = connection.write_all(bytes).await;
    let _ = connection.shutdown().await;
    let mut answer = Vec::new();
    let _ = connection.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

/// Does the registry go on as if nothing had been?
async fn goes_on(registry: &Registry) {
    let university = registry.university().await;
    assert_eq!(university.get("/oppija/yhteenveto").await.status, 200);
}

/// A program whose token holds, and who has been granted nothing.
fn powerless(registry: &Registry) -> Client {
    let now = registry.app().now().millis() / 1000;
    let claims = json!({
        "iss": registry.issuer(), "aud": "oppijaloki", "sub": "1.2.246.562.24.00000010252", "client_id": "powerless",
        "iat": now, "nbf": now, "exp": now + 600, "roles": {},
    });
    registry.with_token(Some(registry.signing_key().sign(&claims).unwrap()))
}

/// The registry lives, and somebody who does nothing wrong is served: a look-up, and a small import to its end.
async fn serves(registry: &Registry, other: &Client, number: u64) {
    let live = reqwest::get(format!("http://{}/health/live", registry.address())).await.unwrap();
    assert_eq!(live.status(), 200);
    assert_eq!(other.look_up(&row_about(&registry.somebody(number), "")).await.status, 200);
    let import = other.import(&[row_about(&registry.somebody(number + 1), "stu-1")]).await;
    other.resolved(import).await;
}
