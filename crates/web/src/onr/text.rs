//! Text in small bodies, as ONR reads it: a number or a truth value is taken for its digits or letters.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

/// A property or item that should hold text.
#[derive(utoipa::ToSchema)]
#[schema(value_type = String)]
pub struct Text(pub String);

struct TextVisitor;

impl Visitor<'_> for TextVisitor {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Text, E> {
        Ok(Text(text.to_owned()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Text, E> {
        Ok(Text(number.to_string()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Text, E> {
        Ok(Text(number.to_string()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Text, E> {
        Ok(Text(number.to_string()))
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<Text, E> {
        Ok(Text(truth.to_string()))
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
        deserializer.deserialize_any(TextVisitor)
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
    fn numbers_and_truth_values_are_text_and_lists_are_not() {
        let read = |json: &str| serde_json::from_str::<Vec<Text>>(json).map(texts);
        assert_eq!(read(r#"["a", 5, -1, 1.5, true]"#).unwrap(), ["a", "5", "-1", "1.5", "true"]);
        assert!(read(r#"[["a"]]"#).is_err() && read(r#"[{}]"#).is_err());
    }
}
