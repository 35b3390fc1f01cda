//! Pages on which officials act on a learner, in their usual shapes: as they are opened, with every fault, and after a
//! session has ended.

use app::commands::{ComparisonView, Conflict, Goes, Kept, Plan};
use app::report::approvals::{ApprovalEnd, Decision, NamedEvent};
use app::report::candidates::CandidateView;
use app::report::learner::LearnerView;
use app::report::sitting::ActLine;
use app::rules::{Comparison, Field, Finding, Rule, Score, Status, Verdict};
use askama::Template;
use events::codes::{DetailField, RequestKind, RequestOutcome};
use events::person::{ContactDetail, ContactField, ContactGroup, ContactOrigin};
use events::{EventKind, Position};
use texts::Lang;

use super::history::{learner, record};
use super::samples::{LONGEST, World, asked, errors, instant, names, official};
use crate::staff::kept::KeptPage;
use crate::staff::learner::Labelled;
use crate::staff::learner::edit::fields::Fields;
use crate::staff::learner::edit::layout::{ActForm, EditPage};
use crate::staff::learner::edit::{Returned, activity, comparison, details, hetu as hetu_page, identify, reverse};
use crate::staff::learner::facts::Shown;
use crate::staff::report::passivate::{Returned as SeveralReturned, SeveralPage};
use crate::staff::sitting::SittingPage;

const LIST: &str = "lista=syy%3Dno_hetu&seuraava=1.2.246.562.24.20000000021";

/// A learner without a hetu, of whom much is missing.
fn hetuless() -> LearnerView {
    let mut view = learner(false, None);
    (view.person.hetu, view.person.failure, view.status) = (None, None, Status::Failed);
    view.person.identified.clear();
    let details = vec![ContactDetail { field: ContactField::City, value: LONGEST.to_owned() }];
    let group = ContactGroup { kind: 1, origin: ContactOrigin::Official, details, origin_code: None };
    view.person.contacts.push(group);
    view
}

/// A learner with a hetu whom the register has not confirmed.
fn unconfirmed() -> LearnerView {
    let mut view = learner(false, Some(Position(130)));
    view.person.identified.clear();
    view
}

