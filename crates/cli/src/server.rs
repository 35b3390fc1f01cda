//! Runs a node's HTTP side until it is told to stop, for one when the process is asked to end.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use app::App;
use app::background::Background;
use tokio::net::{TcpListener, TcpSocket};
use tracing::{Instrument, Span};
use web::auth::bearer::{BearerTokens, TokenRules};
use web::auth::cas::Cas;
use web::auth::gate::Gate;
use web::auth::key_set::KeySet;
use web::body::BodyLimits;
use web::clock::Clock;
use web::connections::ConnectionLimits;
use web::staff::sign_in::SignIn;

use crate::commands::Failure;
use crate::neighbours::Neighbours;

/// Threads for files and cryptography.
const BLOCKING_THREADS: usize = 16;

/// So long work on threads of its own may take to end after everything else has.
const LEFT_OVERS: Duration = Duration::from_secs(1);
/// So many bytes of an answer the system keeps for a reader that takes its time; left alone it keeps megabytes for each connection.
const UNREAD: u32 = 256 * 1024;
/// Connections that wait to be accepted, as the standard library has it.
const BACKLOG: u32 = 1_024;

/// What a node does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Role {
    /// Answers requests.
    Api,
    /// Carries on what requests began: resolves imports, asks the register. One of all workers at a time does.
    Worker,
    /// Both.
    Both,
}

/// How requests are answered.
pub struct Server {
    /// Where it listens.
    pub listener: TcpListener,
    /// Address of the key set that tokens are verified with.
    pub key_set: String,
    /// What tokens must say.
    pub rules: TokenRules,
    /// Who signs programs in beside tokens.
    pub cas: Option<Cas>,
    /// How officials sign in, when they can.
    pub sign_in: Option<SignIn>,
    /// So long requests under way may take to end.
    pub stop_within: Duration,
    /// Whoever tells organisations, code sets and names of services.
    pub neighbours: Neighbours,
    /// Routes beside those of every node.
    pub more: axum::Router,
}

/// Takes an address, or says who may have it and what to do then.
pub fn listen(address: SocketAddr, otherwise: &str) -> Result<TcpListener, Failure> {
    let taken = |error| {
        Failure(format!(
            "{address} cannot be listened on: {error}; is another server running there? Stop it, {otherwise}."
        ))
    };
    let listen = || {
        let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
        // As `TcpListener::bind` does, so that a restart finds the port free.
        socket.set_reuseaddr(true)?;
        socket.set_send_buffer_size(UNREAD)?;
        socket.bind(address)?;
        socket.listen(BACKLOG)
    };
    listen().map_err(taken)
}

/// Answers requests until `stop` is done, then finishes what was begun.
pub async fn run(
    app: App,
    server: Server,
    role: Role,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Failure> {
    let Server { listener, key_set, rules, cas, sign_in, stop_within, neighbours, more } = server;
    let keys = KeySet::at(key_set).map_err(|error| Failure(error.to_string()))?;
    let tokens = Arc::new(BearerTokens::new(rules, keys));
    let now = app.clone();
    let gate = Gate::new(tokens, Clock::new(move || now.now())).with_cas(cas);
    let service = match role {
        Role::Api | Role::Both => {
            web::server::service(app.clone(), gate, BodyLimits::default(), sign_in.map(Arc::new), more)
        }
        Role::Worker => web::server::health_alone(app.clone()),
    };
    // What goes on without a request begins to end at once, while requests under way are finished.
    let term = app.term();
    let background = Background::start(BLOCKING_THREADS).map_err(|error| Failure(error.to_string()))?;
    let mut reactors = tokio::task::JoinSet::new();
    background.spawn(&mut reactors, app::reactors::forget_looks::run(term.clone()));
    background.spawn(&mut reactors, app::invariants::run(term.clone()));
    background.spawn(&mut reactors, neighbours.run(term.clone()));
    if role != Role::Api {
        background.spawn(&mut reactors, app::reactors::lease::run(term.clone()));
    }
    let told = async move {
        stop.await;
        term.stop();
    };
    let limits = ConnectionLimits { stop: stop_within, ..ConnectionLimits::default() };
    web::server::serve(listener, service, limits, told).await;
    while reactors.join_next().await.is_some() {}
    app.close().await;
    Ok(())
}

/// Runs a server on a runtime of its own, to its end. What still runs then, for a client that is gone, is not waited for.
pub fn run_to_end(serving: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    let runtime = runtime()?;
    let ended = runtime.block_on(serving.instrument(start_span()));
    runtime.shutdown_timeout(LEFT_OVERS);
    ended
}

/// The runtime of a server. Few threads do blocking work: there are not many cores, and each keeps memory.
pub fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    let built = tokio::runtime::Builder::new_multi_thread().enable_all().max_blocking_threads(BLOCKING_THREADS).build();
    built.map_err(|error| Failure(error.to_string()))
}

/// Returns when the process is asked to end.
pub async fn asked_to_end() {
    use tokio::signal::unix::{SignalKind, signal};
    let interrupted = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminated) => {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
        }
        Err(_) => drop(interrupted.await),
    }
}

/// Around everything that a server does. What no request has caused stands in the log under the id of this start, so
/// that every line has one.
pub fn start_span() -> Span {
    tracing::error_span!("start", request_id = %uuid::Uuid::new_v4())
}

/// Logs as JSON lines on standard error; `RUST_LOG` narrows or widens them.
pub fn start_logging(default: &str) {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new(default));
    let logs = tracing_subscriber::fmt().json().flatten_event(true).with_env_filter(filter);
    // A second start in one process, as in tests, keeps the first.
    let _ = logs.with_writer(std::io::stderr).try_init();
}
