//! Room for bodies: nobody gets it by announcing or trickling, one sender leaves room to others, and a small packing is
//! no way around it.

use std::time::Duration;

use oppijaloki::generate::{Row, to_oppija_json};
use oppijaloki_tests::client::{Answer, Client, foreign_row, look_up_body, row_about};
use oppijaloki_tests::raw::{Raw, head};
use oppijaloki_tests::server::{IN_THE_END, On, Registry};
use oppijaloki_tests::wait::wait_until;
use reqwest::Method;

use super::{powerless, serves};

everywhere! {
    compressed_bodies_are_taken,
    compressed_bodies_that_become_too_large_are_refused,
    bodies_in_unknown_packings_are_refused,
    large_bodies_are_refused_before_they_are_read_when_the_right_is_missing,
}

on_both_journals! {
    what_is_announced_and_trickles_keeps_nobody_else_out,
    one_sender_leaves_room_to_all_others,
}

const LARGEST: usize = 64 * 1024 * 1024;
/// More than a small body.
const LARGE: usize = 200 * 1024;

async fn packed(client: &Client, method: Method, path: &str, packing: &str, body: Vec<u8>) -> Answer {
    let request = client.request(method, path).header("content-type", "application/json");
    let response = request.header("content-encoding", packing).body(body).send().await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Answer { status, headers, text: response.text().await.unwrap() }
}

/// As `gzip` writes it.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

async fn compressed_bodies_are_taken(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let row = row_about(&registry.somebody(1), "stu-1");
    let answer = packed(&university, Method::POST, "/yleistunniste/hae", "gzip", gzip(look_up_body(&row).as_bytes()));
    assert_eq!(answer.await.status, 200);
    for (rows, packing) in [(1, "gzip"), (2_000, "x-gzip")] {
        let rows: Vec<Row> = (0..rows).map(|n| Row { tunniste: Some(format!("stu-{n}")), ..row.clone() }).collect();
        let answer = packed(&university, Method::PUT, "/oppija", packing, gzip(to_oppija_json(&rows, None).as_bytes()));
        assert_eq!(answer.await.ok()["kasiteltavia"], rows.len());
    }
}

async fn compressed_bodies_that_become_too_large_are_refused(on: On) {
    let registry = Registry::start(on).await;
    let (university, before) = (registry.university().await, registry.head());
    let too_large = gzip(&vec![b' '; LARGEST + 1]);
    assert!(too_large.len() < 128 * 1024, "it looks small: {}", too_large.len());
    for (method, path) in [(Method::PUT, "/oppija"), (Method::PUT, "/yleistunniste"), (Method::POST, "/oppija")] {
        assert_eq!(packed(&university, method, path, "gzip", too_large.clone()).await.status, 413, "{path}");
    }
    // What is large for a single learner need not be much.
    let large = gzip(&vec![b' '; LARGE]);
    assert_eq!(packed(&university, Method::POST, "/yleistunniste/hae", "gzip", large.clone()).await.status, 413);
    assert_eq!(packed(&powerless(&registry), Method::PUT, "/oppija", "gzip", large).await.status, 401);
    assert_eq!(registry.head(), before);
}

async fn bodies_in_unknown_packings_are_refused(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let body = to_oppija_json([&row_about(&registry.somebody(1), "stu-1")], None).into_bytes();
    for packing in ["br", "deflate", "zstd", "gzip, gzip"] {
        let answer = packed(&university, Method::PUT, "/oppija", packing, body.clone()).await;
        assert_eq!((answer.status, answer.json()["status"].as_u64()), (415, Some(415)), "{packing}");
    }
    let answer = packed(&university, Method::PUT, "/oppija", "gzip", body).await;
    assert_eq!(answer.status, 400);
    assert!(answer.json()["message"].as_str().unwrap().contains("gzip"), "{}", answer.text);
}

