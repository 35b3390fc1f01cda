//! An invented learner with every type of event in their history.

use std::sync::Arc;

use app::Person;
use app::report::approvals::NamedEvent;
use app::report::learner::{EntryCause, HistoryEntry, HistoryPart, LearnerView, Undone};
use app::report::{Cursor, Slice};
use app::rules::Followed;
use app::rules::Status;
use events::catalogue::*;
use events::codes::*;
use events::envelope::ENVELOPE_FORMAT;
use events::person::{
    ContactDetail, ContactField, ContactGroup, ContactOrigin, PersonDetails, RegisterRecord, SentRow,
};
use events::{
    Actor, Chain, CommandId, Day, Envelope, EventId, Fact, Handle, ImportId, Instant, KeyId, LinkId, Meta, Opened,
    OpenedEvent, PersonOid, Position, Recorded, RequestId, Tag, With,
};
use uuid::Uuid;

use super::samples::{college, hetu, instant, names, person, university};
use crate::staff::learner::Entry;
use texts::{Lang, Texts};

fn oid() -> PersonOid {
    person(77)
}

fn id(n: u64) -> EventId {
    EventId(Uuid::from_u128(n.into()))
}

fn event(n: u64, actor: Actor, fact: Fact) -> OpenedEvent {
    let channel = if actor == Actor::Registry { Channel::Reactor } else { Channel::Onr };
    let meta = Meta {
        recorded: Instant::from_millis(instant("2026-11-20T08:00:00Z").millis() + n as i64 * 60_000),
        valid_from: None,
        right: (channel == Channel::Onr).then_some(Right::Oppijoidentuonti),
        organisations: (channel == Channel::Onr).then(university).into_iter().collect(),
        actor,
        channel,
        client: None,
        command: CommandId(Uuid::from_u128(n.into())),
        request: RequestId(Uuid::from_u128(1)),
        cause: (n > 121).then(|| id(n - 1)),
        reason: n.is_multiple_of(2).then_some(Reason::ErasureRequest),
        compensates: None,
        asked: None,
        rules: None,
        register: None,
    };
    let envelope = Envelope {
        format: ENVELOPE_FORMAT,
        id: id(n),
        event_type: fact.event_type().to_owned(),
        version: fact.version(),
        tags: vec![Tag::Person(oid()), Tag::Hetu(Handle([7; 16]))],
        data: fact.data_bytes(),
        sealed: Vec::new(),
        meta,
    };
    let recorded = Recorded { position: Position(n), chain: Chain::START, size: 0, envelope };
    OpenedEvent { recorded: Arc::new(recorded), fact }
}

pub fn record() -> RegisterRecord {
    let detail = |field, value: &str| ContactDetail { field, value: value.to_owned() };
    let details = vec![
        detail(ContactField::StreetAddress, "Kuvitelmankatu 4 B 12"),
        detail(ContactField::PostalCode, "00999"),
        detail(ContactField::City, "Keksilä"),
    ];
    RegisterRecord {
        hetu: hetu(903),
        former_hetus: vec![hetu(902)],
        names: names("Lehtisaari", "Tuuli Orvokki"),
        former_surnames: vec!["Järvenkorva".to_owned()],
        birth_date: Some(Day("1998-03-14".parse().unwrap())),
        sex: Some("2".to_owned()),
        language: Some("sv".to_owned()),
        nationalities: vec!["246".to_owned(), "752".to_owned()],
        municipality: Some("837".to_owned()),
        protected: true,
        died: None,
        contacts: vec![ContactGroup { kind: 4, origin: ContactOrigin::Register, details, origin_code: None }],
    }
}

fn about() -> Provenance {
    Provenance::unlinked(oid(), Some(FoundBy::Hetu(Handle([7; 16]))))
}

fn import() -> ImportId {
    ImportId(Uuid::from_u128(5))
}

