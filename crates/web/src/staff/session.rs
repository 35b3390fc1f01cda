//! Who is signed in: a session in the browser's cookie, which every node with the same secret can read.
//!
//! It is sealed, so that nobody reads names in it or makes one, and ends eight hours after it began or an hour after it
//! was last used. Nothing of it is kept here: why, and what that means for signing out, stands in
//! `docs/decisions/0014-sessions-in-cookies.md`.

mod cookies;
pub(crate) mod grants;

use std::time::Duration;

use app::AppError;
use app::caller::{Caller, CallerKind};
use app::organisations::{OrganisationName, OrganisationTree};
use axum::extract::{FromRequestParts, OriginalUri, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use events::{Instant, Position};
use minicbor::{Decode, Encode};

#[cfg(test)]
pub(in crate::staff) use cookies::tests::sent_back;
pub use cookies::{CookieKind, Cookies};

use super::Staff;
use super::kept;
use super::keys::{Keys, Purpose, same};
use super::language::{Asked, Demo};
use super::refusal::refuse;
use super::sign_in::{By, address, page};
use crate::access::Asker;

/// A session ends so long after it began, in seconds: a working day.
const LIFETIME: i64 = 8 * 3600;
/// A session ends so long after it was last used, in seconds.
const IDLE: i64 = 3600;
/// A session used again after so long is rewritten, in seconds; before that it would only cost bytes.
const RENEWED_AFTER: i64 = 60;
/// Clocks of two nodes may differ by so much, in seconds.
const LEEWAY: i64 = 60;
/// For so long the next requests wait for what was written, in seconds; read models are never behind as long.
const WRITTEN_FOR: i64 = 60;
/// How long one request waits for what was written.
const WAIT_FOR_WRITTEN: Duration = Duration::from_secs(1);

/// A signed-in official. A page that takes one is answered to nobody else: a reader is sent to sign in first, a form
/// without a session is refused with 401.
#[derive(Clone)]
pub struct Official {
    /// Who they are, and their rights.
    pub caller: Caller,
    /// Their name, as it is shown.
    pub name: String,
    /// What each of their forms carries in a field `csrf`, for [`check_csrf`].
    pub csrf: String,
    /// For whom they act, as the head of each page says.
    pub acts_for: ActsFor,
    /// When they signed in.
    pub since: Instant,
}

/// The organisation that stands beside an official's name, and how many others there are.
#[derive(Clone, Default)]
pub struct ActsFor {
    /// Name of the first by OID, the root before all; absent when it has none.
    pub name: OrganisationName,
    /// How many besides.
    pub others: usize,
}

impl ActsFor {
    fn of(caller: &Caller, organisations: &OrganisationTree) -> ActsFor {
        let mut oids: Vec<_> = caller.grants.iter().map(|grant| &grant.organisation).collect();
        oids.sort_unstable_by_key(|oid| (!oid.is_root(), *oid));
        oids.dedup();
        let name = oids.first().and_then(|oid| organisations.name(oid)).cloned().unwrap_or_default();
        ActsFor { name, others: oids.len().saturating_sub(1) }
    }
}

impl std::fmt::Debug for Official {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Official")
    }
}

/// Stands among a request's extensions when the read models do not hold yet what the official last wrote.
#[derive(Debug, Clone, Copy)]
pub struct Behind;

/// Was the form made on a page of this official's session?
pub fn check_csrf(official: &Official, sent: &str) -> bool {
    !official.csrf.is_empty() && same(&official.csrf, sent)
}

/// An answer to something that was written: the official's next requests, on any node, wait until the read models hold
/// it.
pub fn with_position(position: Position, response: impl IntoResponse) -> Response {
    let mut response = response.into_response();
    response.extensions_mut().insert(Written(position));
    response
}

#[derive(Clone, Copy)]
struct Written(Position);

impl<S: Sync> FromRequestParts<S> for Official {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Official, Response> {
        match parts.extensions.get::<Official>() {
            Some(official) => Ok(official.clone()),
            None => Err(not_signed_in(parts)),
        }
    }
}

fn not_signed_in(parts: &Parts) -> Response {
    let uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |OriginalUri(uri)| uri);
    let asked = Asked::of(uri, &parts.headers);
    if parts.extensions.get::<NotConfigured>().is_some() {
        return page::not_configured(&asked);
    }
    if parts.method != Method::GET && parts.method != Method::HEAD {
        return page::session_ended(&asked);
    }
    let wanted = uri.path_and_query().map_or(uri.path(), |wanted| wanted.as_str());
    axum::response::Redirect::to(&address::sign_in(wanted)).into_response()
}

/// Nobody can sign in here at all.
#[derive(Clone, Copy)]
struct NotConfigured;

