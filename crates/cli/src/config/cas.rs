//! How programs sign in by CAS.

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
}
