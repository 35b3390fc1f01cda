//! The schema files alone are enough: every example is read, opened and validated by them, without our types.

use std::collections::BTreeSet;

use events::codes::{
    Channel, ConflictKind, DetailField, FailureCause, HetuFate, Hint, IdentificationWay, IdentifierKind, Interface,
    KeptBecause, LinkReason, NotSent, NoticeRound, Origin, Outage, PassivationCause, Reason, ReassignmentCause,
    RequestKind, RequestOutcome, Right, RowFault, RowField, RowRefusal, VerifiedWith,
};
use events::person::{ContactField, ContactOrigin};
use events::sealed::Algorithm;
use serde::Serialize;
use serde_json::{Value, json};

use crate::examples::{Example, from_hex, open};
use crate::schema_reader::{SchemaReader, Seen, elements};
use crate::{as_json, folder};

/// Reads an example as `schemas/events/` says, from its bytes and keys.
fn read(example: &Example, seen: &mut Seen) -> Value {
    let bytes = example.bytes();
    let envelopes = folder::schema("Envelope.v1.json");
    let envelope = SchemaReader { file: &envelopes, seen }.read_all(&envelopes, &bytes);
    let (event_type, version) = (envelope["event_type"].as_str().unwrap(), &envelope["version"]);
    let file = folder::schema(&format!("{event_type}.v{version}.json"));
    let mut reader = SchemaReader { file: &file, seen };
    let data = from_hex(envelope["data"].as_str().unwrap());
    let mut reading = json!({ "data": reader.read_all(&file["properties"]["data"], &data) });
    if let Some(sealed) = file["properties"].get("sealed") {
        reading["sealed"] = reader.read_all(sealed, &opened(example, &envelope, &envelopes));
    }
    reading["envelope"] = envelope;
    reading
}

/// What is sealed, opened as `x-opening` says; an empty array where there is no sealed part.
fn opened(example: &Example, envelope: &Value, envelopes: &Value) -> Vec<u8> {
    let Some(part) = envelope["sealed"].get(0) else { return vec![0x80] };
    let bytes = example.bytes();
    let index = |shape: &str, field: &str| {
        let property = &envelopes["$defs"][shape]["properties"][field];
        property["x-cbor-index"].as_u64().unwrap() as usize
    };
    let stored = elements(&bytes);
    let parts = elements(stored[index("Envelope", "sealed")]);
    let subject = elements(parts[0])[index("SealedPart", "subject")];
    let of_envelope = ["id", "event_type", "version"].map(|field| stored[index("Envelope", field)]);
    // An array of four begins with this byte.
    let binding = [&[0x84], of_envelope[0], of_envelope[1], of_envelope[2], subject].concat();
    let field = |name: &str| from_hex(part[name].as_str().unwrap());
    let key = example.key(part["key"].as_str().unwrap());
    open(&key, field("nonce").try_into().unwrap(), &binding, &field("bytes"))
}

#[test]
fn the_files_alone_read_every_example() {
    for (name, example) in folder::examples() {
        assert_eq!(read(&example, &mut Seen::new()), example.reads_as, "examples/{name}");
    }
}

#[test]
fn what_is_read_is_valid() {
    let validator = |schema: &Value| jsonschema::options().should_validate_formats(true).build(schema).unwrap();
    let envelopes = validator(&folder::schema("Envelope.v1.json"));
    for (name, mut example) in folder::examples() {
        let envelope = example.reads_as["envelope"].take();
        example.reads_as.as_object_mut().unwrap().remove("envelope");
        let schema = format!("{}.v{}.json", envelope["event_type"].as_str().unwrap(), envelope["version"]);
        let contents = validator(&folder::schema(&schema));
        for (validator, value) in [(&envelopes, &envelope), (&contents, &example.reads_as)] {
            let errors: Vec<String> = validator.iter_errors(value).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "examples/{name}: {errors:?}");
        }
    }
}

/// All that the examples hold of each type, and the schema of each.
fn all_seen() -> Vec<(String, Value, Vec<Value>)> {
    let mut seen = Seen::new();
    folder::examples().iter().for_each(|(_, example)| drop(read(example, &mut seen)));
    let schemas = folder::names("").into_iter().map(|name| folder::schema(&name));
    let types = schemas.flat_map(|file| file["$defs"].as_object().unwrap().clone());
    types.map(|(name, schema)| (name.clone(), schema, seen.get(&name).cloned().unwrap_or_default())).collect()
}

