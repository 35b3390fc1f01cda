//! The signed-in official, as the pages see them.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::Redirect;

/// Who is signed in.
#[derive(Debug, Clone)]
pub struct Official {
    /// Their rights.
    pub caller: app::caller::Caller,
    /// Their name.
    pub name: String,
    /// What every form of theirs carries.
    pub csrf: String,
}

impl<S: Sync> FromRequestParts<S> for Official {
    type Rejection = Redirect;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Official, Redirect> {
        parts.extensions.get::<Official>().cloned().ok_or_else(|| Redirect::to("/henkilo-ui/kirjaudu"))
    }
}

/// Was the form made by this official's own page?
pub fn check_csrf(official: &Official, sent: &str) -> bool {
    !official.csrf.is_empty() && official.csrf == sent
}
