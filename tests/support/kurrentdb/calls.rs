//! The calls, answered as the server's source does it: `Streams.Append.cs`, `Streams.Read.cs`, `RpcExceptions.cs`, and
//! `IndexWriter.CheckCommit` for what is sent a second time.

#![allow(clippy::result_large_err, reason = "gRPC answers with a status, and the library's is large")]

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicU16, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use axum::extract::{Request, State};
use axum::response::Response;
use futures_util::stream::{Iter, iter};
use tokio::sync::Semaphore;
use tonic::codec::ProstCodec;
use tonic::metadata::MetadataMap;
use tonic::server::Grpc;
use tonic::{Code, Status, Streaming};
use tower::service_fn;

use super::Fault;
use super::messages::{
    AppendAnswer, AppendOptions, AppendRequest, Appended, Empty, FOLLOWER, LEADER, Member, Members, Place, Proposed,
    ReadAnswer, ReadEvent, ReadRequest, Recorded, SupportedMethods, WrongExpectedVersion,
};

/// What the server takes in one append.
const MAX_APPEND_SIZE: usize = 1024 * 1024;

/// One node of it, and where it listens.
#[derive(Clone)]
pub struct Node {
    pub port: u16,
    pub cluster: Arc<Cluster>,
}

/// What the nodes of a cluster share.
pub struct Cluster {
    pub ports: Vec<u16>,
    /// Where the leader listens.
    pub leader: AtomicU16,
    pub streams: Mutex<HashMap<String, Stream>>,
    pub faults: Mutex<VecDeque<Fault>>,
    /// As many as wait for an answer that never comes.
    pub unanswered: Semaphore,
    pub version: Mutex<&'static str>,
    /// The header of anyone who may do anything.
    pub authorization: Mutex<Option<&'static str>>,
    pub appends: Mutex<Vec<usize>>,
    pub conflicts: AtomicUsize,
}

/// A stream: its events, the first of them that is still shown, and whether it is gone for good.
#[derive(Default)]
pub struct Stream {
    pub events: Vec<Proposed>,
    pub shown_from: usize,
    /// How many of the last ones no majority has.
    pub under_way: usize,
    pub tombstoned: bool,
}

/// Answers one request to one node.
pub async fn answer(State(node): State<Node>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let answered = match path.as_str() {
        "/event_store.client.streams.Streams/Append" => {
            let append = service_fn(move |request| append(node.clone(), request));
            Grpc::new(ProstCodec::<AppendAnswer, AppendRequest>::default()).client_streaming(append, request).await
        }
        "/event_store.client.streams.Streams/Read" => {
            let read = service_fn(move |request| read(node.clone(), request));
            Grpc::new(ProstCodec::<ReadAnswer, ReadRequest>::default()).server_streaming(read, request).await
        }
        "/event_store.client.server_features.ServerFeatures/GetSupportedMethods" => {
            let methods = SupportedMethods { version: node.cluster.version.lock().unwrap().to_string() };
            let features = service_fn(move |_| std::future::ready(Ok(tonic::Response::new(methods.clone()))));
            Grpc::new(ProstCodec::<SupportedMethods, Empty>::default()).unary(features, request).await
        }
        "/event_store.client.gossip.Gossip/Read" => {
            let members = node.cluster.members();
            let gossip = service_fn(move |_| std::future::ready(Ok(tonic::Response::new(members.clone()))));
            Grpc::new(ProstCodec::<Members, Empty>::default()).unary(gossip, request).await
        }
        _ => Status::unimplemented(path).into_http(),
    };
    answered.map(axum::body::Body::new)
}

