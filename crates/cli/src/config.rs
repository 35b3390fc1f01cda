//! Configuration: one typed structure, from a file and the environment. Secrets come by file or environment only.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::VaultSecrets;
use web::staff::keys::Keys;
use zeroize::Zeroizing;

use crate::commands::Failure;

mod cas;
mod neighbours;
mod place;
mod secret_file;
mod sign_in;

pub use cas::{AccessRights, Cas};
pub use neighbours::{Neighbours, ServiceNames};
pub use place::{is_kurrentdb, is_postgres, is_shared};
pub use secret_file::read_secret;
pub use sign_in::{Claims, SignIn};

/// How the embedded journal and vault are named.
const EMBEDDED: &str = "sqlite";

/// Everything that may be configured. Environment variables `OPPIJALOKI__SECTION__FIELD` override the file.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where requests are answered.
    #[serde(default = "default_address")]
    pub address: SocketAddr,
    /// Seconds that requests under way are given when the process is asked to end, 1–3600. Then they are broken off.
    #[serde(default = "default_stop")]
    pub stop_within_seconds: u64,
    /// The data folder: `journal` and `vault` in it are precious, `cache` may be deleted any time.
    pub data: PathBuf,
    /// The journal: `sqlite`, embedded in the data folder, or an address that several nodes share: of a PostgreSQL
    /// database, `postgres://user@host/database` (a password belongs into `PGPASSWORD` or a file that `PGPASSFILE`
    /// names), or of KurrentDB, `kurrentdb://user:password@host:2113`, by a program that was built with it.
    #[serde(default = "default_journal")]
    pub journal: String,
    /// The vault: `sqlite` or the address of a PostgreSQL database. It is where the journal is when nothing is said; a
    /// server of its own keeps the two out of one backup.
    #[serde(default)]
    pub vault: Option<String>,
    /// File with the secrets of the vault and of sessions; see `oppijaloki config --secrets`.
    pub secrets: PathBuf,
    /// Who may ask.
    pub tokens: Tokens,
    /// How officials sign in to the pages. Without it nobody can, and the pages say so.
    #[serde(default)]
    pub sign_in: Option<SignIn>,
    /// The population register.
    pub register: Register,
    /// JSON file in the shape of organisaatiopalvelu's hierarchy. Where organisaatiopalvelu is asked, it counts until it
    /// has answered once.
    pub organisations: PathBuf,
    /// JSON file with the names of services.
    #[serde(default)]
    pub services: Option<PathBuf>,
    /// Neighbours that tell organisations, code sets and names of services instead of files.
    #[serde(default)]
    pub neighbours: Option<Neighbours>,
    /// Code sets that replace the shipped ones.
    #[serde(default)]
    pub codes: Codes,
    /// Signing in by CAS; bearer tokens alone count when this is left out.
    #[serde(default)]
    pub cas: Option<Cas>,
    /// Notices by e-mail; none are sent when this is left out.
    #[serde(default)]
    pub mail: Option<Mail>,
    /// Rules that a house may set.
    #[serde(default)]
    pub rules: Rules,
}

/// Bearer tokens that are accepted.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tokens {
    /// Address of the key set (JWKS).
    pub key_set: String,
    /// `iss` demanded.
    pub issuer: String,
    /// `aud` demanded; not looked at when absent.
    #[serde(default)]
    pub audience: Option<String>,
}

/// How the population register is reached.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Register {
    /// Base address, up to and with `/api/v1`.
    pub base_url: String,
    /// User of the Basic credentials.
    pub user: String,
    /// File with the password.
    pub password_file: PathBuf,
    /// Header that carries the Basic credentials.
    #[serde(default = "default_basic_header")]
    pub basic_header: String,
    /// `X-Road-Client`, when the way leads over the data exchange layer.
    #[serde(default)]
    pub x_road_client: Option<String>,
    /// PEM file with a root certificate that the system does not know.
    #[serde(default)]
    pub extra_root_certificate: Option<PathBuf>,
    /// Hetus in one request, 1–1000.
    #[serde(default = "default_batch")]
    pub batch: usize,
    /// Requests at the same time.
    #[serde(default = "default_requests")]
    pub requests: usize,
}

/// The mail server by which notices about imports are sent.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// Its name.
    pub host: String,
    /// Its port; 465, 587 or 25 by `encryption` when left out.
    #[serde(default)]
    pub port: Option<u16>,
    /// How the connection is protected.
    #[serde(default)]
    pub encryption: Encryption,
    /// User, when the server asks for one.
    #[serde(default)]
    pub user: Option<String>,
    /// File with the user's password.
    #[serde(default)]
    pub password_file: Option<PathBuf>,
    /// Whom notices are from: an address, or a name and an address in angle brackets.
    pub from: String,
    /// Where officials find the registry; links in notices begin with it.
    pub public_address: String,
    /// Hours after an import's last row was resolved until a notice is sent although rows are still open.
    #[serde(default = "default_notice_after")]
    pub notice_after_hours: u64,
}

