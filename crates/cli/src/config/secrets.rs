//! The file with the secrets of the vault and of sessions.

use std::collections::BTreeMap;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use store::VaultSecrets;
use web::staff::keys::Keys;
use zeroize::Zeroizing;

use super::read_secret;
use crate::commands::Failure;

/// The secrets of the vault and of sessions as a file has them.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecretsFile {
    /// Key-encryption keys by version: 32 bytes in base64. The highest version wraps new keys.
    pub key_encryption_keys: BTreeMap<String, Zeroizing<String>>,
    /// Key of the hash over identifiers: 32 bytes in base64.
    pub identifier_hash_key: Zeroizing<String>,
    /// Secret of the sessions on the staff pages by version: 32 bytes in base64. New sessions begin under the highest
    /// version; one version before it may stand beside it. Files from before there were pages have none.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub session_secret: BTreeMap<String, Zeroizing<String>>,
}

impl SecretsFile {
    /// New secrets, drawn at random.
    pub fn draw() -> SecretsFile {
        let first = || BTreeMap::from([("1".to_owned(), draw_key())]);
        SecretsFile { key_encryption_keys: first(), identifier_hash_key: draw_key(), session_secret: first() }
    }

    /// Reads the file, and gives it a session secret when it is from before there were any.
    pub fn read_completed(file: &Path) -> Result<SecretsFile, Failure> {
        use std::io::Write;
        let mut secrets = SecretsFile::read(file)?;
        if secrets.session_secret.is_empty() {
            let key = draw_key();
            let lines = Zeroizing::new(format!("\n[session_secret]\n1 = \"{}\"\n", key.as_str()));
            let opened = std::fs::OpenOptions::new().append(true).open(file);
            let written = opened.and_then(|mut open| open.write_all(lines.as_bytes()).and_then(|()| open.sync_all()));
            written.map_err(|error| Failure(format!("{} cannot be completed: {error}", file.display())))?;
            secrets.session_secret.insert("1".to_owned(), key);
        }
        Ok(secrets)
    }

    /// Reads the file.
    pub fn read(file: &Path) -> Result<SecretsFile, Failure> {
        let text = read_secret(file)?;
        // The parser's message would quote the line, and the line is a secret.
        toml::from_str(&text).map_err(|_| {
            Failure(format!(
                "the secrets in {} are not as they should be; `oppijaloki config --secrets` shows the form",
                file.display()
            ))
        })
    }

    /// Writes a new file that only its owner can read.
    pub fn write(&self, file: &Path) -> Result<(), Failure> {
        use std::io::Write;
        use std::os::unix::fs::OpenOptionsExt;
        let failure = |why: String| Failure(format!("the secrets cannot be written to {}: {why}", file.display()));
        let text = Zeroizing::new(toml::to_string(self).map_err(|error| failure(error.to_string()))?);
        let mut options = std::fs::OpenOptions::new();
        let opened = options.write(true).create_new(true).mode(0o600).open(file);
        let written = opened.and_then(|mut open| open.write_all(text.as_bytes()).and_then(|()| open.sync_all()));
        written.map_err(|error| failure(error.to_string()))
    }

    /// The keys themselves.
    pub fn keys(&self) -> Result<VaultSecrets, Failure> {
        Ok(VaultSecrets {
            key_encryption_keys: versions("a key-encryption key", &self.key_encryption_keys)?,
            identifier_hash_key: decode(&self.identifier_hash_key)?,
        })
    }

    /// The keys of sessions; `None` when the file has no secret for them.
    pub fn session_keys(&self) -> Result<Option<Keys>, Failure> {
        if self.session_secret.is_empty() {
            return Ok(None);
        }
        let secrets = versions("a session secret", &self.session_secret)?;
        let keys = Keys::derive(secrets.iter().map(|(version, secret)| (*version, &**secret)));
        keys.map(Some).map_err(|error| Failure(error.to_string()))
    }
}

fn draw_key() -> Zeroizing<String> {
    Zeroizing::new(STANDARD.encode(rand::random::<[u8; 32]>()))
}

fn versions(
    what: &str,
    keys: &BTreeMap<String, Zeroizing<String>>,
) -> Result<BTreeMap<u32, Zeroizing<[u8; 32]>>, Failure> {
    let decoded = keys.iter().map(|(version, key)| {
        let number = version.parse().map_err(|_| Failure(format!("{what}'s version is not a number")))?;
        Ok((number, decode(key)?))
    });
    decoded.collect()
}

fn decode(base64: &str) -> Result<Zeroizing<[u8; 32]>, Failure> {
    let bytes = STANDARD.decode(base64).map(Zeroizing::new).ok();
    let key = bytes.and_then(|bytes| <[u8; 32]>::try_from(bytes.as_slice()).ok());
    key.map(Zeroizing::new).ok_or_else(|| Failure("a secret is not 32 bytes in base64".to_owned()))
}
