//! Bodies within limits: each of them, and all together that are being worked on.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRef, FromRequest, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_LENGTH;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::onr::errors::OnrError;

/// The largest body, in bytes.
pub const LARGEST_BODY: usize = 64 * 1024 * 1024;
/// All bodies in work together, in bytes.
pub const ALL_BODIES: usize = 256 * 1024 * 1024;
/// When it is worth sending again while there is no room, in seconds.
const RETRY_AFTER: u32 = 5;

/// How much may be sent. Clones share what is left.
#[derive(Clone)]
pub struct BodyLimits {
    largest: usize,
    room: Arc<Semaphore>,
}

impl Default for BodyLimits {
    fn default() -> BodyLimits {
        BodyLimits::new(LARGEST_BODY, ALL_BODIES)
    }
}

impl BodyLimits {
    /// At most `largest` bytes in one body and `together` in all that are in work.
    pub fn new(largest: usize, together: usize) -> BodyLimits {
        BodyLimits { largest, room: Arc::new(Semaphore::new(together)) }
    }

    fn reserve(&self, bytes: usize) -> Result<OwnedSemaphorePermit, OnrError> {
        let bytes = u32::try_from(bytes).map_err(|_| too_large())?;
        let reserved = Arc::clone(&self.room).try_acquire_many_owned(bytes);
        reserved.map_err(|_| OnrError::Unavailable { retry_after: RETRY_AFTER })
    }
}

/// A whole body; its bytes count against the room for all until it is dropped.
pub struct Body {
    /// What was sent.
    pub bytes: Bytes,
    _room: Option<OwnedSemaphorePermit>,
}

impl<S> FromRequest<S> for Body
where
    BodyLimits: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = OnrError;

    async fn from_request(request: Request, state: &S) -> Result<Body, OnrError> {
        let limits = BodyLimits::from_ref(state);
        let length = request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
        // Without a length nobody knows how much will come: room for the largest is kept until it is known.
        let expected = length.unwrap_or(limits.largest);
        if expected > limits.largest {
            return Err(too_large());
        }
        let mut room = limits.reserve(expected)?;
        let bytes = axum::body::to_bytes(request.into_body(), limits.largest).await.map_err(|_| broken())?;
        let spare = expected.saturating_sub(bytes.len());
        drop(room.split(spare));
        Ok(Body { bytes, _room: Some(room) })
    }
}

fn too_large() -> OnrError {
    OnrError::Status(StatusCode::PAYLOAD_TOO_LARGE)
}

/// Cut off, or longer than the limit without having said so.
fn broken() -> OnrError {
    OnrError::Status(StatusCode::PAYLOAD_TOO_LARGE)
}
