//! Services that tell what files may say too.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Neighbours that are asked at the start and then again and again. The last good answer of each is kept in the folder
/// `neighbours` of the data folder, and used while it does not answer.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Neighbours {
    /// They are asked again after so many minutes, 1–1440; those that do not answer, after one.
    #[serde(default = "default_refresh")]
    pub refresh_minutes: u64,
    /// Address of organisaatiopalvelu, such as `https://virkailija.opintopolku.fi/organisaatio-service`.
    #[serde(default)]
    pub organisations: Option<String>,
    /// Address of koodisto, such as `https://virkailija.opintopolku.fi/koodisto-service`.
    #[serde(default)]
    pub codes: Option<String>,
    /// Käyttöoikeuspalvelu, which tells the names of services.
    #[serde(default)]
    pub services: Option<AccessRightsService>,
    /// Käyttöoikeuspalvelu, which tells the names of officials.
    #[serde(default)]
    pub officials: Option<AccessRightsService>,
    /// The service where people apply (Ataru), which is asked while somebody looks at possible duplicates.
    #[serde(default)]
    pub applications: Option<ApplicationService>,
}

/// The service where people apply, and how it knows this registry.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ApplicationService {
    /// Its address, such as `https://virkailija.opintopolku.fi/lomake-editori`.
    pub server: String,
    /// The CAS server that opens its sessions, such as `https://virkailija.opintopolku.fi/cas`.
    pub cas: String,
    /// This registry's name at CAS.
    pub user: String,
    /// File with its password.
    pub password_file: PathBuf,
}

/// Käyttöoikeuspalvelu, and how it knows this registry.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AccessRightsService {
    /// Its address, such as `https://virkailija.opintopolku.fi/kayttooikeus-service`.
    pub server: String,
    /// This registry's name there.
    pub client_id: String,
    /// File with its secret.
    pub client_secret_file: PathBuf,
}

fn default_refresh() -> u64 {
    60
}

impl Neighbours {
    /// Refuses values that would silently do nothing.
    pub(super) fn checked(&self) -> Result<(), String> {
        let within = (1..=1_440).contains(&self.refresh_minutes);
        within.then_some(()).ok_or_else(|| "neighbours.refresh_minutes must be 1–1440".to_owned())
    }
}
