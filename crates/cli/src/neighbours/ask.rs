//! How each neighbour is asked, and how its answer is written as one of our files.
//!
//! | neighbour | request | source |
//! |---|---|---|
//! | organisaatiopalvelu | `GET /api/hierarkia/hae`, abolished and planned ones too | its public interface, as ONR asks it |
//! | koodisto | `GET /rest/json/{set}/koodi?onlyValidKoodis=false`, for each set | the same |
//! | käyttöoikeuspalvelu | `POST /oauth2/token`, then `GET /palvelukayttaja` with the token | the same |
//! | käyttöoikeuspalvelu | `POST /oauth2/token`, then `POST /internal/virkailijahaku` for each official | its public source |

use std::collections::BTreeMap;
use std::time::Duration;

use domain::CodeSets;
use domain::code_sets::{CodeSet, CodeSetName};
use reqwest::header::HeaderName;
use reqwest::{RequestBuilder, Response, StatusCode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::commands::Failure;
use crate::config::{AccessRightsService, read_secret};

/// It must answer this soon: the whole hierarchy of organisations is large.
const TIMEOUT: Duration = Duration::from_secs(60);
/// A connection must stand this soon, so that a start does not wait long for one that is away.
const CONNECTS: Duration = Duration::from_secs(5);
/// The largest answer that is read, in bytes.
const LARGEST: usize = 64 * 1024 * 1024;
/// The header by which OPH's services know who asks, and what stands in it.
pub(super) const CALLER_ID: (HeaderName, &str) =
    (HeaderName::from_static("caller-id"), "1.2.246.562.10.00000000001.oppijaloki");
/// Sets that koodisto is asked for.
const SETS: [CodeSetName; 4] =
    [CodeSetName::Sex, CodeSetName::Language, CodeSetName::Country, CodeSetName::Municipality];

/// What is asked of which neighbour.
pub enum Asked {
    /// Organisaatiopalvelu, at this address.
    Organisations(String),
    /// Koodisto, at this address.
    Codes(String),
    /// Names of services, of käyttöoikeuspalvelu.
    Names(Credentials),
}

/// Käyttöoikeuspalvelu, with our name and secret there.
#[derive(Clone)]
pub struct Credentials {
    server: String,
    client_id: String,
    client_secret: String,
}

impl Credentials {
    /// As it is configured.
    pub fn of(config: &AccessRightsService) -> Result<Credentials, Failure> {
        let client_secret = read_secret(&config.client_secret_file)?.trim_end().to_owned();
        Ok(Credentials { server: bare(&config.server), client_id: config.client_id.clone(), client_secret })
    }
}

impl Asked {
    /// The organisations.
    pub fn organisations(server: &str) -> Asked {
        Asked::Organisations(bare(server))
    }

    /// The code sets.
    pub fn codes(server: &str) -> Asked {
        Asked::Codes(bare(server))
    }
}

fn bare(server: &str) -> String {
    server.trim_end_matches('/').to_owned()
}

/// Asks neighbours over HTTP.
#[derive(Clone)]
pub struct Client(reqwest::Client);

/// A code as koodisto tells it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Code {
    koodi_arvo: String,
    #[serde(default)]
    metadata: Vec<CodeText>,
}

#[derive(Deserialize)]
struct CodeText {
    kieli: String,
    nimi: Option<String>,
}

/// A service user as käyttöoikeuspalvelu tells it.
#[derive(Deserialize)]
struct ServiceUser {
    oid: String,
    #[serde(default)]
    nimi: Option<String>,
    #[serde(default)]
    kayttajatunnus: Option<String>,
}

/// An official as käyttöoikeuspalvelu finds them.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FoundOfficial {
    oid_henkilo: String,
    #[serde(default)]
    etunimet: Option<String>,
    #[serde(default)]
    sukunimi: Option<String>,
}

impl FoundOfficial {
    fn name(self) -> Option<String> {
        let parts = [self.etunimet, self.sukunimi].into_iter().flatten();
        let name = parts.collect::<Vec<_>>().join(" ").trim().to_owned();
        (!name.is_empty()).then_some(name)
    }
}

#[derive(Deserialize)]
struct Token {
    access_token: String,
}

/// The code sets as they are kept: each in the shape of its file.
#[derive(Serialize, Deserialize)]
struct KeptCodes(BTreeMap<String, serde_json::Value>);

impl Client {
    /// A client without anything that is asked.
    pub fn new() -> Result<Client, reqwest::Error> {
        Ok(Client(reqwest::Client::builder().connect_timeout(CONNECTS).timeout(TIMEOUT).build()?))
    }

    /// The answer, written as one of our files.
    pub async fn ask(&self, asked: &Asked) -> Result<String, String> {
        match asked {
            Asked::Organisations(server) => {
                let all = "aktiiviset=true&suunnitellut=true&lakkautetut=true&skipParents=true";
                let text = text(self.get(&format!("{server}/api/hierarkia/hae?{all}"))).await?;
                String::from_utf8(text).map_err(|_| "the answer is not UTF-8".to_owned())
            }
            Asked::Codes(server) => self.codes(server).await,
            Asked::Names(at) => self.names(at).await,
        }
    }