/// Every type of event, as far as possible in an order in which it could happen.
pub fn facts() -> Vec<Fact> {
    let details = PersonDetails {
        names: names("Järvenkorva", "Tuuli"),
        hetu: Some(hetu(902)),
        passports: vec!["XP1234567".to_owned()],
        emails: vec!["tuuli@example.invalid".to_owned()],
        language: Some("fi".to_owned()),
        ..PersonDetails::default()
    };
    let conflicts = vec![ConflictKind::MissingFirstNames, ConflictKind::FormerSurname];
    let resolved = |outcome, row, withheld| {
        let data = ImportRowResolved {
            import: Position(120),
            row,
            about: about(),
            outcome,
            conflicts: conflicts.clone(),
            contradicting: Vec::new(),
            withheld,
            hetu_offered: withheld,
        };
        With::new(data, ResolvedRow { tunniste: None, sent: Some(SentRow::default()) }).into()
    };
    let (cause, hint, next_try) =
        (FailureCause::NotInRegister, Some(Hint::WrongSeparator), Some(instant("2026-11-23T02:00:00Z")));
    let failed =
        IdentificationFailed { about: about(), cause, hint, attempt: 2, next_try, case: None, other_holder: None };
    let received = ImportReceived {
        import_id: import(),
        interface: Interface::Oppija,
        rows: 1,
        organisations: vec![university()],
        service: None,
    };
    let registered = PersonRegistered {
        about: about(),
        origin: Origin::ImportRow,
        import: Some(Position(120)),
        organisations: vec![university()],
    };
    let replaced =
        HetuReplaced { about: about(), assigned: Handle([8; 16]), former: Handle([7; 16]), fate: HetuFate::Superseded };
    let removed = HetuRemoved { about: about(), removed: Handle([8; 16]), fate: HetuFate::Withdrawn };
    let (to, link) = (PersonOid::issue(1_000_000_008), LinkId(Uuid::from_u128(9)));
    let joined = PersonLinked { about: about(), to, link, reason: LinkReason::SamePerson };
    let (about_it, cause) = (Some(about()), RowRefusal::PersonUnreadable);
    let refused = ImportRowRefused { import: Position(120), row: 3, about: about_it, cause, field: None };
    let by_hand = IdentifiedByOfficial { about: about(), no_finnish_hetu: true, similar_seen: Some(1) };
    let erased = ErasureOrdered { about: about(), persons: vec![oid()], keys: Vec::new(), handles: Vec::new() };
    vec![
        With::new(ImportRowsReceived { import_id: import(), first_row: 0, rows: 1 }, SentRows { sent: Vec::new() })
            .into(),
        With::new(received, NoticeAddress { email: None }).into(),
        With::new(registered, details).into(),
        resolved(RowOutcome::Created, 0, false),
        With::new(failed, ComparedRecord { record: None }).into(),
        resolved(RowOutcome::Matched(IdentifierKind::Hetu), 11, true),
        With::new(OrganisationJoined { about: about(), organisations: vec![college()] }, NothingPersonal {}).into(),
        With::new(replaced, ReplacedHetu { assigned: hetu(903), former: hetu(902), words: None }).into(),
        With::new(removed, RemovedHetu { removed: hetu(903), words: None }).into(),
        With::new(joined, LinkStatement { words: Some("Sama opiskelija".to_owned()) }).into(),
        With::new(
            Reversed { about: about(), events: vec![Position(128)] },
            ReversalStatement { words: Some("Kaksi eri henkilöä".to_owned()) },
        )
        .into(),
        With::new(by_hand, OfficialStatement { words: Some("Asiakirjat nähty".to_owned()) }).into(),
        With::new(
            IdentifiedFromRegister {
                about: Provenance::unlinked(oid(), None),
                way: IdentificationWay::Automatic,
                former: vec![],
                verified_with: Some(VerifiedWith::Dvv),
            },
            record(),
        )
        .into(),
        With::new(refused, RefusedRow { tunniste: None }).into(),
        With::new(ImportCompleted { import: Position(120), resolved: 1, refused: 1 }, NothingPersonal {}).into(),
        With {
            data: ImportDataExpired { import_id: import(), key: KeyId(Uuid::from_u128(6)) },
            personal: Opened::Known(NothingPersonal {}),
        }
        .into(),
        With::new(
            RegisterUnavailable { outage: Outage::Unreachable, next_try: instant("2026-11-23T02:00:00Z") },
            NothingPersonal {},
        )
        .into(),
        With::new(RegisterAvailable { failed_attempts: 3 }, NothingPersonal {}).into(),
        With::new(erased, NothingPersonal {}).into(),
        With::new(PersonalDataErased { about: about(), persons: vec![oid()] }, NothingPersonal {}).into(),
    ]
}

/// The learner at an event, or as they were before their data was erased.
pub fn learner(hidden: bool, at: Option<Position>) -> LearnerView {
    let (mut state, mut stood, mut recorded) = (Followed::default(), None, None);
    let mut items: Vec<HistoryEntry> = Vec::new();
    let living =
        facts().into_iter().filter(|fact| !matches!(fact, Fact::ErasureOrdered(_) | Fact::PersonalDataErased(_)));
    for (n, fact) in (120..).zip(living) {
        let actor = if n % 3 == 0 { Actor::Service("1.2.246.562.24.99999999999".to_owned()) } else { Actor::Registry };
        let (event, before): (_, Option<Person>) = (event(n, actor, fact), state.person().cloned());
        state.take(event.clone());
        if at.is_none_or(|at| event.position() <= at) {
            (stood, recorded) = (state.person().cloned(), Some(event.recorded_at()));
        }
        let after = state.person().cloned().map(Arc::new);
        let led = event.recorded.envelope.meta.cause.map(|_| n - 1);
        let cause = |n: u64| EntryCause { position: Position(n), event_type: "PersonRegistered", by_same: false };
        let change = after.map(|after| (before.map(Arc::new), after));
        let reverses = match &event.fact {
            Fact::Reversed(with) => with
                .data
                .events
                .iter()
                .map(|at| {
                    (
                        *at,
                        Some(NamedEvent {
                            position: *at,
                            kind: EventKind::HetuRemoved,
                            at: instant("2026-11-22T04:30:00Z"),
                            link: None,
                        }),
                    )
                })
                .collect(),
            _ => Vec::new(),
        };
        let undone = (n == 128).then_some(Undone { by: Some(Position(130)) });
        items.push(HistoryEntry {
            event,
            change,
            cause: led.map(cause),
            undone,
            reverses,
            order: None,
            brings_back: Vec::new(),
            restores: Vec::new(),
        });
    }
    items.reverse();
    let mut person = stood.unwrap();
    if hidden {
        (person.municipality, person.contacts) = (None, Vec::new());
    }
    let cause = at.map(|_| app::rules::Cause::Identification(FailureCause::NotInRegister));
    let status = if at.is_some() { Status::Failed } else { Status::Successful };
    LearnerView {
        members_now: Vec::new(),
        may_erase: !hidden,
        oid: person.oid,
        members: Vec::new(),
        also_here_as: at.into_iter().map(|_| PersonOid::issue(1_000_000_007)).collect(),
        handed_over: at.and(recorded),
        imports: app::imports::numbers::ImportNumbers::default(),
        opened_imports: (0..=130).map(Position).collect(),
        may_hand_over: true,
        oppijanumero: person.oppijanumero(),
        position: person.position,
        now: at.and(state.person().cloned()),
        recorded: recorded.unwrap(),
        person,
        status,
        cause,
        hidden,
        history: Slice { items, next: None, total: None },
    }
}

