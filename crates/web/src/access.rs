//! What the access register is told: whom a request showed to whom, and which requests were refused.
//!
//! Anyone who learns who is asking notes it in [`Asker`]; anyone who refuses marks the answer with [`Denied`]; the layer
//! around everything (`requests`) writes refusals down. Handlers that show people call [`showed`].

use std::sync::{Arc, OnceLock};

use app::access::{LookKind, Looker, Refused};
use app::caller::Caller;
use app::places::Place;
use app::{App, AppError};
use axum::http::{Extensions, HeaderValue};
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

/// Counts an answer when it refuses. `route` is the method and the route, never the path.
pub(crate) fn note_refusal(app: &App, asker: &Asker, route: String, response: &Response) {
    if response.extensions().get::<Denied>().is_some() {
        app.refused(asker.looker(), Refused { route, status: response.status().as_u16() });
    }
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
