//! The promise for ever: a JSON Schema for everything that is stored, written from the types themselves.
//!
//! A file of `schemas/events/` alone must let an engineer in another language, thirty years from now, read the stored
//! bytes. JSON Schema says what a value means; keywords of our own say how it stands in CBOR (RFC 8949):
//!
//! | keyword | stands on | says |
//! |---|---|---|
//! | `x-cbor` | a type | its form, explained in the same file under `x-cbor-forms` |
//! | `x-cbor-index` | a property | which element of the array it is |
//! | `x-cbor-codes` | a list of codes | the number of each name |
//! | `x-cbor-variant` | an alternative | its number |
//! | `x-arc` | an OID | what stands before the stored part in JSON |
//!
//! Numbers come from the order of declaration. `tests/promise` proves on stored bytes that this order is the one of
//! `#[n(…)]`, and holds the files in git to what is written here. `schemas/README.md` says what may change.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use crate::{Envelope, Fact};

/// How a value can stand in CBOR where its JSON does not tell.
const FORMS: &[(&str, &str)] = &[
    (
        "struct",
        "CBOR array; the property with x-cbor-index i is its element i. What is absent is null, or the array ends \
         before it.",
    ),
    ("code", "CBOR unsigned integer; x-cbor-codes has its name."),
    (
        "variant",
        "CBOR array of two: the x-cbor-variant of one alternative, and an array of its fields by x-cbor-index. An \
         alternative that is a plain text in JSON has no fields.",
    ),
    ("bytes", "CBOR byte string; in JSON hexadecimal in lower case."),
    ("bytes16", "CBOR byte string of 16 bytes; in JSON a UUID in lower case with hyphens."),
    ("int yyyymmdd", "CBOR integer: year * 10000 + month * 100 + day; in JSON yyyy-mm-dd."),
    ("int milliseconds", "CBOR integer: milliseconds since 1970-01-01T00:00:00Z; in JSON RFC 3339 in UTC."),
    ("uint last arc", "CBOR unsigned integer; in JSON x-arc and the number with leading zeros to 11 digits."),
    ("text last arc", "CBOR text; in JSON x-arc and the text."),
    ("uint", "CBOR unsigned integer."),
    ("text", "CBOR text."),
    (
        "otherwise",
        "Where no x-cbor stands, integers, texts, booleans, arrays and null are what they are called in CBOR too.",
    ),
];

/// OIDs are stored without their arc: (type, form, arc).
const ARCS: &[(&str, &str, &str)] =
    &[("PersonOid", "uint last arc", "1.2.246.562.24."), ("OrganisationOid", "text last arc", "1.2.246.562.10.")];

/// What the identifiers of the log stand for; their schemas say only how they are written.
const MEANINGS: &[(&str, &str)] = &[
    ("EventId", "Identifier of an event, derived from the command that caused it."),
    ("ImportId", "Identifier of an import before its number (a position) is known."),
    ("CaseId", "Identifier of a comparison of a person with a register's answer that may be somebody else's."),
    ("LinkId", "Identifier of a link, the same in all its edges."),
    ("KeyId", "Name of a key in the vault."),
    ("RequestId", "One request as its sender sees it; the same in every event that the request caused."),
    ("CommandId", "Identifier of a command: whoever sends it again gets the first outcome."),
    ("Handle", "Random stand-in for an identifier (hetu, passport number, e-mail); only the vault maps one to it."),
];

const ABOUT_EVENTS: &str = "An event stands in the envelope of Envelope.v1.json. `data` is the CBOR in the envelope's \
    `data`; `sealed`, where there is such a property, is the CBOR inside the envelope's sealed part, once opened. An \
    event whose personal fields are all absent may have no sealed part: read it as an empty array.";

const ABOUT_ENVELOPES: &str = "One event as a journal stores it: CBOR (RFC 8949) in definite lengths and shortest \
    forms. `event_type` and `version` name the file that describes `data` and what is sealed: <type>.v<version>.json.";

/// Bytes in a schema: the types that hold them tell it how they are written.
pub(crate) struct Bytes;

impl JsonSchema for Bytes {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Bytes".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Bytes",
            "type": "string",
            "contentEncoding": "base16",
            "pattern": "^([0-9a-f]{2})*$",
        })
    }
}

/// The files of `schemas/events/` as they must be: (name, content), the same for the same types on every machine.
pub fn schema_files() -> Vec<(String, String)> {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let events = Fact::schemas(&mut generator);
    let envelope = generator.subschema_for::<Envelope>();
    let mut types = generator.take_definitions(true);
    for (name, schema) in &mut types {
        write_storage(name, schema);
    }
    let events = events.into_iter().map(|(name, version, data, sealed)| {
        let file = event_schema(name, version, data.to_value(), sealed.map(Schema::to_value));
        (format!("{name}.v{version}.json"), completed(file, &types))
    });
    let envelope = ("Envelope.v1.json".to_owned(), completed(envelope_schema(envelope.to_value()), &types));
    std::iter::once(envelope).chain(events).map(|(name, file)| (name, format!("{file:#}\n"))).collect()
}

fn event_schema(name: &str, version: u16, data: Value, sealed: Option<Value>) -> Value {
    let mut properties = json!({ "data": data });
    if let Some(sealed) = sealed {
        properties["sealed"] = sealed;
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("{name}, version {version}"),
        "description": format!("{name}: see the description of its data."),
        "$comment": ABOUT_EVENTS,
        "x-event-type": name,
        "x-version": version,
        "type": "object",
        "properties": properties,
        "required": ["data"],
        "additionalProperties": false,
    })
}

