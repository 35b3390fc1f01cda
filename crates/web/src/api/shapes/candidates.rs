//! Answers about possible duplicates.

use app::applications::{Application, Applications};
use app::report::candidates::{CandidateView, Candidates};
use app::rules::{Finding, PROPOSED, Status};
use events::Day;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::learner::NamesAnswer;

/// Possible duplicates of a learner.
#[derive(Serialize, ToSchema)]
pub struct CandidatesAnswer {
    /// From so many points on two records are proposed as one person.
    pub proposed_from: i16,
    /// Those who may be the same, the likeliest first.
    pub candidates: Vec<CandidateAnswer>,
    /// Those who are not the same, as an official has judged by what is still known of both.
    pub told_apart: Vec<CandidateAnswer>,
}

/// Somebody who may be the same person.
#[derive(Serialize, ToSchema)]
pub struct CandidateAnswer {
    /// OID.
    pub oid: String,
    /// The oppijanumero, when the person is identified.
    pub oppijanumero: Option<String>,
    /// `successful`, `in_progress` or `failed`.
    #[schema(value_type = String)]
    pub status: Status,
    /// Names.
    pub names: NamesAnswer,
    /// Birth date.
    #[schema(value_type = Option<String>)]
    pub birth_date: Option<Day>,
    /// Current hetu; only for whoever may open the person's page.
    pub hetu: Option<String>,
    /// May the caller open the person's page?
    pub opens: bool,
    /// How likely they are the same: about 100 when everything agrees.
    pub points: i16,
    /// Are they proposed as one person?
    pub proposed: bool,
    /// Where the points come from.
    pub findings: Vec<FindingAnswer>,
    /// Applications of somebody whose page the caller may open; null when they were not asked for, or the service where
    /// people apply does not tell.
    pub applications: Option<Vec<ApplicationAnswer>>,
}

/// An application in the service where people apply.
#[derive(Serialize, ToSchema)]
pub struct ApplicationAnswer {
    /// The service that holds it.
    pub service: &'static str,
    /// Its number there.
    pub number: String,
}

/// What the comparison of one field found.
#[derive(Serialize, ToSchema)]
pub struct FindingAnswer {
    /// `surname`, `first_names`, `birth_date`, `sex` or `hetu`.
    #[schema(value_type = String)]
    pub field: Value,
    /// What was found, such as `same`, `sounds_alike`, `day_and_month_swapped`.
    #[schema(value_type = String)]
    pub rule: Value,
    /// From 0 to 1, where similarity is measured.
    pub similarity: Option<f32>,
    /// What it adds; below zero it speaks against.
    pub points: i16,
}

impl From<&Finding> for FindingAnswer {
    fn from(finding: &Finding) -> FindingAnswer {
        let Finding { field, rule, similarity, points } = *finding;
        FindingAnswer {
            field: serde_json::to_value(field).unwrap_or_default(),
            rule: serde_json::to_value(rule).unwrap_or_default(),
            similarity: similarity.map(|similarity| (similarity * 1000.0).round() / 1000.0),
            points,
        }
    }
}

impl CandidateAnswer {
    /// With applications, as far as they are told.
    fn of(view: &CandidateView, applications: &Applications) -> CandidateAnswer {
        let person = &view.person;
        let told = matches!(applications, Applications::Told(_)) && view.opens;
        CandidateAnswer {
            oid: person.oid.to_string(),
            oppijanumero: person.oppijanumero().map(|oid| oid.to_string()),
            status: view.status,
            names: NamesAnswer::from(&person.names),
            birth_date: person.birth_date,
            hetu: person.hetu.map(|known| known.hetu.as_str().to_owned()),
            opens: view.opens,
            points: view.score.points,
            proposed: view.score.is_proposed(),
            findings: view.score.findings.iter().map(FindingAnswer::from).collect(),
            applications: told.then(|| applications.of(person.oid).iter().map(ApplicationAnswer::from).collect()),
        }
    }
}

impl From<&Application> for ApplicationAnswer {
    fn from(application: &Application) -> ApplicationAnswer {
        ApplicationAnswer { service: application.service, number: application.number.clone() }
    }
}

impl CandidatesAnswer {
    /// Of a learner, with the applications of all who may be the same.
    pub fn of(view: &Candidates, applications: &Applications) -> CandidatesAnswer {
        let apart = view.told_apart.iter().map(|view| CandidateAnswer::of(view, &Applications::NotAsked));
        CandidatesAnswer { told_apart: apart.collect(), ..CandidatesAnswer::of_nobody(&view.found, applications) }
    }

    /// Of somebody who is nobody's record yet.
    pub fn of_nobody(found: &[CandidateView], applications: &Applications) -> CandidatesAnswer {
        let candidates = found.iter().map(|view| CandidateAnswer::of(view, applications)).collect();
        CandidatesAnswer { proposed_from: PROPOSED, candidates, told_apart: Vec::new() }
    }
}
