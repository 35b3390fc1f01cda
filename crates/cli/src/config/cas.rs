//! How programs sign in by CAS.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The CAS server by which programs may sign in beside bearer tokens.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cas {
    /// Address of the server, such as `https://virkailija.opintopolku.fi/cas`.
    pub server: String,
    /// Where this registry is reached, without the context path, such as `https://virkailija.opintopolku.fi`. Tickets are
    /// for `{own}/oppijanumerorekisteri-service/j_spring_cas_security_check`.
    pub own: String,
    /// Who is asked for the rights of whomever CAS names; without it CAS must name them too.
    #[serde(default)]
    pub access_rights: Option<AccessRights>,
}

/// Käyttöoikeuspalvelu, which tells what somebody has been granted.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AccessRights {
    /// Its address, such as `https://virkailija.opintopolku.fi/kayttooikeus-service`.
    pub server: String,
    /// This registry's name there.
    pub client_id: String,
    /// File with its secret.
    pub client_secret_file: PathBuf,
}