/// Around all staff pages: says who is signed in, and writes into the answer what the browser must keep.
pub async fn recognise(State(staff): State<Staff>, mut request: Request, next: Next) -> Response {
    let Some(sign_in) = &staff.sign_in else {
        request.extensions_mut().insert(NotConfigured);
        return next.run(request).await;
    };
    if matches!(sign_in.by, By::Choice(_)) {
        request.extensions_mut().insert(Demo);
    }
    let (sessions, now) = (&sign_in.sessions, staff.app.now());
    let open = sessions.open(request.headers(), now);
    if let Some(official) = open.as_ref().and_then(|open| sessions.official(open)) {
        Asker::note(request.extensions(), &official.caller);
        match staff.requests.take(&official.caller) {
            Ok(place) => Asker::hold(request.extensions(), place),
            Err(taken) => return refuse(&Asked::of(request.uri(), request.headers()), None, AppError::from(taken)),
        }
        if !holds_written(&staff, sessions.written(request.headers())).await {
            request.extensions_mut().insert(Behind);
        }
        let acts_for = ActsFor::of(&official.caller, &staff.app.organisations());
        request.extensions_mut().insert(Official { acts_for, ..official });
    } else if kept::is_own_form(&request) {
        let asked = Asked::of(request.uri(), request.headers());
        return kept::kept(request).await.unwrap_or_else(|| page::session_ended(&asked));
    }
    let used = used_by_somebody(request.headers());
    let mut response = next.run(request).await;
    let written = response.extensions_mut().remove::<Written>();
    let headers = response.headers_mut();
    if let Some(open) = open.filter(|open| used && open.session.grew_old(now)) {
        // Whoever has just signed in or out has a newer one.
        if !sessions.cookies.are_set(headers, CookieKind::Session) {
            sessions.keep(headers, open.version, &Session { seen: now.millis(), ..open.session });
        }
    }
    if let Some(Written(position)) = written {
        sessions.cookies.set(headers, CookieKind::Written, &position.0.to_string(), Some(WRITTEN_FOR));
    }
    response
}

/// A page that asks for news by itself is no sign that anybody sits before it. Browsers say which it is (Fetch Metadata).
fn used_by_somebody(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-mode").is_none_or(|mode| mode.as_bytes() == b"navigate")
}

async fn holds_written(staff: &Staff, written: Option<Position>) -> bool {
    let Some(position) = written else { return true };
    staff.app.wait_for(position, WAIT_FOR_WRITTEN).await.is_ok()
}

/// Makes and reads sessions.
pub struct Sessions {
    /// Keys of every version.
    pub keys: Keys,
    /// How cookies are set here.
    pub cookies: Cookies,
}

/// A session holds what no browser would keep: rights in too many organisations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooManyGrants;

/// What the cookie says.
#[derive(Encode, Decode)]
struct Session {
    #[cbor(n(0), with = "minicbor::bytes")]
    id: [u8; 16],
    #[n(1)]
    subject: String,
    #[n(2)]
    client: Option<String>,
    #[n(3)]
    name: String,
    /// Milliseconds since 1970.
    #[n(4)]
    began: i64,
    /// Milliseconds since 1970.
    #[n(5)]
    seen: i64,
    #[n(6)]
    grants: Vec<grants::Group>,
}

/// A session that holds, and the version of the secret that it began under: it is rewritten under the same one, and
/// its forms are made with the same one.
pub struct Open {
    version: u32,
    session: Session,
}

impl Session {
    fn holds(&self, now: Instant) -> bool {
        let within = |since: i64, seconds: i64| (-LEEWAY * 1000..seconds * 1000).contains(&(now.millis() - since));
        within(self.began, LIFETIME) && within(self.seen, IDLE)
    }

    fn grew_old(&self, now: Instant) -> bool {
        now.millis() - self.seen >= RENEWED_AFTER * 1000
    }
}

impl Sessions {
    /// Signs somebody in.
    pub fn begin(
        &self,
        headers: &mut HeaderMap,
        caller: &Caller,
        name: &str,
        now: Instant,
    ) -> Result<(), TooManyGrants> {
        let session = Session {
            id: rand::random(),
            subject: caller.subject.clone(),
            client: caller.client.clone(),
            name: name.to_owned(),
            began: now.millis(),
            seen: now.millis(),
            grants: grants::pack(&caller.grants).ok_or(TooManyGrants)?,
        };
        self.cookies.clear(headers, CookieKind::Attempt);
        self.cookies.clear(headers, CookieKind::Written);
        if self.keep(headers, self.keys.current(), &session) { Ok(()) } else { Err(TooManyGrants) }
    }

    /// Signs out.
    pub fn end(&self, headers: &mut HeaderMap) {
        self.cookies.clear(headers, CookieKind::Session);
        self.cookies.clear(headers, CookieKind::Written);
    }

    /// The session of a request, when there is one and it holds.
    pub fn open(&self, headers: &HeaderMap, now: Instant) -> Option<Open> {
        let value = self.cookies.value(headers, CookieKind::Session)?;
        let (version, plain) = self.keys.open(Purpose::Session, &value)?;
        let session: Session = minicbor::decode(&plain).ok()?;
        session.holds(now).then_some(Open { version, session })
    }

    /// Whose session it is.
    pub fn official(&self, open: &Open) -> Option<Official> {
        let Session { id, subject, client, name, grants, began, .. } = &open.session;
        let grants = grants::unpack(grants)?;
        let (kind, subject, client) = (CallerKind::Person, subject.clone(), client.clone());
        let caller = Caller { kind, subject, client, grants };
        let csrf = self.keys.csrf(open.version, id)?;
        let (acts_for, since) = (ActsFor::default(), Instant::from_millis(*began));
        Some(Official { caller, name: name.clone(), csrf, acts_for, since })
    }

    fn keep(&self, headers: &mut HeaderMap, version: u32, session: &Session) -> bool {
        let sealed = minicbor::to_vec(session).ok().and_then(|plain| self.keys.seal(Purpose::Session, version, &plain));
        sealed.is_some_and(|sealed| self.cookies.set(headers, CookieKind::Session, &sealed, None))
    }

    fn written(&self, headers: &HeaderMap) -> Option<Position> {
        self.cookies.value(headers, CookieKind::Written)?.parse().ok().map(Position)
    }
}

#[cfg(test)]
#[path = "session_tests.rs"]
mod tests;
