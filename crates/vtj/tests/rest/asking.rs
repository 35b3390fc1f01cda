//! What the client makes of the stand-in's people, and how it asks.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::extract::State;
use axum::routing::post;
use events::person::ContactField;
use tokio::sync::Barrier;
use vtj::client::{Answer, Register, RegisterConfig, RegisterConfigError};
use vtj::population::{Home, InventedPerson, Sex};
use vtj::stand_in::{StandIn, StandInConfig, User};

use crate::{ANY, ask_one, config, first, found, hetu, population, register, stand_in};

/// What the client should make of an invented person, worked out the other way round.
fn check(person: &InventedPerson, answer: &Answer) {
    let record = found(answer);
    assert_eq!(record.hetu, person.hetu);
    assert!(record.former_hetus.is_empty());
    assert!(record.names.first_names == person.first_names && record.names.surname == person.surname);
    let call_name = if person.call_name_recorded { person.call_name.as_str() } else { "" };
    assert_eq!(record.names.call_name, call_name);
    assert_eq!(record.former_surnames, person.former_surnames);
    assert_eq!(record.birth_date.unwrap().0, person.birth_date);
    assert_eq!(record.sex.as_deref(), Some(if person.sex == Sex::Man { "1" } else { "2" }));
    let language = if person.language.code == "iw" { "he" } else { &person.language.code };
    assert_eq!(record.language.as_deref(), Some(language));
    let today = |code: &str| code.replace("736", "729").replace("230", "231");
    let mut nationalities: Vec<String> = person.nationalities.iter().map(|code| today(code)).collect();
    nationalities.sort();
    assert_eq!(record.nationalities, nationalities);
    assert_eq!(record.protected, person.protected);
    assert_eq!(record.died.map(|day| day.0), person.died);
    let municipality = (!person.protected && person.died.is_none()).then(|| person.home.municipality());
    assert_eq!(record.municipality.as_deref(), municipality);
    let kinds: Vec<u8> = record.contacts.iter().map(|group| group.kind).collect();
    let home = if matches!(person.home, Home::Domestic { .. }) { 4 } else { 5 };
    match (person.protected, &person.email) {
        (true, _) => assert!(kinds.is_empty()),
        (false, None) => assert_eq!(kinds, [home]),
        (false, Some(_)) => assert_eq!(kinds, [home, 8]),
    }
    if let (Home::Domestic { street, number, staircase, apartment, .. }, false) = (&person.home, person.protected) {
        let details = &record.contacts[0].details;
        let of = |field| details.iter().find(|detail| detail.field == field).map(|detail| detail.value.as_str());
        let staircase = staircase.map(|letter| format!(" {letter}")).unwrap_or_default();
        let apartment = apartment.map(|number| format!(" {number}")).unwrap_or_default();
        assert!(
            of(ContactField::StreetAddress)
                .unwrap()
                .starts_with(&format!("{} {number}{staircase}{apartment}", street.0))
        );
        assert_eq!(of(ContactField::PostalCode), Some(person.home.postal_code().as_str()));
    }
}

#[tokio::test]
async fn everybody_is_found_as_they_are() {
    let stand_in = stand_in().await;
    let register = register(&stand_in);
    let hetus = first(2_500);
    let answers = register.ask(&hetus).await.unwrap();
    assert_eq!(answers.answers.len(), hetus.len());
    for (index, answer) in answers.answers.iter().enumerate() {
        check(&population().person(index as u64), answer);
    }
    let requests = stand_in.control().requests();
    assert_eq!((requests.requests, requests.hetus, requests.asked_again), (25, 2_500, 0));
    assert_eq!(answers.id.split(' ').count(), 25);
}

#[tokio::test]
async fn answers_come_in_the_order_asked_and_nothing_is_asked_twice() {
    let stand_in = stand_in().await;
    let (a, b) = (population().hetu(1), population().hetu(2));
    let unknown = hetu("280879-957S");
    let answers = register(&stand_in).ask(&[b, unknown, a, b]).await.unwrap().answers;
    assert_eq!((found(&answers[0]).hetu, found(&answers[2]).hetu, found(&answers[3]).hetu), (b, a, b));
    assert_eq!(answers[1], Answer::NotFound);
    assert_eq!(stand_in.control().requests().hetus, 3);
    register(&stand_in).ask(&[a]).await.unwrap();
    assert_eq!(stand_in.control().requests().asked_again, 1);
}

#[tokio::test]
async fn nothing_asked_makes_no_request() {
    let stand_in = stand_in().await;
    let answers = register(&stand_in).ask(&[]).await.unwrap();
    assert!(answers.answers.is_empty() && !answers.id.is_empty());
    assert_eq!(stand_in.control().requests().requests, 0);
}

