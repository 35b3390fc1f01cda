//! The files in git say what the types say.

use events::EventKind;
use events::schema::schema_files;

use crate::folder;

#[test]
fn files_say_what_the_types_say() {
    for (name, generated) in schema_files() {
        // Reading through `schema` also writes it, when asked to.
        let _ = folder::schema(&name);
        assert!(
            folder::text(&name).as_deref() == Some(&generated),
            "schemas/events/{name} is not what the types say. A released shape is never edited: make a new version. \
             Words and codes that were added, and types not released yet: UPDATE_SCHEMAS=1 (schemas/README.md)"
        );
    }
}

#[test]
fn every_file_is_of_a_type_that_is_still_read() {
    for name in folder::names("") {
        let event_type = name.split('.').next().unwrap();
        assert!(
            event_type == "Envelope" || EventKind::named(event_type).is_some(),
            "schemas/events/{name}: unknown type"
        );
    }
}

#[test]
fn generating_twice_gives_the_same() {
    assert_eq!(schema_files(), schema_files());
}

#[test]
fn every_type_and_field_says_what_it_means() {
    for (name, _) in schema_files() {
        let schema = folder::schema(&name);
        for (shape, described) in schema["$defs"].as_object().unwrap() {
            assert!(described["description"].is_string(), "{name}: {shape} has no description");
            let fields = described["properties"].as_object().into_iter().flatten();
            for (field, property) in fields {
                assert!(property["description"].is_string(), "{name}: {shape}.{field} has no description");
            }
            for alternative in described["oneOf"].as_array().into_iter().flatten() {
                assert!(alternative["description"].is_string(), "{name}: {shape}: {alternative} has no description");
            }
        }
    }
}
