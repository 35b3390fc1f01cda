//! Käyttöoikeuspalvelu's token endpoint in small: the client credentials grant of OAuth 2.0 (RFC 6749, 4.4) and the key
//! set that its tokens are verified with. For the demo and for tests; a real installation is given the address of the
//! real one and never mounts this.

mod endpoint;
mod signing_key;

use std::collections::BTreeMap;

use app::caller::{Grant, role_of_right};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest::{SHA256, digest};
use events::Instant;
use serde::Serialize;

pub use endpoint::router;
pub use signing_key::{KeyFault, SigningKey};

/// The path that the issuer's endpoints stand under, as in käyttöoikeuspalvelu.
pub const ISSUER_PATH: &str = "/kayttooikeus-service";

/// How tokens are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuerConfig {
    /// `iss` of the tokens: the address of [`ISSUER_PATH`] as clients see it, without a slash at the end.
    pub issuer: String,
    /// `aud` of the tokens.
    pub audience: String,
    /// How long a token holds, in seconds.
    pub lifetime: u32,
}

/// A program that may ask for tokens. No `Debug`: it knows a secret.
#[derive(Clone)]
pub struct IssuerClient {
    /// `client_id`. Ids and secrets are taken as they are, so give them no characters that forms encode.
    pub id: String,
    /// `client_secret`.
    pub secret: String,
    /// `sub` of its tokens: the OID of the service user.
    pub subject: String,
    /// What it may do, and where.
    pub grants: Vec<Grant>,
}

/// The issuer: a key and the clients that it knows.
pub struct Issuer {
    config: IssuerConfig,
    key: SigningKey,
    clients: Vec<IssuerClient>,
}

#[derive(Serialize)]
struct TokenClaims<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: &'a str,
    client_id: &'a str,
    iat: i64,
    nbf: i64,
    exp: i64,
    roles: BTreeMap<String, Vec<String>>,
}

impl Issuer {
    /// An issuer that signs with this key and knows these clients.
    pub fn new(config: IssuerConfig, key: SigningKey, clients: Vec<IssuerClient>) -> Issuer {
        Issuer { config, key, clients }
    }

    /// The key that tokens are signed with.
    pub fn key(&self) -> &SigningKey {
        &self.key
    }

    /// The client of this id, when the secret is its secret. An unknown id takes as long as a wrong secret.
    fn client(&self, id: &str, secret: &str) -> Option<&IssuerClient> {
        let client = self.clients.iter().find(|client| client.id == id);
        let known = client.map_or("", |client| client.secret.as_str());
        // Digests have one length, so that nothing is told of the secret's.
        let (known, given) = (digest(&SHA256, known.as_bytes()), digest(&SHA256, secret.as_bytes()));
        let equal = verify_slices_are_equal(known.as_ref(), given.as_ref()).is_ok();
        client.filter(|client| equal && !client.secret.is_empty())
    }

    /// A token for a client, valid from now.
    fn token(&self, client: &IssuerClient, now: Instant) -> Result<String, KeyFault> {
        let mut roles: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for grant in &client.grants {
            roles.entry(grant.organisation.to_string()).or_default().push(role_of_right(grant.right));
        }
        let seconds = now.millis().div_euclid(1000);
        self.key.sign(&TokenClaims {
            iss: &self.config.issuer,
            sub: &client.subject,
            aud: &self.config.audience,
            client_id: &client.id,
            iat: seconds,
            nbf: seconds,
            exp: seconds + i64::from(self.config.lifetime),
            roles,
        })
    }
}
