//! A stand-in of KurrentDB for the calls that the journal makes: append, read, and what the client asks when it connects.
//! It answers over real HTTP/2, as one node or as one of a cluster, and fails when it is told to. What it holds outlives a
//! restart.

use std::collections::{HashMap, VecDeque};
use std::net::TcpListener;
use std::sync::atomic::{AtomicU16, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::serve::ListenerExt;
use tokio::runtime::Runtime;
use tokio::sync::Semaphore;
use tonic::Code;

use calls::{Cluster, Node, answer};
use messages::Proposed;

mod calls;
mod messages;

/// What goes wrong with one append.
#[derive(Debug, Clone)]
pub enum Fault {
    /// It is refused with this status, and what goes with it; nothing is changed.
    Refused(Code, &'static [(&'static str, &'static str)]),
    /// It is carried out, and answered with a fault of the server.
    AnsweredBadly(Code),
    /// It is carried out and never answered.
    Unanswered,
    /// The leader has it and no majority: it is given up after a while, cannot be read, and nothing else can come there.
    UnderWay,
}

impl Fault {
    /// Statuses that say nothing about whether it was carried out; here it was.
    pub const UNCERTAIN: &[Fault] = &[
        // The server gave up waiting for a majority.
        Fault::AnsweredBadly(Code::Aborted),
        Fault::AnsweredBadly(Code::Unavailable),
        Fault::AnsweredBadly(Code::Unknown),
        Fault::AnsweredBadly(Code::Internal),
        Fault::AnsweredBadly(Code::DeadlineExceeded),
        Fault::AnsweredBadly(Code::Cancelled),
        Fault::AnsweredBadly(Code::NotFound),
    ];
    /// Every refusal by which the server says for certain that nothing was changed.
    pub const REFUSALS: &[Fault] = &[
        Fault::Refused(Code::PermissionDenied, &[("exception", "access-denied")]),
        Fault::Refused(Code::Unauthenticated, &[]),
        Fault::Refused(Code::InvalidArgument, &[("exception", "maximum-append-size-exceeded")]),
        Fault::Refused(Code::FailedPrecondition, &[("exception", "stream-deleted")]),
    ];
}

/// See the module. It ends when this value is dropped.
pub struct StandIn {
    node: Node,
    running: Option<Runtime>,
}

impl StandIn {
    /// An empty server.
    pub fn start() -> StandIn {
        StandIn::cluster::<1>().into_iter().next().unwrap()
    }

    /// The nodes of an empty cluster, the first of which leads.
    pub fn cluster<const NODES: usize>() -> [StandIn; NODES] {
        let ports = [(); NODES].map(|()| crate::postgres::free_port());
        let cluster = Arc::new(Cluster {
            ports: ports.to_vec(),
            leader: AtomicU16::new(ports[0]),
            streams: Mutex::new(HashMap::new()),
            faults: Mutex::new(VecDeque::new()),
            unanswered: Semaphore::new(0),
            version: Mutex::new("26.0.1"),
            authorization: Mutex::new(None),
            appends: Mutex::new(Vec::new()),
            conflicts: AtomicUsize::new(0),
        });
        ports.map(|port| {
            let mut stand_in = StandIn { node: Node { port, cluster: Arc::clone(&cluster) }, running: None };
            stand_in.start_again();
            stand_in
        })
    }

    /// Starts on what it held before.
    pub fn start_again(&mut self) {
        assert!(self.running.is_none(), "it is running");
        let listener = TcpListener::bind(("127.0.0.1", self.node.port)).unwrap();
        listener.set_nonblocking(true).unwrap();
        let router = Router::new().fallback(answer).with_state(self.node.clone());
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        runtime.spawn(async move {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            // As the server does it.
            let listener = listener.tap_io(|connection| connection.set_nodelay(true).unwrap());
            axum::serve(listener, router).await.unwrap();
        });
        self.running = Some(runtime);
    }

    /// Kills it: connections are cut where they are.
    pub fn kill(&mut self) {
        if let Some(runtime) = self.running.take() {
            // Elsewhere, since it is waited for until nothing runs any more.
            std::thread::spawn(move || drop(runtime)).join().unwrap();
        }
    }

    /// The address of a journal in this stream.
    pub fn address(&self, stream: &str) -> String {
        let nodes: Vec<String> = self.node.cluster.ports.iter().map(|port| format!("127.0.0.1:{port}")).collect();
        format!("esdb://{}?tls=false&discoveryInterval=1&stream={stream}", nodes.join(","))
    }

    /// From now on this one leads.
    pub fn lead(&self) {
        self.node.cluster.leader.store(self.node.port, Ordering::SeqCst);
    }

    /// As [`StandIn::address`] with a name and a password.
    pub fn address_as(&self, user: &str, stream: &str) -> String {
        self.address(stream).replace("//", &format!("//{user}@"))
    }

    /// What happens to the next appends; those after them succeed.
    pub fn plan(&self, faults: &[Fault]) {
        self.node.cluster.faults.lock().unwrap().extend(faults.iter().cloned());
    }

    /// Waits until somebody waits for an answer that never comes.
    pub async fn somebody_waits(&self) {
        self.node.cluster.unanswered.acquire().await.unwrap().forget();
    }

    /// The version that it says it has.
    pub fn set_version(&self, version: &'static str) {
        *self.node.cluster.version.lock().unwrap() = version;
    }

    /// Lets nobody in who has not this header.
    pub fn demand(&self, authorization: &'static str) {
        *self.node.cluster.authorization.lock().unwrap() = Some(authorization);
    }

    /// How many events each append had that was carried out.
    pub fn appends(&self) -> Vec<usize> {
        self.node.cluster.appends.lock().unwrap().clone()
    }

    /// Shows the events of a stream from this revision on alone, as after truncating; beyond the last, as after deleting.
    pub fn truncate(&self, stream: &str, from: usize) {
        self.node.cluster.streams.lock().unwrap().get_mut(stream).unwrap().shown_from = from;
    }

    /// What is under way in a stream gets its majority.
    pub fn replicate(&self, stream: &str) {
        self.node.cluster.streams.lock().unwrap().get_mut(stream).unwrap().under_way = 0;
    }

    /// What is under way in a stream is lost with its leader.
    pub fn lose(&self, stream: &str) {
        let mut streams = self.node.cluster.streams.lock().unwrap();
        let stream = streams.get_mut(stream).unwrap();
        let left = stream.events.len() - std::mem::take(&mut stream.under_way);
        stream.events.truncate(left);
    }

    /// How many appends found another event where theirs was to stand.
    pub fn conflicts(&self) -> usize {
        self.node.cluster.conflicts.load(Ordering::SeqCst)
    }

    /// Deletes a stream for good.
    pub fn tombstone(&self, stream: &str) {
        self.node.cluster.streams.lock().unwrap().get_mut(stream).unwrap().tombstoned = true;
    }

    /// Appends to a stream as a person would who is no registry; `$$` before the name is its metadata.
    pub fn put(&self, stream: &str, data: &str) {
        let event = Proposed { data: data.as_bytes().to_vec(), ..Proposed::default() };
        self.node.cluster.streams.lock().unwrap().entry(stream.to_owned()).or_default().events.push(event);
    }

    /// The streams that there are.
    pub fn streams(&self) -> Vec<String> {
        self.node.cluster.streams.lock().unwrap().keys().cloned().collect()
    }

    /// Puts the events of one stream into another one, as if the server had been replaced.
    pub fn replace(&self, stream: &str, by: &str) {
        let mut streams = self.node.cluster.streams.lock().unwrap();
        let other = streams.remove(by).unwrap();
        streams.insert(stream.to_owned(), other);
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        self.kill();
    }
}
