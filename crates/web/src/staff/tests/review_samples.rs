//! The review queue, an import that is taken back, and what an event brought about, with invented people.

use app::acknowledgements::{ConsumerLine, Taking};
use app::imports::numbers::ImportNumbers;
use app::imports::undo::{Going, Keeping, UndoPlan};
use app::report::Cursor;
use app::report::approvals::NamedEvent;
use app::report::approvals::Waiting;
use app::report::effects::{Effect, Follows, Undo};
use app::report::review::{ReviewItem, ReviewRecord};
use app::rules::{Field, Finding, Rule, Score, Status};
use askama::Template;
use events::codes::KeptBecause;
use events::{EventKind, Position};
use texts::Lang;
use uuid::Uuid;

use super::history::learner;
use super::samples::{LONGEST, World, asked, instant, official, person};
use crate::staff::consumers::{ConsumersPage, samples};
use crate::staff::import::undo::UndoPage;
use crate::staff::learner::Labelled;
use crate::staff::learner::effects::EffectsPage;
use crate::staff::review::{Beside, ReviewPage};

fn item(records: u64) -> ReviewItem {
    let record = |n: u64| {
        let mut of = learner(false, None).person;
        of.oid = person(n);
        if n == 2 {
            of.names.surname = LONGEST.to_owned();
        }
        let head = (n == 3).then(|| person(1));
        ReviewRecord { person: of, status: Status::Failed, head, opens: n < 3, decides: n == 1 }
    };
    let found = |field, rule, points| Finding { field, rule, similarity: None, points };
    let findings = vec![
        found(Field::Surname, Rule::Similar, 26),
        found(Field::FirstNames, Rule::SomeMissing, 38),
        found(Field::BirthDate, Rule::DayAndMonthSwapped, 25),
        found(Field::Sex, Rule::Different, -12),
        found(Field::Hetu, Rule::Similar, 25),
    ];
    let score = Score { points: 102, findings };
    ReviewItem {
        item: person(1),
        place: Cursor("AAAAAAAAAGYAAAAAAAAAAQ".to_owned()),
        records: (1..=records).map(record).collect(),
        pairs: vec![(0, 1, score)],
        identical: records == 2,
        seen: Uuid::nil(),
    }
}

/// An import that may be taken back, and one that is being so.
pub fn undo(lang: Lang) -> Vec<(String, String)> {
    let keeping = |row, n, because, import| Keeping { row, oid: person(n), because, import };
    let other = keeping(4, 1, KeptBecause::OtherImport, Some(Position(90)));
    let listed = vec![other, keeping(9, 2, KeptBecause::Fetched, None)];
    let goes = vec![Going { row: 0, oid: person(3), voids: true }, Going { row: 1, oid: person(4), voids: false }];
    let plan = UndoPlan { undone: 480, kept: 2, nothing: 1, goes, listed, left: None, needs_second: true };
    let begun = UndoPlan { left: Some(80), ..plan.clone() };
    let at = asked(lang, "/henkilo-ui/oppijoidentuonti/120/kumoa");
    let page = |plan: &UndoPlan, waiting: Option<&Waiting>, refused| {
        let people = [(person(3), learner(false, None).person)].into();
        UndoPage::new(
            (&at, &official()),
            (Position(120), 120),
            (plan, (&people, &ImportNumbers::default()), Vec::new()),
            waiting,
            ("", refused),
        )
        .render()
        .unwrap()
    };
    let waiting = Waiting { number: Position(130), command: "undo_import".to_owned(), own: false, prevented: false };
    let prevented = Waiting { prevented: true, command: waiting.command.clone(), ..waiting };
    vec![
        ("import-undo".to_owned(), page(&plan, None, Some("words-missing"))),
        ("import-undo-begun".to_owned(), page(&begun, None, None)),
        ("import-undo-waits".to_owned(), page(&plan, Some(&waiting), None)),
        ("import-undo-prevented".to_owned(), page(&plan, Some(&prevented), None)),
    ]
}

/// An event, what was done with it, and what followed.
pub fn effects(lang: Lang) -> Vec<(String, String)> {
    let effect = |n: u64, depth, by, kind, undo| Effect {
        position: Position(n),
        depth,
        by,
        event: NamedEvent { position: Position(n), kind, at: instant("2026-11-22T04:30:00Z"), link: None },
        actor: events::Actor::Registry,
        person: Some(person(1 + u64::from(depth))),
        undo,
    };
    let all = [
        effect(7, 0, Follows::Asked, EventKind::PersonRegistered, Undo::Reversal),
        effect(8, 1, Follows::SameCommand, EventKind::ImportRowResolved, Undo::Nothing),
        effect(9, 1, Follows::Caused, EventKind::IdentifiedFromRegister, Undo::Undone(Some(Position(12)))),
        effect(10, 2, Follows::Caused, EventKind::HetuRemoved, Undo::Undone(None)),
        effect(11, 1, Follows::Reversed, EventKind::Reversed, Undo::Undone(None)),
        effect(12, 2, Follows::Restored, EventKind::HetuRemoved, Undo::Reversal),
    ];
    let at = asked(lang, "/henkilo-ui/oppija/x/vaikutukset?tapahtuma=7");
    let (_, takings) = samples();
    vec![(
        "effects".to_owned(),
        EffectsPage::new((&at, &official()), person(1), &all, Some(&takings)).render().unwrap(),
    )]
}

/// Systems that acknowledge changes, with an event; and none, with an event that is none.
pub fn consumers(lang: Lang) -> Vec<(String, String)> {
    let (lines, takings) = samples();
    let at = asked(lang, "/henkilo-ui/muutosten-kuittaukset?tapahtuma=7");
    let page = |lines: &[ConsumerLine], takings: Option<Vec<Taking>>| {
        ConsumersPage::new((&at, &official()), lines, &Some((Position(7), takings)), true).render().unwrap()
    };
    vec![("consumers".to_owned(), page(&lines, Some(takings))), ("consumers-none".to_owned(), page(&[], None))]
}

/// A group of three, one of two that was just decided, and nothing.
pub fn review(lang: Lang) -> Vec<(String, String)> {
    let (world, at) = (World::new(), "/henkilo-ui/duplikaatit");
    let page = |address: String, item: Option<&ReviewItem>, beside: &Beside| {
        let asked = asked(lang, &address);
        ReviewPage::new((&asked, &official()), world.words(lang), item, beside, true).render().unwrap()
    };
    let beside = Beside {
        identical: Some(vec![item(2)]),
        total: Some(1_234),
        impact: vec![Labelled { label: "Oppija".to_owned(), values: vec!["Tila: Virhe → Onnistunut".to_owned()] }],
        refused: vec!["review-moved"],
        ..Beside::default()
    };
    let further = Beside { further: Cursor::parse("MTox"), identical: Some(Vec::new()), ..Beside::default() };
    let done = format!("{at}?tehty=linkitetty&tapahtuma=77");
    vec![
        ("review-three".to_owned(), page(at.to_owned(), Some(&item(3)), &beside)),
        ("review-two".to_owned(), page(done, Some(&item(2)), &Beside::default())),
        ("review-empty".to_owned(), page(at.to_owned(), None, &Beside::default())),
        ("review-further".to_owned(), page(at.to_owned(), None, &further)),
    ]
}
