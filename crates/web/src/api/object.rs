//! A body that is a JSON object. What is derived for a structure also takes a list of its values, which nobody has
//! documented.

use std::fmt;
use std::marker::PhantomData;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, DeserializeOwned, Deserializer, MapAccess, Visitor};
use serde_path_to_error::{Path, Segment};

use super::problem::Problem;

/// What an object says; nothing else than an object is read.
pub struct Object<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Object<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Object<T>, Problem> {
        if !is_json(request.headers()) {
            return Err(Problem::Status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        let body = Bytes::from_request(request, state).await;
        read(&body.map_err(|refused| Problem::Status(refused.status()))?).map(Object)
    }
}

/// Is the body said to be JSON?
pub fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json")
}

/// Reads a body. A refusal names the field and what is expected there, and repeats nothing of what was sent.
pub fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(body);
    let fault = |error: &serde_json::Error, path: &Path| match error.is_data() {
        true => Problem::Body { pointer: pointer(path), expected: expected(&error.to_string()) },
        false => Problem::Status(StatusCode::BAD_REQUEST),
    };
    let Object(read) = serde_path_to_error::deserialize::<_, Object<T>>(&mut reader)
        .map_err(|error| fault(error.inner(), error.path()))?;
    reader.end().map_err(|_| Problem::Status(StatusCode::BAD_REQUEST))?;
    Ok(read)
}

/// A JSON pointer, as far as it consists of numbers and of names that a member may have.
fn pointer(path: &Path) -> String {
    let name = |key: &str| !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_');
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } if name(key) => pointer.push_str(&format!("/{key}")),
            _ => break,
        }
    }
    pointer
}

/// What the reader's message says of what it expected; the rest of it may repeat what was sent.
fn expected(message: &str) -> String {
    let message = message.split(" at line ").next().unwrap_or_default();
    match message.rsplit_once("expected ") {
        Some((_, "u8" | "u16" | "u32" | "u64" | "usize")) => "a whole number that is not negative".to_owned(),
        Some((_, expected)) => expected.to_owned(),
        None => message
            .strip_prefix("missing field ")
            .map_or_else(|| "another value, see the API's document".to_owned(), |field| format!("the member {field}")),
    }
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = Object<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Object<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(entries)).map(Object)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Object<T>, D::Error> {
        deserializer.deserialize_map(ObjectVisitor(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only the refusals are looked at")]
    struct Body {
        rows: Vec<Row>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only the refusals are looked at")]
    struct Row {
        row: u32,
        kind: Option<Kind>,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        One,
        Two,
    }

    fn refused(body: &str) -> (String, String) {
        match read::<Body>(body.as_bytes()) {
            Err(Problem::Body { pointer, expected }) => (pointer, expected),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_refusal_names_the_field_and_what_is_expected_and_repeats_nothing() {
        let cases = [
            (r#"{"rows": [{"row": 1}, {"row": "010190-999R"}]}"#, "/rows/1/row", "a whole number that is not negative"),
            (r#"{"rows": [{"row": 1, "kind": "010190-999R"}]}"#, "/rows/0/kind", "`one` or `two`"),
            (r#"{"rows": [{"kind": null}]}"#, "/rows/0", "the member `row`"),
            (r#"{"rows": [{"row": 1, "lines": 2}]}"#, "/rows/0/lines", "`row` or `kind`"),
            (r#"{"rows": [{"row": 1, "010190-999R": 2}]}"#, "/rows/0", "`row` or `kind`"),
            (r#"{"rows": "010190-999R"}"#, "/rows", "a sequence"),
            (r#"[1]"#, "", "an object"),
        ];
        for (body, pointer, expected) in cases {
            assert_eq!(refused(body), (pointer.to_owned(), expected.to_owned()), "{body}");
        }
    }

    #[test]
    fn what_is_no_json_is_refused_as_such() {
        for body in ["", "{", r#"{"rows": []} x"#] {
            assert!(matches!(read::<Body>(body.as_bytes()), Err(Problem::Status(StatusCode::BAD_REQUEST))), "{body}");
        }
    }
}
