//! Programs that want to keep the registry from others. While each attack is held open, everybody else is served.
//!
//! | module | what is attacked |
//! |---|---|
//! | `bodies` | room for what is sent |
//! | `connections` | connections, and the protocol on them |
//! | `stop` | the end of the process |

mod bodies;
mod connections;
mod stop;

use oppijaloki_tests::client::{Client, row_about};
use oppijaloki_tests::server::Registry;
use serde_json::json;

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
