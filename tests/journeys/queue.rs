//! The error list as a queue, in any order and by cause; the search for every learner; and that both are what the error
//! list and the log say, also after an erasure and after a rebuild.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use app::caller::{Caller, CallerKind, Grant};
use app::commands::{Call, NoteHandOver, Outcome};
use app::report::View;
use app::report::errors::{ErrorFilter, ErrorLine};
use app::report::queue::{ErrorColumn, ErrorOrder, ErrorStart, Neighbours};
use domain::Cause;
use events::codes::{Channel, Right};
use events::{PersonOid, RequestId};
use oppijaloki::commands::demo::SEED;
use oppijaloki::generate::{Options, Row, rows};
use oppijaloki_tests::client::{foreign_row, oids, row_about};
use oppijaloki_tests::drafts::erasing;
use oppijaloki_tests::rebuilt::rows_equal_after_rebuild;
use oppijaloki_tests::server::{IN_THE_END, On, PEOPLE, Registry, SOON};
use projections::counts::query::Scope;
use store::Lane;
use uuid::Uuid;

everywhere! {
    the_queue_is_the_error_list_in_any_order,
    every_learner_is_found_by_those_who_may_see_them,
    a_hand_over_stands_beside_the_error_until_it_is_taken_back,
}

const UNIVERSITY: &str = "1.2.246.562.10.90000000011";
const SCHOOL: &str = "1.2.246.562.10.90000000023";
const ROOT: &str = "1.2.246.562.10.00000000001";

fn of(organisation: &str) -> Scope {
    Scope::Organisations(HashSet::from([organisation.parse().unwrap()]))
}

fn official(organisation: &str, right: Right) -> Caller {
    let grants = vec![Grant { organisation: organisation.parse().unwrap(), right }];
    Caller { kind: CallerKind::Person, subject: "1.2.246.562.24.00000010252".to_owned(), client: None, grants }
}

fn order(column: ErrorColumn, descending: bool) -> ErrorOrder {
    ErrorOrder { column, descending, causes: Cause::all().collect(), language: texts::Lang::Fi }
}

const COLUMNS: [ErrorColumn; 7] = [
    ErrorColumn::Since,
    ErrorColumn::Name,
    ErrorColumn::Born,
    ErrorColumn::Import,
    ErrorColumn::Cause,
    ErrorColumn::Oid,
    ErrorColumn::Organisations,
];

/// The whole queue, page by page.
async fn queued(registry: &Registry, scope: &Scope, order: &ErrorOrder) -> Vec<ErrorLine> {
    let (mut lines, mut start) = (Vec::new(), ErrorStart::Skip(0));
    loop {
        let page = registry.app().queue(scope.clone(), ErrorFilter::default(), order.clone(), start, 7).await.unwrap();
        lines.extend(page.lines);
        let Some(last) = lines.last().filter(|_| page.more) else {
            assert_eq!(page.total, Some(lines.len() as u64));
            return lines;
        };
        start = ErrorStart::After(last.oid, lines.len() as u64);
    }
}