#[test]
fn the_examples_have_every_field_and_variant() {
    for (name, schema, values) in all_seen() {
        for field in schema["properties"].as_object().into_iter().flat_map(|fields| fields.keys()) {
            let filled = |value: &Value| !value[field].is_null() && value[field] != json!([]);
            assert!(values.iter().any(filled), "no example has {name}.{field}");
        }
        for variant in schema["oneOf"].as_array().into_iter().flatten().filter(|_| schema["x-cbor"] == "variant") {
            let is_it = |value: &Value| match variant.get("const") {
                Some(text) => value == text,
                None => variant["properties"].as_object().unwrap().keys().all(|field| value.get(field).is_some()),
            };
            assert!(values.iter().any(is_it), "no example has this variant of {name}: {variant}");
        }
    }
}

/// Both are 1 until something has a second version; a test in `envelope.rs` tells them apart.
const ALIKE: (&str, &str, &str) = ("Envelope", "format", "version");

/// Otherwise two fields could change places unseen.
#[test]
fn no_two_fields_of_a_type_have_the_same_value_in_all_examples() {
    for (name, schema, values) in all_seen() {
        let fields: Vec<&String> =
            schema["properties"].as_object().into_iter().flat_map(|fields| fields.keys()).collect();
        for (index, one) in fields.iter().enumerate() {
            for other in &fields[index + 1..] {
                let differ = values.iter().any(|value| value[*one] != value[*other]);
                let excused = (name.as_str(), one.as_str(), other.as_str()) == ALIKE;
                assert!(differ || excused, "{name}: {one} and {other} are always the same");
            }
        }
    }
}

/// The numbers of a list of codes, as they are in CBOR: (number, name) from 0 until a number is no code.
fn stored_codes<T: for<'b> minicbor::Decode<'b, ()>>(name: impl Fn(T) -> String) -> Vec<(u8, String)> {
    let code = |number: u8| Some((number, name(minicbor::decode::<T>(&[number]).ok()?)));
    // Numbers up to 23 are one byte.
    (0..24).map_while(code).collect()
}

fn serialised<T: for<'b> minicbor::Decode<'b, ()> + Serialize>() -> Vec<(u8, String)> {
    stored_codes(|code: T| serde_json::to_value(code).unwrap().as_str().unwrap().to_owned())
}

#[test]
fn codes_have_the_numbers_that_are_stored() {
    let lists = [
        ("Algorithm", serialised::<Algorithm>()),
        ("Channel", serialised::<Channel>()),
        ("ConflictKind", serialised::<ConflictKind>()),
        ("ContactField", stored_codes(|code: ContactField| as_json::contact_field(code).to_owned())),
        ("ContactOrigin", stored_codes(|code: ContactOrigin| as_json::contact_origin(code).to_owned())),
        ("DetailField", serialised::<DetailField>()),
        ("FailureCause", serialised::<FailureCause>()),
        ("HetuFate", serialised::<HetuFate>()),
        ("Hint", serialised::<Hint>()),
        ("IdentificationWay", serialised::<IdentificationWay>()),
        ("IdentifierKind", serialised::<IdentifierKind>()),
        ("Interface", serialised::<Interface>()),
        ("KeptBecause", serialised::<KeptBecause>()),
        ("LinkReason", serialised::<LinkReason>()),
        ("NotSent", serialised::<NotSent>()),
        ("NoticeRound", serialised::<NoticeRound>()),
        ("Origin", serialised::<Origin>()),
        ("Outage", serialised::<Outage>()),
        ("PassivationCause", serialised::<PassivationCause>()),
        ("Reason", serialised::<Reason>()),
        ("ReassignmentCause", serialised::<ReassignmentCause>()),
        ("RequestKind", serialised::<RequestKind>()),
        ("RequestOutcome", serialised::<RequestOutcome>()),
        ("Right", serialised::<Right>()),
        ("RowFault", serialised::<RowFault>()),
        ("RowField", serialised::<RowField>()),
        ("RowRefusal", serialised::<RowRefusal>()),
        ("VerifiedWith", serialised::<VerifiedWith>()),
    ];
    let mut proven = BTreeSet::new();
    for (name, schema, _) in all_seen().into_iter().filter(|(_, schema, _)| schema["x-cbor"] == "code") {
        let (_, stored) =
            lists.iter().find(|(list, _)| *list == name).unwrap_or_else(|| panic!("{name}: prove it here"));
        let written = schema["x-cbor-codes"].as_object().unwrap().iter();
        let written: Vec<(u8, String)> =
            written.map(|(name, number)| (number.as_u64().unwrap() as u8, name.clone())).collect();
        assert_eq!(&written, stored, "{name}");
        proven.insert(name);
    }
    assert_eq!(proven.len(), lists.len(), "a list above is in no schema");
}
