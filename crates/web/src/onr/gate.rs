//! The gate of the compatible interface: who calls, and whether any of their rights opens an endpoint.
//!
//! The order is ONR's: first the token, then the body, then the right, so that a caller without the right who sends a
//! bad body gets 400, not 401 (ONR's behaviour). So [`Signed`] stands before the body in a handler's arguments, and
//! [`demand`] is called after the body has been read.

use std::sync::Arc;

use app::caller::Caller;
use app::places::Places;
use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use events::codes::Right;

use super::errors::OnrError;
use crate::access::Asker;
use crate::auth::bearer::{BearerTokens, NoCaller};
use crate::clock::Clock;

/// When it is worth asking again while the issuer's keys cannot be fetched, in seconds.
pub const RETRY_AFTER_OUTAGE: u32 = 10;

/// Requests of known callers that are under way together, and those of one. Fewer than connections (`connections`):
/// while one caller's requests wait for the population register, or for a thread, there is room for everybody else.
const REQUESTS: [u64; 2] = [512, 128];

/// What callers are recognised by; part of the router's state.
#[derive(Clone)]
pub struct Gate {
    /// Verifies tokens.
    pub tokens: Arc<BearerTokens>,
    /// Tells whether they have expired.
    pub clock: Clock,
    /// Requests under way; officials' too.
    pub requests: Places,
}

impl Gate {
    /// Recognises callers by these tokens.
    pub fn new(tokens: Arc<BearerTokens>, clock: Clock) -> Gate {
        let [in_all, each] = REQUESTS;
        Gate { tokens, clock, requests: Places::new("requests", in_all, each) }
    }

    /// The caller of a request, whom the access register is told of. Their place is theirs until it is answered.
    pub async fn caller(&self, parts: &Parts) -> Result<Caller, NoCaller> {
        let caller = self.tokens.caller(&parts.headers, self.clock.now()).await?;
        Asker::note(&parts.extensions, &caller);
        let place = self.requests.take(&caller).map_err(|_| NoCaller::TooMany)?;
        Asker::hold(&parts.extensions, place);
        Ok(caller)
    }
}

/// The caller of a request, from a token that holds.
#[derive(Debug)]
pub struct Signed(pub Caller);

impl<S> FromRequestParts<S> for Signed
where
    Gate: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = OnrError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Signed, OnrError> {
        match Gate::from_ref(state).caller(parts).await {
            Ok(caller) => Ok(Signed(caller)),
            Err(NoCaller::Missing | NoCaller::Invalid) => Err(OnrError::Unauthenticated),
            Err(NoCaller::Unavailable) => Err(OnrError::Unavailable { retry_after: RETRY_AFTER_OUTAGE }),
            Err(NoCaller::TooMany) => Err(OnrError::no_place()),
        }
    }
}

/// Lets a caller pass who holds one of the rights anywhere; else 401 without `WWW-Authenticate`, as ONR.
pub fn demand(caller: &Caller, any_of: &[Right]) -> Result<(), OnrError> {
    let holds = any_of.iter().any(|right| caller.holds(*right));
    if holds { Ok(()) } else { Err(OnrError::lacks_right()) }
}
