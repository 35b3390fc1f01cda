//! Puts signing in together: the session's keys, and who says who somebody is.

use web::auth::cas::{AccessRightsConfig, Cas, CasConfig};
use web::staff::keys::Keys;
use web::staff::oidc::{ClaimNames, Provider, ProviderConfig};
use web::staff::session::{Cookies, Sessions};
use web::staff::sign_in::{By, SampleUser, SignIn};

use crate::commands::Failure;
use crate::config::{self, SecretsFile, read_secret};

/// Signing in by the configured CAS server, for programs. `None` when none is configured.
pub fn by_cas(config: Option<&config::Cas>, secrets: &SecretsFile) -> Result<Option<Cas>, Failure> {
    let Some(config::Cas { server, own, access_rights }) = config.cloned() else { return Ok(None) };
    let asked = |asked: config::AccessRights| {
        let client_secret = read_secret(&asked.client_secret_file)?.trim_end().to_owned();
        Ok::<_, Failure>(AccessRightsConfig { server: asked.server, client_id: asked.client_id, client_secret })
    };
    let access_rights = access_rights.map(asked).transpose()?;
    known_by(CasConfig { server, own, access_rights }, secrets)
}

/// Signing in by this CAS server.
pub fn known_by(config: CasConfig, secrets: &SecretsFile) -> Result<Option<Cas>, Failure> {
    let cas = Cas::new(config, session_keys(secrets, "[cas]")?);
    cas.map(Some).map_err(|error| Failure(format!("[cas]: {error}")))
}

fn session_keys(secrets: &SecretsFile, section: &str) -> Result<Keys, Failure> {
    secrets.session_keys()?.ok_or_else(|| {
        Failure(format!(
            "{section} is configured, but the secrets file has no [session_secret]: add that section as `oppijaloki \
             config --secrets` prints it"
        ))
    })
}

/// Signing in by the configured provider. `None` when none is configured.
pub fn by_provider(config: Option<&config::SignIn>, secrets: &SecretsFile) -> Result<Option<SignIn>, Failure> {
    let Some(config) = config else { return Ok(None) };
    let keys = session_keys(secrets, "[sign_in]")?;
    let provider = Provider::new(ProviderConfig {
        issuer: config.issuer.clone(),
        client_id: config.client_id.clone(),
        client_secret: read_secret(&config.client_secret_file)?.trim_end().to_owned(),
        public_address: config.public_address.clone(),
        scopes: config.scopes.clone(),
        claims: ClaimNames {
            subject: config.claims.subject.clone(),
            name: config.claims.name.clone(),
            roles: config.claims.roles.clone(),
        },
    });
    let provider = provider.map_err(|error| Failure(format!("[sign_in]: {error}")))?;
    let https = config.public_address.starts_with("https://");
    Ok(Some(sign_in(keys, https, By::Provider(Box::new(provider)))))
}

/// Signing in by a choice of invented people, for the demo.
pub fn by_choice(users: Vec<SampleUser>, secrets: &SecretsFile) -> Result<Option<SignIn>, Failure> {
    Ok(secrets.session_keys()?.map(|keys| sign_in(keys, false, By::Choice(users))))
}

fn sign_in(keys: Keys, https: bool, by: By) -> SignIn {
    SignIn { sessions: Sessions { keys, cookies: Cookies { https } }, by }
}
