//! Rows that need the register's word while it does not answer: they wait, nobody else does, and not for ever.

use events::codes::ConflictKind;
use events::date;
use oppijaloki_tests::client::row_about;
use oppijaloki_tests::nodes::HandClock;
use oppijaloki_tests::server::{IN_THE_END, On, Registry, SOON};
use oppijaloki_tests::wait::wait_until;
use vtj::stand_in::Fault;

use super::{hetu, import, in_register, is_number_only, judged, named};

everywhere! {
    rows_wait_for_the_register_and_keep_nobody_waiting,
}

on_both_journals! {
    rows_wait_for_a_day_and_no_longer,
}

fn outage(registry: &Registry) {
    registry.register().set_fault(Fault { status: Some(500), ..Fault::default() }).unwrap();
}

async fn rows_wait_for_the_register_and_keep_nobody_waiting(on: On) {
    let registry = Registry::start(on).await;
    let (university, school) = (registry.university().await, registry.school().await);
    let right = in_register(&registry, hetu(date(2003, 8, 9), 901), "Ulla Inkeri", "Rehti");
    let slip = university.import(&[named(&right, "Pertti Olavi", "Erhe")]).await;
    university.resolved(slip).await;
    registry.everybody_settled(SOON).await;
    outage(&registry);
    let repeated = named(&right, "Pertti Olavi", "Erhe");
    let number = school.import(&[right.clone(), repeated, row_about(&registry.somebody(1), "other")]).await;
    let others = async || school.rows_done(number).await == Some((false, 2));
    wait_until("the rows beside it are resolved", SOON, others).await;
    // Who else sends is not kept waiting, and the outage is one event though nobody waits to be identified.
    university.import_resolved(&[row_about(&registry.somebody(2), "of another import")]).await;
    registry.event_after(0, "RegisterUnavailable").await;
    assert_eq!(school.look_up(&right).await.status, 503, "whose names they are cannot be told now");
    assert_eq!(school.rows_done(number).await, Some((false, 2)));
    registry.register().reset_faults();
    let done = async || school.rows_done(number).await == Some((true, 3));
    wait_until("the register's word is heard", IN_THE_END, done).await;
    let another = (vec![ConflictKind::DifferentName], true);
    assert_eq!(judged(&registry, number).await, [(vec![], false), another.clone(), (vec![], false)]);
    assert_eq!(judged(&registry, slip).await, [another]);
    assert_eq!(registry.count("RegisterUnavailable"), 1);
}

async fn rows_wait_for_a_day_and_no_longer(on: On) {
    let clock = HandClock::new();
    let registry = Registry::start_at(on, &clock).await;
    let (university, school) = (registry.university().await, registry.school().await);
    let right = in_register(&registry, hetu(date(2003, 8, 9), 902), "Ulla Inkeri", "Rehti");
    let (_, rows) = import(&university, &[named(&right, "Pertti Olavi", "Erhe")]).await;
    let oid = rows[0]["henkilo"]["oid"].clone();
    registry.everybody_settled(SOON).await;
    outage(&registry);
    let number = school.import(std::slice::from_ref(&right)).await;
    registry.event_after(0, "RegisterUnavailable").await;
    let tries = registry.register().requests().requests;
    clock.advance(23 * 60 * 60 * 1000);
    // Tokens do not last as long.
    let school = registry.school().await;
    let tried = async || registry.register().requests().requests > tries;
    wait_until("the register is tried again", SOON, tried).await;
    assert_eq!(school.rows_done(number).await, Some((false, 0)));
    clock.advance(60 * 60 * 1000);
    let school = registry.school().await;
    school.resolved(number).await;
    let row = school.rows(number).await.remove(0);
    assert_eq!((&row["conflict"], &row["henkilo"]["oid"], is_number_only(&row)), (&true.into(), &oid, true));
    // Sent again when the register answers, the row is heard.
    registry.register().reset_faults();
    clock.advance(60 * 60 * 1000);
    let school = registry.school().await;
    let (number, _) = import(&school, std::slice::from_ref(&right)).await;
    assert_eq!(judged(&registry, number).await, [(vec![], false)]);
}