async fn the_queue_is_the_error_list_in_any_order(on: On) {
    let registry = Registry::start(on).await;
    let sent = |first_person, count| -> Vec<Row> {
        rows(&Options { first_person, ..Options::new(SEED, PEOPLE, count) }).map(|made| made.row).collect()
    };
    let names = [("Åke", "Öst"), ("Aino", "Berg"), ("Lina", "Berg"), ("Omar", "Al Fayedi"), ("Elena", "Zidane")];
    let hetuless = |from: usize| -> Vec<Row> {
        let row = |(n, (first, last)): (usize, &(&str, &str))| Row {
            passport: Some(format!("PX{from}{n}001")),
            ..foreign_row(first, last, &format!("for-{from}-{n}"))
        };
        names.iter().enumerate().map(row).collect()
    };
    registry.university().await.import_resolved(&[sent(0, 60), hetuless(1)].concat()).await;
    registry.school().await.import_resolved(&[sent(40, 40), hetuless(2)].concat()).await;
    registry.everybody_settled(IN_THE_END).await;
    registry.app().caught_up().await;
    for scope in [Scope::Everybody, of(UNIVERSITY), of(SCHOOL)] {
        let view = View { scope: scope.clone(), as_of: None, after: None, limit: 100 };
        let listed = registry.app().report_errors(view, ErrorFilter::default()).await.unwrap();
        assert!(
            listed.next.is_none() && listed.items.len() > 3,
            "enough to sort, and one page of it: {}",
            listed.items.len()
        );
        let expected: BTreeSet<PersonOid> = listed.items.iter().map(|line| line.oid).collect();
        for (column, descending) in COLUMNS.into_iter().flat_map(|column| [(column, true), (column, false)]) {
            let order = order(column, descending);
            let lines = queued(&registry, &scope, &order).await;
            let people: BTreeSet<PersonOid> = lines.iter().map(|line| line.oid).collect();
            assert!(people == expected && lines.len() == expected.len(), "{column:?} {descending}");
            let born: Vec<_> = lines.iter().map(|line| line.birth_date).collect();
            if column == ErrorColumn::Born {
                assert!(if descending { born.is_sorted_by(|a, b| a >= b) } else { born.is_sorted() });
            }
            let oids: Vec<_> = lines.iter().map(|line| line.oid).collect();
            if column == ErrorColumn::Oid {
                assert!(if descending { oids.is_sorted_by(|a, b| a >= b) } else { oids.is_sorted() });
            }
            // From one learner to the next, and back.
            for at in [0, lines.len() / 2, lines.len() - 1] {
                let beside =
                    registry.app().neighbours(scope.clone(), ErrorFilter::default(), order.clone(), lines[at].oid);
                let line = |at: usize| lines.get(at).map(|line| line.oid);
                let expected = Neighbours { previous: at.checked_sub(1).and_then(line), next: line(at + 1) };
                assert_eq!(beside.await.unwrap(), expected, "{column:?} {descending} {at}");
            }
        }
        // By cause, and at a glance.
        let mut by_cause: BTreeMap<Cause, u64> = BTreeMap::new();
        listed.items.iter().for_each(|line| *by_cause.entry(line.cause).or_default() += 1);
        let groups = registry.app().error_groups(scope.clone()).await.unwrap();
        assert_eq!(groups.iter().map(|group| (group.cause, group.people)).collect::<BTreeMap<_, _>>(), by_cause);
        let overview = registry.app().overview(scope, 30).await.unwrap();
        let standing: i64 = overview.days.iter().map(|day| day.flow.came as i64 - day.flow.solved as i64).sum();
        let open: Vec<u64> = overview.days.iter().map(|day| day.open).collect();
        assert_eq!((open[0], open[29], open.len()), (0, expected.len() as u64, 30));
        assert_eq!((standing, overview.ages.values().sum()), (expected.len() as i64, expected.len() as u64));
    }
    // Those who are chosen, and nobody else.
    let all = queued(&registry, &Scope::Everybody, &order(ErrorColumn::Name, false)).await;
    let chosen = vec![all[2].oid, all[0].oid];
    let filter = ErrorFilter { people: Some(chosen.clone()), ..ErrorFilter::default() };
    let name = order(ErrorColumn::Name, false);
    let page = registry.app().queue(Scope::Everybody, filter, name, ErrorStart::Skip(0), 10).await.unwrap();
    assert_eq!(page.lines.iter().map(|line| line.oid).collect::<Vec<_>>(), [chosen[1], chosen[0]]);
}

