//! A reader of stored bytes that knows JSON Schema, CBOR and the `x-` keywords, and none of our types: what an engineer
//! in another language would write.

use std::collections::BTreeMap;

use minicbor::Decoder;
use minicbor::data::Type;
use serde_json::{Map, Value, json};

/// Everything read of one type, by the name of the type.
pub type Seen = BTreeMap<String, Vec<Value>>;

/// Reads by one schema file.
pub struct SchemaReader<'a> {
    /// The file.
    pub file: &'a Value,
    /// What was read of each type in it.
    pub seen: &'a mut Seen,
}

impl SchemaReader<'_> {
    /// Reads all of these bytes as what a schema in the file describes.
    pub fn read_all(&mut self, schema: &Value, bytes: &[u8]) -> Value {
        let mut cbor = Decoder::new(bytes);
        let value = self.read(schema, &mut cbor);
        assert_eq!(cbor.position(), bytes.len(), "bytes are left over");
        value
    }

    fn read(&mut self, schema: &Value, cbor: &mut Decoder<'_>) -> Value {
        if is_null(cbor) && may_be_null(schema) {
            cbor.skip().unwrap();
            return Value::Null;
        }
        if let Some(inner) = schema["anyOf"].as_array() {
            let inner = inner.iter().find(|inner| inner["type"] != "null").unwrap();
            return self.read(inner, cbor);
        }
        if let Some(reference) = schema["$ref"].as_str() {
            let name = reference.strip_prefix("#/$defs/").unwrap();
            let named = self.file["$defs"][name].clone();
            let value = self.read_type(&named, cbor);
            self.seen.entry(name.to_owned()).or_default().push(value.clone());
            return value;
        }
        match json_type(schema) {
            "integer" => cbor.i64().unwrap().into(),
            "string" => cbor.str().unwrap().into(),
            "boolean" => cbor.bool().unwrap().into(),
            "array" => {
                let length = cbor.array().unwrap().expect("definite length");
                (0..length).map(|_| self.read(&schema["items"], cbor)).collect()
            }
            other => panic!("{other} is not among the forms"),
        }
    }

    fn read_type(&mut self, schema: &Value, cbor: &mut Decoder<'_>) -> Value {
        let arc = || schema["x-arc"].as_str().unwrap();
        match schema["x-cbor"].as_str().unwrap() {
            "struct" => self.read_struct(schema, cbor),
            "code" => name_of_code(schema, cbor.u64().unwrap()),
            "variant" => self.read_variant(schema, cbor),
            "bytes" => crate::examples::hex(cbor.bytes().unwrap()).into(),
            "bytes16" => hyphenated(cbor.bytes().unwrap()).into(),
            "int yyyymmdd" => {
                let number = cbor.i64().unwrap();
                format!("{:04}-{:02}-{:02}", number / 10_000, number / 100 % 100, number % 100).into()
            }
            "int milliseconds" => events::Instant::from_millis(cbor.i64().unwrap()).to_string().into(),
            "uint last arc" => format!("{}{:011}", arc(), cbor.u64().unwrap()).into(),
            "text last arc" => format!("{}{}", arc(), cbor.str().unwrap()).into(),
            "uint" => cbor.u64().unwrap().into(),
            "text" => cbor.str().unwrap().into(),
            other => panic!("{other} is not among the forms"),
        }
    }

    fn read_struct(&mut self, schema: &Value, cbor: &mut Decoder<'_>) -> Value {
        let length = cbor.array().unwrap().expect("definite length");
        let properties = schema["properties"].as_object().cloned().unwrap_or_default();
        assert!(length <= properties.len() as u64, "more elements than properties");
        let mut by_index: Vec<(&String, &Value)> = properties.iter().collect();
        by_index.sort_by_key(|(_, property)| property["x-cbor-index"].as_u64().unwrap());
        let mut object = Map::new();
        for (index, (name, property)) in by_index.into_iter().enumerate() {
            assert_eq!(property["x-cbor-index"], index, "{name}");
            let absent = index as u64 >= length;
            assert!(!absent || may_be_null(property), "{name} is missing");
            object.insert(name.clone(), if absent { Value::Null } else { self.read(property, cbor) });
        }
        Value::Object(object)
    }

    fn read_variant(&mut self, schema: &Value, cbor: &mut Decoder<'_>) -> Value {
        assert_eq!(cbor.array().unwrap(), Some(2));
        let number = cbor.u64().unwrap();
        let alternatives = schema["oneOf"].as_array().unwrap();
        let found = alternatives.iter().find(|variant| variant["x-cbor-variant"] == number).unwrap();
        match found.get("const") {
            Some(text) => {
                assert_eq!(cbor.array().unwrap(), Some(0));
                text.clone()
            }
            None => self.read_struct(found, cbor),
        }
    }
}

fn is_null(cbor: &Decoder<'_>) -> bool {
    cbor.datatype().unwrap() == Type::Null
}

fn may_be_null(schema: &Value) -> bool {
    let among = |list: &Value, null: Value| list.as_array().is_some_and(|items| items.contains(&null));
    among(&schema["type"], json!("null")) || among(&schema["anyOf"], json!({ "type": "null" }))
}

fn json_type(schema: &Value) -> &str {
    let first = schema["type"].as_array().and_then(|types| types.iter().find(|name| **name != "null"));
    first.unwrap_or(&schema["type"]).as_str().unwrap_or("nothing")
}

fn name_of_code(schema: &Value, number: u64) -> Value {
    let codes = schema["x-cbor-codes"].as_object().unwrap();
    codes.iter().find(|(_, code)| **code == number).map(|(name, _)| name.as_str()).unwrap().into()
}

fn hyphenated(bytes: &[u8]) -> String {
    assert_eq!(bytes.len(), 16);
    let hex = crate::examples::hex(bytes);
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// The elements of a CBOR array, as they stand in the bytes.
pub fn elements(bytes: &[u8]) -> Vec<&[u8]> {
    let mut cbor = Decoder::new(bytes);
    let length = cbor.array().unwrap().expect("definite length");
    let element = |_| {
        let start = cbor.position();
        cbor.skip().unwrap();
        &bytes[start..cbor.position()]
    };
    (0..length).map(element).collect()
}
