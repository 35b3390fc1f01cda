//! The one `Host` that HTTP/1.1 demands (RFC 9112, 3.2).

use axum::extract::Request;
use axum::http::header::HOST;
use axum::http::uri::Authority;
use axum::http::{StatusCode, Version};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Refuses a request without `Host`, with several, or with one that names no host: what is between a program and us may
/// have understood it as a request to somebody else.
pub async fn demand_one(request: Request, next: Next) -> Response {
    if names_one(&request) {
        return next.run(request).await;
    }
    (StatusCode::BAD_REQUEST, "a request needs exactly one Host header (RFC 9112, 3.2)\n").into_response()
}

fn names_one(request: &Request) -> bool {
    let mut hosts = request.headers().get_all(HOST).iter();
    match (hosts.next(), hosts.next()) {
        (None, _) => request.version() < Version::HTTP_11,
        (Some(host), None) => Authority::try_from(host.as_bytes()).is_ok_and(|authority| is_host(&authority)),
        (Some(_), Some(_)) => false,
    }
}

/// A host with or without a port, and nobody's name before it.
fn is_host(authority: &Authority) -> bool {
    let port = authority.as_str().strip_prefix(authority.host());
    let digits = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    port.is_some_and(|port| port.is_empty() || port.strip_prefix(':').is_some_and(digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(version: Version, hosts: &[&str]) -> bool {
        let request =
            hosts.iter().fold(Request::builder().version(version), |builder, host| builder.header(HOST, *host));
        names_one(&request.body(axum::body::Body::empty()).unwrap())
    }

    #[test]
    fn one_host_is_demanded() {
        for host in ["oppijaloki.example", "oppijaloki.example:8090", "127.0.0.1:8090", "[::1]:8090", "localhost"] {
            assert!(passes(Version::HTTP_11, &[host]) && passes(Version::HTTP_10, &[host]), "{host}");
        }
        assert!(!passes(Version::HTTP_11, &[]));
        assert!(passes(Version::HTTP_10, &[]), "HTTP/1.0 has none");
        for version in [Version::HTTP_10, Version::HTTP_11] {
            assert!(!passes(version, &["a.example", "b.example"]) && !passes(version, &["a.example", "a.example"]));
            for host in ["", "a b", "a.example/path", "user@a.example", "a.example, b.example", "a.example:port"] {
                assert!(!passes(version, &[host]), "{host}");
            }
        }
    }
}
