//! How KurrentDB is reached, and what was meant by an error.
//!
//! The client is held so that it can be replaced: it stays with a node that died, and after a connection that it could
//! not make it answers nothing but *closed* for ever. It runs on a small runtime of its own: what it has running ends
//! with that, and with nothing else.

use std::panic::catch_unwind;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use eventstore::{
    AppendToStreamOptions, Client, ClientSettings, Error, EventData, ReadStreamOptions, RecordedEvent, StreamMetadata,
    StreamPosition, StreamState,
};
use tokio::runtime::{Builder, Runtime};

/// How long the server may be silent before it counts as away. It gives up an append itself after two seconds.
const DEADLINE: Duration = Duration::from_secs(10);
/// The code of gRPC; the client does not hand out its type.
const INVALID_ARGUMENT: i32 = 3;
/// The stream that holds the journal unless the address names one.
const STREAM: &str = "oppijaloki";

/// Why a call gave nothing. None of the texts carries an address with its password.
#[derive(Debug)]
pub enum Trouble {
    /// The stream does not end where the append said: nothing was changed.
    Moved,
    /// There is no such stream.
    NotThere,
    /// The stream was deleted for good: nothing was changed.
    Deleted,
    /// This user may not do that: nothing was changed.
    Denied,
    /// It never began, or the server refused it: nothing was changed.
    Refused(String),
    /// It was broken off: whether it was carried out is not known.
    BrokenOff(String),
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Trouble {
        match error {
            Error::WrongExpectedVersion { .. } => Trouble::Moved,
            Error::ResourceNotFound => Trouble::NotThere,
            Error::ResourceDeleted => Trouble::Deleted,
            Error::AccessDenied => Trouble::Denied,
            // From here on by what the client's source says: these come before anything is sent.
            Error::ConnectionClosed | Error::GrpcConnectionError(_) | Error::InitializationError(_) => {
                Trouble::Refused(format!("no node of KurrentDB can be reached: {error}"))
            }
            Error::NotLeaderException(_) => Trouble::Refused("another node of KurrentDB leads now".to_owned()),
            // The server checks all that it calls invalid before it writes.
            Error::Grpc { code, message } if code as i32 == INVALID_ARGUMENT => {
                Trouble::Refused(format!("KurrentDB refuses it: {message}"))
            }
            Error::UnsupportedFeature => Trouble::Refused("this server does not know the call".to_owned()),
            error => Trouble::BrokenOff(error.to_string()),
        }
    }
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Trouble::Moved => "another event came first",
            Trouble::NotThere => "its stream is not there: it was deleted, or the address names another one",
            Trouble::Deleted => "its stream was deleted for good: restore the server from a backup",
            Trouble::Denied => "KurrentDB denies it to this user: look at name, password and rights ($acl)",
            Trouble::Refused(why) | Trouble::BrokenOff(why) => why,
        })
    }
}

/// A connection to KurrentDB, opened again after a failure.
pub struct Connection {
    settings: ClientSettings,
    held: Mutex<Option<Arc<OpenClient>>>,
}

/// A client and its runtime. Calls under way hold it too.
struct OpenClient {
    client: Client,
    _runtime: Aside,
}

impl OpenClient {
    fn new(settings: &ClientSettings) -> Result<OpenClient, Trouble> {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let runtime = runtime.map_err(|error| Trouble::Refused(error.to_string()))?;
        let handle = runtime.handle().clone();
        let runtime = Aside(Some(runtime));
        let why = "KurrentDB's client cannot start; look at tlsCaFile, userCertFile and userKeyFile in the address";
        // It panics on a file that is not PEM, also one that is just being replaced.
        let client = catch_unwind(|| Client::with_runtime_handle(handle, settings.clone()));
        let client = client.map_err(|_| Trouble::Refused(why.to_owned()))?;
        let client = client.map_err(|error| Trouble::Refused(format!("{why}: {error}")))?;
        Ok(OpenClient { client, _runtime: runtime })
    }
}

/// A runtime that may be dropped within another one, which a plain one may not.
struct Aside(Option<Runtime>);

impl Drop for Aside {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

impl Connection {
    /// To the server at this address; a second result is the name of the stream. Nothing is sent yet.
    pub fn to(address: &str) -> Result<(Connection, String), String> {
        if is_ambiguous(address) {
            return Err(
                "name and password in the address of KurrentDB may have letters, digits and -._~ only".to_owned()
            );
        }
        let (address, stream) = take_stream(address);
        // The parser's message would quote the address, and a password may be in it.
        let settings: ClientSettings =
            address.parse().map_err(|_| "the address of KurrentDB cannot be read".to_owned())?;
        Ok((Connection { settings, held: Mutex::default() }, stream))
    }

