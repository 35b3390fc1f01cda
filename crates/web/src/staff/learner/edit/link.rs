//! `…/oppija/{oid}/duplikaatit`: who may be the same learner, and why; and the link of two records.

use app::access::LookKind;
use app::applications::{Application, Applications, WITHIN_A_PAGE};
use app::caller::Caller;
use app::commands::{HetuOfMember, Joining, LinkRecords, MarkNotDuplicate, ReopenPair, Why};
use app::report::candidates::{CandidateView, Candidates};
use app::report::judgements::Judgement;
use app::report::learner::LearnerView;
use app::report::pair::PairView;
use app::rules::{Field as Compared, Finding, Readable, Score};
use app::{App, Person};
use axum::response::Response;
use events::{OrganisationOid, PersonOid};
use serde::Serialize;
use texts::Texts;

use super::fields::{Field, Fields, Input};
use super::layout::{ActForm, SideBySide, SideLine};
use super::pages::ActPage;
use super::{ACT, Acting, Onward, Returned, merge, request, returned, shown};
use crate::staff::address::{self, Address};
use crate::staff::dates::{When, day};
use crate::staff::language::Asked;
use crate::staff::learner::Labelled;
use crate::staff::learner::facts::{COMPARED, Shown};
use crate::staff::refusal::Refusal;
use crate::staff::session::Official;
use crate::staff::words::{Words, name_or_none};

/// So many candidates are shown.
const SHOWN: usize = 10;
/// Query name of the other learner, where it is known.
const OTHER: &str = "toinen";
/// The form of the link, and those beside it.
const LINK: &str = "linkita";
const APART: &str = "erota";
const REOPEN: &str = "avaa";

/// Is the page worth offering?
pub fn offered(app: &App, caller: &Caller, organisations: &[OrganisationOid], view: &LearnerView) -> bool {
    view.person.readable == Readable::Yes && app.may::<LinkRecords>(caller, organisations)
}

/// The page, for whoever acts on a learner on another one and may link.
pub(super) fn page_of(acting: &Acting<'_>) -> Option<String> {
    acting.may::<LinkRecords>().then(|| acting.other_page("duplikaatit"))
}

/// The page.
pub struct Link;

impl ActPage for Link {
    type Opens = LinkRecords;

    fn at_first(asked: &Asked) -> Returned {
        let other = asked.address.value(OTHER).unwrap_or_default().to_owned();
        Returned { typed: Fields(vec![("other_oid".to_owned(), other)]), ..Returned::default() }
    }

    async fn page(acting: &Acting<'_>, returned: Returned) -> Result<Response, Refusal> {
        page(acting, returned).await
    }

    async fn sent(acting: &Acting<'_>, typed: Fields) -> Result<Response, Refusal> {
        sent(acting, typed).await
    }
}

async fn sent(acting: &Acting<'_>, typed: Fields) -> Result<Response, Refusal> {
    match typed.one(ACT) {
        APART | REOPEN => judged(acting, typed).await,
        _ => linked(acting, typed).await,
    }
}

/// That two are two persons is noted, or is open again.
async fn judged(acting: &Acting<'_>, typed: Fields) -> Result<Response, Refusal> {
    let Ok(other) = typed.one("other").parse::<PersonOid>() else {
        let refused = vec![("link-nobody-chosen", Some("other"))];
        return page(acting, Returned { typed, refused, ..Returned::default() }).await;
    };
    let (person, words) = (acting.oid(), typed.some("words"));
    let made = match typed.one(ACT) {
        APART => acting.carry_out(MarkNotDuplicate { person, other, words }, &typed, "erotettu").await?,
        _ => acting.carry_out(ReopenPair { person, other }, &typed, "avattu").await?,
    };
    match made {
        Ok(response) => Ok(response),
        Err(refusal) => page(acting, Returned { typed, refused: vec![shown(refusal)], ..Returned::default() }).await,
    }
}

