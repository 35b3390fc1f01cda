//! Identifiers by which persons are found (`/henkilo/{oid}/passinumerot`, `/henkilo/{oid}/identification`).

use app::Person;
use app::caller::Caller;
use app::commands::{ChangeIdentifiers, IdentifierChange, IdentifierRefusal};
use app::rules::is_blank;
use axum::extract::{Extension, OriginalUri, Path, Request, State};
use axum::response::Response;
use events::RequestId;
use events::codes::{IdentifierKind, Right};
use serde::Deserialize;

use super::henkilo::{KEEPS, READS, allowed, known, shown};
use super::henkilo_lists::read_json;
use super::{Onr, carry_out, fault, json};
use crate::auth::gate::Signed;
use crate::onr::criteria::read_identification;
use crate::onr::errors::{Exception, OnrError, demand};
use crate::onr::shapes::person::{Henkilo, Identification};
use crate::onr::text::{Text, texts};

/// The right by which identifiers are changed.
const CHANGES: &[Right] = &[Right::Rekisterinpitaja];
/// The most passport numbers of one person.
const MOST: usize = 100;

/// The passport numbers that find the person.
#[utoipa::path(get, path = "/henkilo/{oid}/passinumerot", tag = "henkilo", params(("oid" = String, Path)),
    responses((status = 200, description = "Done", body = Vec<String>), (status = 401, description = "No valid token, or the right is missing"), (status = 404, description = "Unknown")))]
pub async fn get_passports(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    Path(oid): Path<String>,
) -> Result<Response, OnrError> {
    demand(&caller, CHANGES)?;
    let person = known(&onr, &oid).await?;
    shown(&onr, &caller, CHANGES, &person).await?;
    json(&person.passports)
}

/// These passport numbers find the person from now on, and no others.
#[utoipa::path(post, path = "/henkilo/{oid}/passinumerot", tag = "henkilo", request_body = Vec<String>, params(("oid" = String, Path)),
    responses((status = 200, description = "Those that find the person", body = Vec<String>), (status = 400, description = "One is blank, or another person's"), (status = 401, description = "No valid token, or the right is missing"), (status = 404, description = "Unknown"), (status = 415, description = "The body is not said to be JSON")))]
pub async fn post_passports(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    Extension(request): Extension<RequestId>,
    Path(oid): Path<String>,
    sent: Request,
) -> Result<Response, OnrError> {
    let numbers: Vec<Option<Text>> = read_json(&onr, &caller, sent, CHANGES).await?;
    let all = passports(numbers).map_err(|fault| {
        let message = Some(format!("setPassportNumbers.passinumerot{fault}"));
        OnrError::Message { exception: Exception::ConstraintViolation, message }
    })?;
    demand(&caller, CHANGES)?;
    let person = change(&onr, &caller, request, &oid, IdentifierChange::Passports(all)).await?;
    json(&person.passports)
}

/// The numbers, or what is wrong with them.
fn passports(sent: Vec<Option<Text>>) -> Result<Vec<String>, String> {
    if sent.len() > MOST {
        return Err(format!(": must have at most {MOST} numbers"));
    }
    let count = sent.len();
    let all: Vec<String> = texts(sent.into_iter().flatten().collect());
    if all.len() != count || all.iter().any(|number| is_blank(number)) {
        return Err("[].<iterable element>: must not be blank".to_owned());
    }
    if !all.iter().all(|number| bounded(number)) {
        return Err("[].<iterable element>: must be at most 255 characters long".to_owned());
    }
    Ok(all)
}

/// The identifiers of identity providers that find the person.
#[utoipa::path(get, path = "/henkilo/{oid}/identification", tag = "henkilo", params(("oid" = String, Path)),
    responses((status = 200, description = "Done", body = Vec<Identification<'static>>), (status = 401, description = "No valid token, or the right is missing"), (status = 404, description = "Unknown")))]
pub async fn get_identifications(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    Path(oid): Path<String>,
) -> Result<Response, OnrError> {
    demand(&caller, KEEPS)?;
    let person = known(&onr, &oid).await?;
    shown(&onr, &caller, KEEPS, &person).await?;
    json(&Identification::all_of(&person))
}

/// Identifiers have 1 to 255 characters.
fn bounded(text: &str) -> bool {
    !is_blank(text) && text.chars().count() <= 255
}

/// An identifier of an identity provider.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct IdentificationSent {
    /// `email`, `google` or `oppijaToken`.
    idp_entity_id: Provider,
    /// The identifier there.
    #[schema(value_type = Option<String>)]
    identifier: Option<Text>,
}

/// Identity providers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Provider {
    /// An e-mail address.
    Email,
    /// A Google account.
    Google,
    /// A token given to a learner.
    OppijaToken,
    /// Another member state; not given here.
    Eidas,
}

impl Provider {
    /// How an identifier there is kept.
    fn identifier(self, text: &str) -> (IdentifierKind, String) {
        match self {
            Provider::Email => (IdentifierKind::Email, text.to_owned()),
            Provider::Google => (IdentifierKind::Account, format!("google:{text}")),
            Provider::OppijaToken => (IdentifierKind::Account, format!("oppijaToken:{text}")),
            Provider::Eidas => (IdentifierKind::Eidas, text.to_owned()),
        }
    }

