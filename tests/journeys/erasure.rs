//! Erasure and those who come back: an identifier of somebody erased is free from the order on, whoever has carried it out
//! by then.

use app::imports::resolve::ImportInWork;
use app::{App, Maker};
use events::catalogue::RowOutcome;
use events::codes::IdentifierKind;
use events::person::SentRow;
use events::{Fact, ImportId, PersonOid, Position, RequestId, Subject};
use oppijaloki_tests::client::row_about;
use oppijaloki_tests::drafts::erasing;
use oppijaloki_tests::server::{IN_THE_END, On, Registry, SOON};
use oppijaloki_tests::wait::wait_until;
use store::Lane;
use uuid::Uuid;
use vtj::population::InventedPerson;

on_both_journals! {
    a_row_about_somebody_being_erased_makes_a_new_person_who_is_found_again,
    a_look_up_of_somebody_being_erased_makes_a_new_person_who_is_found_again,
}

/// Somebody whose erasure is in the log while nothing carries it out: reactors and read models stand still.
async fn being_erased(registry: &Registry) -> (InventedPerson, PersonOid) {
    let (university, somebody) = (registry.university().await, registry.somebody(1));
    let oids = university.import_resolved(&[row_about(&somebody, "1")]).await;
    registry.everybody_settled(SOON).await;
    let (app, person) = (registry.app(), registry.person(&oids[0]).await.person);
    app.stop();
    wait_until("the read models stand still", IN_THE_END, async || !app.read_models_advance()).await;
    let order = erasing(app.store(), &person).unit();
    app.store().submit(vec![order], Lane::Interactive).await.unwrap();
    (somebody, person.oid)
}

/// Resolves a row with nothing but the hetu and names, of an import of its own; tells whom it led to, and how.
async fn resolve(app: &App, number: u64, somebody: &InventedPerson) -> (PersonOid, RowOutcome) {
    let id = ImportId(Uuid::now_v7());
    let key = app.store().vault().create_keys(&[Subject::Import(id)]).unwrap().remove(0);
    let maker = Maker::registry(RequestId(Uuid::new_v4()));
    let (number, organisations) = (Position(number), vec!["1.2.246.562.10.90000000011".parse().unwrap()]);
    let received_at = app.now();
    let import = ImportInWork { number, id, key, organisations, received: None, received_at, maker };
    let row = SentRow { hetu: Some(somebody.hetu), names: row_about(somebody, "").names, ..SentRow::default() };
    app.resolve_rows(&import, vec![(0, row)]).await.unwrap();
    let head = app.store().head().position;
    let last = app.store().events_of(head, 1).unwrap().remove(0);
    let Fact::ImportRowResolved(with) = last.fact else { panic!("{:?}", last.fact) };
    (with.data.about.addressed, with.data.outcome)
}

async fn a_row_about_somebody_being_erased_makes_a_new_person_who_is_found_again(on: On) {
    let registry = Registry::start(on).await;
    let (somebody, erased) = being_erased(&registry).await;
    let (new, outcome) = resolve(registry.app(), 900_001, &somebody).await;
    assert!(new != erased && outcome == RowOutcome::Created);
    // The order is carried out at last: what it destroys is not the new person's.
    let order = registry.events().into_iter().find(|event| matches!(event.fact, Fact::ErasureOrdered(_))).unwrap();
    registry.app().store().apply_erasure(&order.fact).unwrap();
    let next = resolve(registry.app(), 900_002, &somebody).await;
    assert_eq!(next, (new, RowOutcome::Matched(IdentifierKind::Hetu)));
}

async fn a_look_up_of_somebody_being_erased_makes_a_new_person_who_is_found_again(on: On) {
    let registry = Registry::start(on).await;
    let school = registry.school().await;
    let (somebody, erased) = being_erased(&registry).await;
    let row = row_about(&somebody, "");
    let new = school.look_up(&row).await.ok();
    assert_ne!(new["oid"], erased.to_string());
    let order = registry.events().into_iter().find(|event| matches!(event.fact, Fact::ErasureOrdered(_))).unwrap();
    registry.app().store().apply_erasure(&order.fact).unwrap();
    assert_eq!(school.look_up(&row).await.ok(), new);
}