    async fn codes(&self, server: &str) -> Result<String, String> {
        let mut kept = KeptCodes(BTreeMap::new());
        for set in SETS {
            let codes: Vec<Code> =
                read(self.get(&format!("{server}/rest/json/{set}/koodi?onlyValidKoodis=false"))).await?;
            let codes: Vec<_> =
                codes.iter().map(|code| json!({"koodi": code.koodi_arvo, "nimi": names(code)})).collect();
            kept.0.insert(set.to_string(), json!({"koodisto": set.koodisto(), "koodit": codes}));
        }
        serde_json::to_string(&kept).map_err(|error| error.to_string())
    }

    async fn names(&self, at: &Credentials) -> Result<String, String> {
        let (server, token) = (&at.server, self.token(at).await?);
        let users: Vec<ServiceUser> = read(self.get(&format!("{server}/palvelukayttaja")).bearer_auth(token)).await?;
        let mut named: BTreeMap<String, String> = BTreeMap::new();
        for user in users {
            let Some(name) = user.nimi.filter(|name| !name.trim().is_empty()) else { continue };
            for id in [Some(user.oid), user.kayttajatunnus].into_iter().flatten().filter(|id| !id.trim().is_empty()) {
                named.insert(id.trim().to_owned(), name.clone());
            }
        }
        let services: Vec<_> = named.iter().map(|(oid, name)| json!({"oid": oid, "name": name})).collect();
        Ok(json!({ "services": services }).to_string())
    }

    /// A token of käyttöoikeuspalvelu.
    pub async fn token(&self, at: &Credentials) -> Result<String, String> {
        let Credentials { server, client_id, client_secret } = at;
        let fields = [("grant_type", "client_credentials"), ("client_id", client_id), ("client_secret", client_secret)];
        let request = self.0.post(format!("{server}/oauth2/token")).body(form(&fields)?);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let Token { access_token } = read(request).await?;
        Ok(access_token)
    }

    /// What käyttöoikeuspalvelu calls an official; `None` when it knows nobody by this OID. Its search takes an OID as a
    /// name, and may find others too.
    pub async fn official(&self, at: &Credentials, token: &str, oid: &str) -> Result<Option<String>, String> {
        let server = &at.server;
        let sent = serde_json::to_vec(&json!({"nameQuery": oid})).map_err(|error| error.to_string())?;
        let request = self.0.post(format!("{server}/internal/virkailijahaku")).bearer_auth(token).body(sent);
        let found: Vec<FoundOfficial> = read(request.header("content-type", "application/json")).await?;
        Ok(found.into_iter().find(|found| found.oid_henkilo == oid).and_then(FoundOfficial::name))
    }

    fn get(&self, url: &str) -> RequestBuilder {
        self.0.get(url)
    }
}

/// The names of a code by language, in lower case.
fn names(code: &Code) -> BTreeMap<String, &str> {
    let ours = code.metadata.iter().filter(|text| matches!(text.kieli.as_str(), "FI" | "SV" | "EN"));
    ours.filter_map(|text| Some((text.kieli.to_lowercase(), text.nimi.as_deref()?))).collect()
}

/// Reads code sets as they are kept.
pub fn read_codes(text: &str) -> Result<CodeSets, String> {
    let KeptCodes(kept) = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let set = |name: CodeSetName| -> Result<CodeSet, String> {
        let written = kept.get(name.koodisto()).ok_or_else(|| format!("{name} is missing"))?;
        CodeSets::parse(name, &written.to_string()).map_err(|error| error.to_string())
    };
    Ok(CodeSets {
        sex: set(CodeSetName::Sex)?,
        language: set(CodeSetName::Language)?,
        country: set(CodeSetName::Country)?,
        municipality: set(CodeSetName::Municipality)?,
    })
}

async fn read<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, String> {
    parsed(&text(request).await?)
}

/// Fields as they are sent in a form or a query.
pub(super) fn form(fields: &[(&str, &str)]) -> Result<String, String> {
    let form = reqwest::Url::parse_with_params("http://form", fields).map_err(|error| error.to_string())?;
    Ok(form.query().unwrap_or_default().to_owned())
}

/// What stands in an answer.
pub(super) fn parsed<T: DeserializeOwned>(text: &[u8]) -> Result<T, String> {
    // The reader's message may quote what stands there, such as somebody's user name.
    let place = |error: serde_json::Error| format!("line {}, column {}", error.line(), error.column());
    serde_json::from_slice(text).map_err(|error| format!("its answer is not as it should be at {}", place(error)))
}

/// The body of a good answer. An error says nothing of what was sent.
async fn text(request: RequestBuilder) -> Result<Vec<u8>, String> {
    let (name, value) = CALLER_ID;
    let answer = request.header(name, value).send().await.map_err(told)?;
    if answer.status() != StatusCode::OK {
        return Err(format!("it answers {}", answer.status()));
    }
    body(answer).await
}

/// Why there was no answer, without what was asked.
pub(super) fn told(error: reqwest::Error) -> String {
    error.without_url().to_string()
}

/// The body of an answer, up to a size.
pub(super) async fn body(mut answer: Response) -> Result<Vec<u8>, String> {
    let mut text = Vec::new();
    while let Some(part) = answer.chunk().await.map_err(told)? {
        if text.len() + part.len() > LARGEST {
            return Err("its answer is too large".to_owned());
        }
        text.extend_from_slice(&part);
    }
    Ok(text)
}
