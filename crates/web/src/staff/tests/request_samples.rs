//! Requests to the keeper: the lists, one as its asker and as the keeper see it, and the forms that open one.

use std::collections::BTreeSet;

use app::caller::Grant;
use app::commands::Fetched;
use app::report::Slice;
use app::report::approvals::{ApprovalEnd, ApprovalLine, Decision, Waiting};
use app::report::learner::LearnerView;
use app::report::requests::{RequestState, RequestView};
use askama::Template;
use events::codes::{RequestKind, RequestOutcome, Right};
use events::{Actor, Position};
use texts::Lang;

use super::history::learner;
use super::samples::{LONGEST, World, asked, college, instant, official, person, university};
use crate::staff::command::People;
use crate::staff::language::Asked;
use crate::staff::learner::LearnerPage;
use crate::staff::learner::edit::fields::Fields;
use crate::staff::learner::edit::layout::EditPage;
use crate::staff::learner::edit::{Onward, Returned, request};
use crate::staff::requests::RequestsPage;
use crate::staff::requests::one::{RequestPage, Returned as Decided};
use crate::staff::session::Official;
use crate::staff::words::Words;

fn keeper() -> Official {
    let mut keeper = official();
    let organisation = "1.2.246.562.10.00000000001".parse().unwrap();
    keeper.caller.grants = vec![Grant { organisation, right: Right::Rekisterinpitaja }];
    keeper
}

fn request_of((kind, state): (RequestKind, RequestState), several: bool) -> RequestView {
    let others = if several { 2..5 } else { 0..0 };
    RequestView {
        number: Position(128_600),
        kind,
        people: std::iter::once((person(1), true)).chain(others.map(|n| (person(n), false))).collect(),
        other: (kind == RequestKind::Merge).then(|| person(9)),
        link: None,
        unused_elsewhere: kind == RequestKind::Passivate,
        words: several.then(|| LONGEST.to_owned()),
        by: Actor::Person(official().caller.subject),
        organisations: vec![university(), college()],
        at: instant("2026-11-22T04:30:00Z"),
        state,
        answer: (state != RequestState::Open).then(|| "DVV says so".to_owned()),
    }
}

/// Every page, with a name for its file.
pub fn requests(lang: Lang) -> Vec<(String, String)> {
    let world = World::new();
    let words = world.words(lang);
    let asked = asked(lang, "/henkilo-ui/pyynnot");
    let states = [RequestState::Open, RequestState::Happened].into_iter();
    let states: Vec<RequestState> =
        states.chain(RequestOutcome::ALL.iter().map(|outcome| RequestState::Decided(*outcome))).collect();
    let all = RequestKind::ALL.iter().zip(states.iter().cycle()).map(|(kind, state)| request_of((*kind, *state), true));
    let slice = |items| Slice { items, next: None, total: Some(6) };
    let list = |items, own| {
        RequestsPage::new((&asked, &official()), &words, (&slice(items), &BTreeSet::new()), (own, true))
            .render()
            .unwrap()
    };
    let fetched = Fetched {
        client: Some("x".to_owned()),
        oid: person(1),
        organisation: Some(college()),
        subject: None,
        last: instant("2026-11-22T04:30:00Z"),
        times: 3,
    };
    let one = |official: &Official, view: &RequestView, evidence: Option<&[Fetched]>, returned: &Decided| {
        RequestPage::new((&asked, official), &words, view, (evidence, &[], &People::new()), returned).render().unwrap()
    };
    let mut pages = vec![
        ("requests-open".to_owned(), list(all.collect(), false)),
        ("requests-own-none".to_owned(), list(Vec::new(), true)),
    ];
    for kind in RequestKind::ALL {
        let view = request_of((*kind, RequestState::Open), *kind == RequestKind::Passivate);
        let page = one(&keeper(), &view, Some(std::slice::from_ref(&fetched)), &Decided::default());
        pages.push((format!("request-{kind}"), page));
    }
    let answered = request_of((RequestKind::Check, RequestState::Decided(RequestOutcome::Refused)), false);
    pages.push(("request-answered".to_owned(), one(&official(), &answered, None, &Decided::default())));
    let typed = Fields(vec![("teko".to_owned(), "hyvaksy".to_owned()), ("words".to_owned(), LONGEST.to_owned())]);
    let refused = Decided { typed, refused: Some(("passivation-cause-missing", Some("cause"))), stale: false };
    let view = request_of((RequestKind::Passivate, RequestState::Open), true);
    pages.push(("request-refused".to_owned(), one(&keeper(), &view, Some(&[]), &refused)));
    let own = one(&official(), &view, None, &Decided { stale: true, ..Decided::default() });
    pages.push(("request-own".to_owned(), own));
    pages.push(("request-waits".to_owned(), waiting(&words, &asked, &view)));
    pages.extend(asking(lang, &world, &view));
    pages
}

/// A request of which the acceptance waits for a second official.
fn waiting(words: &Words<'_>, asked: &Asked, view: &RequestView) -> String {
    let line = super::command_samples::approval(130, "1.2.246.562.24.22222222222");
    let by = Actor::Person("1.2.246.562.24.33333333333".to_owned());
    let refused = Decision { by, at: instant("2026-11-22T05:30:00Z"), words: Some(LONGEST.to_owned()) };
    let asked_for = [line.clone(), ApprovalLine { ended: Some(ApprovalEnd::Refused(refused)), ..line }];
    let returned = Decided::default();
    RequestPage::new((asked, &keeper()), words, view, (Some(&[]), &asked_for, &People::new()), &returned)
        .render()
        .unwrap()
}

/// The page on which one is made, and the learner whom one is about.
fn asking(lang: Lang, world: &World, open: &RequestView) -> Vec<(String, String)> {
    let words = world.words(lang);
    let linked = LearnerView { members: vec![person(3)], ..learner(false, None) };
    let mut passive = learner(false, None);
    passive.person.passive = Some(events::codes::PassivationCause::Other);
    let form = |view: &LearnerView, returned: Returned| {
        let asked = asked(lang, &format!("/henkilo-ui/oppija/{}/pyynto", view.person.oid));
        let forms = request::forms(&words.t, view, &returned.typed, "");
        EditPage::new((&asked, &official()), &view.person, ("edit-request", Vec::new(), forms), returned)
            .render()
            .unwrap()
    };
    let typed = Fields(vec![("teko".to_owned(), "passivoi".to_owned()), ("words".to_owned(), LONGEST.to_owned())]);
    let onwards = vec![Onward::to(("x".to_owned(), "/henkilo-ui/pyynnot/1".to_owned()))];
    let refused = vec![("request-used-elsewhere", Some("unused_elsewhere")), ("request-open-already", None)];
    let asked = asked(lang, &format!("/henkilo-ui/oppija/{}", linked.person.oid));
    let page = LearnerPage::new((&asked, &official()), &linked, None, &words);
    let page = page
        .with_requests(
            &[(open.clone(), true), (open.clone(), false)],
            &[true, false].map(|own| Waiting {
                number: Position(130),
                command: "revoke_identification".to_owned(),
                own,
                prevented: false,
            }),
        )
        .render()
        .unwrap();
    vec![
        ("edit-request".to_owned(), form(&linked, Returned::default())),
        ("edit-request-passive".to_owned(), form(&passive, Returned::default())),
        ("edit-request-refused".to_owned(), form(&linked, Returned { typed, refused, onwards, ..Returned::default() })),
        ("learner-with-requests".to_owned(), page),
    ]
}