/// A status with what the server sends beside it.
fn status(code: Code, message: &str, beside: &[(&'static str, &str)]) -> Status {
    let mut metadata = MetadataMap::new();
    for (key, value) in beside {
        metadata.insert(*key, value.parse().unwrap());
    }
    Status::with_metadata(code, message, metadata)
}

impl Cluster {
    fn members(&self) -> Members {
        let leader = self.leader.load(Ordering::SeqCst);
        let member = |port: &u16| Member {
            state: if *port == leader { LEADER } else { FOLLOWER },
            is_alive: true,
            place: Some(Place { address: "127.0.0.1".to_owned(), port: u32::from(*port) }),
        };
        Members { members: self.ports.iter().map(member).collect() }
    }
}

impl Node {
    fn check_access(&self, headers: &MetadataMap) -> Result<(), Status> {
        let demanded = *self.cluster.authorization.lock().unwrap();
        if demanded.is_some_and(|demanded| headers.get("authorization").is_none_or(|given| given != demanded)) {
            return Err(status(Code::PermissionDenied, "Access Denied", &[("exception", "access-denied")]));
        }
        if headers.get("requires-leader").is_none_or(|value| value != "true") {
            return Err(Status::failed_precondition("a follower may answer this with what it has so far"));
        }
        let leader = self.cluster.leader.load(Ordering::SeqCst).to_string();
        if self.port.to_string() == leader {
            return Ok(());
        }
        let place = [("leader-endpoint-host", "127.0.0.1"), ("leader-endpoint-port", leader.as_str())];
        Err(status(Code::NotFound, "Leader info available", &[("exception", "not-leader"), place[0], place[1]]))
    }
}

async fn append(
    node: Node,
    request: tonic::Request<Streaming<AppendRequest>>,
) -> Result<tonic::Response<AppendAnswer>, Status> {
    node.check_access(request.metadata())?;
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
    let fault = node.cluster.faults.lock().unwrap().pop_front();
    if let Some(Fault::Refused(code, beside)) = fault {
        return Err(status(code, "as planned", beside));
    }
    let count = events.len();
    let answer = {
        let mut streams = node.cluster.streams.lock().unwrap();
        let stream = streams.entry(options.stream.name.clone()).or_default();
        let answer = stream.append(&options, events)?;
        if matches!(fault, Some(Fault::UnderWay)) {
            stream.under_way = count;
            return Err(Status::aborted("Operation timed out: Prepare phase timeout."));
        }
        answer
    };
    if answer.wrong_expected_version.is_some() {
        node.cluster.conflicts.fetch_add(1, Ordering::SeqCst);
    }
    node.cluster.appends.lock().unwrap().push(count);
    match fault {
        Some(Fault::AnsweredBadly(code)) => Err(Status::new(code, "as planned")),
        Some(Fault::Unanswered) => {
            node.cluster.unanswered.add_permits(1);
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
        } else if sent_before && last as usize >= self.shown_to() {
            return Err(Status::aborted("Operation timed out: Prepare phase timeout."));
        } else if !sent_before {
            return Ok(AppendAnswer { wrong_expected_version: Some(self.wrong(options)), ..AppendAnswer::default() });
        }
        let revision = if deleted { self.events.len() as u64 - 1 } else { last };
        let success = Appended { current_revision: Some(revision), no_position: Some(Empty {}) };
        Ok(AppendAnswer { success: Some(success), ..AppendAnswer::default() })
    }

    fn shown_to(&self) -> usize {
        self.events.len() - self.under_way
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

async fn read(node: Node, request: tonic::Request<ReadRequest>) -> Result<tonic::Response<Answers>, Status> {
    node.check_access(request.metadata())?;
    let options = request.into_inner().options;
    let streams = node.cluster.streams.lock().unwrap();
    let stream = streams.get(&options.from.stream.name).filter(|stream| stream.shown_from < stream.shown_to());
    let Some(stream) = stream else {
        let not_found = ReadAnswer { stream_not_found: Some(Empty {}), ..ReadAnswer::default() };
        return Ok(tonic::Response::new(iter(vec![Ok(not_found)])));
    };
    if stream.tombstoned {
        return Err(status(Code::FailedPrecondition, "the stream is deleted", &[("exception", "stream-deleted")]));
    }
    let events = stream.events[..stream.shown_to()].iter().enumerate().skip(stream.shown_from);
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
    let last = ReadAnswer { last_stream_position: Some(stream.shown_to() as u64 - 1), ..ReadAnswer::default() };
    answers.push(Ok(last));
    Ok(tonic::Response::new(iter(answers)))
}
