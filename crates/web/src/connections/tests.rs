//! Connections on which somebody behaves well, badly, or not at all.

use axum::Router;
use axum::body::to_bytes;
use axum::http::StatusCode;
use axum::routing::{get, put};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::{Semaphore, oneshot};

use super::*;

const SHORT: Duration = Duration::from_millis(100);
const GET: &[u8] = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n";

/// Everything is waited for so long that a test would not end by it.
fn patient() -> ConnectionLimits {
    let pace = Pace { at_once: Duration::from_secs(3600), bytes_a_second: 1 };
    let hour = pace.at_once;
    ConnectionLimits { most: 100, silence: hour, largest_head: 8192, sent: pace, taken: pace, stop: hour }
}

/// `/` answers; a `PUT` reads its body whole and says whether it came; `/endless` writes without an end.
fn routes() -> Router {
    let read = |request: Request| async {
        match to_bytes(request.into_body(), usize::MAX).await {
            Ok(body) => (StatusCode::OK, format!("{} bytes", body.len())),
            Err(error) => match BodyFault::behind(&error) {
                Some(BodyFault::TooSlow) => (StatusCode::REQUEST_TIMEOUT, "too slow".to_owned()),
                _ => (StatusCode::BAD_REQUEST, String::new()),
            },
        }
    };
    let endless = || async {
        let part = axum::body::Bytes::from(vec![b'x'; 65_536]);
        Body::from_stream(futures_util::stream::repeat_with(move || Ok::<_, Infallible>(part.clone())))
    };
    let refuse = || async { StatusCode::PAYLOAD_TOO_LARGE };
    Router::new()
        .route("/", get(|| async { "here" }).put(read))
        .route("/refused", put(refuse))
        .route("/endless", get(endless))
}

struct Served {
    address: std::net::SocketAddr,
    stop: oneshot::Sender<()>,
    ended: tokio::task::JoinHandle<()>,
}

async fn served(limits: ConnectionLimits) -> Served {
    served_with(routes(), limits).await
}

async fn served_with(routes: Router, limits: ConnectionLimits) -> Served {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let ended = tokio::spawn(async move { serve(listener, routes, limits, async { drop(stopped.await) }).await });
    Served { address, stop, ended }
}

impl Served {
    /// A connection on which this has been said.
    async fn said(&self, said: &[u8]) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(said).await.unwrap();
        stream
    }
}

/// What comes back on a connection until it is closed.
async fn rest(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn silent_connections_are_closed_whatever_was_said_before() {
    let server = served(ConnectionLimits { silence: SHORT, ..patient() }).await;
    for said in ["", "P", "GET / HTTP/1.1\r\nHost: x\r\nX-More: "] {
        // Without a limit this would never end.
        assert!(!rest(server.said(said.as_bytes()).await).await.contains("200 OK"), "{said}");
    }
}

#[tokio::test]
async fn a_request_is_answered_and_the_idle_connection_is_closed() {
    let server = served(ConnectionLimits { silence: SHORT, ..patient() }).await;
    let answer = rest(server.said(GET).await).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.ends_with("here"), "{answer}");
}

#[tokio::test]
async fn http_2_is_not_spoken() {
    let server = served(patient()).await;
    let preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
    let answer = rest(server.said(preface).await).await;
    // A server of HTTP/2 would begin with its settings, a frame that begins with a zero byte.
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 "), "{answer:?}");
    // An upgrade that is offered is ignored.
    let offer = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\n\
        HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n\r\n";
    let answer = rest(server.said(offer).await).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.ends_with("here"), "{answer}");
}

#[tokio::test]
async fn whoever_sends_a_body_too_slowly_is_told_and_given_up() {
    let server =
        served(ConnectionLimits { sent: Pace { at_once: SHORT, bytes_a_second: 1_000_000 }, ..patient() }).await;
    let heads = ["Content-Length: 1000", "Transfer-Encoding: chunked"];
    for (head, piece) in heads.into_iter().zip(["{", "1\r\n{\r\n"]) {
        let mut stream = server.said(format!("PUT / HTTP/1.1\r\nHost: x\r\n{head}\r\n\r\n").as_bytes()).await;
        // It goes on trickling while the answer is waited for.
        let (mut answer, mut trickle) = (vec![0; 12], tokio::time::interval(SHORT / 4));
        loop {
            tokio::select! {
                read = stream.read_exact(&mut answer) => break assert_eq!(read.unwrap(), 12),
                _ = trickle.tick() => {}
            }
            let _ = stream.write_all(piece.as_bytes()).await;
        }
        assert_eq!(answer, b"HTTP/1.1 408");
    }
}

#[tokio::test]
async fn whoever_takes_nothing_of_an_answer_is_given_up() {
    let pace = Pace { at_once: SHORT, bytes_a_second: 1_000_000 };
    let server = served(ConnectionLimits { taken: pace, stop: Duration::from_secs(3600), ..patient() }).await;
    let reader = server.said(b"GET /endless HTTP/1.1\r\nHost: x\r\n\r\n").await;
    reader.readable().await.unwrap();
    server.stop.send(()).unwrap();
    // The stop gives it an hour, and yet it ends.
    server.ended.await.unwrap();
    drop(reader);
}

