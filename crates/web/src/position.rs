//! Reading one's own writes, on any node: each answer says how far the log is, and a request that says so in turn waits
//! until this node is as far.

use std::sync::Arc;
use std::time::Duration;

use app::App;
use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::middleware::Next;
use axum::response::Response;
use events::Position;
use tokio::sync::Semaphore;

/// Header that carries a position of the log, in requests and in answers.
pub const POSITION: &str = "x-log-position";

/// No request waits longer; the position in its answer then says that this node is behind.
const AT_MOST: Duration = Duration::from_secs(1);

/// So many requests wait at the same time. Anybody may say a position, and anyone who waits keeps a connection.
const WAITING: usize = 128;

/// Whose positions are told and waited for.
#[derive(Clone)]
pub struct Positioned {
    app: App,
    waiting: Arc<Semaphore>,
}

impl Positioned {
    /// Those of this node.
    pub fn new(app: App) -> Positioned {
        Positioned { app, waiting: Arc::new(Semaphore::new(WAITING)) }
    }

    /// Waits until this node is as far. When too many wait it says at once that it is not.
    async fn reaches(&self, position: Position) -> bool {
        if self.app.read_position() >= position {
            return true;
        }
        let Ok(_place) = self.waiting.try_acquire() else { return false };
        self.app.wait_for(position, AT_MOST).await.is_ok()
    }
}

/// An answer with the position of what was written: the sender's next request may wait for it.
pub fn at(position: Position, mut response: Response) -> Response {
    response.headers_mut().insert(POSITION, HeaderValue::from(position.0));
    response
}

/// Waits for the position that the request carries, and puts this node's own on the answer.
pub async fn read_your_writes(State(positioned): State<Positioned>, request: Request, next: Next) -> Response {
    let written = request.headers().get(POSITION).and_then(|value| value.to_str().ok()?.parse().ok());
    let caught_up = match written {
        Some(position) => positioned.reaches(Position(position)).await,
        None => true,
    };
    let mut response = next.run(request).await;
    // Anyone who has written something is told where that stands.
    if response.headers().contains_key(POSITION) {
        return response;
    }
    let app = &positioned.app;
    let position = if caught_up { app.store().head().position } else { app.read_position() };
    response.headers_mut().insert(POSITION, HeaderValue::from(position.0));
    response
}
