//! Bodies within limits: each of them, and all together that are being worked on.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Bytes, HttpBody};
use axum::extract::{FromRef, FromRequest, Request};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use encoding_rs::{Encoding, UTF_8};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use crate::onr::errors::OnrError;

/// The largest body, in bytes.
pub const LARGEST_BODY: usize = 64 * 1024 * 1024;
/// All bodies in work together, in bytes.
pub const ALL_BODIES: usize = 256 * 1024 * 1024;
/// The largest body about a single learner, in bytes: these are read where requests are answered, and what they bring
/// must fit one event.
pub const LARGEST_SINGLE: usize = 128 * 1024;
/// A sender that sends nothing for so long holds room that others need.
const SILENCE: Duration = Duration::from_secs(30);
/// The slowest pace that is waited for, in bytes a second: a body may take the time of its largest size at this pace.
const SLOWEST: usize = 64 * 1024;
/// When it is worth sending again while there is no room, in seconds.
const RETRY_AFTER: u32 = 5;

/// How much may be sent. Clones share what is left.
#[derive(Clone)]
pub struct BodyLimits {
    largest: usize,
    room: Arc<Semaphore>,
    silence: Duration,
}

impl Default for BodyLimits {
    fn default() -> BodyLimits {
        BodyLimits::new(LARGEST_BODY, ALL_BODIES)
    }
}

impl BodyLimits {
    /// At most `largest` bytes in one body and `together` in all that are in work.
    pub fn new(largest: usize, together: usize) -> BodyLimits {
        BodyLimits { largest, room: Arc::new(Semaphore::new(together)), silence: SILENCE }
    }

    fn reserve(&self, bytes: usize) -> Result<OwnedSemaphorePermit, OnrError> {
        let bytes = u32::try_from(bytes).map_err(|_| too_large())?;
        let reserved = Arc::clone(&self.room).try_acquire_many_owned(bytes);
        reserved.map_err(|_| OnrError::Unavailable { retry_after: RETRY_AFTER })
    }

    async fn read(&self, request: Request, largest: usize) -> Result<Body, OnrError> {
        let length =
            request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
        let encoding = encoding(&request);
        let announced = length.unwrap_or(0);
        if announced > largest {
            return Err(too_large());
        }
        // What is announced is reserved before anything is read; what comes unannounced, as it comes.
        let mut room = self.reserve(announced)?;
        let mut bytes = Vec::with_capacity(announced);
        let mut body = request.into_body();
        let whole = self.silence + Duration::from_secs((announced / SLOWEST) as u64);
        let end =
            Instant::now() + if length.is_some() { whole } else { Duration::from_secs((largest / SLOWEST) as u64) };
        loop {
            let next = std::future::poll_fn(|context| Pin::new(&mut body).poll_frame(context));
            let by = end.min(Instant::now() + self.silence);
            let Some(frame) = tokio::time::timeout_at(by, next).await.map_err(|_| too_slow())? else { break };
            let Ok(data) = frame.map_err(|_| cut_off())?.into_data() else { continue };
            if bytes.len() + data.len() > largest {
                return Err(too_large());
            }
            bytes.extend_from_slice(&data);
            let missing = bytes.len().saturating_sub(room.num_permits());
            if missing > 0 {
                room.merge(self.reserve(missing)?);
            }
        }
        if let Some(encoding) = encoding {
            let text = encoding.decode(&bytes).0.into_owned().into_bytes();
            room.merge(self.reserve(text.len().saturating_sub(bytes.len()))?);
            bytes = text;
        }
        Ok(Body { bytes: bytes.into(), _room: room })
    }
}

/// The encoding that a `Content-Type` names, when it is another than UTF-8. ONR reads such bodies, and older systems
/// send them.
fn encoding(request: &Request) -> Option<&'static Encoding> {
    let kind = request.headers().get(CONTENT_TYPE)?.to_str().ok()?;
    let charset = kind.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"'))
    })?;
    Encoding::for_label(charset.as_bytes()).filter(|encoding| *encoding != UTF_8)
}

/// A whole body; its bytes count against the room for all until it is dropped.
pub struct Body {
    /// What was sent.
    pub bytes: Bytes,
    _room: OwnedSemaphorePermit,
}

impl<S> FromRequest<S> for Body
where
    BodyLimits: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = OnrError;

    async fn from_request(request: Request, state: &S) -> Result<Body, OnrError> {
        let limits = BodyLimits::from_ref(state);
        limits.read(request, limits.largest).await
    }
}

/// The body of a request about a single learner.
pub struct SmallBody(pub Body);

impl<S> FromRequest<S> for SmallBody
where
    BodyLimits: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = OnrError;

    async fn from_request(request: Request, state: &S) -> Result<SmallBody, OnrError> {
        let limits = BodyLimits::from_ref(state);
        limits.read(request, limits.largest.min(LARGEST_SINGLE)).await.map(SmallBody)
    }
}

fn too_large() -> OnrError {
    OnrError::Status(StatusCode::PAYLOAD_TOO_LARGE)
}

/// Nothing came for too long, or too little.
fn too_slow() -> OnrError {
    OnrError::Status(StatusCode::REQUEST_TIMEOUT)
}

/// The connection broke, or less came than was announced.
fn cut_off() -> OnrError {
    OnrError::Status(StatusCode::BAD_REQUEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_body_is_read_in_the_encoding_that_its_sender_names() {
        let named = [
            ("application/json; charset=ISO-8859-1", &b"\xc4yr\xe4p\xe4\xe4"[..]),
            ("application/json;charset=\"utf-16\"", b"\xc4\0y\0r\0\xe4\0p\0\xe4\0\xe4\0"),
            ("application/json; Charset=UTF-8", "Äyräpää".as_bytes()),
            ("application/json", "Äyräpää".as_bytes()),
            ("application/json; charset=of-nowhere", "Äyräpää".as_bytes()),
        ];
        for (kind, sent) in named {
            let limits = BodyLimits::new(100, 100);
            let body = axum::body::Body::from(sent.to_vec());
            let request = Request::builder().header(CONTENT_TYPE, kind).body(body).unwrap();
            let Ok(body) = limits.read(request, 100).await else { panic!("refused: {kind}") };
            assert_eq!(std::str::from_utf8(&body.bytes), Ok("Äyräpää"), "{kind}");
        }
    }

    #[tokio::test]
    async fn a_sender_that_falls_silent_is_given_up_and_its_room_is_free_again() {
        let limits = BodyLimits { silence: Duration::from_millis(20), ..BodyLimits::new(100, 100) };
        let begun = futures_util::stream::iter([Ok::<_, std::io::Error>(Bytes::from_static(b"{"))]);
        let body = futures_util::StreamExt::chain(begun, futures_util::stream::pending());
        let request = Request::builder().header(CONTENT_LENGTH, 100).body(axum::body::Body::from_stream(body)).unwrap();
        let Err(OnrError::Status(status)) = limits.read(request, 100).await else { panic!("it was waited for") };
        assert_eq!(status, StatusCode::REQUEST_TIMEOUT);
        assert_eq!(limits.room.available_permits(), 100);
    }
}
