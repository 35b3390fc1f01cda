//! A stand-in of KurrentDB for the calls that the journal makes: append, read, and what the client asks when it connects.
//! It answers as the server's source does (`Streams.Append.cs`, `IndexWriter.CheckCommit`, `RpcExceptions.cs`), over
//! real HTTP/2, and fails when it is told to. What it holds outlives a restart.

use std::collections::{HashMap, VecDeque};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;
use futures_util::stream::{Iter, iter};
use tokio::runtime::Runtime;
use tokio::sync::Semaphore;
use tonic::codec::ProstCodec;
use tonic::metadata::MetadataMap;
use tonic::server::Grpc;
use tonic::{Code, Status, Streaming};
use tower::service_fn;

use messages::{
    AppendAnswer, AppendOptions, AppendRequest, Appended, Empty, Proposed, ReadAnswer, ReadEvent, ReadRequest,
    Recorded, SupportedMethods, WrongExpectedVersion,
};

mod messages;

/// What the server takes in one append.
const MAX_APPEND_SIZE: usize = 1024 * 1024;

/// What goes wrong with one append.
#[derive(Debug, Clone)]
pub enum Fault {
    /// It is refused with this status, and what goes with it; nothing is changed.
    Refused(Code, &'static [(&'static str, &'static str)]),
    /// It is carried out, and answered with a fault of the server.
    AnsweredBadly(Code),
    /// It is carried out and never answered.
    Unanswered,
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
    port: u16,
    server: Arc<Server>,
    running: Option<Runtime>,
}

struct Server {
    streams: Mutex<HashMap<String, Stream>>,
    faults: Mutex<VecDeque<Fault>>,
    unanswered: Semaphore,
    version: Mutex<&'static str>,
    /// The header of whoever may do anything.
    authorization: Mutex<Option<&'static str>>,
    appends: Mutex<Vec<usize>>,
}

/// A stream: its events, the first of them that is still shown, and whether it is gone for good.
#[derive(Default)]
struct Stream {
    events: Vec<Proposed>,
    shown_from: usize,
    tombstoned: bool,
}

impl StandIn {
    /// An empty server.
    pub fn start() -> StandIn {
        let server = Server {
            streams: Mutex::default(),
            faults: Mutex::default(),
            unanswered: Semaphore::new(0),
            version: Mutex::new("26.0.1"),
            authorization: Mutex::default(),
            appends: Mutex::default(),
        };
        let mut stand_in = StandIn { port: crate::postgres::free_port(), server: Arc::new(server), running: None };
        stand_in.start_again();
        stand_in
    }

