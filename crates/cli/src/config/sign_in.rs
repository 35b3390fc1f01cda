//! How officials sign in: an OpenID provider, what it says of people, and where it sends them back to.

use std::path::PathBuf;

use reqwest::Url;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The OpenID provider by which officials sign in (authorization code with PKCE, ID tokens signed with RS256).
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// `issuer` exactly as the provider announces it; its metadata are found under it.
    pub issuer: String,
    /// Our id at the provider.
    pub client_id: String,
    /// File with our secret at the provider.
    pub client_secret_file: PathBuf,
    /// Where browsers reach the registry, without a path. The provider must allow two addresses under it:
    /// `/henkilo-ui/kirjaudu/paluu` after signing in and `/henkilo-ui/kirjaudu-ulos` after signing out.
    pub public_address: String,
    /// Scopes asked for beside `openid`.
    #[serde(default = "default_scopes")]
    pub scopes: Vec<String>,
    /// Which claims say what.
    #[serde(default)]
    pub claims: Claims,
}

/// Which claims say what. A claim within another is named with dots: `access.roles`. What the ID token does not say is
/// looked for in the provider's user information.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Claims {
    /// Who somebody is, for ever: the OID of the official. It stands in every event that they cause.
    pub subject: String,
    /// Their name, as the pages show it.
    pub name: String,
    /// Their rights in the shape of the bearer tokens: organisation OID to a list of `OPPIJANUMEROREKISTERI_…`.
    pub roles: String,
}

impl Default for Claims {
    fn default() -> Claims {
        Claims { subject: "sub".to_owned(), name: "name".to_owned(), roles: "roles".to_owned() }
    }
}

fn default_scopes() -> Vec<String> {
    vec!["profile".to_owned()]
}

impl SignIn {
    /// Refuses what could not work or would not be safe.
    pub(super) fn checked(&self) -> Result<(), String> {
        safe("sign_in.issuer", &self.issuer)?;
        let public = safe("sign_in.public_address", &self.public_address)?;
        if public.path() != "/" || public.query().is_some() || public.fragment().is_some() {
            return Err("sign_in.public_address must have no path: the pages stand under /henkilo-ui".to_owned());
        }
        let Claims { subject, name, roles } = &self.claims;
        let named = [&self.client_id, subject, name, roles].into_iter().all(|name| !name.trim().is_empty());
        if named { Ok(()) } else { Err("sign_in.client_id and the names of claims must not be empty".to_owned()) }
    }
}

/// Anybody on the way could sign in as anybody over plain HTTP; on this machine there is no way.
fn safe(field: &str, address: &str) -> Result<Url, String> {
    let url = Url::parse(address).map_err(|_| format!("{field} is not an address"))?;
    let here = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    let safe = url.scheme() == "https" || (url.scheme() == "http" && here);
    if safe { Ok(url) } else { Err(format!("{field} must begin with https://")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn configured(issuer: &str, public_address: &str) -> Result<(), String> {
        let text = format!(
            "issuer = \"{issuer}\"\nclient_id = \"oppijaloki\"\nclient_secret_file = \"s\"\npublic_address = \"{public_address}\""
        );
        toml::from_str::<SignIn>(&text).unwrap().checked()
    }

    #[test]
    fn nobody_signs_in_over_plain_http_but_on_this_machine() {
        let house = "https://oppijaloki.example";
        assert_eq!(configured("https://login.example/realm", house), Ok(()));
        assert_eq!(configured("http://127.0.0.1:4000", "http://localhost:8090"), Ok(()));
        for elsewhere in ["http://login.example", "http://127.0.0.1.login.example", "ftp://localhost", "login"] {
            assert!(configured(elsewhere, house).unwrap_err().contains("sign_in.issuer"), "{elsewhere}");
        }
        for elsewhere in ["http://oppijaloki.example", "https://oppijaloki.example/staff", "oppijaloki.example"] {
            assert!(configured("https://login.example", elsewhere).unwrap_err().contains("sign_in.public_address"));
        }
    }
}
