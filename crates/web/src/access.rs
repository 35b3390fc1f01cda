//! What the access register is told: whom a request showed to whom, and which requests were refused.
//!
//! Anyone who learns who is asking notes it in [`Asker`]; anyone who refuses marks the answer with [`Denied`]; the layer
//! around everything (`requests`) writes refusals down. Handlers that show people call [`showed`].

use std::sync::{Arc, OnceLock};

use app::access::{LookKind, Looker, Refused};
use app::caller::Caller;
use app::places::Place;
use app::{App, AppError};
use axum::http::uri::PathAndQuery;
use axum::http::{Extensions, HeaderValue, Uri};
use axum::response::Response;
use events::PersonOid;
use events::codes::Right;

/// Who is asking, once it is known, and the place of their request. Stands in the extensions of every request.
#[derive(Clone, Default)]
pub struct Asker(Arc<NotedAsker>);

#[derive(Default)]
struct NotedAsker {
    looker: OnceLock<Looker>,
    place: OnceLock<Place>,
    cookie: OnceLock<HeaderValue>,
}

impl Asker {
    /// Notes who asks, for the request with these extensions.
    pub fn note(extensions: &Extensions, caller: &Caller) {
        if let Some(Asker(asker)) = extensions.get() {
            let _ = asker.looker.set(caller.looker(Right::ALL));
        }
    }

    /// Holds a place until the request with these extensions is answered.
    pub fn hold(extensions: &Extensions, place: Place) {
        if let Some(Asker(asker)) = extensions.get() {
            let _ = asker.place.set(place);
        }
    }

    /// Lets the answer to the request with these extensions carry a cookie.
    pub fn keep(extensions: &Extensions, cookie: HeaderValue) {
        if let Some(Asker(asker)) = extensions.get() {
            let _ = asker.cookie.set(cookie);
        }
    }

    /// The cookie that the answer is to carry.
    pub fn cookie(&self) -> Option<&HeaderValue> {
        self.0.cookie.get()
    }

    /// Who asked; nobody is known when no token or session held.
    fn looker(&self) -> Looker {
        let nobody = || Looker { subject: String::new(), organisation: None, client: None };
        self.0.looker.get().cloned().unwrap_or_else(nobody)
    }
}

/// Stands in the extensions of an answer that refuses.
#[derive(Clone, Copy)]
pub struct Denied;

/// Counts an answer when it refuses. `route` is the method and the route, never the path, of which only the person whom it
/// names is kept.
pub(crate) fn note_refusal(
    app: &App,
    asker: &Asker,
    (route, person): (String, Option<PersonOid>),
    response: &Response,
) {
    if response.extensions().get::<Denied>().is_some() {
        let looker = asker.looker();
        // Whoever is not known could fill the register with numbers.
        let person = person.filter(|_| !looker.subject.is_empty());
        app.refused(looker, Refused { route, status: response.status().as_u16(), person });
    }
}

/// The first person whom an address names.
pub(crate) fn named(uri: &Uri) -> Option<PersonOid> {
    let address = uri.path_and_query().map_or("", PathAndQuery::as_str);
    address.split(['/', '?', '&', '=']).find_map(|part| part.parse().ok())
}

/// Records that a caller is shown people; of those under a protection order before the answer leaves.
pub async fn showed(
    app: &App,
    caller: &Caller,
    rights: &[Right],
    kind: LookKind,
    people: Vec<(PersonOid, bool)>,
) -> Result<(), AppError> {
    app.looked(caller.looker(rights), kind, people).await
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a broken assumption must fail the test")]
mod tests {
    use super::*;

    #[test]
    fn only_a_persons_oid_is_taken_from_an_address() {
        let person = PersonOid::issue(1_234_567_890);
        let of = |address: String| named(&address.parse().unwrap());
        assert_eq!(of(format!("/api/v1/persons/{person}/history?after=1")), Some(person));
        assert_eq!(of(format!("/henkilo-ui/katselurekisteri?oppija={person}&alkaen=2026-01-01")), Some(person));
        for nobody in ["/", "/henkilo/hetu=010190-9990", "/organisaatio/1.2.246.562.10.00000000001", "/henkilo/1.2.3"] {
            assert_eq!(of(nobody.to_owned()), None, "{nobody}");
        }
    }
}
