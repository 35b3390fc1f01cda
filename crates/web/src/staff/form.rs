//! Forms that officials send.

use axum::Form;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::response::Response;
use serde::de::DeserializeOwned;

use super::language::Asked;
use super::refusal::{Refusal, refuse};
use super::session::Official;

/// A form with what it must carry. Whatever else comes in its place is answered by a page that says what to do.
pub struct Sent<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Sent<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Sent<T>, Response> {
        let (mut parts, body) = request.into_parts();
        let Ok(asked) = Asked::from_request_parts(&mut parts, state).await;
        let official = parts.extensions.get::<Official>().cloned();
        let form = Form::<T>::from_request(Request::from_parts(parts, body), state).await;
        form.map(|Form(form)| Sent(form)).map_err(|_| refuse(&asked, official.as_ref(), Refusal::StaleForm))
    }
}