async fn linked(acting: &Acting<'_>, typed: Fields) -> Result<Response, Refusal> {
    let (chosen, written) = (typed.some("other"), typed.some("other_oid"));
    if chosen.is_some() && written.is_some() && chosen != written {
        let refused = vec![("link-two-others", Some("other_oid"))];
        return page(acting, Returned { typed, refused, ..Returned::default() }).await;
    }
    let chosen = written.or(chosen);
    let Some(other) = chosen.and_then(|text| text.parse::<PersonOid>().ok()) else {
        let refused = vec![("link-nobody-chosen", Some("other"))];
        return page(acting, Returned { typed, refused, ..Returned::default() }).await;
    };
    let command = LinkRecords {
        person: acting.oid(),
        other,
        head: match typed.one("head") {
            "this" => Some(acting.oid()),
            "other" => Some(other),
            _ => None,
        },
        hetu: hetu_of_member(&typed),
        words: typed.some("words"),
    };
    let kept: &[&str] = &["other", "other_oid", "head", "hetu", "words"];
    let wanted = Joining { head: command.head, hetu: command.hetu, words: None };
    let pair = beside(acting, other, wanted).await?;
    let told = pair.as_ref().map_or_else(Vec::new, |pair| joined(&acting.t(), pair));
    let records = pair.as_ref().map(|pair| records(acting, pair)).into_iter().collect();
    match acting.confirm_beside(command, ("link", kept), &typed, (told, records), done(&typed)).await {
        Ok(response) => Ok(response),
        Err(refusal) => {
            let mut returned = returned(refusal, typed)?;
            if returned.refused.iter().any(|(name, _)| *name == "both-verified") {
                let words = returned.typed.some("words");
                returned.onwards.extend(merge::way(acting, Some(other), words.as_ref()));
            }
            page(acting, returned).await
        }
    }
}

/// The learner beside the other one, for whoever may open their page; the look is recorded.
pub(super) async fn beside(
    acting: &Acting<'_>,
    other: PersonOid,
    wanted: Joining,
) -> Result<Option<PairView>, Refusal> {
    let (staff, official) = (acting.frame.staff, acting.frame.official);
    let pair = staff.app.pair(&official.caller, (acting.oid(), other), wanted).await?;
    let seen = pair.iter().map(|pair| (pair.other.oid, pair.other.protected));
    staff.showed(official, LookKind::Listed, seen).await?;
    Ok(pair)
}

/// What the preview of a link says of the pair: who the other one is and how likely the same, an official's other judgement,
/// and who heads.
fn joined(t: &Texts, pair: &PairView) -> Vec<Labelled> {
    let apart = || Labelled { label: t.get("link-note"), values: vec![t.get("link-told-apart")] };
    let heads = pair.link.ok().map(|link| heads(t, link));
    std::iter::once(compared(t, pair)).chain(pair.told_apart.then(apart)).chain(heads).collect()
}

/// The two records, field by field, as far as anything is known of either.
pub(super) fn records(acting: &Acting<'_>, pair: &PairView) -> SideBySide {
    let (t, own) = (acting.t(), &acting.view.person);
    let shown = Shown { words: acting.frame.staff.words(t), hidden: acting.view.hidden };
    let none = t.get("value-none");
    let line = |key: &&str| {
        let told = |person: &Person| shown.named(person, key);
        let (label, cells) = (told(own).label, [own, &pair.other].map(|person| told(person).values.join(", ")));
        SideLine { label, cells: cells.to_vec() }
    };
    let known = |line: &SideLine| line.cells.iter().any(|cell| *cell != none);
    SideBySide {
        title: t.get("link-records"),
        columns: [own, &pair.other].map(|person| person.oid.to_string()).to_vec(),
        lines: COMPARED.iter().map(line).filter(known).collect(),
    }
}

/// Who heads, and why.
fn heads(t: &Texts, (head, why): (PersonOid, Why)) -> Labelled {
    let why = match why {
        Why::Verified => "verified",
        Why::ByHand => "by-hand",
        Why::HoldsHetu => "hetu",
        Why::Chosen => "chosen",
        Why::Oldest => "oldest",
        Why::Smaller => "smaller",
    };
    Labelled { label: t.get("label-head"), values: vec![t.with(&format!("link-heads-{why}"), "oid", head)] }
}