    fn held(&self) -> MutexGuard<'_, Option<Arc<OpenClient>>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn client(&self) -> Result<Arc<OpenClient>, Trouble> {
        let mut held = self.held();
        match &*held {
            Some(held) => Ok(Arc::clone(held)),
            None => Ok(Arc::clone(held.insert(Arc::new(OpenClient::new(&self.settings)?)))),
        }
    }

    /// Makes one call, and throws the client away when it may be of no use any more.
    async fn call<T, F>(&self, call: impl FnOnce(Client) -> F) -> Result<T, Trouble>
    where
        F: Future<Output = Result<T, Error>>,
    {
        let held = self.client()?;
        let done = call(held.client.clone()).await;
        if done.as_ref().is_err_and(|error| !serves_on(error)) {
            self.held().take_if(|now| Arc::ptr_eq(now, &held));
        }
        Ok(done?)
    }

    /// Major and minor version of the server.
    pub async fn version(&self) -> Result<(usize, usize), Trouble> {
        let info = self.call(async |client| within(client.server_info()).await).await?;
        Ok((info.version().major(), info.version().minor()))
    }

    /// Appends to a stream that is in this state, and gives the revision of the last event.
    pub async fn append(&self, stream: &str, state: StreamState, events: Vec<EventData>) -> Result<u64, Trouble> {
        let options = AppendToStreamOptions::default().stream_state(state);
        let append = async |client: Client| within(client.append_to_stream(stream, &options, events)).await;
        self.call(append).await.map(|written| written.next_expected_version)
    }

    /// Writes the metadata of a stream that has none yet.
    pub async fn describe(&self, stream: &str, metadata: &StreamMetadata) -> Result<(), Trouble> {
        let options = AppendToStreamOptions::default().stream_state(StreamState::NoStream);
        let describe = async |client: Client| within(client.set_stream_metadata(stream, &options, metadata)).await;
        self.call(describe).await.map(drop)
    }

    /// At most `limit` events of a stream from this revision on.
    pub async fn read(&self, stream: &str, from: u64, limit: usize) -> Result<Vec<RecordedEvent>, Trouble> {
        let options = ReadStreamOptions::default().forwards().position(StreamPosition::Position(from));
        self.read_by(stream, options.max_count(limit)).await
    }

    /// The last event of a stream.
    pub async fn read_last(&self, stream: &str) -> Result<RecordedEvent, Trouble> {
        let options = ReadStreamOptions::default().backwards().position(StreamPosition::End).max_count(1);
        self.read_by(stream, options).await?.pop().ok_or(Trouble::NotThere)
    }

    async fn read_by(&self, stream: &str, options: ReadStreamOptions) -> Result<Vec<RecordedEvent>, Trouble> {
        let read = async |client: Client| {
            let mut reading = within(client.read_stream(stream, &options)).await?;
            let mut events = Vec::new();
            while let Some(event) = within(reading.next()).await? {
                events.extend(event.event);
            }
            Ok(events)
        };
        self.call(read).await
    }
}

/// Waits for an answer, but not for ever.
async fn within<T>(answer: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    tokio::time::timeout(DEADLINE, answer).await.unwrap_or(Err(Error::DeadlineExceeded))
}

/// Errors that say nothing against the client. To a new leader it goes by itself, but not away from a node that died.
fn serves_on(error: &Error) -> bool {
    matches!(
        error,
        Error::WrongExpectedVersion { .. }
            | Error::ResourceNotFound
            | Error::ResourceDeleted
            | Error::AccessDenied
            | Error::NotLeaderException(_)
            | Error::UnsupportedFeature
    )
}

/// Would the parser take a part of the password for something else, and show it?
fn is_ambiguous(address: &str) -> bool {
    let place = address.split_once("://").map_or(address, |(_, place)| place);
    let user = place.rsplit_once('@').map_or("", |(user, _)| user);
    address.contains('#') || user.contains([',', '/', '?', '@'])
}

/// Takes the name of the stream out of an address, and makes every call go to the leader: what another node has read may
/// be older than what this one has appended.
fn take_stream(address: &str) -> (String, String) {
    let (place, query) = address.split_once('?').unwrap_or((address, ""));
    let named = |pair: &&str, name: &str| pair.split('=').next().is_some_and(|key| key.eq_ignore_ascii_case(name));
    let pairs = || query.split('&').filter(|pair| !pair.is_empty());
    let stream = pairs().find(|pair| named(pair, "stream")).and_then(|pair| pair.split_once('='));
    let kept = pairs().filter(|pair| !named(pair, "stream") && !named(pair, "nodePreference"));
    let query: Vec<&str> = kept.chain(["nodePreference=leader"]).collect();
    let place = place.trim_end_matches('/');
    (format!("{place}?{}", query.join("&")), stream.map_or(STREAM, |(_, name)| name).to_owned())
}
