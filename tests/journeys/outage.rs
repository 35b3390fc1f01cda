//! The population register fails, is slow, or talks nonsense: nobody is lost, nobody becomes an error by it, and nobody
//! is asked about again who has an answer.

use std::time::Duration;

use events::codes::Outage;
use events::{Fact, Position};
use oppijaloki::commands::demo::Surroundings;
use oppijaloki::generate::Row;
use oppijaloki_tests::client::row_about;
use oppijaloki_tests::server::{IN_THE_END, On, Registry, SOON};
use oppijaloki_tests::wait::wait_until;
use projections::counts::query::Scope;
use reqwest::Method;
use serde_json::json;
use vtj::stand_in::Fault;

everywhere! {
    an_outage_is_one_event_and_everybody_is_identified_after_it,
    what_is_answered_in_between_is_not_asked_again,
    a_slow_register_holds_no_row_up,
    a_look_up_says_when_to_come_back,
}

on_both_journals! {
    an_outage_ends_in_the_log_however_late_it_is_read,
    whoever_was_put_right_is_identified_before_those_of_an_import,
    the_metrics_tell_of_the_register_the_reactors_and_the_lag,
}

fn rows(registry: &Registry, numbers: std::ops::Range<u64>) -> Vec<Row> {
    numbers.map(|n| row_about(&registry.somebody(n), &format!("stu-{n}"))).collect()
}

async fn an_outage_is_one_event_and_everybody_is_identified_after_it(on: On) {
    let status = |status, retry_after| Fault { status: Some(status), retry_after, ..Fault::default() };
    // Each at a registry of its own, all at once, since most of it is waiting.
    tokio::join!(
        outage(on, status(500, None), Outage::Failing),
        outage(on, status(429, Some(1)), Outage::Throttled),
        outage(on, status(403, None), Outage::Refused),
        outage(on, Fault { cut_off: true, ..Fault::default() }, Outage::Failing),
        outage(on, Fault { html: true, ..Fault::default() }, Outage::Failing),
    );
}

async fn outage(on: On, fault: Fault, kind: Outage) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let control = registry.register();
    control.set_fault(fault).unwrap();
    let number = university.import(&rows(&registry, 0..10)).await;
    university.resolved(number).await;
    let unavailable = registry.event_after(0, "RegisterUnavailable").await;
    let Fact::RegisterUnavailable(with) = &unavailable.fact else { panic!("another type") };
    assert_eq!(with.data.outage, kind);
    // Waiting is no error, and the sender has its numbers all the same.
    let summary = university.summary("").await;
    assert_eq!((&summary["keskeneraiset"], &summary["virheet"]), (&10.into(), &0.into()), "{kind:?}");
    assert_eq!(university.rows(number).await.len(), 10);
    let ready = reqwest::get(format!("http://{}/health/ready", registry.address())).await.unwrap();
    let (status, ready) = (ready.status().as_u16(), ready.json::<serde_json::Value>().await.unwrap());
    assert_eq!((status, &ready["register_available"]), (200, &false.into()), "ready, and says what is down");
    let tries = control.requests().requests;
    wait_until("the register is tried again", IN_THE_END, async || control.requests().requests > tries).await;
    control.reset_faults();
    registry.everybody_settled(IN_THE_END).await;
    let available = registry.event_after(0, "RegisterAvailable").await;
    assert!(unavailable.position() < available.position());
    // What lasts is counted up to now, also while the read models have not heard of its end.
    let over = async || registry.app().outage().await.unwrap().is_none();
    wait_until("the read models know that it is over", SOON, over).await;
    let lasted = available.recorded_at().millis() - unavailable.recorded_at().millis();
    let days = registry.app().overview(Scope::Everybody, 30).await.unwrap().register;
    let told: Duration = days.iter().map(|(_, silent)| *silent).sum();
    assert_eq!((days.len(), told.as_millis()), (7, lasted as u128), "the overview tells how long it lasted");
    assert_eq!(university.summary("").await["onnistuneet"], 10);
    let asked = control.requests();
    assert_eq!((asked.hetus, asked.asked_again), (10, 0), "{kind:?}");
    let one_outage = [("RegisterUnavailable", 1), ("RegisterAvailable", 1), ("IdentifiedFromRegister", 10)];
    for (event_type, count) in one_outage.into_iter().chain([("IdentificationFailed", 0)]) {
        assert_eq!(registry.count(event_type), count, "{event_type} after {kind:?}");
    }
}

/// Every second request fails, so batches that succeeded stand beside some that must be sent again.
async fn what_is_answered_in_between_is_not_asked_again(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let failing = Fault { status: Some(503), every_nth: 2, ..Fault::default() };
    registry.register().set_fault(failing).unwrap();
    for start in [0, 150, 300] {
        university.import(&rows(&registry, start..start + 150)).await;
    }
    registry.event_after(0, "RegisterUnavailable").await;
    registry.everybody_settled(IN_THE_END).await;
    let asked = registry.register().requests();
    assert_eq!((asked.hetus, asked.asked_again), (450, 0));
    assert!(asked.requests > asked.answered, "some requests failed: {asked:?}");
    assert_eq!(registry.count("IdentifiedFromRegister"), 450);
    let over = async || registry.count("RegisterUnavailable") == registry.count("RegisterAvailable");
    wait_until("every outage is over", SOON, over).await;
}

async fn a_slow_register_holds_no_row_up(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    registry.register().set_fault(Fault { delay_ms: 1_500, ..Fault::default() }).unwrap();
    let number = university.import(&rows(&registry, 0..5)).await;
    let deadline = Duration::from_secs(2);
    let done = async || university.import_status(number).await["kasitelty"] == true;
    wait_until("rows are resolved while the register takes its time", deadline, done).await;
    assert_eq!(university.summary("").await["keskeneraiset"], 5);
    registry.everybody_settled(SOON).await;
    assert_eq!(registry.register().requests().asked_again, 0);
    assert_eq!(registry.count("RegisterUnavailable"), 0, "slow is not down");
}

