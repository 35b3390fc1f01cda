//! Answers of JSON on the compatible paths, as programs may ask for them: under a tag that says whether anything has
//! changed since (`ETag`, `If-None-Match`), and compressed (`Accept-Encoding: gzip`).

use std::io::Write;

use aws_lc_rs::digest::{SHA256, digest};
use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::Request;
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::headers::weighted;

/// Answers of fewer bytes are not worth compressing, and those of more are not held to be.
const COMPRESSED: std::ops::Range<u64> = 32 * 1024..64 * 1024 * 1024;
/// Answers of more bytes have no tag: it takes longer to make than it would save.
const TAGGED: u64 = 1024 * 1024;

/// Tags what is read, answers 304 to whoever has it, and compresses what is long. Lay it around the interface with
/// `axum::middleware::from_fn`.
pub async fn tagged_and_compressed(request: Request, next: Next) -> Response {
    let reads = request.method() == Method::GET;
    let known = request.headers().get(IF_NONE_MATCH).cloned();
    let gzip = takes_gzip(request.headers());
    let response = next.run(request).await;
    let is_json = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind == "application/json");
    // A stream has no size before its end.
    let size = response.body().size_hint().exact().filter(|_| response.status() == StatusCode::OK && is_json);
    let Some(size) = size else { return response };
    let (tag, compress) = (reads && size <= TAGGED, gzip && COMPRESSED.contains(&size));
    if tag || compress { answer(response, known, (tag, compress)).await } else { response }
}

fn takes_gzip(headers: &HeaderMap) -> bool {
    weighted(headers, ACCEPT_ENCODING).any(|(name, weight)| name.eq_ignore_ascii_case("gzip") && weight > 0.0)
}

async fn answer(response: Response, known: Option<HeaderValue>, (tag, compress): (bool, bool)) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    if tag {
        let tag = tag_of(&bytes);
        if known.is_some_and(|known| names(&known, &tag)) {
            parts.status = StatusCode::NOT_MODIFIED;
            [CONTENT_TYPE, CONTENT_LENGTH].into_iter().for_each(|name| drop(parts.headers.remove(name)));
            parts.headers.insert(ETAG, tag);
            return Response::from_parts(parts, Body::empty());
        }
        parts.headers.insert(ETAG, tag);
    }
    if !compress {
        return Response::from_parts(parts, Body::from(bytes));
    }
    let plain = bytes.clone();
    let body = match tokio::task::spawn_blocking(move || compressed(&plain)).await {
        Ok(Ok(compressed)) => {
            parts.headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            parts.headers.insert(VARY, HeaderValue::from_static("Accept-Encoding"));
            parts.headers.remove(CONTENT_LENGTH);
            compressed
        }
        _ => bytes,
    };
    Response::from_parts(parts, Body::from(body))
}

/// Weak: the same text, whether it is compressed or not.
fn tag_of(bytes: &[u8]) -> HeaderValue {
    let hash = digest(&SHA256, bytes);
    let half = hash.as_ref().first_chunk().map_or(0, |bytes| u128::from_be_bytes(*bytes));
    HeaderValue::try_from(format!("W/\"{half:032x}\"")).unwrap_or_else(|_| HeaderValue::from_static("W/\"\""))
}

fn names(known: &HeaderValue, tag: &HeaderValue) -> bool {
    let opaque = |text: &str| text.trim().trim_start_matches("W/").to_owned();
    let own = tag.to_str().map(opaque).unwrap_or_default();
    known.to_str().is_ok_and(|known| known.split(',').any(|one| one.trim() == "*" || opaque(one) == own))
}

fn compressed(bytes: &[u8]) -> std::io::Result<Bytes> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 8), Compression::fast());
    encoder.write_all(bytes)?;
    encoder.finish().map(Bytes::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(accepted: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static(accepted))])
    }

    #[test]
    fn gzip_is_for_whoever_takes_it() {
        for taken in ["gzip", "deflate, gzip;q=0.5", "br, GZIP"] {
            assert!(takes_gzip(&headers(taken)), "{taken}");
        }
        for refused in ["", "identity", "gzip;q=0", "br"] {
            assert!(!takes_gzip(&headers(refused)), "{refused}");
        }
    }

    #[test]
    fn a_tag_is_known_again_weak_or_strong_and_among_others() {
        let tag = tag_of(b"{}");
        let text = tag.to_str().unwrap();
        let strong = text.trim_start_matches("W/").to_owned();
        for known in [text.to_owned(), strong.clone(), format!("\"other\", {strong}"), "*".to_owned()] {
            assert!(names(&HeaderValue::try_from(known).unwrap(), &tag));
        }
        assert!(!names(&HeaderValue::from_static("\"other\""), &tag));
    }
}
