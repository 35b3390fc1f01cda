//! Bodies within limits: each of them, all of one caller, and all together.
//!
//! Room is taken as bytes come, never for what is only announced, and from two stores: small bodies have one of their
//! own, so that a single look-up is never turned away because imports are under way. A body that grows large needs the
//! right to import before more of it is read. How fast a body must come is the connection's business (`connections`).
//!
//! | module | what it is |
//! |---|---|
//! | `room` | what a body may take, and from which store |
//! | `unpacking` | what was sent as bytes of UTF-8: decompressed, and out of other encodings |

mod room;
mod unpacking;

#[cfg(test)]
mod tests;

use std::pin::Pin;
use std::sync::Arc;

use app::caller::Caller;
use app::places::Places;
use axum::body::{Bytes, HttpBody};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::CONTENT_LENGTH;
use events::codes::Right;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::connections::BodyFault;
use room::Room;
use unpacking::Unpacking;

/// The largest body, in bytes, as it is sent and as it is read.
pub const LARGEST_BODY: u64 = 64 * 1024 * 1024;
/// The largest small body, in bytes. Those about a single learner are small: what they bring must fit one event.
pub const LARGEST_SMALL: u64 = 128 * 1024;
/// All small bodies in work together, and those of one caller, in bytes.
const SMALL_BODIES: [u64; 2] = [64 * 1024 * 1024, 8 * 1024 * 1024];
/// All large bodies in work together, and those of one caller, in bytes.
const LARGE_BODIES: [u64; 2] = [4 * LARGEST_BODY, LARGEST_BODY];
/// So many large bodies are parsed and stored at once: each takes a small multiple of its room meanwhile, and a core.
const LARGE_AT_ONCE: usize = 2;

/// How much may be sent. Clones share what is left.
#[derive(Clone)]
pub struct BodyLimits {
    largest: u64,
    small: Places,
    large: Places,
    turns: Arc<Semaphore>,
}

impl Default for BodyLimits {
    fn default() -> BodyLimits {
        BodyLimits::new(LARGEST_BODY, SMALL_BODIES, LARGE_BODIES)
    }
}

/// Why a body is not read to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyRefusal {
    /// It is large, and its sender has no right to send a large one.
    LacksRight,
    /// All room for bodies is taken.
    NoPlace,
    /// The service is shutting down.
    Stopping,
    /// It is not compressed as its `Content-Encoding` says.
    NotGzip,
    /// It is too large, too slow, broken off, or compressed in a way that is not read.
    Status(StatusCode),
}

/// A whole body.
pub struct Body {
    /// What was sent.
    pub pieces: Pieces,
    /// What it takes up. Anyone who makes something of the body holds this as long as they have it.
    pub held: Held,
}

/// A body in the pieces in which it was kept, so that nothing had to move when more came.
pub struct Pieces(Vec<Vec<u8>>);

/// Room for a body, and a turn if it is large; given back when dropped.
pub struct Held {
    _room: Room,
    _turn: Option<OwnedSemaphorePermit>,
}

impl Pieces {
    /// All bytes in a row. Those of a large body are copied, which is no work for threads that answer requests.
    pub fn whole(self) -> Vec<u8> {
        match <[Vec<u8>; 1]>::try_from(self.0) {
            Ok([one]) => one,
            Err(pieces) => pieces.concat(),
        }
    }
}

impl BodyLimits {
    /// At most `largest` bytes in one body. Of `small` bodies and of `large` ones so many bytes are in work in all, and
    /// so many of one caller.
    pub fn new(largest: u64, small: [u64; 2], large: [u64; 2]) -> BodyLimits {
        let places = |work, [in_all, each]: [u64; 2]| Places::new(work, in_all, each);
        let turns = Arc::new(Semaphore::new(LARGE_AT_ONCE));
        BodyLimits { largest, small: places("small bodies", small), large: places("large bodies", large), turns }
    }

    /// Reads a body about a single learner.
    pub async fn single(&self, sent: Request, caller: &Caller) -> Result<Body, BodyRefusal> {
        self.read(sent, Room::new(self, caller, Err(too_large()))).await
    }

    /// Reads an import. A large one is read only for anyone who holds one of these rights; a small one is judged before
    /// its sender's rights are, as in ONR.
    pub async fn import(&self, sent: Request, caller: &Caller, rights: &[Right]) -> Result<Body, BodyRefusal> {
        let may_be_large = if caller.holds_any(rights) { Ok(()) } else { Err(BodyRefusal::LacksRight) };
        self.read(sent, Room::new(self, caller, may_be_large)).await
    }

    async fn read(&self, sent: Request, room: Room) -> Result<Body, BodyRefusal> {
        let announced = sent.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        room.allows(announced.unwrap_or(0))?;
        let mut unpacking = Unpacking::new(sent.headers(), room)?;
        let mut body = sent.into_body();
        while let Some(bytes) = next(&mut body).await? {
            unpacking = unpacking.take(bytes).await?;
        }
        let (pieces, room) = unpacking.end().await?;
        // Nobody ever closes them.
        let turn = if room.is_large() { Arc::clone(&self.turns).acquire_owned().await.ok() } else { None };
        Ok(Body { pieces: Pieces(pieces), held: Held { _room: room, _turn: turn } })
    }
}

/// The next bytes of a body; none after the last.
async fn next(body: &mut axum::body::Body) -> Result<Option<Bytes>, BodyRefusal> {
    loop {
        let frame = std::future::poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await;
        let Some(frame) = frame.transpose().map_err(|error| broken_off(&error))? else { return Ok(None) };
        // What is no data is a trailer, and nobody here reads those.
        if let Ok(data) = frame.into_data() {
            return Ok(Some(data));
        }
    }
}

fn too_large() -> BodyRefusal {
    BodyRefusal::Status(StatusCode::PAYLOAD_TOO_LARGE)
}

/// It came too slowly, the connection broke, or less came than was announced.
fn broken_off(error: &axum::Error) -> BodyRefusal {
    BodyRefusal::Status(match BodyFault::behind(error) {
        Some(BodyFault::TooSlow) => StatusCode::REQUEST_TIMEOUT,
        _ => StatusCode::BAD_REQUEST,
    })
}
