//! Connections: accepted, served, and given up when their other end keeps us waiting.
//!
//! | module | what it is |
//! |---|---|
//! | `crowd` | how many there are, and who goes when there are too many |
//! | `patience` | how slow the other end may be |
//! | `bodies` | bodies of requests, which must come in time, and of answers |
//! | `link` | the stream of bytes, from which answers must be taken in time |
//!
//! All of this needs no token, so nothing in it may be worth attacking. HTTP/1 alone is spoken.

mod bodies;
mod crowd;
mod link;
mod patience;

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tower::{Service, ServiceExt};
use tracing::Instrument;

pub use bodies::BodyFault;
use bodies::{Answered, Sent, Working};
use crowd::{Admission, Crowd};
use link::Link;
pub use patience::Pace;

/// Pause after a connection that could not be accepted: the system has no more of something.
const TRY_AGAIN: Duration = Duration::from_secs(1);

/// What connections are held to.
#[derive(Debug, Clone, Copy)]
pub struct ConnectionLimits {
    /// How many there may be. Fewer than files that a process may usually open (1,024), since each is one.
    pub most: usize,
    /// So long the head of a request may take, and so long a connection may lie idle.
    pub silence: Duration,
    /// The largest head of a request, in bytes; so much is kept of any body too before somebody reads on.
    pub largest_head: usize,
    /// How slowly the body of a request may come.
    pub sent: Pace,
    /// How slowly an answer may be taken. The system's buffers are emptied by and by, so this is looked at less often.
    pub taken: Pace,
    /// So long requests under way may take to end once the server is to stop.
    pub stop: Duration,
}

impl Default for ConnectionLimits {
    fn default() -> ConnectionLimits {
        let pace = |at_once: u64| Pace { at_once: Duration::from_secs(at_once), bytes_a_second: 64 * 1024 };
        ConnectionLimits {
            most: 768,
            silence: Duration::from_secs(30),
            largest_head: 128 * 1024,
            sent: pace(10),
            taken: pace(30),
            stop: Duration::from_secs(10),
        }
    }
}

/// Among the extensions of every request: whether the server is to stop. Answers without an end end then.
#[derive(Clone)]
pub struct Stopping(watch::Receiver<bool>);

impl Stopping {
    /// Returns when the server is to stop.
    pub async fn begun(&mut self) {
        // Anyone who would tell is gone: it has stopped.
        let _ = self.0.wait_for(|stopping| *stopping).await;
    }

    /// Is the server to stop?
    pub fn has_begun(&self) -> bool {
        *self.0.borrow()
    }
}

/// Answers requests until `stop` is done. Requests under way are finished, within the time that `limits` gives them.
pub async fn serve<S>(
    listener: TcpListener,
    service: S,
    limits: ConnectionLimits,
    stop: impl Future<Output = ()> + Send,
) where
    S: Service<Request, Response = Response, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
{
    let (stopping, told) = watch::channel(false);
    let server = Server { service, limits, stopping: Stopping(told), graceful: GracefulShutdown::new() };
    let (crowd, mut connections) = (Crowd::new(limits.most), JoinSet::new());
    let mut stop = std::pin::pin!(stop);
    for number in 0.. {
        let next = async {
            let stream = accepted(&listener).await;
            (stream, crowd.place().await)
        };
        let (stream, place) = tokio::select! {
            next = next => next,
            () = &mut stop => break,
        };
        let connection = server.connection(stream, crowd.join(place, number));
        connections.spawn(connection.in_current_span());
        // Those that have ended are let go of.
        while connections.try_join_next().is_some() {}
    }
    drop(listener);
    stopping.send_replace(true);
    let Server { graceful, .. } = server;
    if tokio::time::timeout(limits.stop, graceful.shutdown()).await.is_err() {
        tracing::warn!(
            connections = connections.len(),
            "connections are closed in the middle: the time to stop is over"
        );
    }
    connections.shutdown().await;
}

async fn accepted(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return stream,
            Err(error) => {
                tracing::warn!(%error, "a connection cannot be accepted");
                tokio::time::sleep(TRY_AGAIN).await;
            }
        }
    }
}

struct Server<S> {
    service: S,
    limits: ConnectionLimits,
    stopping: Stopping,
    graceful: GracefulShutdown,
}

impl<S> Server<S>
where
    S: Service<Request, Response = Response, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
{
    /// Serves one connection to its end.
    fn connection(&self, stream: TcpStream, standing: Admission) -> impl Future<Output = ()> + Send + use<S> {
        let ConnectionLimits { silence, largest_head, sent, taken, .. } = self.limits;
        let (member, service, stopping) = (Arc::clone(&standing.member), self.service.clone(), self.stopping.clone());
        let answer = move |request: hyper::Request<Incoming>| {
            let working = Working::on(Arc::clone(&member));
            let mut request = request.map(|body| Body::new(Sent::new(body, sent, Arc::clone(&member))));
            request.extensions_mut().insert(stopping.clone());
            let answer = service.clone().oneshot(request);
            async move { Ok::<_, Infallible>(answer.await?.map(|body| Answered::new(body, working))) }
        };
        let link = TokioIo::new(Link::new(stream, Arc::clone(&standing.member), taken));
        let mut builder = Builder::new();
        builder.timer(TokioTimer::new()).header_read_timeout(silence).max_buf_size(largest_head);
        let connection = self.graceful.watch(builder.serve_connection(link, service_fn(answer)));
        async move {
            tokio::select! {
                // What goes wrong on a connection is its other end's business.
                _ = connection => {}
                () = standing.member.must_go() => {}
            }
        }
    }
}

#[cfg(test)]
mod tests;