fn typed(values: &[(&str, &str)]) -> Fields {
    Fields(values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}

fn refused(typed: Fields, refused: &[(&'static str, Option<&'static str>)]) -> Returned {
    Returned { typed, refused: refused.to_vec(), ..Returned::default() }
}

fn similar() -> Vec<CandidateView> {
    let found = |field, rule, points| Finding { field, rule, similarity: None, points };
    let candidate = |n: u64, opens: bool| {
        let mut person = hetuless().person;
        (person.oid, person.names) = (super::samples::person(n), names(LONGEST, "Öö"));
        let findings = vec![found(Field::Surname, Rule::Similar, 20), found(Field::BirthDate, Rule::Different, -30)];
        CandidateView {
            person,
            status: Status::Failed,
            score: Score { points: 40, findings },
            turning: vec![vec![Field::BirthDate]],
            opens,
        }
    };
    vec![candidate(41, true), candidate(42, false)]
}

fn compared() -> ComparisonView {
    let similarity = Comparison {
        verdict: Verdict::ClearlyDifferent,
        swapped: false,
        former_surname: false,
        surname_similarity: 0.42,
        first_names_similarity: 1.0,
    };
    let answered = instant("2026-11-22T05:00:00Z");
    ComparisonView { record: record(), hidden: false, answered, clearly_different: true, similarity }
}

/// A page of a learner at an address that carries the list along.
fn page(lang: Lang, view: &LearnerView, act: &str, made: (&str, Made), returned: Returned) -> String {
    let asked = asked(lang, &format!("/henkilo-ui/oppija/{}/{act}?{LIST}", view.person.oid));
    let (texts, (facts, forms)) = made;
    EditPage::new((&asked, &official()), &view.person, (texts, facts, forms), returned).render().unwrap()
}

type Made = (Vec<Labelled>, Vec<ActForm>);

/// Every page, with a name for its file.
pub fn acts(lang: Lang) -> Vec<(String, String)> {
    let world = World::new();
    let words = world.words(lang);
    let t = words.t;
    let (without, with) = (hetuless(), unconfirmed());
    let shown = Shown { words, hidden: false };
    let hetu_of = |view: &LearnerView, returned: Returned| {
        let made = hetu_page::contents(&t, &view.person, &returned.typed);
        page(lang, view, "hetu", ("edit-hetu", made), returned)
    };
    let details_of = |view: &LearnerView, returned: Returned| {
        let made = (Vec::new(), vec![details::form(&words, view, &returned.typed)]);
        page(lang, view, "muokkaa", ("edit-details", made), returned)
    };
    let identify_of = |view: &LearnerView, people: &[CandidateView], returned: Returned| {
        let made = identify::contents(&shown, &view.person, (&returned.typed, people, true));
        let similar =
            Some(identify::beside(&t, people, Some(("x".to_owned(), "/henkilo-ui/oppija/x/duplikaatit".to_owned()))));
        page(lang, view, "yksiloi", ("edit-identify", made), Returned { similar, ..returned })
    };
    let wrong = typed(&[("teko", "lisaa"), ("hetu", "140398A9468")]);
    let stale = Returned { typed: typed(&[("surname", "Öö"), ("words", "x")]), stale: true, ..Returned::default() };
    let looked = typed(&[("teko", "kasin"), ("no_finnish_hetu", "true")]);
    let faults = [("identify-needs-sex", None), ("similar-came", Some("similar_seen"))];
    let versions = Returned {
        side_by_side: vec![comparison::side_by_side(&words, &with.person, &compared())],
        leads: vec![("x".to_owned(), "/henkilo-ui/oppija/x/hetu".to_owned())],
        ..Returned::default()
    };
    let passive = activity::forms(&t, &without.person, &Fields::default());
    let mut pages = vec![
        ("edit-hetu".to_owned(), hetu_of(&with, Returned::default())),
        ("edit-hetu-refused".to_owned(), hetu_of(&without, refused(wrong, &[("hetu-fits-hyphen", Some("hetu"))]))),
        ("edit-details".to_owned(), details_of(&without, Returned::default())),
        ("edit-details-stale".to_owned(), details_of(&without, stale)),
        (
            "edit-details-of-register".to_owned(),
            details_of(&learner(true, None), refused(Fields::default(), &[("changed-meanwhile", None)])),
        ),
        ("edit-identify".to_owned(), identify_of(&without, &[], Returned::default())),
        ("edit-identify-similar".to_owned(), identify_of(&without, &similar(), refused(looked, &faults))),
        ("edit-identify-revoke".to_owned(), identify_of(&learner(false, None), &[], Returned::default())),
        (
            "edit-comparison".to_owned(),
            page(lang, &with, "vtj", ("edit-comparison", (Vec::new(), Vec::new())), versions),
        ),
        (
            "edit-activity".to_owned(),
            page(lang, &without, "passivointi", ("edit-activity", (Vec::new(), passive)), Returned::default()),
        ),
    ];
    let plan = reversal();
    let offered = reverse::form(&t, &plan, &typed(&[("pressed", "7")]), true);
    let made = (reverse::facts(&t, &plan), vec![offered]);
    pages.push(("edit-reverse".to_owned(), page(lang, &with, "peru", ("edit-reverse", made), Returned::default())));
    let nothing = refused(typed(&[("offered", "7 8")]), &[("reversal-nothing-chosen", Some("events"))]);
    let made = (Vec::new(), vec![reverse::form(&t, &plan, &nothing.typed, false)]);
    pages.push(("edit-reverse-nothing".to_owned(), page(lang, &with, "peru", ("edit-reverse", made), nothing)));
    pages.extend(others(lang, &without));
    pages
}

/// An event with what goes along, what is kept, and a link that stands in the way.
fn reversal() -> Plan {
    let (kinds, at) = ([(7, EventKind::HetuReplaced), (8, EventKind::HetuAssigned)], instant("2026-11-22T07:00:00Z"));
    let edges = [Position(7), Position(8)];
    Plan {
        goes: [(Position(7), Goes::Named)].into(),
        kept: [(Position(8), Kept::Decided)].into(),
        conflicts: vec![Conflict::TwoLinks { member: super::samples::person(1), edges }],
        events: kinds.map(|(n, kind)| (Position(n), NamedEvent { position: Position(n), kind, at, link: None })).into(),
        ..Plan::default()
    }
}

/// Pages that are about no learner, or about several.
fn others(lang: Lang, view: &LearnerView) -> Vec<(String, String)> {
    let (asked, official) = (asked(lang, "/henkilo-ui/passivointi"), official());
    let several = |typed: &Fields, refused, stale| {
        let returned = SeveralReturned { typed, refused, stale };
        SeveralPage::new((&asked, &official), &errors().items, &returned).render().unwrap()
    };
    let (nothing, some) = (Fields::default(), typed(&[("words", "x"), ("query", "syy=no_hetu")]));
    let act = |(n, kind): (usize, &EventKind)| ActLine {
        position: Position(n as u64),
        at: instant("2026-11-22T07:00:00Z"),
        kind: Some(*kind),
        person: (n % 4 != 3).then(|| (view.person.clone(), Status::Failed)),
        import: (n % 4 == 3).then_some((Position(120), 120)),
        request: matches!(kind, EventKind::RequestDecided | EventKind::ApprovalAsked)
            .then_some((Position(128_600), RequestKind::Merge)),
        outcome: (*kind == EventKind::RequestDecided).then_some(RequestOutcome::Withdrawn),
        fields: if *kind == EventKind::PersonDetailsCorrected { DetailField::ALL.to_vec() } else { Vec::new() },
        command: (*kind == EventKind::ApprovalAsked).then(|| "undo_import".to_owned()),
        reversed: n % 5 == 4,
        taken_back: n % 2 == 0 && *kind == EventKind::HandOverNoted,
        ended: (*kind == EventKind::HetuAssigned).then(|| {
            let by = events::Actor::Person("1.2.246.562.24.33333333333".to_owned());
            ApprovalEnd::WithRequest(Decision { by, at: instant("2026-11-22T08:00:00Z"), words: None })
        }),
    };
    let acts: Vec<ActLine> = EventKind::ALL.iter().enumerate().map(act).collect();
    let asks = acts.iter().filter(|act| act.kind == Some(EventKind::ApprovalAsked));
    let waiting = asks.map(|act| (act.position, false)).collect();
    let world = World::new();
    let words = world.words(lang);
    let sitting = |acts: &[ActLine], may: bool| {
        SittingPage::new((&asked, &official), &words, acts, &waiting, &|_, _| may).render().unwrap()
    };
    let kept = KeptPage::signed_out(&asked, vec![("surname".to_owned(), LONGEST.to_owned())]);
    let again = KeptPage::again(&asked, &official, LONGEST, &[("reason", LONGEST)]);
    vec![
        ("passivate-several".to_owned(), several(&nothing, None, false)),
        (
            "passivate-several-refused".to_owned(),
            several(&some, Some(("passivation-cause-missing", Some("cause"))), false),
        ),
        ("passivate-several-stale".to_owned(), several(&some, None, true)),
        ("sitting".to_owned(), sitting(&acts, true)),
        ("sitting-of-others".to_owned(), sitting(&acts, false)),
        ("sitting-nothing".to_owned(), sitting(&[], true)),
        ("kept".to_owned(), kept.render().unwrap()),
        ("kept-again".to_owned(), again.render().unwrap()),
    ]
}
