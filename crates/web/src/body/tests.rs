//! Bodies of every packing and size, against limits of a few mebibytes.

use std::io::Write;

use app::caller::{CallerKind, Grant};
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use flate2::Compression;
use flate2::write::GzEncoder;
use futures_util::{StreamExt, stream};

use super::*;

const RIGHTS: &[Right] = &[Right::Oppijoidentuonti];
const MEBIBYTE: u64 = 1024 * 1024;

fn nobody(subject: &str) -> Caller {
    Caller { kind: CallerKind::Service, subject: subject.to_owned(), client: None, grants: Vec::new() }
}

fn importer(subject: &str) -> Caller {
    let grant = Grant { organisation: "1.2.246.562.10.11111111111".parse().unwrap(), right: Right::Oppijoidentuonti };
    Caller { grants: vec![grant], ..nobody(subject) }
}

fn limits() -> BodyLimits {
    BodyLimits::new(4 * MEBIBYTE, [MEBIBYTE, MEBIBYTE / 2], [8 * MEBIBYTE, 4 * MEBIBYTE])
}

fn request(headers: &[(axum::http::HeaderName, &str)], body: impl Into<axum::body::Body>) -> Request {
    let builder = headers.iter().fold(Request::builder(), |builder, (name, value)| builder.header(name, *value));
    builder.body(body.into()).unwrap()
}

/// A body of which these bytes come and then, for ever, nothing.
fn unfinished(bytes: u64) -> axum::body::Body {
    let come = stream::iter([Ok::<_, std::io::Error>(Bytes::from(vec![b' '; bytes as usize]))]);
    axum::body::Body::from_stream(come.chain(stream::pending()))
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn status(refusal: BodyRefusal) -> StatusCode {
    match refusal {
        BodyRefusal::LacksRight => StatusCode::UNAUTHORIZED,
        BodyRefusal::NoPlace | BodyRefusal::Stopping => StatusCode::SERVICE_UNAVAILABLE,
        BodyRefusal::NotGzip => StatusCode::BAD_REQUEST,
        BodyRefusal::Status(status) => status,
    }
}

async fn whole(limits: &BodyLimits, request: Request) -> Result<Vec<u8>, StatusCode> {
    let read = limits.import(request, &importer("a"), RIGHTS).await;
    read.map(|body| body.pieces.whole()).map_err(status)
}

/// Begins to read a body that does not end, until all that comes of it has been taken.
async fn begun(limits: &BodyLimits, caller: Caller, bytes: u64) -> tokio::task::JoinHandle<()> {
    let (limits, sent) = (limits.clone(), request(&[], unfinished(bytes)));
    let reading = tokio::spawn(async move { drop(limits.import(sent, &caller, RIGHTS).await) });
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    reading
}

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
        let plain = request(&[(CONTENT_TYPE, kind)], sent.to_vec());
        let packed = request(&[(CONTENT_TYPE, kind), (CONTENT_ENCODING, "gzip")], gzip(sent));
        for request in [plain, packed] {
            assert_eq!(whole(&limits(), request).await.as_deref(), Ok("Äyräpää".as_bytes()), "{kind}");
        }
    }
}

#[tokio::test]
async fn large_bodies_come_whole_out_of_every_packing() {
    let text: String = (0..200_000).map(|n| format!("ä{n} ")).collect();
    let latin: Vec<u8> = text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    assert!(text.len() as u64 > MEBIBYTE && (text.len() as u64) < 4 * MEBIBYTE);
    let kind = (CONTENT_TYPE, "application/json;charset=latin1");
    let packed = (CONTENT_ENCODING, "GZIP");
    let requests = [
        request(&[], text.clone()),
        request(std::slice::from_ref(&kind), latin.clone()),
        request(std::slice::from_ref(&packed), gzip(text.as_bytes())),
        request(&[(CONTENT_ENCODING, "identity, x-gzip"), kind], gzip(&latin)),
        // One after the other is one body (RFC 1952, 2.2).
        request(&[packed], [gzip(&text.as_bytes()[..1000]), gzip(&text.as_bytes()[1000..])].concat()),
    ];
    for request in requests {
        assert_eq!(whole(&limits(), request).await.as_deref(), Ok(text.as_bytes()));
    }
}

