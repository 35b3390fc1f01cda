//! `/persons/{oid}/comparison…`: a person beside the register's record, and the register's record taken over.

use app::access::LookKind;
use app::commands::Command;
use app::commands::{ComparisonView, OverrideWithRegister, RefreshFromRegister, RevokeIdentification, UserKind};
use app::rules::IdentifiedBy;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use events::codes::VerifiedWith;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{learner, person_of};
use crate::api::Api;
use crate::api::caller::showed;
use crate::api::command::{CommandHeaders, CommandQuery, CommandResponses, Sent, run};
use crate::api::problem::{Problem, ProblemDetails};
use crate::auth::gate::Signed;
use events::person::ContactGroup;

/// The register's record of a person whose names did not fit it.
#[derive(Serialize, ToSchema)]
pub struct ComparisonAnswer {
    /// When the register answered (RFC 3339).
    answered: String,
    /// The names clearly differ: whoever takes the record over must say whom they asked.
    clearly_different: bool,
    /// From 0 to 1; 0.85 is similar enough.
    surname_similarity: f32,
    /// From 0 to 1; 0.85 is similar enough.
    first_names_similarity: f32,
    /// The register's surname.
    surname: String,
    /// The register's first names.
    first_names: String,
    /// The register's call name; empty when it has none.
    call_name: String,
    /// Surnames held before.
    former_surnames: Vec<String>,
    /// Birth date.
    #[schema(value_type = Option<String>)]
    birth_date: Option<events::Day>,
    /// Code of `sukupuoli`.
    sex: Option<String>,
    /// Mother tongue.
    language: Option<String>,
    /// Codes of `maatjavaltiot2`.
    nationalities: Vec<String>,
    /// Home municipality, code of `kunta`; null also where a protection order hides it.
    municipality: Option<String>,
    /// A protection order is in force.
    protected: bool,
    /// Day of death.
    #[schema(value_type = Option<String>)]
    died: Option<events::Day>,
    /// Contact details, each group in one text; without addresses where a protection order hides them.
    contacts: Vec<String>,
}

fn told(group: &ContactGroup) -> String {
    group.details.iter().map(|detail| detail.value.as_str()).collect::<Vec<_>>().join(", ")
}

impl From<ComparisonView> for ComparisonAnswer {
    fn from(view: ComparisonView) -> ComparisonAnswer {
        let record = view.record;
        ComparisonAnswer {
            answered: view.answered.to_string(),
            clearly_different: view.clearly_different,
            surname_similarity: view.similarity.surname_similarity,
            first_names_similarity: view.similarity.first_names_similarity,
            surname: record.names.surname,
            first_names: record.names.first_names,
            call_name: record.names.call_name,
            former_surnames: record.former_surnames,
            birth_date: record.birth_date,
            sex: record.sex,
            language: record.language,
            nationalities: record.nationalities,
            municipality: record.municipality,
            protected: record.protected,
            died: record.died,
            contacts: record.contacts.iter().map(told).collect(),
        }
    }
}

/// Whom the sender asked before they override names that clearly differ.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OverrideBody {
    /// Whom; it must be said when the names clearly differ.
    verified_with: Option<VerifiedWithBody>,
    /// Why, in one's own words.
    words: Option<String>,
}

/// Whom somebody asked.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum VerifiedWithBody {
    /// The learner.
    Learner,
    /// The Digital and Population Data Services Agency.
    Dvv,
    /// The keeper, who asked it.
    Oph,
}

impl From<VerifiedWithBody> for VerifiedWith {
    fn from(with: VerifiedWithBody) -> VerifiedWith {
        match with {
            VerifiedWithBody::Learner => VerifiedWith::Learner,
            VerifiedWithBody::Dvv => VerifiedWith::Dvv,
            VerifiedWithBody::Oph => VerifiedWith::Oph,
        }
    }
}

/// What kind of user a person is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefreshBody {
    /// The register's contact details are taken over for learners, and removed of officials.
    user: UserBody,
    /// Why, in one's own words.
    words: Option<String>,
}

/// Kind of user.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum UserBody {
    /// A learner.
    Learner,
    /// An official.
    Staff,
}

/// Which identification is revoked, and why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RevocationBody {
    /// Which one.
    way: WayBody,
    /// Why, in one's own words.
    words: Option<String>,
}