#[tokio::test]
async fn the_way_through_x_road_gives_its_ids() {
    let stand_in = stand_in().await;
    let through = RegisterConfig {
        x_road_client: Some("FI-DEV/GOV/0000000-0/stand-in".to_owned()),
        basic_header: "x-authorization".to_owned(),
        ..config(stand_in.x_road_base_url())
    };
    let register = Register::new(through).unwrap();
    let answers = register.ask(&first(1)).await.unwrap();
    assert!(matches!(answers.answers[0], Answer::Found(_)));
    assert!(uuid::Uuid::parse_str(&answers.id).is_ok());
    assert_ne!(register.ask(&first(1)).await.unwrap().id, answers.id);
}

#[tokio::test]
async fn protection_hides_contacts_and_municipality_from_either_product() {
    let stand_in = stand_in().await;
    let protected = (0..10_000).find(|index| population().person(*index).protected).unwrap();
    let hetu = population().hetu(protected);
    let censored =
        RegisterConfig { user: "censored".to_owned(), password: "censored".to_owned(), ..config(stand_in.base_url()) };
    for register in [register(&stand_in), Register::new(censored).unwrap()] {
        check(&population().person(protected), &ask_one(&register, hetu).await);
    }
}

/// Lets a request pass only once another is there too, and keeps the most that were there at the same time.
#[derive(Clone)]
struct Gauge {
    pairs: Arc<Barrier>,
    now: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
}

async fn held_up(State(gauge): State<Gauge>) -> &'static str {
    let now = gauge.now.fetch_add(1, Ordering::SeqCst) + 1;
    gauge.most.fetch_max(now, Ordering::SeqCst);
    gauge.pairs.wait().await;
    gauge.now.fetch_sub(1, Ordering::SeqCst);
    "{\"perustiedot\":[],\"ajanTasalla\":true}"
}

#[tokio::test]
async fn only_so_many_requests_run_at_the_same_time() {
    let gauge = Gauge { pairs: Arc::new(Barrier::new(2)), now: Arc::default(), most: Arc::default() };
    let routes = Router::new().route("/api/v1/perustiedot", post(held_up)).with_state(gauge.clone());
    let listener = tokio::net::TcpListener::bind(ANY).await.unwrap();
    let base_url = format!("http://{}/api/v1", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, routes).await });
    let register = Register::new(RegisterConfig { max_in_flight: 2, ..config(base_url) }).unwrap();
    let asking: Vec<_> = first(8)
        .into_iter()
        .map(|hetu| {
            let register = register.clone();
            tokio::spawn(async move { ask_one(&register, hetu).await })
        })
        .collect();
    for asked in asking {
        assert_eq!(asked.await.unwrap(), Answer::NotFound);
    }
    assert_eq!(gauge.most.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn what_may_be_logged_shows_nobody() {
    let stand_in = StandIn::start(
        ANY,
        StandInConfig {
            users: vec![User { name: "agency".to_owned(), password: "secret".to_owned(), sees_protected: true }],
            ..StandInConfig::new(population())
        },
    )
    .await
    .unwrap();
    let config =
        RegisterConfig { user: "agency".to_owned(), password: "secret".to_owned(), ..config(stand_in.base_url()) };
    let register = Register::new(config.clone()).unwrap();
    let person = population().person(0);
    let shown = format!("{config:?} {register:?} {:?} {person:?}", register.ask(&[person.hetu]).await);
    assert!(shown.contains("Found(personal)"));
    for hidden in ["secret", "agency", person.hetu.as_str(), &person.surname, &person.first_names] {
        assert!(!shown.contains(hidden), "{hidden} is shown");
    }
}

#[test]
fn configurations_that_cannot_work_are_refused() {
    let good = || config("https://register.example/api/v1".to_owned());
    let refused = |config: RegisterConfig| Register::new(config).err().unwrap();
    for base_url in
        ["", "register.example", "ftp://register.example", "https://a:b@register.example/api/v1", "http://x/?y"]
    {
        let config = RegisterConfig { base_url: base_url.to_owned(), ..good() };
        assert!(matches!(refused(config), RegisterConfigError::BaseUrl), "{base_url}");
    }
    for batch_size in [0, 1001] {
        assert!(matches!(refused(RegisterConfig { batch_size, ..good() }), RegisterConfigError::BatchSize));
    }
    assert!(matches!(refused(RegisterConfig { max_in_flight: 0, ..good() }), RegisterConfigError::InFlight));
    assert!(matches!(refused(RegisterConfig { user: "a:b".into(), ..good() }), RegisterConfigError::Credentials));
    assert!(matches!(
        refused(RegisterConfig { basic_header: "a b".into(), ..good() }),
        RegisterConfigError::BasicHeader
    ));
    let missing = RegisterConfig { extra_root_certificate: Some("/nowhere/root.pem".into()), ..good() };
    assert!(matches!(refused(missing), RegisterConfigError::CertificateFile { .. }));
    let not_pem = RegisterConfig { extra_root_certificate: Some("/etc/hostname".into()), ..good() };
    assert!(matches!(refused(not_pem), RegisterConfigError::Certificate { .. }));
}
