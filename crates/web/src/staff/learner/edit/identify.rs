//! `…/oppija/{oid}/yksiloi`: identify a learner who has no hetu, or have the register asked now about one who has.

use std::collections::BTreeSet;

use app::access::LookKind;
use app::caller::Caller;
use app::commands::{IdentifyByHand, RequestIdentification, RevokeIdentification, Statement};
use app::report::candidates::CandidateView;
use app::report::learner::LearnerView;
use app::rules::{IdentifiedBy, Readable};
use app::{App, Person};
use axum::response::Response;
use events::{OrganisationOid, PersonOid};
use texts::Texts;

use super::fields::{Field, Fields, Input};
use super::layout::{ActForm, Similar};
use super::pages::ActPage;
use super::{Acting, Returned, link, returned, shown};
use crate::staff::address;
use crate::staff::learner::Labelled;
use crate::staff::learner::facts::{NEEDED, Shown};
use crate::staff::refusal::Refusal;
use crate::staff::words::{identified_by, is_passive};

const BY_HAND: &str = "kasin";
const ASK: &str = "kysy";
const REVOKE: &str = "pura";
/// So many similar learners are shown.
const SHOWN: usize = 10;

/// Is the page worth offering?
pub fn offered(app: &App, caller: &Caller, organisations: &[OrganisationOid], view: &LearnerView) -> bool {
    let person = &view.person;
    let open = person.readable == Readable::Yes && person.passive.is_none() && !person.is_in_register();
    let asks = person.hetu.is_some() && person.failure.is_some();
    let by_hand = person.hetu.is_none() && !person.is_identified();
    let revokes = person.is_identified() && app.may::<RevokeIdentification>(caller, organisations);
    open && (asks || by_hand) && app.may::<IdentifyByHand>(caller, organisations) || revokes
}

/// The page.
pub struct Identify;

impl ActPage for Identify {
    type Opens = IdentifyByHand;

    async fn page(acting: &Acting<'_>, returned: Returned) -> Result<Response, Refusal> {
        page(acting, returned).await
    }

    async fn sent(acting: &Acting<'_>, typed: Fields) -> Result<Response, Refusal> {
        match typed.one(super::ACT) {
            REVOKE => revoke(acting, typed).await,
            ASK => ask(acting, typed).await,
            _ => by_hand(acting, typed).await,
        }
    }
}

async fn ask(acting: &Acting<'_>, typed: Fields) -> Result<Response, Refusal> {
    let command = RequestIdentification { person: acting.oid() };
    match acting.carry_out(command, &typed, "kysytty").await? {
        Ok(done) => Ok(done),
        Err(refusal) => page(acting, Returned { typed, refused: vec![shown(refusal)], ..Returned::default() }).await,
    }
}

/// Only those who were shown have been looked at: anybody who is similar since is shown first.
async fn by_hand(acting: &Acting<'_>, mut typed: Fields) -> Result<Response, Refusal> {
    let similar = similar(acting).await?;
    let looked_at: BTreeSet<PersonOid> = typed.one("similar").split(' ').flat_map(str::parse).collect();
    if similar.iter().any(|candidate| !looked_at.contains(&candidate.person.oid)) {
        typed.0.retain(|(name, _)| name != "similar_seen");
        let refused = vec![("similar-came", Some("similar_seen"))];
        return page(acting, Returned { typed, refused, ..Returned::default() }).await;
    }
    let statement = Statement {
        no_finnish_hetu: typed.one("no_finnish_hetu") == "true",
        similar_seen: (typed.one("similar_seen") == "true").then_some(similar.len() as u32),
        words: typed.some("words"),
    };
    let command = IdentifyByHand { person: acting.oid(), statement };
    let refused = match acting.carry_out(command.clone(), &typed, "yksiloity").await? {
        Ok(done) => return Ok(done),
        Err(refusal) => acting.faults(command, refusal).await?,
    };
    page(acting, Returned { typed, refused, ..Returned::default() }).await
}

async fn revoke(acting: &Acting<'_>, typed: Fields) -> Result<Response, Refusal> {
    let way = match typed.one("way") {
        "register" => IdentifiedBy::Register,
        _ => IdentifiedBy::Official,
    };
    let command = RevokeIdentification { person: acting.oid(), way, words: typed.some("words") };
    let made = acting.confirm(command, ("revoke", &["way", "words"]), &typed, "purettu").await;
    match made {
        Ok(response) => Ok(response),
        Err(refusal) => page(acting, returned(refusal, typed)?).await,
    }
}

