//! What somebody with bad intentions sends, and what becomes of it: `docs/operations/attacks.md` lists every line of attack
//! that was tried with the test that holds it.
//!
//! All of it happens where requests are taken in, so that it runs on the embedded journal alone.

use oppijaloki_tests::server::Registry;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

mod bodies;
mod crowd;
mod injection;
mod own_interface;
mod parameters;
mod raw_http;
mod redirects;
mod serve_alone;
mod sessions;
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
