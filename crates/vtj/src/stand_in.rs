//! A server that stands in for the register: the same protocol, invented people, faults on request.
//!
//! It serves `perustiedot` at the register's own address (`/api/v1/…`) and as behind a security server
//! (`/r1/{instance}/GOV/0245437-2/VTJmutpa/VTJmutpa/api/v1/…`), and its controls below `/control/` to the same machine.
//! It never holds a hetu that a real person could have, whatever it is told.

mod answer;
mod control;
mod counts;
mod faults;
mod people;
mod service;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use axum::serve::ListenerExt;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::population::Population;

pub use control::{Control, ControlError};
pub use counts::Requests;
pub use faults::Fault;
pub use people::Change;

/// Somebody whom the stand-in answers.
#[derive(Clone)]
pub struct User {
    /// Sent as Basic credentials.
    pub name: String,
    /// Sent as Basic credentials.
    pub password: String,
    /// Whether protection orders hide nothing from them.
    pub sees_protected: bool,
}

/// What the stand-in serves.
#[derive(Clone)]
pub struct StandInConfig {
    /// Whom it holds at first.
    pub population: Population,
    /// Whom it answers.
    pub users: Vec<User>,
    /// The most hetus that it takes in one request.
    pub batch_limit: usize,
}

impl StandInConfig {
    /// Up to 1000 hetus in a request, and two users whose passwords are their names: `full`, who sees everything, and
    /// `censored`, from whom protection orders hide what they should.
    pub fn new(population: Population) -> StandInConfig {
        let user =
            |name: &str, sees_protected| User { name: name.to_owned(), password: name.to_owned(), sees_protected };
        StandInConfig { population, users: vec![user("full", true), user("censored", false)], batch_limit: 1000 }
    }
}

/// A running stand-in. It stops when it is dropped; [`StandIn::stop`] also waits for that.
pub struct StandIn {
    /// Where it listens.
    pub address: SocketAddr,
    shared: Arc<Shared>,
    stop: watch::Sender<()>,
    served: JoinHandle<std::io::Result<()>>,
}

/// What all connections share.
struct Shared {
    people: people::People,
    faults: Mutex<faults::Faults>,
    counts: counts::Counts,
    batch_limit: usize,
    /// The Basic credentials of each user, and whether they see protected data.
    users: Vec<(String, bool)>,
}

impl Shared {
    /// Whether the user of these credentials sees protected data; `None` when there is no such user.
    fn sees_protected(&self, credentials: Option<&str>) -> Option<bool> {
        let credentials = credentials?;
        self.users.iter().find(|(known, _)| known == credentials).map(|(_, sees)| *sees)
    }
}

impl StandIn {
    /// Starts to listen; port 0 takes any that is free. Fails when the address is not free.
    pub async fn start(address: SocketAddr, config: StandInConfig) -> std::io::Result<StandIn> {
        let users = config
            .users
            .iter()
            .map(|user| (STANDARD.encode(format!("{}:{}", user.name, user.password)), user.sees_protected));
        let shared = Arc::new(Shared {
            people: people::People::new(config.population),
            faults: Mutex::default(),
            counts: counts::Counts::new(),
            batch_limit: config.batch_limit,
            users: users.collect(),
        });
        let listener = std::net::TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let routes = service::routes(shared.clone()).merge(control::routes(Control(shared.clone())));
        let (stop, stopped) = watch::channel(());
        // The register is another machine: it has a thread of its own and never waits for those who ask it.
        let served = std::thread::Builder::new().name("register stand-in".to_owned()).spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(serve(listener, routes, stopped))
        })?;
        Ok(StandIn { address, shared, stop, served })
    }

    /// Changes people, makes requests fail and counts them.
    pub fn control(&self) -> Control {
        Control(self.shared.clone())
    }

    /// The base address of the service itself.
    pub fn base_url(&self) -> String {
        format!("http://{}/api/v1", self.address)
    }

    /// The base address of the service as if behind a security server of the development instance.
    pub fn x_road_base_url(&self) -> String {
        format!("http://{}/r1/FI-DEV/{}/api/v1", self.address, service::X_ROAD_SERVICE)
    }

    /// Takes no further connections, finishes the requests begun and returns when the last is answered.
    pub async fn stop(self) -> std::io::Result<()> {
        drop(self.stop);
        let served = self.served;
        let joined = tokio::task::spawn_blocking(move || served.join()).await.map_err(std::io::Error::other)?;
        joined.map_err(|_| std::io::Error::other("the stand-in panicked"))?
    }
}

async fn serve(
    listener: std::net::TcpListener,
    routes: axum::Router,
    mut stopped: watch::Receiver<()>,
) -> std::io::Result<()> {
    // An answer is written in more than one piece: none of them should wait for the acknowledgement of another.
    let listener = TcpListener::from_std(listener)?.tap_io(|stream| drop(stream.set_nodelay(true)));
    axum::serve(listener, routes.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(async move { drop(stopped.changed().await) })
        .await
}
