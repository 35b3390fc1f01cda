//! Headers of requests that several parts read: cookies, and lists of what a client takes.

use axum::http::header::{COOKIE, HeaderName};
use axum::http::{HeaderMap, HeaderValue};
use cookie::Cookie;

/// The cookies of a request.
pub fn cookies(headers: &HeaderMap) -> impl Iterator<Item = Cookie<'_>> {
    lines(headers, COOKIE).flat_map(Cookie::split_parse).flatten()
}

/// What a client takes, each with its weight, in the order of the header (RFC 9110, 12.4.2). What it refuses weighs nothing.
pub fn weighted(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = (&str, f32)> {
    lines(headers, name).flat_map(|line| line.split(',')).map(|range| {
        let mut parts = range.split(';').map(str::trim);
        let taken = parts.next().unwrap_or_default();
        let weight = parts.find_map(|parameter| parameter.strip_prefix("q="));
        (taken, weight.map_or(1.0, |weight| weight.parse().unwrap_or(0.0)))
    })
}

fn lines(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = &str> {
    headers.get_all(name).into_iter().filter_map(|value: &HeaderValue| value.to_str().ok())
}

#[cfg(test)]
mod tests {
    use axum::http::header::ACCEPT;

    use super::*;

    #[test]
    fn a_weight_is_one_unless_it_is_said_and_nothing_where_it_is_none() {
        let mut headers = HeaderMap::new();
        headers.append(ACCEPT, HeaderValue::from_static("text/plain;charset=UTF-8, a/b;v=1;q=0.5"));
        headers.append(ACCEPT, HeaderValue::from_static("*/*;q=0,c/d;q=x"));
        let taken: Vec<(&str, f32)> = weighted(&headers, ACCEPT).collect();
        assert_eq!(taken, [("text/plain", 1.0), ("a/b", 0.5), ("*/*", 0.0), ("c/d", 0.0)]);
    }
}
