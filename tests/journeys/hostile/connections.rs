//! Connections: many that say nothing, answers that nobody takes, and what HTTP/1.1 forbids.

use app::caller::{Caller, CallerKind};
use oppijaloki_tests::client::{CONTEXT, row_about};
use oppijaloki_tests::raw::Raw;
use oppijaloki_tests::server::{On, Registry, SOON};
use oppijaloki_tests::wait::wait_until;
use reqwest::Method;
use vtj::stand_in::Fault;

use super::serves;

everywhere! {
    a_request_names_exactly_one_host,
    http_2_is_not_spoken,
}

on_both_journals! {
    silent_connections_and_readers_of_nothing_keep_nobody_out,
    long_answers_have_places,
    requests_of_one_caller_that_wait_leave_room_to_others,
}

async fn a_request_names_exactly_one_host(on: On) {
    let registry = Registry::start(on).await;
    let get = |version: &str, hosts: &str| format!("GET /health/live {version}\r\n{hosts}Connection: close\r\n\r\n");
    let cases = [
        (200, get("HTTP/1.1", "Host: oppijaloki.example\r\n")),
        (200, get("HTTP/1.1", "host: 127.0.0.1:8090\r\n")),
        (400, get("HTTP/1.1", "")),
        (400, get("HTTP/1.1", "Host: a.example\r\nHost: b.example\r\n")),
        (400, get("HTTP/1.1", "Host: a.example\r\nHost: a.example\r\n")),
        (400, get("HTTP/1.1", "Host: user@a.example\r\n")),
        (400, get("HTTP/1.0", "Host: a.example\r\nHost: b.example\r\n")),
    ];
    for (status, said) in cases {
        assert_eq!(Raw::said(registry.address(), &said).await.status().await, status, "{said}");
    }
    // HTTP/1.0 has no host.
    let old = Raw::said(registry.address(), get("HTTP/1.0", "")).await.rest().await;
    assert!(old.starts_with("HTTP/1.0 200"), "{old}");
}

async fn http_2_is_not_spoken(on: On) {
    let registry = Registry::start(on).await;
    // The preface, the client's settings, and a request.
    let said = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0\0\0\x0f\x01\x05\0\0\0\x01\x82\x86\x84\x41\x8a\xa0\xe4\x1d\x13\x9d\x09\xb8\xf0";
    let answer = Raw::said(registry.address(), said).await.rest().await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 "), "{answer:?}");
}

async fn silent_connections_and_readers_of_nothing_keep_nobody_out(on: On) {
    let registry = Registry::start(on).await;
    let school = registry.school().await;
    let (mut held, address) = (Vec::new(), registry.address());
    for n in 0..150 {
        held.push(match n % 3 {
            0 => Raw::silent(address).await,
            1 => Raw::said(address, "GET /health/live HTTP/1.1\r\nHost: x\r\nX-More: ").await,
            _ => {
                let document = format!("GET {CONTEXT}/v3/api-docs HTTP/1.1\r\nHost: x\r\n\r\n");
                Raw::that_reads_nothing(address, document.repeat(50)).await
            }
        });
    }
    serves(&registry, &school, 1).await;
    drop(held);
}

/// A page of so many rows, or so far back, is not for everybody at once.
async fn long_answers_have_places(on: On) {
    let registry = Registry::start(on).await;
    let (university, school) = (registry.university().await, registry.school().await);
    let long = ["/oppija/muuttuneet?count=10000", "/internal/oppijoidentuonti/virheet?page=100&count=1000"];
    for path in long {
        assert_eq!(university.get(path).await.status, 200);
    }
    let same = Caller {
        kind: CallerKind::Service,
        subject: oppijaloki::commands::demo::samples::UNIVERSITY.subject.to_owned(),
        client: None,
        grants: Vec::new(),
    };
    // As if so many were being written to readers that take their time.
    let held: Vec<_> = std::iter::from_fn(|| registry.app().place_for_rows(&same, 1_000_000).ok()).collect();
    assert!(!held.is_empty());
    for path in long {
        let answer = university.get(path).await;
        assert_eq!((answer.status, answer.header("retry-after")), (503, Some("5")), "{path}");
        assert_eq!(school.get(path).await.status, 200, "{path}");
    }
    assert_eq!(university.get("/oppija/muuttuneet").await.status, 200);
    drop(held);
    assert_eq!(university.get(long[0]).await.status, 200);
}

/// As when the population register hangs, and a program goes on asking.
async fn requests_of_one_caller_that_wait_leave_room_to_others(on: On) {
    let registry = Registry::start(on).await;
    let (university, school) = (registry.university().await, registry.school().await);
    let known = school.import_resolved(&[row_about(&registry.somebody(1), "stu-1")]).await;
    registry.everybody_settled(SOON).await;
    registry.register().set_fault(Fault { delay_ms: 600_000, ..Fault::default() }).unwrap();
    let asking = |n: u64| {
        let (university, row) = (university.clone(), row_about(&registry.somebody(n), ""));
        tokio::spawn(async move { university.look_up(&row).await.status })
    };
    let waiting: Vec<_> = (100..300).map(asking).collect();
    let refused = async || university.get("/oppija/yhteenveto").await.status == 503;
    wait_until("this caller has too many requests under way", SOON, refused).await;
    assert_eq!(university.get("/oppija/yhteenveto").await.header("retry-after"), Some("5"));
    assert_eq!(university.own(Method::GET, "/imports", None).await.status, 503);
    assert_eq!(school.get("/oppija/yhteenveto").await.status, 200);
    assert_eq!(school.numbers(&known[0]).await.status, 200);
    assert_eq!(school.look_up(&row_about(&registry.somebody(1), "")).await.status, 200);
    waiting.iter().for_each(tokio::task::JoinHandle::abort);
    let served = async || university.get("/oppija/yhteenveto").await.status == 200;
    wait_until("the places are free again", SOON, served).await;
}