    /// Starts on what it held before.
    pub fn start_again(&mut self) {
        assert!(self.running.is_none(), "it is running");
        let listener = TcpListener::bind(("127.0.0.1", self.port)).unwrap();
        listener.set_nonblocking(true).unwrap();
        let router = Router::new().fallback(answer).with_state(Arc::clone(&self.server));
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        runtime.spawn(async move {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
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
        format!("esdb://127.0.0.1:{}?tls=false&discoveryInterval=1&stream={stream}", self.port)
    }

    /// As [`StandIn::address`] with a name and a password.
    pub fn address_as(&self, user: &str, stream: &str) -> String {
        self.address(stream).replace("//", &format!("//{user}@"))
    }

    /// What happens to the next appends; those after them succeed.
    pub fn plan(&self, faults: &[Fault]) {
        self.server.faults.lock().unwrap().extend(faults.iter().cloned());
    }

    /// Waits until somebody waits for an answer that never comes.
    pub async fn somebody_waits(&self) {
        self.server.unanswered.acquire().await.unwrap().forget();
    }

    /// The version that it says it has.
    pub fn set_version(&self, version: &'static str) {
        *self.server.version.lock().unwrap() = version;
    }

    /// Lets nobody in who has not this header.
    pub fn demand(&self, authorization: &'static str) {
        *self.server.authorization.lock().unwrap() = Some(authorization);
    }

    /// How many events each append had that was carried out.
    pub fn appends(&self) -> Vec<usize> {
        self.server.appends.lock().unwrap().clone()
    }

    /// Shows the events of a stream from this revision on alone, as after truncating; beyond the last, as after deleting.
    pub fn truncate(&self, stream: &str, from: usize) {
        self.server.streams.lock().unwrap().get_mut(stream).unwrap().shown_from = from;
    }

    /// Deletes a stream for good.
    pub fn tombstone(&self, stream: &str) {
        self.server.streams.lock().unwrap().get_mut(stream).unwrap().tombstoned = true;
    }

    /// Writes the metadata of a stream.
    pub fn describe(&self, stream: &str, metadata: &str) {
        let described = Proposed {
            metadata: HashMap::from([("type".to_owned(), "$metadata".to_owned())]),
            data: metadata.as_bytes().to_vec(),
            ..Proposed::default()
        };
        let mut streams = self.server.streams.lock().unwrap();
        streams.entry(format!("$${stream}")).or_default().events.push(described);
    }

    /// The streams that there are.
    pub fn streams(&self) -> Vec<String> {
        self.server.streams.lock().unwrap().keys().cloned().collect()
    }

    /// Puts the events of one stream into another one, as if the server had been replaced.
    pub fn replace(&self, stream: &str, by: &str) {
        let mut streams = self.server.streams.lock().unwrap();
        let other = streams.remove(by).unwrap();
        streams.insert(stream.to_owned(), other);
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        self.kill();
    }
}

async fn answer(State(server): State<Arc<Server>>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let answered = match path.as_str() {
        "/event_store.client.streams.Streams/Append" => {
            let append = service_fn(move |request| append(Arc::clone(&server), request));
            Grpc::new(ProstCodec::<AppendAnswer, AppendRequest>::default()).client_streaming(append, request).await
        }
        "/event_store.client.streams.Streams/Read" => {
            let read = service_fn(move |request| read(Arc::clone(&server), request));
            Grpc::new(ProstCodec::<ReadAnswer, ReadRequest>::default()).server_streaming(read, request).await
        }
        "/event_store.client.server_features.ServerFeatures/GetSupportedMethods" => {
            let version = server.version.lock().unwrap().to_owned();
            let features = service_fn(move |_: tonic::Request<Empty>| {
                let methods = SupportedMethods { version: version.clone() };
                async { Ok(tonic::Response::new(methods)) }
            });
            Grpc::new(ProstCodec::<SupportedMethods, Empty>::default()).unary(features, request).await
        }
        _ => Status::unimplemented(path).into_http(),
    };
    answered.map(axum::body::Body::new)
}

/// A status with what the server sends beside it.
fn status(code: Code, message: &str, beside: &[(&'static str, &'static str)]) -> Status {
    let mut metadata = MetadataMap::new();
    for (key, value) in beside {
        metadata.insert(*key, value.parse().unwrap());
    }
    Status::with_metadata(code, message, metadata)
}

impl Server {
    fn check_access(&self, headers: &MetadataMap) -> Result<(), Status> {
        let demanded = *self.authorization.lock().unwrap();
        if demanded.is_some_and(|demanded| headers.get("authorization").is_none_or(|given| given != demanded)) {
            return Err(status(Code::PermissionDenied, "Access Denied", &[("exception", "access-denied")]));
        }
        // A follower would answer with what it has so far.
        match headers.get("requires-leader").is_some_and(|value| value == "true") {
            true => Ok(()),
            false => Err(Status::failed_precondition("this may be answered by a follower")),
        }
    }
}

async fn append(
    server: Arc<Server>,
    request: tonic::Request<Streaming<AppendRequest>>,
) -> Result<tonic::Response<AppendAnswer>, Status> {
    server.check_access(request.metadata())?;
    let mut messages = request.into_inner();
    let options = messages.message().await?.and_then(|first| first.options).unwrap();
    let (mut events, mut size) = (Vec::new(), 0);
    while let Some(message) = messages.message().await? {
        let event = message.event.unwrap();
        size += event.data.len() + event.custom_metadata.len() + 2 * event.metadata["type"].len();
        if size > MAX_APPEND_SIZE {
            let message = format!("Maximum Append Size of {MAX_APPEND_SIZE} Exceeded.");
            let exception = [("exception", "maximum-append-size-exceeded")];
            return Err(status(Code::InvalidArgument, &message, &exception));
        }
        events.push(event);
    }
    let fault = server.faults.lock().unwrap().pop_front();
    if let Some(Fault::Refused(code, beside)) = fault {
        return Err(status(code, "as planned", beside));
    }
    let count = events.len();
    let answer =
        server.streams.lock().unwrap().entry(options.stream.name.clone()).or_default().append(&options, events)?;
    server.appends.lock().unwrap().push(count);
    match fault {
        Some(Fault::AnsweredBadly(code)) => Err(Status::new(code, "as planned")),
        Some(Fault::Unanswered) => {
            server.unanswered.add_permits(1);
            std::future::pending().await
        }
        _ => Ok(tonic::Response::new(answer)),
    }
}

impl Stream {
    fn append(&mut self, options: &AppendOptions, events: Vec<Proposed>) -> Result<AppendAnswer, Status> {
        if self.tombstoned {
            return Err(status(Code::FailedPrecondition, "the stream is deleted", &[("exception", "stream-deleted")]));
        }
        let after = options.revision.map_or(0, |revision| revision as usize + 1);
        let last = (after + events.len()) as u64 - 1;
        let there = self.events.get(after..after + events.len());
        let sent_before = there.is_some_and(|there| there.iter().map(|e| &e.id).eq(events.iter().map(|e| &e.id)));
        // A stream that was deleted begins again behind what it had.
        let deleted = options.no_stream.is_some() && !self.events.is_empty() && self.shown_from >= self.events.len();
        if self.events.len() == after || deleted {
            self.events.extend(events);
        } else if !sent_before {
            return Ok(AppendAnswer { wrong_expected_version: Some(self.wrong(options)), ..AppendAnswer::default() });
        }
        let revision = if deleted { self.events.len() as u64 - 1 } else { last };
        let success = Appended { current_revision: Some(revision), no_position: Some(Empty {}) };
        Ok(AppendAnswer { success: Some(success), ..AppendAnswer::default() })
    }

    fn wrong(&self, options: &AppendOptions) -> WrongExpectedVersion {
        let current_revision = (self.events.len() as u64).checked_sub(1);
        WrongExpectedVersion {
            current_revision,
            current_no_stream: current_revision.is_none().then_some(Empty {}),
            expected_revision: options.revision,
            expected_no_stream: options.no_stream.clone(),
        }
    }
}

type Answers = Iter<std::vec::IntoIter<Result<ReadAnswer, Status>>>;

async fn read(server: Arc<Server>, request: tonic::Request<ReadRequest>) -> Result<tonic::Response<Answers>, Status> {
    server.check_access(request.metadata())?;
    let options = request.into_inner().options;
    let streams = server.streams.lock().unwrap();
    let stream = streams.get(&options.from.stream.name).filter(|stream| stream.shown_from < stream.events.len());
    let Some(stream) = stream else {
        let not_found = ReadAnswer { stream_not_found: Some(Empty {}), ..ReadAnswer::default() };
        return Ok(tonic::Response::new(iter(vec![Ok(not_found)])));
    };
    if stream.tombstoned {
        return Err(status(Code::FailedPrecondition, "the stream is deleted", &[("exception", "stream-deleted")]));
    }
    let events = stream.events.iter().enumerate().skip(stream.shown_from);
    let (from, count) = (options.from.revision.unwrap_or(u64::MAX), options.count as usize);
    let answer = |(revision, event): (usize, &Proposed)| {
        let stream = options.from.stream.clone();
        let Proposed { id, metadata, custom_metadata, data } = event.clone();
        let event = Recorded { id, stream, revision: revision as u64, metadata, custom_metadata, data };
        let event = ReadEvent { event: Some(event), no_position: Some(Empty {}) };
        Ok(ReadAnswer { event: Some(event), ..ReadAnswer::default() })
    };
    let mut answers: Vec<_> = match options.backwards {
        0 => events.filter(|(revision, _)| *revision as u64 >= from).take(count).map(answer).collect(),
        _ => events.rev().filter(|(revision, _)| *revision as u64 <= from).take(count).map(answer).collect(),
    };
    let last = ReadAnswer { last_stream_position: Some(stream.events.len() as u64 - 1), ..ReadAnswer::default() };
    answers.push(Ok(last));
    Ok(tonic::Response::new(iter(answers)))
}