/// Learners who may be the same one; that they are shown is recorded.
async fn similar(acting: &Acting<'_>) -> Result<Vec<CandidateView>, Refusal> {
    let (staff, official) = (acting.frame.staff, acting.frame.official);
    let found = staff.app.similar(&official.caller, acting.oid(), SHOWN).await?.map_err(Refusal::from)?;
    let shown = found.found.iter().map(|candidate| (candidate.person.oid, candidate.person.protected));
    staff.showed(official, LookKind::Listed, shown).await?;
    Ok(found.found)
}

async fn page(acting: &Acting<'_>, mut returned: Returned) -> Result<Response, Refusal> {
    let similar = if is_by_hand(&acting.view.person) { similar(acting).await? } else { Vec::new() };
    let shown = Shown { words: acting.frame.staff.words(acting.t()), hidden: acting.view.hidden };
    let may_revoke = acting.may::<RevokeIdentification>();
    let (facts, mut forms) = contents(&shown, &acting.view.person, (&returned.typed, &similar, may_revoke));
    if is_passive(&acting.view.person) && returned.typed.0.is_empty() {
        forms.retain(|form| form.act == REVOKE);
        if forms.is_empty() {
            return Ok(acting.passive());
        }
    }
    returned.similar = is_by_hand(&acting.view.person).then(|| beside(&acting.t(), &similar, way_on(acting)));
    Ok(acting.page("edit-identify", facts, forms, returned))
}

fn is_by_hand(person: &Person) -> bool {
    person.hetu.is_none() && !person.is_identified()
}

/// What the page holds.
pub fn contents(
    shown: &Shown<'_>,
    person: &Person,
    (typed, similar, may_revoke): (&Fields, &[CandidateView], bool),
) -> (Vec<Labelled>, Vec<ActForm>) {
    let t = shown.words.t;
    let facts = NEEDED.iter().map(|key| shown.named(person, key)).collect();
    let form = |act, texts, fields| ActForm::new(&t, act, texts, fields);
    let mut forms = match person.hetu {
        _ if person.is_in_register() => Vec::new(),
        Some(_) => vec![form(ASK, "ask-register", Vec::new())],
        None if !is_by_hand(person) => Vec::new(),
        None => vec![form(BY_HAND, "identify-by-hand", statement_fields(&t, typed, similar))],
    };
    // What an eIDAS sign-in says is not revoked by hand.
    let ways: Vec<IdentifiedBy> = person.identified.iter().copied().filter(|way| *way != IdentifiedBy::Eidas).collect();
    if !ways.is_empty() && may_revoke {
        let first = ways.last().copied().map(name_of).unwrap_or_default();
        let ways = ways.into_iter().map(|way| (name_of(way).to_owned(), identified_by(&t, way))).collect();
        let chosen = typed.some("way").unwrap_or_else(|| first.to_owned());
        let way = Field::new(&t, "way", chosen, Input::Radios(ways)).needed();
        forms.push(form(REVOKE, "revoke", vec![way, Field::reason_needed(&t, typed)]));
    }
    (facts, forms)
}

fn statement_fields(t: &Texts, typed: &Fields, similar: &[CandidateView]) -> Vec<Field> {
    let seen = Field::new(t, "similar_seen", typed.one("similar_seen"), Input::Tick);
    let oids: Vec<String> = similar.iter().map(|candidate| candidate.person.oid.to_string()).collect();
    vec![
        Field::new(t, "no_finnish_hetu", typed.one("no_finnish_hetu"), Input::Tick),
        Field { label: t.count("similar-seen", similar.len()), ..seen },
        Field::carried("similar", oids.join(" ")),
        Field::new(t, "words", typed.one("words"), Input::Lines),
    ]
}

/// What stands beside the form; `link` is where one of them is linked.
pub fn beside(t: &Texts, similar: &[CandidateView], link: Option<(String, String)>) -> Similar {
    let page_of =
        |candidate: &CandidateView| candidate.opens.then(|| address::learner(candidate.person.oid).to_string());
    Similar {
        title: t.get("similar-title"),
        told: t.count("similar-told", similar.len()),
        people: similar.iter().map(|candidate| (link::facts(t, candidate), page_of(candidate))).collect(),
        link,
    }
}

/// Where one of them is linked, or asked to be linked.
fn way_on(acting: &Acting<'_>) -> Option<(String, String)> {
    let links = link::page_of(acting).map(|page| (acting.t().get("similar-link"), page));
    links.or_else(|| acting.to_request())
}

fn name_of(way: IdentifiedBy) -> &'static str {
    match way {
        IdentifiedBy::Register => "register",
        IdentifiedBy::Official => "official",
        IdentifiedBy::Eidas => "eidas",
    }
}
