//! Text in small bodies, as in those of imports: an integer is taken for its digits. Anything else ends the reading.

use serde::de::{Deserialize, Deserializer, Error};

use super::import_body::text::Text as Sent;

/// A property or item that must hold text.
#[derive(utoipa::ToSchema)]
#[schema(value_type = String)]
pub struct Text(pub String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
        match Sent::deserialize(deserializer)? {
            Sent::Sent(text) => Ok(Text(text.into_owned())),
            Sent::Absent | Sent::WrongType => Err(D::Error::custom("it must be text")),
        }
    }
}

/// What a list of them holds.
pub fn texts(sent: Vec<Text>) -> Vec<String> {
    sent.into_iter().map(|Text(text)| text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_text_and_nothing_else_is() {
        let read = |json: &str| serde_json::from_str::<Vec<Text>>(json).map(texts);
        assert_eq!(read(r#"["a", 5, -1]"#).unwrap(), ["a", "5", "-1"]);
        for other in ["1.5", "true", "null", "[\"a\"]", "{}"] {
            assert!(read(&format!("[{other}]")).is_err(), "{other}");
        }
    }
}