    fn of(name: &str) -> Option<Provider> {
        match name {
            "email" => Some(Provider::Email),
            "google" => Some(Provider::Google),
            "oppijaToken" => Some(Provider::OppijaToken),
            "eidas" => Some(Provider::Eidas),
            _ => None,
        }
    }
}

/// An identifier finds the person from now on.
#[utoipa::path(post, path = "/henkilo/{oid}/identification", tag = "henkilo", request_body = IdentificationSent, params(("oid" = String, Path)),
    responses((status = 200, description = "Those that find the person", body = Vec<Identification<'static>>), (status = 400, description = "The body is not as it should be, or somebody has the identifier"), (status = 401, description = "No valid token, or the right is missing"), (status = 404, description = "Unknown"), (status = 415, description = "The body is not said to be JSON")))]
pub async fn post_identification(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    Extension(request): Extension<RequestId>,
    Path(oid): Path<String>,
    sent: Request,
) -> Result<Response, OnrError> {
    let sent: IdentificationSent = read_json(&onr, &caller, sent, CHANGES).await?;
    let text = sent.identifier.map(|Text(text)| text).filter(|text| bounded(text)).ok_or_else(|| {
        let message = Some("Validation failed: identifier must have 1 to 255 characters".to_owned());
        OnrError::Message { exception: Exception::ArgumentNotValid, message }
    })?;
    demand(&caller, CHANGES)?;
    if sent.idp_entity_id == Provider::Eidas {
        return Err(OnrError::refused("eIDAS-tunnisteiden lisääminen ei ole sallittua"));
    }
    let (kind, text) = sent.idp_entity_id.identifier(&text);
    let person = change(&onr, &caller, request, &oid, IdentifierChange::Attach(kind, text)).await?;
    json(&Identification::all_of(&person))
}

/// An identifier finds the person no longer. It may have slashes.
#[utoipa::path(delete, path = "/henkilo/{oid}/identification/{idpEntityId}/{identifier}", tag = "henkilo", params(("oid" = String, Path), ("idpEntityId" = String, Path), ("identifier" = String, Path)),
    responses((status = 200, description = "Those that find the person", body = Vec<Identification<'static>>), (status = 400, description = "No such identity provider"), (status = 401, description = "No valid token, or the right is missing"), (status = 404, description = "Unknown")))]
pub async fn delete_identification(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    Extension(request): Extension<RequestId>,
    Path((oid, provider, identifier)): Path<(String, String, String)>,
) -> Result<Response, OnrError> {
    let provider = Provider::of(&provider).ok_or_else(|| OnrError::Message {
        exception: Exception::IllegalArgument,
        message: Some("idpEntityId must be oppijaToken, google, email or eidas".to_owned()),
    })?;
    demand(&caller, CHANGES)?;
    let (kind, text) = provider.identifier(&identifier);
    let person = change(&onr, &caller, request, &oid, IdentifierChange::Detach(kind, text)).await?;
    json(&Identification::all_of(&person))
}

/// The person with an identifier of an identity provider: the head, where it is a member's.
#[utoipa::path(get, path = "/henkilo/identification", tag = "henkilo", params(("idp" = String, Query), ("id" = String, Query)),
    responses((status = 200, description = "Done", body = Henkilo<'static>), (status = 400, description = "The query is not as it should be"), (status = 401, description = "No valid token, or no right to the person"), (status = 404, description = "Unknown")))]
pub async fn get_by_identification(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, OnrError> {
    let found = match read_identification(&uri)? {
        Some(identifier) => onr.app.head_by(identifier).await.map_err(fault)?,
        None => None,
    };
    let person = allowed(&onr.app.may_read(&caller, READS), found.ok_or_else(OnrError::not_found)?)?;
    shown(&onr, &caller, READS, &person).await?;
    json(&Henkilo::of(&person))
}

/// Changes identifiers; gives the person as they are then.
async fn change(
    onr: &Onr,
    caller: &Caller,
    request: RequestId,
    oid: &str,
    change: IdentifierChange,
) -> Result<Person, OnrError> {
    let person = known(onr, oid).await?.oid;
    match carry_out(onr, caller, request, ChangeIdentifiers { person, change }).await? {
        Ok(()) | Err(IdentifierRefusal::NothingChanges) => known(onr, oid).await,
        Err(IdentifierRefusal::NoPerson) => Err(OnrError::not_found()),
        Err(IdentifierRefusal::Unreadable) => Err(OnrError::refused("the person's data was erased, or cannot be read")),
        Err(IdentifierRefusal::IdentifierInUse) => {
            Err(OnrError::refused("Duplikaattitunnisteiden lisääminen ei ole sallittua"))
        }
        Err(IdentifierRefusal::PassportInUse) => {
            let message = Some("a passport number is in use by another person".to_owned());
            Err(OnrError::Message { exception: Exception::DataIntegrity, message })
        }
    }
}
