//! Stored examples: today's code must read every one of them, for ever.
//!
//! An example is made once, from a sample of the day, and never made again: it stands for bytes in somebody's journal.

use std::collections::BTreeMap;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::digest::{SHA256, digest};
use events::envelope::ENVELOPE_FORMAT;
use events::sealed::{Algorithm, binding};
use events::{Envelope, Fact, KeyId, Opening, SealedPart};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::samples::Sample;
use crate::{as_json, folder};

/// A file of `schemas/events/examples/`.
#[derive(Serialize, Deserialize)]
pub struct Example {
    /// What is special about it.
    pub about: String,
    /// The bytes of the envelope, in hexadecimal chunks.
    pub stored: Vec<String>,
    /// The keys that open its sealed parts, by name. For tests alone; derived from their names.
    pub keys: BTreeMap<String, String>,
    /// What every reader must make of it: `envelope`, `data` and, in clear, `sealed`.
    pub reads_as: Value,
}

impl Example {
    /// The stored bytes.
    pub fn bytes(&self) -> Vec<u8> {
        from_hex(&self.stored.concat())
    }

    /// What opens a part, from the keys in the file.
    pub fn key(&self, name: &str) -> LessSafeKey {
        let key = self.keys.get(name).unwrap_or_else(|| panic!("key {name} is not in the example"));
        cipher(&from_hex(key))
    }
}

/// What is sealed, opened.
pub fn open(key: &LessSafeKey, nonce: [u8; 12], binding: &[u8], sealed: &[u8]) -> Vec<u8> {
    let mut bytes = sealed.to_vec();
    key.open_in_place(Nonce::assume_unique_for_key(nonce), Aad::from(binding), &mut bytes).unwrap().to_vec()
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// And back.
pub fn from_hex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

fn cipher(key: &[u8]) -> LessSafeKey {
    LessSafeKey::new(UnboundKey::new(&AES_256_GCM, key).unwrap())
}

fn test_key(name: KeyId) -> Vec<u8> {
    digest(&SHA256, format!("test key {name}").as_bytes()).as_ref().to_vec()
}

/// The sample as the registry would store it.
pub fn envelope_of(sample: &Sample) -> Envelope {
    let (event_type, version) = (sample.fact.event_type().to_owned(), sample.fact.version());
    let seal = |mut bytes: Vec<u8>| {
        let (subject, key) = sample.subject.expect("a sample with personal data says whose it is");
        let nonce = *digest(&SHA256, sample.id.0.as_bytes()).as_ref().first_chunk().unwrap();
        let bound = binding(sample.id, &event_type, version, subject);
        cipher(&test_key(key))
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(bound), &mut bytes)
            .unwrap();
        SealedPart { subject, key, algorithm: Algorithm::Aes256Gcm, nonce, bytes }
    };
    Envelope {
        format: ENVELOPE_FORMAT,
        id: sample.id,
        tags: sample.tags.clone(),
        data: sample.fact.data_bytes(),
        sealed: sample.fact.personal_bytes().map(seal).into_iter().collect(),
        meta: sample.meta.clone(),
        event_type: event_type.clone(),
        version,
    }
}

/// The file of a sample.
pub fn example_of(sample: &Sample) -> Example {
    let envelope = envelope_of(sample);
    let bytes = envelope.to_bytes();
    let key = |part: &SealedPart| (part.key.to_string(), hex(&test_key(part.key)));
    Example {
        about: sample.about.to_owned(),
        stored: bytes.chunks(48).map(hex).collect(),
        keys: envelope.sealed.iter().map(key).collect(),
        reads_as: read_as_json(&envelope, &sample.fact),
    }
}

fn read_as_json(envelope: &Envelope, fact: &Fact) -> Value {
    let mut reading = json!({ "envelope": as_json::envelope(envelope), "data": fact.data_json() });
    if let Some(sealed) = as_json::personal(fact) {
        reading["sealed"] = sealed;
    }
    reading
}

/// Opens an envelope as the vault does.
fn open_fact(example: &Example, envelope: &Envelope) -> Fact {
    let (event_type, version) = (envelope.event_type.as_str(), envelope.version);
    let opened = envelope.sealed.first().map(|part| {
        let bound = binding(envelope.id, event_type, version, part.subject);
        open(&example.key(&part.key.to_string()), part.nonce, &bound, &part.bytes)
    });
    Fact::decode(event_type, version, &envelope.data, opened.as_deref().map(Opening::Plain)).unwrap()
}

#[test]
fn todays_code_reads_every_example() {
    for (name, example) in folder::examples() {
        let envelope = Envelope::from_bytes(&example.bytes()).unwrap();
        let fact = open_fact(&example, &envelope);
        assert_eq!(
            fact.version(),
            envelope.version,
            "examples/{name} is of an older version: say here what its upcast reads as"
        );
        assert_eq!(read_as_json(&envelope, &fact), example.reads_as, "examples/{name}");
    }
}

#[test]
fn todays_code_writes_what_it_read() {
    for (name, example) in folder::examples() {
        let envelope = Envelope::from_bytes(&example.bytes()).unwrap();
        assert!(envelope.to_bytes() == example.bytes(), "examples/{name}: the chain covers bytes, which now differ");
        let fact = open_fact(&example, &envelope);
        if fact.version() == envelope.version {
            assert!(fact.data_bytes() == envelope.data, "examples/{name}: data is written in another way now");
        }
    }
}

#[test]
fn an_example_that_was_touched_is_not_opened() {
    for (name, example) in folder::examples() {
        let envelope = Envelope::from_bytes(&example.bytes()).unwrap();
        for part in &envelope.sealed {
            let bound = binding(envelope.id, &envelope.event_type, envelope.version + 1, part.subject);
            let nonce = Nonce::assume_unique_for_key(part.nonce);
            let mut bytes = part.bytes.clone();
            let opened = example.key(&part.key.to_string()).open_in_place(nonce, Aad::from(bound), &mut bytes).is_ok();
            assert!(!opened, "examples/{name} opens under another version");
        }
    }
}

#[test]
fn every_schema_has_two_examples_or_more() {
    let examples = folder::names("examples");
    for schema in folder::names("") {
        let stem = schema.trim_end_matches(".json");
        let count = examples.iter().filter(|name| name.starts_with(&format!("{stem}."))).count();
        assert!(
            count >= 2 || stem.starts_with("Envelope"),
            "{schema} has {count} examples: fully populated and minimal"
        );
    }
}