async fn large_bodies_are_refused_before_they_are_read_when_the_right_is_missing(on: On) {
    let registry = Registry::start(on).await;
    let powerless = powerless(&registry);
    for path in ["/oppija", "/yleistunniste"] {
        let announced = head(&powerless, "PUT", path, &[&format!("Content-Length: {LARGEST}")]);
        assert_eq!(Raw::said(registry.address(), announced).await.status().await, 401, "nothing of it was sent");
        let mut grows =
            Raw::said(registry.address(), head(&powerless, "PUT", path, &["Transfer-Encoding: chunked"])).await;
        grows.say(format!("{LARGE:x}\r\n{}\r\n", " ".repeat(LARGE))).await;
        assert_eq!(grows.status().await, 401, "it has no end");
        // Small ones are judged first, as in ONR.
        assert_eq!(powerless.send(Method::PUT, path, "{").await.status, 400);
    }
}

/// A file of many rows, most of which a reader has to look at.
fn large_import(registry: &Registry) -> Vec<Row> {
    let row = |n: u64| Row { tunniste: Some("x".repeat(200)), ..row_about(&registry.somebody(n), "") };
    let rows: Vec<Row> = (0..600).map(|n| row(500 + n)).collect();
    assert!(to_oppija_json(&rows, None).len() > LARGE);
    rows
}

async fn what_is_announced_and_trickles_keeps_nobody_else_out(on: On) {
    let registry = Registry::start(on).await;
    let (university, school, powerless) = (registry.university().await, registry.school().await, powerless(&registry));
    let mut held = Vec::new();
    for (method, path, length) in [("PUT", "/oppija", LARGEST), ("POST", "/yleistunniste/hae", 128 * 1024)] {
        for client in [&university, &powerless] {
            for _ in 0..8 {
                let head = head(client, method, path, &[&format!("Content-Length: {length}")]);
                let begun = Raw::said(registry.address(), format!("{head}{{")).await;
                held.push(begun.goes_on_saying(b" ".to_vec(), Duration::from_secs(1)));
            }
        }
    }
    serves(&registry, &school, 1).await;
    serves(&registry, &university, 3).await;
    school.import(&large_import(&registry)).await;
    held.iter().for_each(tokio::task::JoinHandle::abort);
}

async fn one_sender_leaves_room_to_all_others(on: On) {
    let registry = Registry::start(on).await;
    let (university, school) = (registry.university().await, registry.school().await);
    let mut large =
        Raw::said(registry.address(), head(&university, "PUT", "/oppija", &[&format!("Content-Length: {LARGEST}")]))
            .await;
    large.say(vec![b' '; LARGEST - 16 * 1024 * 1024]).await;
    let held = large.goes_on_saying(vec![b' '; 16 * 1024], Duration::from_millis(100));
    // It comes at its own pace, and takes room as it comes.
    let too_much = vec![b' '; 32 * 1024 * 1024];
    let refused = async || university.send(Method::PUT, "/oppija", too_much.clone()).await;
    // A try that was read whole may keep its own room for a moment from the next one.
    let no_room = async || refused().await.status == 503 && refused().await.status == 503;
    wait_until("this sender has no more room", IN_THE_END, no_room).await;
    let answer = refused().await;
    assert_eq!((answer.status, answer.header("retry-after")), (503, Some("5")));
    serves(&registry, &school, 1).await;
    serves(&registry, &university, 3).await;
    assert_eq!(
        school.send(Method::PUT, "/oppija", too_much.clone()).await.status,
        400,
        "read, and refused for what it is"
    );
    let foreign = foreign_row("Liina", "Tamm", "stu-9");
    assert!(!university.import_resolved(&[Row { passport: Some("AB1234567".to_owned()), ..foreign }]).await.is_empty());
    // Anyone who keeps the registry learns who has the room.
    let logged = registry.logged();
    let line = logged.lines().find(|line| line.contains("no place is free") && line.contains("large bodies"));
    let line = line.expect("a line about it");
    assert!(line.contains("(demo-university): "), "{line}");
    held.abort();
    let free = async || refused().await.status == 400;
    wait_until("the room is given back when the sender goes away", IN_THE_END, free).await;
}