#[test]
fn every_type_of_event_has_a_sentence_of_its_own_in_three_languages() {
    for lang in Lang::ALL {
        for kind in EventKind::ALL {
            assert!(Texts(lang).has(&format!("event-{}", kind.name())), "{kind:?} in {lang:?}");
        }
    }
}

#[test]
fn an_entry_says_what_changed_and_nothing_of_what_did_not() {
    let world = super::samples::World::new();
    let view = learner(false, None);
    let (asked, official) = (super::samples::asked(Lang::Fi, "/"), super::samples::official());
    let page = crate::staff::learner::LearnerPage::new((&asked, &official), &view, None, &world.words(Lang::Fi));
    let entry = |title: &str| -> &Entry { page.entries().iter().find(|entry| entry.what.starts_with(title)).unwrap() };
    let changes = |title: &str| -> Vec<(String, String, String)> {
        entry(title).changes.iter().map(|c| (c.label.clone(), c.before.clone(), c.after.clone())).collect()
    };
    let replaced = changes("Henkilötunnus vaihtui");
    let (old, new) = (hetu(902).as_str().to_owned(), hetu(903).as_str().to_owned());
    assert!(replaced.contains(&("Henkilötunnus".to_owned(), old.clone(), new)));
    assert!(replaced.contains(&("Aiemmat henkilötunnukset".to_owned(), "–".to_owned(), old)));
    assert!(!replaced.iter().any(|(label, ..)| label == "Sukunimi"));
    let identified = changes("Oppija yksilöitiin VTJ:stä");
    assert!(identified.contains(&("Sukunimi".to_owned(), "Järvenkorva".to_owned(), "Lehtisaari".to_owned())));
    assert!(identified.iter().any(|(label, _, after)| label == "Kotikunta" && after == "Tampere"));
    assert!(changes("Tuonnin rivi kohdistettiin").is_empty());
}

#[test]
fn an_entry_leads_to_what_caused_it_and_to_the_learner_there_on_the_page_that_has_it() {
    let world = super::samples::World::new();
    let mut view = learner(false, None);
    // The last four entries alone, the first of which was caused by one that is on the next page.
    view.history.items.truncate(4);
    let last = view.history.items[3].event.position();
    view.history.next = Some(Cursor("next".to_owned()));
    let address = format!("/henkilo-ui/oppija/{}?koko=50&kohta=here", oid());
    let (asked, official) = (super::samples::asked(Lang::En, &address), super::samples::official());
    let at = Some(Position(120));
    let page = crate::staff::learner::LearnerPage::new((&asked, &official), &view, at, &world.words(Lang::En));
    let links: Vec<&str> = page.entries().iter().map(|entry| entry.cause.as_ref().unwrap().1.as_str()).collect();
    assert_eq!(links[..3], [0, 1, 2].map(|n| format!("#tapahtuma-{}", view.history.items[n + 1].event.position())));
    let elsewhere = HistoryPart::beginning_with(Position(last.0 - 1)).0;
    assert_eq!(
        links[3],
        format!("/henkilo-ui/oppija/{}?koko=50&kohta=here&kohta={elsewhere}#tapahtuma-{}", oid(), last.0 - 1)
    );
    // Anyone who looks at how the learner stood keeps the part of the history that they were at.
    assert_eq!(page.entries()[3].href, format!("{address}&tapahtuma={last}"));
    let html = askama::Template::render(&page).unwrap();
    let next = format!("{address}&kohta=next#historia").replace('&', "&#38;");
    assert!(html.contains(&format!("href=\"{next}\" rel=\"next\"")), "{html}");
    let entry = HistoryPart::beginning_with(Position(120)).0;
    assert!(html.contains(&format!("&#38;kohta={entry}#tapahtuma-120\"")));
}
