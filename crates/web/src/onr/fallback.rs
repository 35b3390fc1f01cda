//! Requests to unknown paths and methods. Without a token they are refused as all others, so that nobody can probe for
//! paths.

use axum::extract::Request;
use axum::http::header::ALLOW;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::errors::OnrError;
use crate::auth::gate::Signed;

/// A path that is not here: 404.
pub async fn unknown_path(_: Signed) -> OnrError {
    OnrError::not_found()
}

/// A method that a path does not have: 405, and `OPTIONS` asks which it has. The router adds `Allow`.
pub async fn wrong_method(_: Signed, method: Method) -> Response {
    if method == Method::OPTIONS { StatusCode::OK } else { StatusCode::METHOD_NOT_ALLOWED }.into_response()
}

/// Completes `Allow`, which the router adds to whatever its fallback answers: an answer to `OPTIONS` names `OPTIONS` too,
/// and nobody learns methods who must sign in first. Lay it outside the router.
pub async fn complete_allow(request: Request, next: Next) -> Response {
    let asks = request.method() == Method::OPTIONS;
    let mut response = next.run(request).await;
    if asks && response.status() == StatusCode::OK {
        let all = response.headers().get(ALLOW).and_then(|allowed| allowed.to_str().ok());
        if let Some(all) = all.and_then(|all| HeaderValue::from_str(&format!("{all},OPTIONS")).ok()) {
            response.headers_mut().insert(ALLOW, all);
        }
    } else if let Some(methods) = response.headers_mut().remove(ALLOW)
        && response.status() == StatusCode::METHOD_NOT_ALLOWED
    {
        // With a blank between two, as ONR has them there.
        let spaced = methods.to_str().map(|methods| methods.replace(',', ", "));
        let spaced = spaced.ok().and_then(|methods| HeaderValue::from_str(&methods).ok());
        response.headers_mut().insert(ALLOW, spaced.unwrap_or(methods));
    }
    response
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use axum::middleware::from_fn;
    use axum::routing::get;
    use tower::ServiceExt;

    use super::*;

    async fn allowed(method: &str, status: StatusCode) -> Option<HeaderValue> {
        let routes =
            Router::new().route("/", get(|| async {})).method_not_allowed_fallback(move || async move { status });
        let whole = Router::new().fallback_service(routes).layer(from_fn(complete_allow));
        let request = Request::builder().method(method).uri("/").body(Body::empty()).unwrap();
        whole.oneshot(request).await.unwrap().headers().get(ALLOW).cloned()
    }

    #[tokio::test]
    async fn allow_stands_where_somebody_may_learn_it() {
        assert_eq!(allowed("OPTIONS", StatusCode::OK).await.unwrap(), "GET,HEAD,OPTIONS");
        assert_eq!(allowed("PUT", StatusCode::METHOD_NOT_ALLOWED).await.unwrap(), "GET, HEAD");
        assert_eq!(allowed("OPTIONS", StatusCode::FOUND).await, None, "sent to sign in");
        assert_eq!(allowed("PUT", StatusCode::UNAUTHORIZED).await, None);
    }
}
