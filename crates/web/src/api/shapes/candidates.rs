//! Answers about possible duplicates.

use app::applications::{Application, Applications};
use app::commands::Why;
use app::report::candidates::{CandidateView, Candidates};
use app::report::pair::PairView;
use app::rules::{Field, Finding, PROPOSED, RULES_VERSION, Score, Status};
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
    /// The smallest sets of fields that would turn the outcome, each of them alone. If the two agreed in them, they would
    /// be proposed; of two who are proposed: if these were not known of one of them, they would not be.
    #[schema(value_type = Vec<Vec<String>>)]
    pub turning: Vec<Vec<Value>>,
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

/// Any two learners beside each other.
#[derive(Serialize, ToSchema)]
pub struct PairAnswer {
    /// Version of the rules by which they are compared.
    pub rules: u16,
    /// From so many points on two records are proposed as one person.
    pub proposed_from: i16,
    /// OID of the other one.
    pub other: String,
    /// Names of the other one.
    pub names: NamesAnswer,
    /// Birth date of the other one.
    #[schema(value_type = Option<String>)]
    pub birth_date: Option<Day>,
    /// How likely they are the same: about 100 when everything agrees; null when too little is known of one of them.
    pub points: Option<i16>,
    /// Are they proposed as one person?
    pub proposed: bool,
    /// Where the points come from.
    pub findings: Vec<FindingAnswer>,
    /// The smallest sets of fields that would turn the outcome, as for candidates.
    #[schema(value_type = Vec<Vec<String>>)]
    pub turning: Vec<Vec<Value>>,
    /// An official has judged that they are two persons, by what is still known of both.
    pub told_apart: bool,
    /// OID of the one who would head if they were linked; null where they cannot be.
    pub head: Option<String>,
    /// Why that one: `verified`, `by_hand`, `holds_hetu`, `oldest`, or `smaller` of two that were registered at one moment.
    pub head_because: Option<&'static str>,
    /// Why they cannot be linked: the name of the refusal.
    pub refusal: Option<&'static str>,
}

impl From<&PairView> for PairAnswer {
    fn from(pair: &PairView) -> PairAnswer {
        let (score, link) = (pair.score.as_ref(), pair.link.ok());
        PairAnswer {
            rules: RULES_VERSION,
            proposed_from: PROPOSED,
            other: pair.member.unwrap_or(pair.other.oid).to_string(),
            names: NamesAnswer::from(&pair.other.names),
            birth_date: pair.other.birth_date,
            points: score.map(|score| score.points),
            proposed: score.is_some_and(Score::is_proposed),
            findings: score.iter().flat_map(|score| &score.findings).map(FindingAnswer::from).collect(),
            turning: named(&pair.turning),
            told_apart: pair.told_apart,
            head: link.map(|(head, _)| head.to_string()),
            head_because: link.map(|(_, why)| because(why)),
            refusal: pair.link.err(),
        }
    }
}

fn because(why: Why) -> &'static str {
    match why {
        Why::Verified => "verified",
        Why::ByHand => "by_hand",
        Why::HoldsHetu => "holds_hetu",
        Why::Chosen => "chosen",
        Why::Oldest => "oldest",
        Why::Smaller => "smaller",
    }
}

/// The names of fields, set by set.
fn named(sets: &[Vec<Field>]) -> Vec<Vec<Value>> {
    let names = |set: &Vec<Field>| set.iter().map(|field| serde_json::to_value(field).unwrap_or_default()).collect();
    sets.iter().map(names).collect()
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
            turning: named(&view.turning),
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
