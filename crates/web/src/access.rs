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
use axum::http::{Extensions, HeaderValue, Method, Uri};
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

/// Counts an answer when it refuses. Kept are the method and the route, never the path, of which only the person or the
/// import that it names is kept.
pub(crate) fn note_refusal(
    app: &App,
    asker: &Asker,
    (method, route): (Method, &str),
    named: Named,
    response: &Response,
) {
    if response.extensions().get::<Denied>().is_some() {
        let looker = asker.looker();
        // Whoever is not known could fill the register with numbers.
        let Named { person, import } = if looker.subject.is_empty() { Named::default() } else { named };
        let route = import.map_or_else(|| route.to_owned(), |import| with_import(route, import));
        app.refused(looker, Refused { route: format!("{method} {route}"), status: response.status().as_u16(), person });
    }
}

/// Whom and what an address names.
#[derive(Clone, Copy, Default)]
pub(crate) struct Named {
    /// The first person.
    person: Option<PersonOid>,
    /// An import.
    import: Option<u64>,
}

/// The segment before the number of an import.
const IMPORTS: &str = "oppijoidentuonti";

impl Named {
    /// Reads an address.
    pub fn in_address(uri: &Uri) -> Named {
        let address = uri.path_and_query().map_or("", PathAndQuery::as_str);
        let mut segments = uri.path().split('/').skip_while(|segment| *segment != IMPORTS).skip(1);
        Named {
            person: address.split(['/', '?', '&', '=']).find_map(|part| part.parse().ok()),
            import: segments.next().and_then(|number| number.parse().ok()),
        }
    }
}

/// A route in which the number of the import stands.
fn with_import(route: &str, import: u64) -> String {
    let Some((before, after)) = route.split_once(&format!("/{IMPORTS}/{{")) else { return route.to_owned() };
    let rest = after.split_once('}').map_or("", |(_, rest)| rest);
    format!("{before}/{IMPORTS}/{import}{rest}")
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
        let of = |address: String| Named::in_address(&address.parse().unwrap()).person;
        assert_eq!(of(format!("/api/v1/persons/{person}/history?after=1")), Some(person));
        assert_eq!(of(format!("/henkilo-ui/katselurekisteri?oppija={person}&alkaen=2026-01-01")), Some(person));
        for nobody in ["/", "/henkilo/hetu=010190-9990", "/organisaatio/1.2.246.562.10.00000000001", "/henkilo/1.2.3"] {
            assert_eq!(of(nobody.to_owned()), None, "{nobody}");
        }
    }

    #[test]
    fn the_import_that_an_address_names_stands_in_the_route_and_nothing_else_does() {
        let of = |address: &str| Named::in_address(&address.parse().unwrap()).import;
        assert_eq!(of("/henkilo-ui/oppijoidentuonti/17/ristiriidat/3?nakyma=18"), Some(17));
        for none in ["/henkilo-ui/oppijoidentuonti", "/henkilo-ui/oppijoidentuonti/010190-9990", "/henkilo/17"] {
            assert_eq!(of(none), None, "{none}");
        }
        let route = "/henkilo-ui/oppijoidentuonti/{number}/ristiriidat/{row}";
        assert_eq!(with_import(route, 17), "/henkilo-ui/oppijoidentuonti/17/ristiriidat/{row}");
        assert_eq!(with_import("/henkilo/{oid}", 17), "/henkilo/{oid}");
    }
}