/// Somebody whom nothing proposes, beside the learner.
fn compared(t: &Texts, pair: &PairView) -> Labelled {
    let label = t.with("link-compared", "name", name_or_none(t, &pair.other.names));
    let mut values = likely(t, &pair.other, pair.score.as_ref());
    values.extend(pair.member.map(|oid| t.with("link-member", "oid", oid)));
    values.extend(turning(t, pair.score.as_ref(), &pair.turning));
    values.extend(pair.told_apart.then(|| t.get("link-told-apart")));
    Labelled { label, values }
}

/// What a link of two would be: who would head, or why there can be none.
pub fn outcome(t: &Texts, pair: &PairView) -> String {
    match pair.link {
        Ok(link) => heads(t, link).values.concat(),
        Err(name) => t.get(&format!("refused-{name}")),
    }
}

/// What becomes of the hetu of the record that is linked.
pub fn hetu_of_member(typed: &Fields) -> HetuOfMember {
    match typed.one("hetu") {
        "kept" => HetuOfMember::Kept,
        "withdrawn" => HetuOfMember::Withdrawn,
        _ => HetuOfMember::Unsaid,
    }
}

/// What the next page says of a link.
pub fn done(typed: &Fields) -> &'static str {
    // The register is not asked by itself which of two hetus is in force.
    if hetu_of_member(typed) == HetuOfMember::Kept { "linkitetty-hetut" } else { "linkitetty" }
}

