//! Something in the register's place that means no good: nothing is sent elsewhere, nothing is waited for without end,
//! and nothing is read without measure.

use std::time::Duration;

use events::codes::Outage;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use vtj::client::{Register, RegisterConfig, RegisterOutage};

use crate::{ANY, config, first};

/// What somebody in the register's place does with a connection, once a question has come.
#[derive(Clone)]
enum Then {
    /// Says this and closes.
    Says(Vec<u8>),
    /// Says this and keeps the connection open in silence.
    Hangs(Vec<u8>),
    /// Says this, and then a blank now and then, for ever.
    Drips(Vec<u8>),
}

/// Asks somebody who does this with every connection.
async fn ask(then: Then) -> RegisterOutage {
    let listener = TcpListener::bind(ANY).await.unwrap();
    let base_url = format!("http://{}/api/v1", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        loop {
            let (mut connection, _) = listener.accept().await.unwrap();
            let then = then.clone();
            tokio::spawn(async move {
                let _ = connection.read(&mut [0; 4096]).await;
                match then {
                    Then::Says(bytes) => drop(connection.write_all(&bytes).await),
                    Then::Hangs(bytes) => {
                        let _ = connection.write_all(&bytes).await;
                        std::future::pending::<()>().await;
                    }
                    Then::Drips(bytes) => {
                        let _ = connection.write_all(&bytes).await;
                        let mut now_and_then = tokio::time::interval(Duration::from_millis(5));
                        while connection.write_all(b" ").await.is_ok() {
                            now_and_then.tick().await;
                        }
                    }
                }
            });
        }
    });
    let impatient = RegisterConfig { answer_timeout: Duration::from_millis(300), ..config(base_url) };
    let outage = Register::new(impatient).unwrap().ask(&first(2)).await.unwrap_err();
    server.abort();
    outage
}

const HEAD: &str =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{\"perustiedot\":[";

#[tokio::test]
async fn a_register_that_hangs_or_drips_is_given_up_in_time() {
    for begun in ["", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\nX: ", HEAD] {
        for then in [Then::Hangs(begun.into()), Then::Drips(begun.into())] {
            let outage = ask(then).await;
            assert!([Outage::Unreachable, Outage::Failing].contains(&outage.kind), "{begun:?}: {outage}");
        }
    }
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n";
    assert_eq!(ask(Then::Hangs(chunked.into())).await.kind, Outage::Unreachable);
}

#[tokio::test]
async fn credentials_and_hetus_are_sent_nowhere_else() {
    let elsewhere = TcpListener::bind(ANY).await.unwrap();
    let place = elsewhere.local_addr().unwrap();
    for status in
        ["301 Moved", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect", "300 Many"]
    {
        for location in [format!("http://{place}/api/v1/perustiedot"), format!("//{place}/")] {
            let answer = format!("HTTP/1.1 {status}\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n");
            let outage = ask(Then::Says(answer.into_bytes())).await;
            assert_eq!(outage.kind, Outage::Refused, "{status}");
            assert!(!outage.to_string().contains(&place.to_string()), "{outage}");
        }
    }
    let another =
        "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\nRefresh: 0; url=http://x/\r\n\r\n";
    assert_eq!(ask(Then::Says(another.into())).await.kind, Outage::Refused);
    let nobody_came = tokio::time::timeout(Duration::from_millis(1), elsewhere.accept()).await.is_err();
    assert!(nobody_came, "somebody was asked elsewhere");
}

#[tokio::test]
async fn an_answer_beyond_measure_is_none() {
    let answer = |headers: &str, body: &str| {
        format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n{headers}\r\n\r\n{body}", body.len()).into_bytes()
    };
    let deep = format!("{{\"perustiedot\":{}{}}}", "[".repeat(200_000), "]".repeat(200_000));
    let wide = format!("{{\"perustiedot\":[{}]}}", vec!["{}"; 200_000].join(","));
    let long = "x".repeat(1_000_000);
    let packed = "\u{1f}\u{8b}\u{8}\0\0\0\0\0";
    for (what, said) in [
        ("nested", answer("", &deep)),
        ("of many people who are none", answer("", &wide)),
        ("of a long head", answer(&format!("X-Long: {long}"), "{}")),
        ("of many heads", answer(&"X: y\r\n".repeat(50_000), "{}")),
        ("packed", answer("Content-Encoding: gzip", packed)),
        ("of a length that is none", b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n{}".to_vec()),
        ("of two lengths", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}".to_vec()),
        ("of interim answers", b"HTTP/1.1 103 Early Hints\r\n\r\n".repeat(1_000)),
        ("of another protocol", b"SSH-2.0-OpenSSH_9.0\r\n".to_vec()),
        ("of nothing", Vec::new()),
    ] {
        let outage = ask(Then::Says(said)).await;
        assert!([Outage::Failing, Outage::Unreachable].contains(&outage.kind), "{what}: {outage}");
        assert!(outage.to_string().len() < 500, "{what}: {outage}");
    }
}

#[tokio::test]
async fn a_time_to_come_back_may_be_anything() {
    for (value, expected) in [
        ("99999999999999999999999", None),
        ("18446744073709551615", Some(Duration::from_secs(u64::MAX))),
        ("-1", None),
        ("1e9", None),
        ("1.5", None),
        ("Fri, 31 Dec 9999 23:59:59 GMT", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("tomorrow", None),
        ("0", Some(Duration::ZERO)),
    ] {
        let answer = format!("HTTP/1.1 429 Too Many\r\nRetry-After: {value}\r\nContent-Length: 0\r\n\r\n");
        let outage = ask(Then::Says(answer.into_bytes())).await;
        assert_eq!((outage.kind, outage.retry_after), (Outage::Throttled, expected), "{value}");
    }
}
