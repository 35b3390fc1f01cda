//! Connections: accepted, served, and given up when nobody says anything on them.
//!
//! Bodies have a time limit of their own (`body.rs`). Without one for what comes before, whoever opens connections and
//! stays silent would keep everybody else out, without a token.

use std::convert::Infallible;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::extract::Request;
use axum::response::Response;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Sleep;
use tower::{Service, ServiceExt};

/// So long the head of a request may take, and so long a connection may lie idle.
pub const SILENCE: Duration = Duration::from_secs(30);
/// Pause after a connection that could not be accepted: the system has no more of something.
const TRY_AGAIN: Duration = Duration::from_secs(1);

/// Answers requests until `stop` is done; requests under way are finished. `silence` as [`SILENCE`].
pub async fn serve<S>(
    listener: TcpListener,
    service: S,
    silence: Duration,
    stop: impl Future<Output = ()> + Send + 'static,
) where
    S: Service<Request, Response = Response, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
{
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(silence);
    builder.http2().timer(TokioTimer::new()).keep_alive_interval(silence).keep_alive_timeout(silence);
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                tracing::warn!(%error, "a connection cannot be accepted");
                tokio::time::sleep(TRY_AGAIN).await;
                continue;
            }
        };
        let service = service
            .clone()
            .map_request(|request: hyper::Request<hyper::body::Incoming>| request.map(axum::body::Body::new));
        let io = TokioIo::new(Impatient::new(stream, silence));
        let connection = builder.serve_connection(io, TowerToHyperService::new(service)).into_owned();
        let connection = graceful.watch(connection);
        // What goes wrong on a connection is its other end's business.
        tokio::spawn(async move { drop(connection.await) });
    }
    drop(listener);
    graceful.shutdown().await;
}

/// A connection on which something must be said soon. Which version of HTTP is spoken is looked at before any limit of
/// the protocol holds.
struct Impatient {
    stream: TcpStream,
    /// Gone once enough was said.
    deadline: Option<Pin<Box<Sleep>>>,
    said: usize,
}

/// Enough to tell the versions of HTTP apart.
const ENOUGH: usize = 24;

impl Impatient {
    fn new(stream: TcpStream, silence: Duration) -> Impatient {
        Impatient { stream, deadline: Some(Box::pin(tokio::time::sleep(silence))), said: 0 }
    }
}

impl AsyncRead for Impatient {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = into.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(context, into);
        self.said += into.filled().len() - before;
        if self.said >= ENOUGH {
            self.deadline = None;
        }
        if read.is_pending()
            && let Some(deadline) = &mut self.deadline
            && deadline.as_mut().poll(context).is_ready()
        {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        read
    }
}

impl AsyncWrite for Impatient {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, from: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, from)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        from: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, from)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    /// What comes back on a connection on which this is said and nothing more, until it is closed.
    async fn answer(said: &[u8]) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let routes = Router::new().route("/", get(|| async { "here" }));
        tokio::spawn(serve(listener, routes, Duration::from_millis(100), std::future::pending()));
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(said).await.unwrap();
        let mut answer = Vec::new();
        // Without a limit this would never end.
        stream.read_to_end(&mut answer).await.unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    #[tokio::test]
    async fn silent_connections_are_closed_whatever_was_said_before() {
        for said in ["", "P", "PRI * HT", "GET / HTTP/1.1\r\nHost: x\r\nX-More: "] {
            assert!(!answer(said.as_bytes()).await.contains("200 OK"), "{said}");
        }
    }

    #[tokio::test]
    async fn a_request_is_answered_and_the_idle_connection_is_closed() {
        let answer = answer(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await;
        assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.ends_with("here"), "{answer}");
    }

    #[tokio::test]
    async fn a_stop_finishes_what_is_under_way_and_takes_no_more() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (begun, finish) = (tokio::sync::Semaphore::new(0), tokio::sync::Semaphore::new(0));
        let gates = std::sync::Arc::new((begun, finish));
        let held = gates.clone();
        let slow = move || {
            let held = held.clone();
            async move {
                held.0.add_permits(1);
                held.1.acquire().await.unwrap().forget();
                "done"
            }
        };
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let stopped = async move { drop(stopped.await) };
        let routes = Router::new().route("/", get(slow));
        let served = tokio::spawn(serve(listener, routes, SILENCE, stopped));
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
        gates.0.acquire().await.unwrap().forget();
        stop.send(()).unwrap();
        gates.1.add_permits(1);
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        assert!(answer.ends_with("done"), "{answer}");
        served.await.unwrap();
        assert!(TcpStream::connect(address).await.is_err());
    }
}
