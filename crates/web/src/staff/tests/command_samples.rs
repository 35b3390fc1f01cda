//! Pages of commands: previews, and what waits for a second official.

use app::commands::{
    Advice, Change, ClosedRequest, Fetched, Impact, ListImpact, Numbers, PersonImpact, Preview, RowImpact,
};
use app::report::approvals::{AcceptedRequest, ApprovalEnd, ApprovalLine, Decision, NamedEvent};
use app::rules::Cause;
use askama::Template;
use events::codes::{FailureCause, RequestKind};
use events::{EventKind, Position};
use texts::Lang;

use super::samples::{LONGEST, World, asked, hetu, instant, official, person, university};
use crate::staff::approvals::{ApprovalsPage, Beside, LineFault};
use crate::staff::command::{Form, PreviewPage};
use crate::staff::learner::Labelled;

/// A preview with somebody known and somebody new, one without anybody, and what waits for a second official.
pub fn commands(lang: Lang) -> Vec<(String, String)> {
    let change =
        |field, before: &str, after: &str| Change { field, before: before.to_owned(), after: after.to_owned() };
    let changes = vec![
        change("state", "failed", "erased"),
        change("cause", "", "person_void"),
        change("surname", "Järvenkorva", ""),
        change("first_names", "Tuuli", ""),
        change("hetu", hetu(902).as_str(), ""),
        change("oppijanumero", &person(1).to_string(), ""),
        change("organisations", &university().to_string(), ""),
        change("passive", "", "test_person"),
        change("sex", "1", "2"),
        change("nationality", "246, 752", "246"),
        change("birth_date", "1998-03-14", ""),
    ];
    let persons = vec![
        PersonImpact { oid: person(1), new: false, changes },
        PersonImpact { oid: person(2), new: true, changes: vec![change("call_name", "", LONGEST)] },
    ];
    let fingerprint = "00112233445566778899aabbccddeeff".parse().unwrap();
    let preview = |persons, needs_second| Preview {
        fingerprint,
        impact: Impact { persons, events: vec![EventKind::ErasureOrdered] },
        advice: advice(),
        needs_second,
    };
    let form = |texts| Form {
        command: (),
        texts,
        learner: Some((LONGEST.to_owned(), person(1).to_string())),
        said: vec![Labelled { label: "x".to_owned(), values: vec![LONGEST.to_owned()] }],
        fields: vec![("reason", "Oppija pyysi".to_owned())],
        action: "/henkilo-ui/oppija/x/poisto".to_owned(),
        back: "/henkilo-ui/oppija/x".to_owned(),
        follows: Vec::new(),
        side_by_side: Vec::new(),
        returns: true,
    };
    let (asked, official, world) = (asked(lang, "/henkilo-ui/oppija/x/poisto"), official(), World::new());
    let words = world.words(lang);
    let page = |texts, preview: &Preview, moved| {
        let people = [(person(1), super::history::learner(false, None).person)].into();
        PreviewPage::new((&asked, &official), &words, form(texts), (preview, &people), moved).render().unwrap()
    };
    let waiting = [approval(1, "1.2.246.562.24.22222222222"), approval(2, &official.caller.subject)];
    let world = World::new();
    let decision = Decision {
        by: events::Actor::Person("1.2.246.562.24.33333333333".to_owned()),
        at: instant("2026-11-22T05:30:00Z"),
        words: Some(LONGEST.to_owned()),
    };
    let ends = [
        ApprovalEnd::Given(decision.clone()),
        ApprovalEnd::Refused(decision.clone()),
        ApprovalEnd::TakenBack(Decision { words: None, ..decision.clone() }),
        ApprovalEnd::WithRequest(decision),
    ];
    let end = |(n, end)| ApprovalLine { ended: Some(end), ..approval(n, "1.2.246.562.24.22222222222") };
    let ended: Vec<ApprovalLine> = (3..).zip(ends).map(end).collect();
    let approvals = |lines: &[ApprovalLine], ended: &[ApprovalLine], texts: &[&str], typed| {
        let fault = LineFault { number: Position(1), texts, typed };
        let beside =
            Beside { people: [(person(1), super::history::learner(false, None).person)].into(), ..Beside::default() };
        let page = ApprovalsPage::new((&asked, &official), &world.words(lang), (lines, ended, &beside), Some(&fault));
        page.render().unwrap()
    };
    vec![
        ("preview".to_owned(), page("command-order-erasure", &preview(persons, true), false)),
        ("preview-moved".to_owned(), page("command-give-approval", &preview(Vec::new(), false), true)),
        ("approvals".to_owned(), approvals(&waiting, &ended, &["approvals-reason-missing"], Some(""))),
        (
            "approvals-changed".to_owned(),
            approvals(&waiting, &[], &["refused-approval-changed", "refused-approval-changed-next"], None),
        ),
        ("approvals-none".to_owned(), approvals(&[], &[], &[], None)),
    ]
}

/// Something that waits, about a person; of even numbers it accepts a request.
pub fn approval(n: u64, by: &str) -> ApprovalLine {
    let accepted = AcceptedRequest {
        number: Position(128_600),
        kind: RequestKind::Merge,
        organisations: vec![university()],
        words: Some(LONGEST.to_owned()),
    };
    ApprovalLine {
        number: Position(n),
        command: "order_erasure".to_owned(),
        person: Some(person(n)),
        other: (n == 2).then(|| person(3)),
        import: None,
        import_known_as: None,
        request: n.is_multiple_of(2).then_some(accepted),
        words: (n == 1).then(|| "Oppija pyysi".to_owned()),
        ground: (n == 1).then_some(events::codes::Reason::UnlawfulProcessing),
        reverses: (n == 1)
            .then_some(NamedEvent {
                position: Position(7),
                kind: EventKind::HetuAssigned,
                at: instant("2026-11-22T04:30:00Z"),
                link: Some((person(1), person(2))),
            })
            .into_iter()
            .collect(),
        restores: Vec::new(),
        asked_by: events::Actor::Person(by.to_owned()),
        asked_at: instant("2026-11-22T04:30:00Z"),
        prevented: (n == 2).then_some("approval-changed"),
        ended: None,
    }
}

/// Rows of every kind, every turn of the error list, and somebody who fetched the number.
fn advice() -> Advice {
    let numbers = |n, identified: bool| Numbers { oid: person(n), oppijanumero: identified.then(|| person(n)) };
    let row = |row, before, after, turns| RowImpact { number: (Position(4_711), row), before, after, turns };
    let listed = |n, before, after| ListImpact { oid: person(n), before, after };
    let fetched = |organisation, subject: Option<&str>| Fetched {
        client: None,
        oid: person(1),
        organisation,
        subject: subject.map(str::to_owned),
        last: instant("2026-11-22T04:30:00Z"),
        times: 1_200,
    };
    Advice {
        rows: vec![
            row(0, numbers(1, true), numbers(2, true), false),
            row(1, numbers(1, true), numbers(1, false), true),
        ],
        more_rows: true,
        listed: vec![
            listed(1, None, Some(Cause::NoHetu)),
            listed(2, Some(Cause::NoHetu), None),
            listed(3, Some(Cause::NoHetu), Some(Cause::Identification(FailureCause::TestHetu))),
        ],
        requests: vec![ClosedRequest { number: Position(4_712), kind: RequestKind::Passivate, oid: person(1) }],
        fetched: vec![fetched(Some(university()), None), fetched(None, Some("1.2.246.562.24.33333333333"))],
    }
}
