//! Generated files are what the code generates today. `UPDATE_SCHEMAS=1 cargo test` writes them.

use std::path::Path;

use crate::top;

fn compare(file: &str, generated: &str) {
    let path = top().join(file);
    if std::env::var_os("UPDATE_SCHEMAS").is_some() {
        write(&path, generated);
    }
    let stored = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        stored.trim_end() == generated.trim_end(),
        "{file} is not what the code says; look at the difference after UPDATE_SCHEMAS=1 cargo test --test guards"
    );
}

fn write(path: &Path, text: &str) {
    std::fs::write(path, format!("{}\n", text.trim_end())).expect("the file can be written");
}

#[test]
fn openapi_document_is_fresh() {
    compare("schemas/api/openapi.json", &web::server::openapi());
}

#[test]
fn openapi_document_of_our_own_interface_is_fresh() {
    compare("schemas/api/v1.json", &web::api::openapi());
}

#[test]
fn configuration_schema_is_fresh() {
    compare("schemas/config.json", &oppijaloki::commands::config::schema());
}
