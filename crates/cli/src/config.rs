//! Configuration: one typed structure, from a file and the environment. Secrets come by file or environment only.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::commands::Failure;

mod cas;
mod neighbours;
mod place;
mod secret_file;
mod secrets;
mod sign_in;

pub use cas::{AccessRights, Cas};
pub use neighbours::{AccessRightsService, ApplicationService, Neighbours};
pub use place::{is_kurrentdb, is_postgres, is_shared};
pub use secret_file::read_secret;
pub use secrets::SecretsFile;
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
    /// Events that broke what must hold and that an operator has looked into, by their positions: `/health/ready` does not
    /// report them any more, but the next one. `oppijaloki verify` still does.
    #[serde(default)]
    pub accepted_breaks: BTreeSet<u64>,
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
