//! What was sent, as bytes of UTF-8: decompressed (`Content-Encoding: gzip`), and out of the encoding that its
//! `Content-Type` names. ONR reads both.
//!
//! What comes out takes room as it comes out, so a small body that would become a huge one is refused in the middle of
//! it. Both is work that grows, so it is done in steps away from the threads that answer requests.

use std::io::{self, Write};

use axum::body::Bytes;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8};
use flate2::write::MultiGzDecoder;

use super::BodyRefusal;
use super::room::Room;

/// So many bytes, or more, are unpacked in one step.
const STEP: usize = 64 * 1024;
/// Size of a piece of a body, in bytes.
const PIECE: usize = 1024 * 1024;

/// A body on its way.
pub(super) struct Unpacking {
    way: Way,
    /// So many bytes have come.
    come: u64,
    /// What of them is for the next step.
    waiting: Vec<u8>,
}

#[expect(clippy::large_enum_variant, reason = "a body has one, where it is read")]
enum Way {
    /// As it was sent, but for its letters.
    Plain(Text),
    /// Compressed.
    Gzip(MultiGzDecoder<Text>),
}

/// Bytes that are text in some encoding, and become UTF-8.
struct Text {
    /// None when it is UTF-8 already.
    decoder: Option<Decoder>,
    pieces: Vec<Vec<u8>>,
    room: Room,
    /// Why there is no more room.
    refused: Option<BodyRefusal>,
}

impl Unpacking {
    /// For a request with these headers.
    pub(super) fn new(headers: &HeaderMap, room: Room) -> Result<Unpacking, BodyRefusal> {
        let decoder = encoding(headers).map(Encoding::new_decoder);
        let text = Text { decoder, pieces: Vec::new(), room, refused: None };
        let way = if is_compressed(headers)? { Way::Gzip(MultiGzDecoder::new(text)) } else { Way::Plain(text) };
        Ok(Unpacking { way, come: 0, waiting: Vec::new() })
    }

    /// Takes in what has come.
    pub(super) async fn take(mut self, bytes: Bytes) -> Result<Unpacking, BodyRefusal> {
        // What becomes nothing takes no room, but time.
        self.come += bytes.len() as u64;
        self.room().allows(self.come)?;
        match &mut self.way {
            Way::Plain(text) if text.decoder.is_none() => text.keep(&bytes)?,
            _ => self.waiting.extend_from_slice(&bytes),
        }
        if self.waiting.len() < STEP { Ok(self) } else { aside(move || self.step()).await }
    }

    /// Everything has come: its pieces, and their room.
    pub(super) async fn end(self) -> Result<(Vec<Vec<u8>>, Room), BodyRefusal> {
        match self.way {
            Way::Plain(text) if text.decoder.is_none() => Ok((text.pieces, text.room)),
            _ => aside(move || self.step()?.last_step()).await,
        }
    }

    fn room(&self) -> &Room {
        match &self.way {
            Way::Plain(text) => &text.room,
            Way::Gzip(gzip) => &gzip.get_ref().room,
        }
    }

    fn step(mut self) -> Result<Unpacking, BodyRefusal> {
        let waiting = std::mem::take(&mut self.waiting);
        match &mut self.way {
            Way::Plain(text) => text.decode(&waiting, false)?,
            Way::Gzip(gzip) => gzip.write_all(&waiting).map_err(|_| refusal(gzip))?,
        }
        Ok(self)
    }

    fn last_step(self) -> Result<(Vec<Vec<u8>>, Room), BodyRefusal> {
        let mut text = match self.way {
            Way::Plain(text) => text,
            Way::Gzip(mut gzip) => {
                gzip.try_finish().map_err(|_| refusal(&mut gzip))?;
                gzip.finish().map_err(|_| not_gzip())?
            }
        };
        text.decode(&[], true)?;
        Ok((text.pieces, text.room))
    }
}

impl Text {
    fn decode(&mut self, mut bytes: &[u8], last: bool) -> Result<(), BodyRefusal> {
        let Some(mut decoder) = self.decoder.take() else { return self.keep(bytes) };
        let mut utf8 = [0; 8192];
        loop {
            let (result, read, written, _) = decoder.decode_to_utf8(bytes, &mut utf8, last);
            self.keep(&utf8[..written])?;
            bytes = &bytes[read..];
            if result == CoderResult::InputEmpty {
                self.decoder = Some(decoder);
                return Ok(());
            }
        }
    }

    fn keep(&mut self, mut bytes: &[u8]) -> Result<(), BodyRefusal> {
        self.room.grow(bytes.len() as u64)?;
        while !bytes.is_empty() {
            if self.pieces.last().is_none_or(|piece| piece.len() == PIECE) {
                self.pieces.push(Vec::new());
            }
            let Some(piece) = self.pieces.last_mut() else { break };
            let (now, rest) = bytes.split_at(bytes.len().min(PIECE - piece.len()));
            piece.extend_from_slice(now);
            bytes = rest;
        }
        Ok(())
    }
}

impl Write for Text {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let kept = self.decode(bytes, false);
        kept.map(|()| bytes.len()).map_err(|refused| {
            self.refused = Some(refused);
            io::ErrorKind::Other.into()
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Runs a step where nobody waits for an answer meanwhile.
async fn aside<T: Send + 'static>(
    step: impl FnOnce() -> Result<T, BodyRefusal> + Send + 'static,
) -> Result<T, BodyRefusal> {
    let stopping = |_| BodyRefusal::Stopping;
    tokio::task::spawn_blocking(step).await.map_err(stopping)?
}

/// Why decompressing ended: there was no room, or it is nothing compressed.
fn refusal(gzip: &mut MultiGzDecoder<Text>) -> BodyRefusal {
    gzip.get_mut().refused.take().unwrap_or_else(not_gzip)
}

fn not_gzip() -> BodyRefusal {
    BodyRefusal::NotGzip
}

/// Is it compressed? What is compressed in another way is refused.
fn is_compressed(headers: &HeaderMap) -> Result<bool, BodyRefusal> {
    let lines = headers.get_all(CONTENT_ENCODING).iter().map(HeaderValue::as_bytes);
    let names = lines.flat_map(|line| line.split(|byte| *byte == b',')).map(<[u8]>::trim_ascii);
    let named: Vec<&[u8]> = names.filter(|name| !name.is_empty() && !name.eq_ignore_ascii_case(b"identity")).collect();
    match named.as_slice() {
        [] => Ok(false),
        [one] if one.eq_ignore_ascii_case(b"gzip") || one.eq_ignore_ascii_case(b"x-gzip") => Ok(true),
        _ => Err(BodyRefusal::Status(StatusCode::UNSUPPORTED_MEDIA_TYPE)),
    }
}

/// The encoding that a `Content-Type` names, when it is another than UTF-8. Older systems send such bodies.
fn encoding(headers: &HeaderMap) -> Option<&'static Encoding> {
    let kind = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let charset = kind.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"'))
    })?;
    Encoding::for_label(charset.as_bytes()).filter(|encoding| *encoding != UTF_8)
}
