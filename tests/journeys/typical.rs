//! Large mixed imports, whose generator labels each row with the truth: every row ends as its label says.

use events::Position;
use events::codes::{ConflictKind, FailureCause, Interface};
use oppijaloki::commands::demo::SEED;
use oppijaloki::generate::{Expect, Generated, Options, Row, rows};
use oppijaloki_tests::server::{IN_THE_END, On, PEOPLE, Registry};
use projections::import_rows::query::{ImportRow, Which, page};

everywhere! {
    every_row_of_a_typical_import_ends_as_its_label_says,
    every_row_of_an_import_of_numbers_ends_as_its_label_says,
}

async fn every_row_of_a_typical_import_ends_as_its_label_says(on: On) {
    labels_hold(on, Interface::Oppija).await;
}

async fn every_row_of_an_import_of_numbers_ends_as_its_label_says(on: On) {
    labels_hold(on, Interface::Yleistunniste).await;
}

async fn labels_hold(on: On, interface: Interface) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let made: Vec<Generated> = rows(&Options { interface, ..Options::new(SEED, PEOPLE, 300) }).collect();
    let sent: Vec<Row> = made.iter().map(|made| made.row.clone()).collect();
    let number = match interface {
        Interface::Oppija => university.import(&sent).await,
        Interface::Yleistunniste => university.import_numbers(&sent).await,
    };
    university.resolved(number).await;
    registry.everybody_settled(IN_THE_END).await;
    let read = move |connection: &projections::Connection| page(connection, Position(number), Which::All, None, 10_000);
    let found = registry.app().ask(read).await.unwrap();
    assert_eq!(found.len(), made.len());
    let wrong: Vec<String> = made.iter().zip(&found).filter_map(|(made, row)| difference(made, row)).collect();
    assert!(wrong.is_empty(), "{} rows are not what their labels say:\n{}", wrong.len(), wrong.join("\n"));
    // The same truth in the sender's counts.
    let import = registry.app().import(Position(number)).await.unwrap().unwrap();
    let conflicting = made.iter().filter(|made| !made.truth.conflicts.is_empty()).count();
    assert_eq!((import.total, import.conflicts as usize, import.in_progress), (300, conflicting, 0));
    assert_eq!(import.successful + import.failed + import.refused, import.total);
}

/// How a row ended otherwise than it should; says nothing of whom it is about.
fn difference(made: &Generated, row: &ImportRow) -> Option<String> {
    let (group, _) = row.person.as_ref()?;
    let person = group.shown();
    let cause = person.failure.as_ref().map(|failure| failure.cause);
    let identified = person.is_identified();
    let withheld_for = |kind| row.withheld && row.conflicts.contains(&kind);
    let as_expected = match made.truth.expect {
        Expect::Identified => identified && !row.withheld,
        Expect::NamesNearlySame => cause == Some(FailureCause::NamesNearlySame),
        Expect::NamesClearlyDifferent => cause == Some(FailureCause::NamesClearlyDifferent),
        Expect::NotInRegister => cause == Some(FailureCause::NotInRegister),
        Expect::TestHetu => cause == Some(FailureCause::TestHetu),
        Expect::NoHetu => !identified && person.hetu.is_none() && !row.withheld,
        Expect::ConflictDifferentName => withheld_for(ConflictKind::DifferentName),
        Expect::ConflictContradictingIdentifiers => identified && !row.withheld,
        Expect::Refused => row.refusal.is_some(),
    };
    let right = as_expected && row.conflicts == made.truth.conflicts && row.tunniste == made.row.tunniste;
    (!right).then(|| {
        format!(
            "row {} ({}): expected {:?} with {:?}; identified {identified}, cause {cause:?}, conflicts {:?}, withheld {}",
            made.truth.row,
            made.truth.kind.name(),
            made.truth.expect,
            made.truth.conflicts,
            row.conflicts,
            row.withheld
        )
    })
}