/// Ways of identification.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WayBody {
    /// By the population register: the hetu is withdrawn.
    Register,
    /// By an official.
    Official,
}

/// The register's record of a person whose names did not fit it.
#[utoipa::path(get, path = "/persons/{oid}/comparison", tag = "persons", params(("oid" = String, Path)),
    responses((status = 200, description = "Done", body = ComparisonAnswer), (status = 401, description = "No valid token", body = ProblemDetails), (status = 403, description = "A right is missing", body = ProblemDetails), (status = 404, description = "Unknown, or there is nothing to compare", body = ProblemDetails)))]
pub async fn get_comparison(
    State(api): State<Api>,
    Signed(caller): Signed,
    Path(oid): Path<String>,
) -> Result<Json<ComparisonAnswer>, Problem> {
    let view = learner(&api, &caller, &oid, None, None).await?;
    let organisations: Vec<_> = view.person.organisations.iter().cloned().collect();
    if !api.app.may::<OverrideWithRegister>(&caller, &organisations) {
        return Err(Problem::Lacks(OverrideWithRegister::RIGHTS));
    }
    let found = api.app.comparison(&caller, view.person.oid).await.map_err(Problem::fault)?.ok_or(Problem::NotFound)?;
    showed(&api.app, &caller, LookKind::Page, [(view.person.oid, view.person.protected)]).await?;
    Ok(Json(found.into()))
}

/// Takes over exactly the record that was compared. The register is asked again first: what it has changed since is not
/// taken over unseen.
#[utoipa::path(post, path = "/persons/{oid}/comparison/override", tag = "persons", request_body = OverrideBody,
    params(("oid" = String, Path), CommandQuery, CommandHeaders),
    responses((status = 204, description = "Done"), CommandResponses))]
pub async fn post_override(State(api): State<Api>, Path(oid): Path<String>, sent: Sent) -> Result<Response, Problem> {
    let person = person_of(&oid)?;
    let heard = api.app.hear_about::<OverrideWithRegister>(sent.caller(), person).await.map_err(Problem::fault)?;
    let read = |sent: &Sent| {
        let OverrideBody { verified_with, words } = sent.json()?;
        Ok(OverrideWithRegister { person, verified_with: verified_with.map(VerifiedWith::from), words, heard })
    };
    run(&api, sent, read, |()| StatusCode::NO_CONTENT.into_response()).await
}

/// Takes over what the register says now of a person whom it has confirmed.
#[utoipa::path(post, path = "/persons/{oid}/refresh", tag = "persons", request_body = RefreshBody,
    params(("oid" = String, Path), CommandQuery, CommandHeaders),
    responses((status = 204, description = "Done"), CommandResponses))]
pub async fn post_refresh(State(api): State<Api>, Path(oid): Path<String>, sent: Sent) -> Result<Response, Problem> {
    let person = person_of(&oid)?;
    let heard = api.app.hear_to_refresh(sent.caller(), person).await.map_err(Problem::fault)?;
    let read = |sent: &Sent| {
        let RefreshBody { user, words } = sent.json()?;
        let user = match user {
            UserBody::Learner => UserKind::Learner,
            UserBody::Staff => UserKind::Staff,
        };
        Ok(RefreshFromRegister { person, user, words, heard })
    };
    run(&api, sent, read, |()| StatusCode::NO_CONTENT.into_response()).await
}

/// Revokes an identification. One from the register ends with the hetu, which is withdrawn.
#[utoipa::path(post, path = "/persons/{oid}/identification/revocation", tag = "persons", request_body = RevocationBody,
    params(("oid" = String, Path), CommandQuery, CommandHeaders),
    responses((status = 204, description = "Done"), CommandResponses))]
pub async fn post_revocation(State(api): State<Api>, Path(oid): Path<String>, sent: Sent) -> Result<Response, Problem> {
    let read = |sent: &Sent| {
        let RevocationBody { way, words } = sent.json()?;
        let way = match way {
            WayBody::Register => IdentifiedBy::Register,
            WayBody::Official => IdentifiedBy::Official,
        };
        Ok(RevokeIdentification { person: person_of(&oid)?, way, words })
    };
    run(&api, sent, read, |()| StatusCode::NO_CONTENT.into_response()).await
}