async fn a_hand_over_stands_beside_the_error_until_it_is_taken_back(on: On) {
    let mut registry = Registry::start(on).await;
    let row = Row { passport: Some("PX1234567".to_owned()), ..foreign_row("Lina Maria", "Berg", "for-1") };
    registry.university().await.import_resolved(&[row]).await;
    let by_name = order(ErrorColumn::Name, false);
    let person = queued(&registry, &Scope::Everybody, &by_name).await[0].oid;
    let note = async |caller: &Caller, taken_back| {
        let call = Call::new(caller.clone(), Channel::Staff, RequestId(Uuid::new_v4()));
        let outcome = registry.app().carry_out(NoteHandOver { person, taken_back }, call).await.unwrap();
        if let Outcome::Done { position, .. } = outcome {
            registry.app().wait_for(position, SOON).await.unwrap();
        }
        outcome.name()
    };
    let own = official(UNIVERSITY, Right::Oppijoidentuonti);
    assert_eq!(note(&official(SCHOOL, Right::Oppijoidentuonti), false).await, "hidden");
    for (taken_back, expected) in
        [(false, "done"), (false, "refused"), (true, "done"), (true, "refused"), (false, "done")]
    {
        assert_eq!(note(&own, taken_back).await, expected);
        let handed = queued(&registry, &Scope::Everybody, &by_name).await[0].handed_over;
        assert_eq!(handed.is_some(), !taken_back);
        let view = registry.app().learner(&own, person, None, None).await.unwrap().unwrap();
        assert_eq!((view.handed_over, view.may_hand_over), (handed, true));
    }
    assert!(rows_equal_after_rebuild(&mut registry).await > 0);
}

/// OIDs of those whom somebody finds.
async fn found(registry: &Registry, caller: &Caller, typed: &str) -> Vec<String> {
    let found = registry.app().search_learners(caller, typed, 0).await.unwrap();
    assert!(!found.more && !found.unfinished);
    found.learners.iter().map(|learner| learner.person.oid.to_string()).collect()
}

async fn every_learner_is_found_by_those_who_may_see_them(on: On) {
    let mut registry = Registry::start(on).await;
    let hetuless = Row { passport: Some("PX1234567".to_owned()), ..foreign_row("Lina Maria", "Berg-Åhlund", "for-1") };
    let identified = row_about(&registry.somebody(1), "stu-1");
    let university = registry.university().await;
    let number = university.import(&[identified, hetuless]).await;
    university.resolved(number).await;
    registry.everybody_settled(SOON).await;
    registry.app().caught_up().await;
    let known = oids(&university.rows(number).await);
    let person = registry.person(&known[0]).await.person;
    let hetu = registry.somebody(1).hetu.as_str().to_owned();
    let (born, names) = (person.birth_date.unwrap().0, person.names.clone());
    let finnish = format!("{}.{}.{}", born.format("%-d"), born.format("%-m"), born.format("%Y"));
    let (own, keeper) = (official(UNIVERSITY, Right::Oppijoidentuonti), official(ROOT, Right::RekisterinpitajaRead));
    let begins = |name: &str| name.chars().take(4).collect::<String>().to_uppercase();
    let (surname, first) = (begins(&names.surname), begins(&names.first_names));
    for typed in [
        hetu.clone(),
        known[0].clone(),
        "stu-1".to_owned(),
        format!("{first} {surname}"),
        format!("{}, {}", names.surname, names.first_names),
        format!("{surname} {finnish}"),
        format!("{born} {first}"),
    ] {
        for caller in [&own, &keeper] {
            assert_eq!(found(&registry, caller, &typed).await, known[..1], "{}", typed.len());
        }
    }
    for typed in ["px1234567", "berg maria", "ahlund", "bergahlund"] {
        assert_eq!(found(&registry, &own, typed).await, known[1..], "{typed}");
    }
    // Another organisation's official finds neither of them, by nothing.
    let other = official(SCHOOL, Right::Oppijoidentuonti);
    for typed in [hetu.as_str(), &known[0], "stu-1", "PX1234567", "berg", &finnish] {
        assert_eq!(found(&registry, &other, typed).await, Vec::<String>::new());
    }
    assert!(!registry.app().may_search(&official(UNIVERSITY, Right::TuontidataRead)));
    // Whoever is erased is found by the number alone, and nothing of them stays in the read models.
    let order = erasing(registry.app().store(), &registry.person(&known[1]).await.person);
    registry.app().store().submit(vec![order.unit()], Lane::Interactive).await.unwrap();
    registry.event_after(0, "PersonalDataErased").await;
    registry.app().caught_up().await;
    for typed in ["berg", "ahlund", "maria", "PX1234567"] {
        assert_eq!(found(&registry, &keeper, typed).await, Vec::<String>::new());
    }
    assert_eq!(found(&registry, &keeper, &known[1]).await, known[1..]);
    assert!(rows_equal_after_rebuild(&mut registry).await > 10);
}