async fn a_look_up_says_when_to_come_back(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let known = row_about(&registry.somebody(1), "stu-1");
    assert_eq!(university.look_up(&known).await.status, 200);
    let before = registry.head();
    let new = row_about(&registry.somebody(2), "stu-2");
    registry.register().set_fault(Fault { status: Some(429), retry_after: Some(17), ..Fault::default() }).unwrap();
    let refused = university.look_up(&new).await;
    assert_eq!((refused.status, refused.header("retry-after")), (503, Some("17")));
    registry.register().set_fault(Fault { cut_off: true, ..Fault::default() }).unwrap();
    let refused = university.look_up(&new).await;
    assert_eq!((refused.status, refused.header("retry-after").is_some()), (503, true));
    assert_eq!(registry.head(), before, "nothing is stored of somebody who could not be looked up");
    // Anyone who is known here needs no register.
    assert_eq!(university.look_up(&known).await.status, 200);
    registry.register().reset_faults();
    assert_eq!(university.look_up(&new).await.status, 200);
}

/// The read models cannot be written for longer than anybody waits for them: they learn of the outage after its end.
async fn an_outage_ends_in_the_log_however_late_it_is_read(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    registry.register().set_fault(Fault { status: Some(500), delay_ms: 1_000, ..Fault::default() }).unwrap();
    let number = university.import(&rows(&registry, 0..3)).await;
    university.resolved(number).await;
    let asked = async || registry.register().requests().requests > 0;
    wait_until("the register is asked", SOON, asked).await;
    let mut held_up = rusqlite::Connection::open(registry.path("cache/read.db")).unwrap();
    let held_up = held_up.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).unwrap();
    registry.event_after(0, "RegisterUnavailable").await;
    registry.register().reset_faults();
    let identified = registry.event_after(0, "IdentifiedFromRegister").await.position();
    let caught_up = registry.app().wait_for(identified, Duration::from_secs(7)).await;
    assert!(caught_up.is_err(), "the read models are held up");
    drop(held_up);
    registry.event_after(identified.0, "RegisterAvailable").await;
}

async fn the_metrics_tell_of_the_register_the_reactors_and_the_lag(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    registry.register().set_fault(Fault { status: Some(500), ..Fault::default() }).unwrap();
    university.import_resolved(&rows(&registry, 0..1)).await;
    registry.event_after(0, "RegisterUnavailable").await;
    registry.register().reset_faults();
    registry.everybody_settled(IN_THE_END).await;
    let metrics = reqwest::get(format!("http://{}/metrics", registry.address())).await.unwrap().text().await.unwrap();
    let value = |name: &str| {
        let line = metrics.lines().find(|line| line.starts_with(&format!("oppijaloki_{name} ")));
        line.unwrap_or_else(|| panic!("{name}: {metrics}")).rsplit(' ').next().unwrap().parse::<f64>().unwrap()
    };
    assert!(value(r#"register_calls_total{outcome="failing"}"#) >= 1.0);
    assert!((value(r#"register_calls_total{outcome="answered"}"#) - 1.0).abs() < 0.1);
    assert!(value(r#"register_call_seconds_total{outcome="answered"}"#) > 0.0);
    for reactor in ["identify", "resolve_imports", "complete_erasures", "send_notices", "expire_imports", "tend_vault"]
    {
        assert!(value(&format!(r#"reactor_turns_total{{reactor="{reactor}",outcome="done"}}"#)) >= 1.0, "{reactor}");
    }
    assert!((value("runs_reactors") - 1.0).abs() < 0.1 && value("journal_lag_events").abs() < 0.1);
}

/// An official waits at a screen, an import does not.
async fn whoever_was_put_right_is_identified_before_those_of_an_import(on: On) {
    // One question at a time: of several the answers come in any order.
    let mut surroundings = Surroundings::default();
    surroundings.settings.register_requests = 1;
    let registry = Registry::start_with(on, surroundings).await;
    let (university, oph) = (registry.university().await, registry.oph().await);
    let with_hetu = row_about(&registry.somebody(900), "stu-900");
    let nationalities = vec!["752".to_owned()];
    let email = Some("stu-900@example.com".to_owned());
    let without = Row { hetu: None, email, nationalities, ..with_hetu.clone() };
    let oid = university.import_resolved(&[without]).await.remove(0);
    registry.register().set_fault(Fault { status: Some(500), ..Fault::default() }).unwrap();
    let number = university.import(&rows(&registry, 0..400)).await;
    university.resolved(number).await;
    registry.event_after(0, "RegisterUnavailable").await;
    let given = oph.own(Method::POST, &format!("/persons/{oid}/hetu"), Some(json!({"hetu": with_hetu.hetu}))).await;
    assert_eq!(given.status, 204, "{}", given.text);
    // Those who wait are found in the read models, however late these are.
    registry.app().wait_for(Position(registry.head()), IN_THE_END).await.unwrap();
    registry.register().set_fault(Fault::default()).unwrap();
    registry.everybody_settled(IN_THE_END).await;
    let events = registry.events();
    let identified = events.iter().filter(|event| event.fact.event_type() == "IdentifiedFromRegister");
    let people: Vec<String> =
        identified.map(|event| event.recorded.envelope.persons().next().unwrap().to_string()).collect();
    let place = people.iter().position(|person| *person == oid).expect("identified");
    // What was being asked when the register failed is asked first.
    assert!(people.len() == 401 && place <= 100, "{place} were identified before");
}
