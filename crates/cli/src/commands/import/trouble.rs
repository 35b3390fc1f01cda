//! What can go wrong between us and the server, each with what to do. Nothing that the server says in words is
//! repeated: today's registry repeats hetus in its messages.

use serde::Deserialize;

use super::credentials::TokenTrouble;

/// The most fields of a refusal that are listed.
const MOST_FIELDS: usize = 20;

/// Why the server's answer is not what was hoped for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// `--server` is no address.
    #[error("--server is not an address: write it as https://registry.example, without user or password")]
    NoAddress,
    /// Nobody listens.
    #[error("no server answers at {0}: is it running, and is --server right?")]
    Unreachable(String),
    /// The connection ended before the answer.
    #[error("the connection broke before the answer came")]
    Broken,
    /// No token.
    #[error(transparent)]
    Token(#[from] TokenTrouble),
    /// 401: also when the right is missing.
    #[error(
        "the server does not accept the credentials (401): check that they are this server's, and that the client has \
         the right OPPIJOIDENTUONTI (for --interface yleistunniste: YLEISTUNNISTE_LUONTI) for an organisation"
    )]
    NotAccepted,
    /// 403.
    #[error("the server does not allow this (403): the import is another organisation's, or has no resolved row yet")]
    Forbidden,
    /// 400 with the fields that it names.
    #[error("the server refuses the import as a whole (400){}", listed(.0))]
    Refused(Vec<RefusedField>),
    /// 404 or 405.
    #[error("the server does not know this path (404): is --server the registry, and the import number right?")]
    NotThere,
    /// 413.
    #[error("the server takes no import of this size (413): lower --max-body")]
    TooLarge,
    /// 503 to the end.
    #[error("the server is not available just now (503), after several tries: try again later")]
    Outage,
    /// A redirect.
    #[error("the server answers with a redirect, perhaps to a login page: is --server the registry's own address?")]
    Redirected,
    /// Any other status.
    #[error("the server answers with status {0}: ask its keeper, who finds the cause in its log")]
    Status(u16),
    /// Not the interface's answer.
    #[error("the server's answer is not that of a learner number registry: is --server right?")]
    NotUnderstood,
}

/// A field that the server names in a refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedField {
    /// Which row of the import, from 0; none for the import itself.
    pub row: Option<usize>,
    /// The field's path within the row.
    pub field: String,
    /// The server's code, where it gives one.
    pub code: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ErrorBody {
    message: Option<String>,
    #[serde(default)]
    field_errors: Vec<FieldError>,
}

#[derive(Deserialize)]
struct FieldError {
    field: Option<String>,
    code: Option<String>,
}

/// The fields that a refusal names: in its list, or else by their paths in its message. Everything else is left unread.
pub(super) fn refused_fields(body: &[u8]) -> Vec<RefusedField> {
    let Ok(body) = serde_json::from_slice::<ErrorBody>(body) else { return Vec::new() };
    let listed = body.field_errors.into_iter().map(|error| {
        let code = error.code.filter(|code| !code.is_empty() && code.chars().all(is_of_code));
        of_path(&error.field.unwrap_or_default(), code)
    });
    let mut fields: Vec<RefusedField> = listed.take(MOST_FIELDS).collect();
    if fields.is_empty() {
        let message = body.message.unwrap_or_default();
        let paths = message.match_indices("henkilot[").map(|(at, _)| message.get(at..).unwrap_or_default());
        fields.extend(paths.map(|path| of_path(path, None)).take(MOST_FIELDS));
    }
    fields
}

fn is_of_code(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_uppercase() || c == '.'
}

/// Reads `henkilot[3].henkilo.hetu`, and stops where such a path ends.
fn of_path(path: &str, code: Option<String>) -> RefusedField {
    let row = path.strip_prefix("henkilot[").and_then(|rest| rest.split_once(']'));
    let (row, field) = match row {
        Some((row, field)) => (row.parse().ok(), field),
        None => (None, path),
    };
    let end = field.find(|c: char| !(is_of_code(c) || c == '_')).unwrap_or(field.len());
    let field = field.get(..end).unwrap_or_default().trim_matches('.');
    let field = field.strip_prefix("henkilo.").unwrap_or(field);
    RefusedField { row, field: field.to_owned(), code }
}

fn listed(fields: &[RefusedField]) -> &'static str {
    if fields.is_empty() {
        " and names no field: either the client has no organisation to import for, or its rules are of another version"
    } else {
        ""
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_and_values_are_not() {
        let body = br#"{"status":400,"message":"M\u00e4kel\u00e4","fieldErrors":[
            {"code":"invalid.kansalaisuus","field":"henkilot[1].henkilo.kansalaisuus","rejectedValue":"010190-9990"},
            {"code":"010190-9990","field":"henkilot[12].henkilo"}]}"#;
        let field = |row, field: &str, code: Option<&str>| RefusedField {
            row: Some(row),
            field: field.to_owned(),
            code: code.map(str::to_owned),
        };
        let expected = [field(1, "kansalaisuus", Some("invalid.kansalaisuus")), field(12, "henkilo", None)];
        assert_eq!(refused_fields(body), expected);
        let body = br#"{"message":"On 'henkilot[3].henkilo.hetu': rejected 010190-9990; henkilot[7]: Size"}"#;
        assert_eq!(refused_fields(body), [field(3, "hetu", None), field(7, "", None)]);
        for body in [&b""[..], b"<html>", b"{\"message\":null}", b"{\"message\":\"henkilot[\"}"] {
            assert!(refused_fields(body).iter().all(|field| field.row.is_none()));
        }
    }
}
