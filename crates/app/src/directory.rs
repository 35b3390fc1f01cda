//! Names of the services and programs that send learners in: what an import report shows as *Käsittelijä*.
//!
//! The name comes from a file, `{"services":[{"oid":"1.2.246.562.24.…","name":"Peppi"}]}`, where `oid` is the subject
//! or the client id that stands in the service's tokens. The user id itself is never shown (docs/rules.md).

use std::collections::HashMap;

use serde::Deserialize;

/// Which service a subject or client id belongs to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ServiceDirectory {
    names: HashMap<String, String>,
}

/// Why a text is not a directory of services. Rows are counted from 1.
#[derive(Debug, thiserror::Error)]
pub enum DirectoryError {
    /// Not JSON, or not of the expected shape.
    #[error("the directory of services is not readable: {0}")]
    Json(#[from] serde_json::Error),
    /// A row without an id or without a name.
    #[error("service {0} of the directory has no oid or no name")]
    Blank(usize),
    /// Two rows for one id.
    #[error("service {0} of the directory has the oid of an earlier one")]
    Repeated(usize),
}

#[derive(Deserialize)]
struct File {
    services: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    oid: String,
    name: String,
}

impl ServiceDirectory {
    /// Reads the file's text. Unknown properties are ignored.
    pub fn parse(json: &str) -> Result<ServiceDirectory, DirectoryError> {
        let file: File = serde_json::from_str(json)?;
        let mut names = HashMap::with_capacity(file.services.len());
        for (at, row) in file.services.into_iter().enumerate() {
            let (oid, name) = (row.oid.trim(), row.name.trim());
            if oid.is_empty() || name.is_empty() {
                return Err(DirectoryError::Blank(at + 1));
            }
            if names.insert(oid.to_owned(), name.to_owned()).is_some() {
                return Err(DirectoryError::Repeated(at + 1));
            }
        }
        Ok(ServiceDirectory { names })
    }

    /// How many subjects and client ids have a name.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Has none a name?
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The name of the service whose tokens carry this subject or client id.
    pub fn name_of(&self, subject: &str) -> Option<&str> {
        self.names.get(subject).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_directory_names_its_services() {
        let directory = ServiceDirectory::parse(include_str!("../demo/services.json")).unwrap();
        assert!(directory.names.len() >= 6);
        assert_eq!(directory.name_of("1.2.246.562.24.00000010016"), Some("Peppi (Lumijoen yliopisto)"));
        assert_eq!(directory.name_of("1.2.246.562.24.99999999999"), None);
    }

    #[test]
    fn faults_name_their_cause() {
        let fault = |json| ServiceDirectory::parse(json).unwrap_err().to_string();
        assert!(fault("{}").contains("services"), "{}", fault("{}"));
        let blank = r#"{"services":[{"oid":"a","name":"A"},{"oid":"b","name":" "}]}"#;
        assert_eq!(fault(blank), "service 2 of the directory has no oid or no name");
        let twice = r#"{"services":[{"oid":"a","name":"A"},{"oid":"a","name":"B"}]}"#;
        assert_eq!(fault(twice), "service 2 of the directory has the oid of an earlier one");
    }
}