/// How the connection to the mail server is protected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Encryption {
    /// TLS from the first byte.
    Tls,
    /// TLS after STARTTLS, or no connection at all.
    #[default]
    Starttls,
    /// None: for a server on the same machine or in a closed network.
    None,
}

/// Files with code sets; the shipped set stands where none is named.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Codes {
    /// *sukupuoli*
    pub sex: Option<PathBuf>,
    /// *kieli*
    pub language: Option<PathBuf>,
    /// *maatjavaltiot2*
    pub country: Option<PathBuf>,
    /// *kunta*
    pub municipality: Option<PathBuf>,
}

/// Rules that a house may set.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Rules {
    /// Lowest individual number of test and temporary hetus, which are never looked up.
    pub test_hetus_from: u16,
    /// Highest individual number of test and temporary hetus.
    pub test_hetus_to: u16,
    /// For how many days after completion an import's raw rows stay readable.
    pub raw_rows_kept_days: u64,
    /// For how many days entries of the access register are kept.
    pub access_kept_days: u64,
}

impl Default for Rules {
    fn default() -> Rules {
        Rules { test_hetus_from: 900, test_hetus_to: 999, raw_rows_kept_days: 90, access_kept_days: 1825 }
    }
}

fn default_address() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 8090))
}

fn default_stop() -> u64 {
    10
}

fn default_journal() -> String {
    EMBEDDED.to_owned()
}

fn default_basic_header() -> String {
    "authorization".to_owned()
}

fn default_batch() -> usize {
    100
}

fn default_notice_after() -> u64 {
    24
}

fn default_requests() -> usize {
    4
}

impl Config {
    /// Reads the file, and the environment over it.
    pub fn read(file: &Path) -> Result<Config, Failure> {
        config::Config::builder()
            .add_source(config::File::from(file.to_owned()))
            .add_source(config::Environment::with_prefix("OPPIJALOKI").prefix_separator("__").separator("__"))
            .build()
            .and_then(config::Config::try_deserialize)
            .map_err(|error| error.to_string())
            .and_then(Config::checked)
            .map_err(|error| Failure(format!("the configuration in {} cannot be used: {error}", file.display())))
    }

    /// Refuses values that would silently do nothing.
    fn checked(self) -> Result<Config, String> {
        let (rules, register) = (&self.rules, &self.register);
        if !(1..=3_600).contains(&self.stop_within_seconds) {
            return Err("stop_within_seconds must be 1–3600".to_owned());
        }
        if self.journal != EMBEDDED && !is_shared(&self.journal) {
            return Err("journal must be \"sqlite\" or begin with postgres:// or kurrentdb://".to_owned());
        }
        if self.vault.as_deref().is_some_and(|vault| vault != EMBEDDED && !is_postgres(vault)) {
            return Err("vault must be \"sqlite\" or begin with postgres://".to_owned());
        }
        if is_shared(&self.journal) && self.vault.as_deref() == Some(EMBEDDED) {
            return Err("a journal that nodes share needs a vault that they share".to_owned());
        }
        if is_kurrentdb(&self.journal) && self.vault.is_none() {
            return Err("a journal on KurrentDB needs a vault elsewhere: vault = \"postgres://…\"".to_owned());
        }
        if rules.test_hetus_from > rules.test_hetus_to || rules.test_hetus_to > 999 {
            return Err("rules.test_hetus_from … test_hetus_to must be a range within 2–999".to_owned());
        }
        if !(1..=36_500).contains(&rules.raw_rows_kept_days) {
            return Err("rules.raw_rows_kept_days must be 1–36500".to_owned());
        }
        if !(1..=36_500).contains(&rules.access_kept_days) {
            return Err("rules.access_kept_days must be 1–36500".to_owned());
        }
        if let Some(mail) = &self.mail {
            if !(1..=8_760).contains(&mail.notice_after_hours) {
                return Err("mail.notice_after_hours must be 1–8760".to_owned());
            }
            if mail.user.is_some() != mail.password_file.is_some() {
                return Err("mail.user and mail.password_file belong together".to_owned());
            }
            if mail.user.is_some() && mail.encryption == Encryption::None {
                return Err("mail.encryption must not be none where a password is sent".to_owned());
            }
        }
        if !(1..=64).contains(&register.requests) || !(1..=1000).contains(&register.batch) {
            return Err("register.requests must be 1–64 and register.batch 1–1000".to_owned());
        }
        self.neighbours.as_ref().map_or(Ok(()), Neighbours::checked)?;
        self.sign_in.as_ref().map_or(Ok(()), SignIn::checked)?;
        Ok(self)
    }
}

impl Config {
    /// The address of a journal that nodes share; `None` for the embedded one.
    pub fn journal_address(&self) -> Option<&str> {
        Some(self.journal.as_str()).filter(|journal| is_shared(journal))
    }
}

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