fn envelope_schema(envelope: Value) -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Envelope, version 1",
        "$comment": ABOUT_ENVELOPES,
        "x-version": 1,
        "x-chain": "The chain after an event is SHA-256(chain before it, then the bytes of the envelope); before the \
            first event it is 32 zero bytes. Positions count from 1 without gaps.",
        "x-opening": {
            "algorithm": "AES-256-GCM (NIST SP 800-38D): `nonce` has 12 bytes, the last 16 of `bytes` are the tag",
            "key": "32 bytes, kept in the vault under the name in `key`; an erased subject's key no longer exists",
            "additional data": "a CBOR array of four, each as it stands in the envelope: the event's `id`, \
                `event_type`, `version`, and the sealed part's `subject`",
        },
        "$ref": envelope["$ref"],
    })
}

/// A file with the types that it needs, and with the forms that these are stored in.
fn completed(mut file: Value, types: &Map<String, Value>) -> Value {
    if let (Some(data), Some(name)) = (file.pointer("/properties/data/$ref"), file["x-event-type"].as_str()) {
        let described = data.as_str().and_then(type_named).and_then(|data| types.get(data));
        let described = described.and_then(|data| data["description"].as_str()).unwrap_or(name);
        file["description"] = described.into();
    }
    let mut needed = Map::new();
    gather(&file, types, &mut needed);
    let used = |form: &str| form == "otherwise" || needed.values().any(|schema| schema["x-cbor"] == form);
    let forms = FORMS.iter().filter(|(form, _)| used(form)).map(|(form, text)| ((*form).to_owned(), json!(text)));
    file["x-cbor-forms"] = Value::Object(forms.collect());
    file["$defs"] = Value::Object(needed);
    file
}

fn type_named(reference: &str) -> Option<&str> {
    reference.strip_prefix("#/$defs/")
}

/// Adds the types that a schema refers to, in the order in which a reader meets them.
fn gather(schema: &Value, types: &Map<String, Value>, needed: &mut Map<String, Value>) {
    let named = schema["$ref"].as_str().and_then(type_named);
    if let Some((name, found)) = named.and_then(|name| types.get_key_value(name))
        && !needed.contains_key(name)
    {
        needed.insert(name.clone(), found.clone());
        gather(found, types, needed);
    }
    match schema {
        Value::Object(members) => members.values().for_each(|member| gather(member, types, needed)),
        Value::Array(items) => items.iter().for_each(|item| gather(item, types, needed)),
        _ => {}
    }
}

/// Writes into a type's schema how its values are stored.
fn write_storage(name: &str, schema: &mut Value) {
    unwrap_lines(schema);
    let form = form_of(name, schema);
    match form {
        "struct" => number_properties(schema),
        "code" => {
            let names = alternatives(schema).iter().filter_map(|code| code["const"].as_str());
            let codes = names.enumerate().map(|(number, name)| (name.to_owned(), number.into())).collect();
            schema["x-cbor-codes"] = Value::Object(codes);
        }
        "variant" => {
            for (number, variant) in schema["oneOf"].as_array_mut().into_iter().flatten().enumerate() {
                number_properties(variant);
                variant["x-cbor-variant"] = number.into();
            }
        }
        _ => {}
    }
    if let Some((_, _, arc)) = ARCS.iter().find(|(oid, ..)| *oid == name) {
        schema["x-arc"] = json!(arc);
    }
    if let Some((_, meaning)) = MEANINGS.iter().find(|(identifier, _)| *identifier == name) {
        schema["description"] = json!(meaning);
    }
    // Read by people: what it means comes first, how it is stored comes second.
    let mut ordered = Map::new();
    ordered.insert("description".to_owned(), schema["description"].take());
    ordered.insert("x-cbor".to_owned(), form.into());
    for (keyword, value) in schema.as_object_mut().map(std::mem::take).unwrap_or_default() {
        ordered.entry(keyword).or_insert(value);
    }
    *schema = Value::Object(ordered);
}

/// In which of [`FORMS`] a type is stored.
fn form_of(name: &str, schema: &Value) -> &'static str {
    if let Some((_, form, _)) = ARCS.iter().find(|(oid, ..)| *oid == name) {
        return form;
    }
    if schema["type"] == "object" {
        return "struct";
    }
    match alternatives(schema) {
        [] => {}
        codes if codes.iter().all(|code| code.get("const").is_some()) => return "code",
        _ => return "variant",
    }
    match (schema["format"].as_str(), schema["contentEncoding"].as_str(), schema["type"].as_str()) {
        (Some("uuid"), _, _) => "bytes16",
        (Some("date"), _, _) => "int yyyymmdd",
        (Some("date-time"), _, _) => "int milliseconds",
        (_, Some("base16"), _) => "bytes",
        (_, _, Some("integer")) => "uint",
        _ => "text",
    }
}

fn alternatives(schema: &Value) -> &[Value] {
    schema["oneOf"].as_array().map_or(&[], Vec::as_slice)
}

/// The array has exactly these properties: a stored shape never grows.
fn number_properties(schema: &mut Value) {
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else { return };
    for (index, property) in properties.values_mut().enumerate() {
        property["x-cbor-index"] = index.into();
    }
    schema["additionalProperties"] = false.into();
}

/// A comment may be wrapped anew without changing what is promised.
fn unwrap_lines(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            if let Some(Value::String(text)) = members.get_mut("description") {
                *text = text.replace("\n\n", "\u{b6}").replace('\n', " ").replace('\u{b6}', "\n\n");
            }
            members.values_mut().for_each(unwrap_lines);
        }
        Value::Array(items) => items.iter_mut().for_each(unwrap_lines),
        _ => {}
    }
}