async fn page(acting: &Acting<'_>, returned: Returned) -> Result<Response, Refusal> {
    let (t, official) = (acting.t(), acting.frame.official);
    let found = acting.frame.staff.app.candidates(&official.caller, acting.oid(), SHOWN).await?;
    let found = found.map_err(Refusal::from)?;
    let all = found.found.iter().chain(&found.told_apart);
    let seen = all.map(|candidate| (candidate.person.oid, candidate.person.protected));
    acting.frame.staff.showed(official, LookKind::Listed, seen).await?;
    let (typed, own) = (&returned.typed, acting.oid());
    let radio = |candidate: &CandidateView| {
        let person = &candidate.person;
        let born = person.birth_date.map(day).unwrap_or_default();
        (person.oid.to_string(), format!("{}, {born} ({})", name_or_none(&t, &person.names), person.oid))
    };
    let both = |name: &'static str, choices: &[&str]| {
        choices.iter().map(|choice| ((*choice).to_owned(), t.get(&format!("link-{name}-{choice}")))).collect()
    };
    let named = |field: Field, key: &str| Field { label: t.get(key), hint: None, ..field };
    let mut fields = Vec::new();
    if !found.found.is_empty() {
        let others = Input::Radios(found.found.iter().map(radio).collect());
        fields.push(Field::new(&t, "other", typed.one("other"), others));
    }
    let other = Field::new(&t, "other_oid", typed.one("other_oid"), Input::Line);
    fields.push(if fields.is_empty() { named(other, "link-other-oid-alone") } else { other });
    fields.push(Field::new(&t, "head", typed.one("head"), Input::Choice(both("head", &["auto", "this", "other"]))));
    let hetu = Field::new(&t, "hetu", typed.one("hetu"), Input::Radios(both("hetu", &["kept", "withdrawn"])));
    fields.push(named(hetu, "link-hetu"));
    // What was typed stands in the form in which it was typed.
    let typed_in = |act: &str, name| if typed.one(ACT) == act { typed.one(name) } else { "" };
    let of_link = if typed.has(ACT) { typed_in(LINK, "words") } else { typed.one("words") };
    fields.push(Field::new(&t, "words", of_link, Input::Lines));
    let mut forms = vec![ActForm::new(&t, LINK, "link", fields)];
    let others = |act: &str, of: &[CandidateView]| {
        Field::new(&t, "other", typed_in(act, "other"), Input::Radios(of.iter().map(radio).collect()))
    };
    if !found.found.is_empty() {
        let words = Field::new(&t, "words", typed_in(APART, "words"), Input::Lines);
        forms.push(ActForm::new(&t, APART, "apart", vec![others(APART, &found.found), words]));
    }
    if !found.told_apart.is_empty() {
        forms.push(ActForm::new(&t, REOPEN, "reopen", vec![others(REOPEN, &found.told_apart)]));
    }
    let mut facts = all_facts(acting, &found).await;
    let all: Vec<&Person> = found.found.iter().chain(&found.told_apart).map(|candidate| &candidate.person).collect();
    let judgements = acting.frame.staff.app.judgements(&[&[&acting.view.person], &all[..]].concat()).await?;
    facts.extend(told_before(&acting.frame.staff.words(t), official, &judgements));
    let mut side_by_side = Vec::new();
    // Of whoever is named in the address or was typed, also where nothing proposes them.
    if let Ok(other) = typed.one("other_oid").parse::<PersonOid>()
        && other != acting.view.oid
        && let Some(pair) = beside(acting, other, Joining::default()).await?
    {
        let proposed = found.found.iter().position(|candidate| candidate.person.oid == other);
        let at = proposed.unwrap_or_else(|| {
            facts.insert(0, compared(&t, &pair));
            0
        });
        facts[at].values.push(outcome(&t, &pair));
        side_by_side.push(records(acting, &pair));
    }
    let page_of = |candidate: &CandidateView| {
        let oid = candidate.person.oid;
        (t.with("link-open", "oid", oid), address::learner(oid).to_string())
    };
    let chosen = [typed.one("other"), typed.one("other_oid")].map(str::to_owned);
    let is_chosen = |candidate: &&CandidateView| chosen.contains(&candidate.person.oid.to_string());
    let mut returned = returned;
    returned.side_by_side.extend(side_by_side);
    let opened = || found.found.iter().filter(|candidate| candidate.opens && candidate.person.oid != own);
    returned.leads.extend(opened().map(page_of).chain(merge::offered(acting, None)));
    returned.onwards.extend(opened().filter(is_chosen).map(page_of).map(Onward::to));
    Ok(acting.page("edit-link", facts, forms, returned))
}