#[tokio::test]
async fn what_becomes_too_large_is_refused_whatever_it_was_packed_in() {
    let blanks = vec![b' '; 5 * MEBIBYTE as usize];
    // Each byte becomes two, so it is within the limit as it is sent.
    let latin = vec![0xe4; 3 * MEBIBYTE as usize];
    let empty: Vec<u8> = std::iter::repeat_n(gzip(b""), 300_000).flatten().collect();
    assert!(empty.len() as u64 > 4 * MEBIBYTE);
    let requests = [
        request(&[], blanks.clone()),
        request(&[(CONTENT_TYPE, "application/json;charset=latin1")], latin),
        request(&[(CONTENT_ENCODING, "gzip")], gzip(&blanks)),
        // What becomes nothing takes time all the same.
        request(&[(CONTENT_ENCODING, "gzip")], empty),
    ];
    for request in requests {
        let limits = limits();
        assert_eq!(whole(&limits, request).await, Err(StatusCode::PAYLOAD_TOO_LARGE));
        assert!(whole(&limits, request_of(4 * MEBIBYTE)).await.is_ok(), "all room is free again");
    }
    let single = request(&[(CONTENT_ENCODING, "gzip")], gzip(&blanks[..LARGEST_SMALL as usize + 1]));
    let refused = limits().single(single, &importer("a")).await.err().map(status);
    assert_eq!(refused, Some(StatusCode::PAYLOAD_TOO_LARGE));
}

fn request_of(bytes: u64) -> Request {
    request(&[], vec![b' '; bytes as usize])
}

#[tokio::test]
async fn other_packings_and_broken_ones_are_refused() {
    for name in ["br", "deflate", "zstd", "compress", "gzip, gzip", "nonsense"] {
        let refused = whole(&limits(), request(&[(CONTENT_ENCODING, name)], "{}")).await;
        assert_eq!(refused, Err(StatusCode::UNSUPPORTED_MEDIA_TYPE), "{name}");
    }
    let good = gzip(b"{}");
    let mut flipped = good.clone();
    flipped[12] ^= 0x55;
    for broken in [&b"{}"[..], b"", &good[..good.len() - 1], &flipped, &[good.as_slice(), b"{}"].concat()] {
        let refused = whole(&limits(), request(&[(CONTENT_ENCODING, "gzip")], broken.to_vec())).await;
        assert_eq!(refused, Err(StatusCode::BAD_REQUEST), "{broken:?}");
    }
}

#[tokio::test]
async fn what_is_only_announced_takes_no_room() {
    let limits = limits();
    let mut reading = Vec::new();
    for _ in 0..100 {
        let (limits, sent) = (limits.clone(), request(&[(CONTENT_LENGTH, "4194304")], unfinished(1)));
        reading.push(tokio::spawn(async move { drop(limits.import(sent, &importer("a"), RIGHTS).await) }));
    }
    tokio::task::yield_now().await;
    assert!(whole(&limits, request_of(4 * MEBIBYTE)).await.is_ok());
    assert!(reading.iter().all(|reading| !reading.is_finished()));
}

#[tokio::test]
async fn one_caller_takes_no_room_from_another() {
    let limits = limits();
    let held = [begun(&limits, importer("a"), 3 * MEBIBYTE).await, begun(&limits, importer("a"), MEBIBYTE).await];
    let refused = limits.import(request_of(MEBIBYTE), &importer("a"), RIGHTS).await.err().map(status);
    assert_eq!(refused, Some(StatusCode::SERVICE_UNAVAILABLE));
    assert!(limits.import(request_of(4 * MEBIBYTE), &importer("b"), RIGHTS).await.is_ok());
    held.iter().for_each(tokio::task::JoinHandle::abort);
    for reading in held {
        let _ = reading.await;
    }
    assert!(whole(&limits, request_of(4 * MEBIBYTE)).await.is_ok(), "given back when senders go away");
}

#[tokio::test]
async fn large_bodies_leave_the_room_of_small_ones_alone() {
    let limits = limits();
    let held = [begun(&limits, importer("a"), 4 * MEBIBYTE).await, begun(&limits, importer("b"), 4 * MEBIBYTE).await];
    let refused = limits.import(request_of(MEBIBYTE), &importer("c"), RIGHTS).await.err().map(status);
    assert_eq!(refused, Some(StatusCode::SERVICE_UNAVAILABLE), "no room is left for large ones");
    for subject in ["a", "b", "c"] {
        assert!(limits.single(request_of(LARGEST_SMALL), &importer(subject)).await.is_ok());
        assert!(limits.import(request_of(LARGEST_SMALL), &importer(subject), RIGHTS).await.is_ok());
    }
    assert!(held.iter().all(|reading| !reading.is_finished()));
}

#[tokio::test]
async fn large_bodies_need_the_right_before_more_of_them_is_read() {
    let limits = limits();
    let announced = || request(&[(CONTENT_LENGTH, "131073")], unfinished(0));
    let grown = || request(&[], unfinished(LARGEST_SMALL + 1));
    let grown_out_of_gzip = || request(&[(CONTENT_ENCODING, "gzip")], gzip(&vec![b' '; 3 * MEBIBYTE as usize]));
    for sent in [announced(), grown(), grown_out_of_gzip()] {
        let refused = limits.import(sent, &nobody("a"), RIGHTS).await.err();
        assert_eq!(refused, Some(BodyRefusal::LacksRight));
    }
    // A small one is judged first, as in ONR.
    assert!(limits.import(request_of(LARGEST_SMALL), &nobody("a"), RIGHTS).await.is_ok());
}