#[tokio::test]
async fn whoever_is_refused_in_the_middle_of_a_body_reads_the_answer() {
    let server = served(patient()).await;
    let head = "PUT /refused HTTP/1.1\r\nHost: x\r\nContent-Length: 30000000\r\n\r\n";
    let mut stream = server.said(head.as_bytes()).await;
    // As many programs do, it looks for an answer only after it has sent everything.
    stream.write_all(&vec![b' '; 30_000_000]).await.unwrap();
    let answer = rest(stream).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
}

#[tokio::test]
async fn a_stop_finishes_what_is_under_way_and_takes_no_more() {
    let gates = Arc::new((Semaphore::new(0), Semaphore::new(0)));
    let held = Arc::clone(&gates);
    let slow = move || {
        let held = Arc::clone(&held);
        async move {
            held.0.add_permits(1);
            held.1.acquire().await.unwrap().forget();
            "done"
        }
    };
    let server = served_with(Router::new().route("/", get(slow)), patient()).await;
    let stream = server.said(GET).await;
    gates.0.acquire().await.unwrap().forget();
    server.stop.send(()).unwrap();
    gates.1.add_permits(1);
    let answer = rest(stream).await;
    assert!(answer.ends_with("done"), "{answer}");
    server.ended.await.unwrap();
    assert!(TcpStream::connect(server.address).await.is_err());
}

#[tokio::test]
async fn a_stop_has_a_deadline_whatever_is_under_way() {
    let begun = Arc::new(Semaphore::new(0));
    let never = {
        let begun = Arc::clone(&begun);
        move || async move {
            begun.add_permits(1);
            std::future::pending::<()>().await;
        }
    };
    let routes = routes().route("/never", get(never));
    let server = served_with(routes, ConnectionLimits { stop: SHORT, ..patient() }).await;
    let _held = [
        server.said(b"GET /never HTTP/1.1\r\nHost: x\r\n\r\n").await,
        server.said(b"PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{").await,
        server.said(b"GET /endless HTTP/1.1\r\nHost: x\r\n\r\n").await,
    ];
    begun.acquire().await.unwrap().forget();
    server.stop.send(()).unwrap();
    server.ended.await.unwrap();
}

#[tokio::test]
async fn answers_without_an_end_can_end_when_the_server_stops() {
    let live = |axum::Extension(mut stopping): axum::Extension<Stopping>| async move {
        let first = futures_util::stream::iter([Ok::<_, Infallible>("begun")]);
        let end = futures_util::stream::once(async move {
            stopping.begun().await;
            Ok::<_, Infallible>("ended")
        });
        Body::from_stream(futures_util::StreamExt::chain(first, end))
    };
    let server = served_with(Router::new().route("/", get(live)), patient()).await;
    let stream = server.said(GET).await;
    stream.readable().await.unwrap();
    server.stop.send(()).unwrap();
    assert!(rest(stream).await.contains("ended"));
    server.ended.await.unwrap();
}

#[tokio::test]
async fn connections_that_keep_us_waiting_make_room_for_others() {
    let server = served(ConnectionLimits { most: 4, ..patient() }).await;
    let silent = server.said(b"").await;
    let mut held = Vec::new();
    for said in ["", "GET / HT", "GET / HTTP/1.1\r\nHost: x\r\n\r\n", "", "", "", ""] {
        held.push(server.said(said.as_bytes()).await);
    }
    // Each of many more than there are places is answered.
    for _ in 0..20 {
        let mut stream = server.said(GET).await;
        let mut answer = vec![0; 15];
        stream.read_exact(&mut answer).await.unwrap();
        assert_eq!(answer, b"HTTP/1.1 200 OK");
        held.push(stream);
    }
    // And anyone who came first and said nothing is gone.
    assert_eq!(rest(silent).await, "");
}

#[tokio::test]
async fn connections_stuck_in_a_body_make_room_too_and_those_at_work_do_not() {
    let gates = Arc::new((Semaphore::new(0), Semaphore::new(0)));
    let held = Arc::clone(&gates);
    let slow = move || {
        let held = Arc::clone(&held);
        async move {
            held.0.add_permits(1);
            held.1.acquire().await.unwrap().forget();
            "done"
        }
    };
    let routes = routes().route("/slow", get(slow));
    let server = served_with(routes, ConnectionLimits { most: 2, ..patient() }).await;
    let working = server.said(b"GET /slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
    gates.0.acquire().await.unwrap().forget();
    let stuck = server.said(b"PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{").await;
    let mut other = server.said(GET).await;
    let mut answer = vec![0; 15];
    other.read_exact(&mut answer).await.unwrap();
    assert_eq!(answer, b"HTTP/1.1 200 OK");
    assert_eq!(rest(stuck).await, "");
    gates.1.add_permits(1);
    assert!(rest(working).await.ends_with("done"));
}