/// What officials have said of pairs before: each pair, by whom, when and why.
pub fn told_before(words: &Words<'_>, official: &Official, judgements: &[Judgement]) -> Option<Labelled> {
    let t = &words.t;
    let line = |judgement: &Judgement| {
        let [one, other] = judgement.of.map(|oid| oid.to_string());
        let who = words.actor(&judgement.by, &official.caller);
        let told = [("one", one), ("other", other), ("who", who), ("when", When::from(judgement.at).human)];
        let why = judgement.words.as_ref().map(|words| t.with("detail-words", "words", words));
        [Some(t.with_all("pair-judged", &told)), why].into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    let values: Vec<String> = judgements.iter().map(line).collect();
    (!values.is_empty()).then(|| Labelled { label: t.get("pair-judged-title"), values })
}

/// Every candidate with their applications, and a note where those are not told.
async fn all_facts(acting: &Acting<'_>, found: &Candidates) -> Vec<Labelled> {
    let t = acting.t();
    // Whoever may not open somebody's page is shown nothing by which they could be found elsewhere.
    let opened = found.found.iter().filter(|candidate| candidate.opens).map(|candidate| candidate.person.oid);
    let applications = acting.frame.staff.app.applications(opened.collect(), WITHIN_A_PAGE).await;
    let of = |candidate: &CandidateView| {
        let mut shown = facts(&t, candidate);
        shown.values.extend(applications_of(&t, &applications, candidate.person.oid));
        shown
    };
    let mut all: Vec<Labelled> = found.found.iter().map(of).collect();
    if all.is_empty() {
        all.push(Labelled { label: t.get("link-candidates"), values: vec![t.get("link-nobody")] });
    }
    all.extend(applications_away(&t, &applications));
    all
}

/// A person's applications, as a page shows them.
pub fn applications_of(t: &Texts, applications: &Applications, person: PersonOid) -> Vec<String> {
    let one = |application: &Application| t.with("link-application", "number", application.number.clone());
    applications.of(person).iter().map(one).collect()
}

/// A note where applications cannot be told.
pub fn applications_away(t: &Texts, applications: &Applications) -> Option<Labelled> {
    let note = || Labelled { label: t.get("link-applications"), values: vec![t.get("link-applications-away")] };
    matches!(applications, Applications::Away).then(note)
}

/// Where the learner is linked with another one, for whoever may.
pub(super) fn way_to_link(acting: &Acting<'_>, other: Option<PersonOid>, words: Option<&String>) -> Option<Onward> {
    let page = || Address::of(acting.other_page("duplikaatit")).set_some(OTHER, other).to_string();
    let way = || Onward::to((acting.t().get("way-link"), page()));
    acting.may::<LinkRecords>().then(|| way().with(words, other.map(|oid| ("other_oid", oid.to_string()))))
}

/// Where two records of one person become one, for what the official may do; `other` is the other record where it is known,
/// and the reason that was typed goes along.
pub(super) fn ways_to_one(acting: &Acting<'_>, other: Option<PersonOid>, typed: &Fields) -> Vec<Onward> {
    let words = typed.some("words");
    let words = words.as_ref();
    let link = way_to_link(acting, other, words);
    link.into_iter().chain(merge::way(acting, other, words)).chain(request::way(acting, other, words)).collect()
}

/// A candidate, how likely, and what speaks for and against.
pub(super) fn facts(t: &Texts, candidate: &CandidateView) -> Labelled {
    let CandidateView { person, score, .. } = candidate;
    let values = [likely(t, person, Some(score)), turning(t, Some(score), &candidate.turning)].concat();
    Labelled { label: name_or_none(t, &person.names), values }
}

/// How likely somebody is the same, and what speaks for and against; `None` where too little is known.
fn likely(t: &Texts, person: &Person, score: Option<&Score>) -> Vec<String> {
    let mut values = vec![t.with("link-oid", "oid", person.oid)];
    values.push(match score {
        Some(score) if score.is_proposed() => t.with("link-proposed", "points", score.points),
        Some(score) if score.points > 0 => t.with("link-possible", "points", score.points),
        Some(score) => t.with("link-unlikely", "points", score.points),
        None => t.get("link-too-little"),
    });
    values.extend(person.birth_date.map(day));
    values.extend(score.iter().flat_map(|score| &score.findings).map(|found| finding(t, found)));
    values
}

/// What would turn the outcome, in a sentence; none where nothing would, or too little is known.
fn turning(t: &Texts, score: Option<&Score>, sets: &[Vec<Compared>]) -> Vec<String> {
    let Some(score) = score.filter(|_| !sets.is_empty()) else { return Vec::new() };
    let label = |field: &Compared| t.get(&format!("label-{}", code(field).replace('_', "-"))).to_lowercase();
    let set = |set: &Vec<Compared>| set.iter().map(label).collect::<Vec<_>>().join(" + ");
    let fields = sets.iter().map(set).collect::<Vec<_>>().join(&format!(" {} ", t.get("link-or")));
    vec![t.with(if score.is_proposed() { "link-carried" } else { "link-turned" }, "fields", fields)]
}

/// What was found of one field, in words.
pub fn finding(t: &Texts, finding: &Finding) -> String {
    let field = t.get(&format!("label-{}", code(&finding.field).replace('_', "-")));
    let rule = t.get(&format!("rule-{}", code(&finding.rule).replace('_', "-")));
    t.with_all("link-finding", &[("field", field), ("rule", rule), ("points", format!("{:+}", finding.points))])
}

/// The name of a code.
fn code(of: &impl Serialize) -> String {
    serde_json::to_value(of).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
