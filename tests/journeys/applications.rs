//! What the service where people apply tells of possible duplicates: there, nothing, away, slow, and where there is none.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use oppijaloki::commands::demo::Surroundings;
use oppijaloki::config::{ApplicationService, Neighbours};
use oppijaloki::generate::Row;
use oppijaloki::neighbours::stand_in::applications::{Applications, USER, number_of, serve};
use oppijaloki_tests::client::foreign_row;
use oppijaloki_tests::server::{IN_THE_END, On, Registry, SOON};
use oppijaloki_tests::temp::{TempFolder, write_secret};
use oppijaloki_tests::visitor::{Page, Visitor};
use oppijaloki_tests::wait::wait_until;
use serde_json::{Value, json};

on_both_journals! {
    applications_stand_beside_candidates_and_are_told_to_programs,
    the_review_queue_shows_the_applications_of_each_record,
    a_service_that_is_away_or_slow_is_noted_and_delays_no_page,
    where_no_service_is_configured_nothing_is_said_of_applications,
}

/// Two learners who may be the same, and the service.
struct World {
    registry: Registry,
    service: Arc<Applications>,
    oids: Vec<String>,
    _folder: TempFolder,
}

const NOTE: &str = "Hakemuspalvelu ei vastaa";

impl World {
    async fn build(on: On) -> World {
        let (listener, folder) =
            (tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap(), TempFolder::new());
        let address = listener.local_addr().unwrap();
        let service = Arc::new(Applications::default());
        tokio::spawn(serve(listener, Arc::clone(&service)));
        let password_file = folder.join("password");
        write_secret(&password_file, USER.1);
        let applications = ApplicationService {
            server: format!("http://{address}/lomake-editori/"),
            cas: format!("http://{address}/cas"),
            user: USER.0.to_owned(),
            password_file,
        };
        let neighbours = Neighbours {
            refresh_minutes: 60,
            organisations: None,
            codes: None,
            services: None,
            officials: None,
            applications: Some(applications),
        };
        let surroundings = Surroundings { neighbours: Some(neighbours), ..Surroundings::default() };
        let registry = Registry::start_with(on, surroundings).await;
        let oids = two_alike(&registry).await;
        World { registry, service, oids, _folder: folder }
    }

    async fn told(&self, path: &str) -> Value {
        self.registry.oph().await.get(&path.replace("{oid}", &self.oids[0])).await.ok()
    }

    async fn page(&self) -> Page {
        page(&self.registry, &self.oids[0]).await
    }
}

async fn two_alike(registry: &Registry) -> Vec<String> {
    let row = |n: u32| Row {
        passport: Some(format!("PX{n}0001")),
        birth_date: Some("2001-03-12".to_owned()),
        ..foreign_row("Natalia Sofia", "Shevchenkola", &format!("for-{n}"))
    };
    let oids = registry.university().await.import_resolved(&[row(1), row(2)]).await;
    registry.everybody_settled(SOON).await;
    oids
}

/// The page of a learner's possible duplicates, as the keeper sees it.
async fn page(registry: &Registry, oid: &str) -> Page {
    page_at(registry, &format!("oppija/{oid}/duplikaatit")).await
}

/// A page, as the keeper sees it.
async fn page_at(registry: &Registry, path: &str) -> Page {
    let visitor = Visitor::new();
    let choice = visitor.visit(&format!("http://{}/henkilo-ui/omattiedot", registry.address())).await;
    visitor.submit(&choice.form("\"rekisterinpitaja\""), &[]).await;
    let page = visitor.visit(&format!("http://{}/henkilo-ui/{path}", registry.address())).await;
    assert_eq!(page.status, 200);
    page
}

async fn applications_stand_beside_candidates_and_are_told_to_programs(on: On) {
    let world = World::build(on).await;
    let (own, other) = (&world.oids[0], &world.oids[1]);
    let page = world.page().await;
    let (of_other, of_own) = (number_of(other), number_of(own));
    assert!(page.html.contains(&of_other) && !page.html.contains(&of_own));
    assert!(!page.html.contains(NOTE));
    // A session that the service has forgotten is opened again.
    world.service.forget_sessions();
    let told = world.told("/henkilo/{oid}/hakemukset").await;
    let data = &told[0]["hakemusData"];
    assert_eq!((data["service"].as_str(), data["oid"].as_str()), (Some("ataru"), Some(of_own.as_str())));
    assert_eq!((data["email"].as_str(), told.as_array().unwrap().len()), (Some("hakija@example.com"), 1));
    let alike = world.told("/henkilo/{oid}/duplicates").await;
    assert_eq!(alike[0]["hakemukset"][0]["hakemusData"]["oid"], json!(of_other));
    let candidates = async |query: &str| {
        world.registry.oph().await.own_get(&format!("/persons/{own}/candidates{query}")).await["candidates"][0].clone()
    };
    let told = candidates("?applications=true").await;
    assert_eq!(
        (&told["oid"], &told["applications"]),
        (&json!(other), &json!([{"service": "ataru", "number": of_other}]))
    );
    assert_eq!(candidates("").await["applications"], Value::Null, "nobody asked for them");
    // Nobody has applied.
    world.service.say(Some((StatusCode::OK, "[]")));
    assert_eq!(world.told("/henkilo/{oid}/hakemukset").await, json!([]));
    let page = world.page().await;
    assert!(page.html.contains(other.as_str()) && !page.html.contains(&of_other) && !page.html.contains(NOTE));
}

async fn the_review_queue_shows_the_applications_of_each_record(on: On) {
    let world = World::build(on).await;
    let queue = async || page_at(&world.registry, "duplikaatit").await.html;
    wait_until("they are in the queue", IN_THE_END, async || queue().await.contains(&world.oids[0])).await;
    let html = queue().await;
    assert!(world.oids.iter().all(|oid| html.contains(&number_of(oid))) && html.contains("Hakemukset"));
    world.service.say(Some((StatusCode::SERVICE_UNAVAILABLE, "")));
    let html = queue().await;
    assert!(html.contains(NOTE) && world.oids.iter().all(|oid| html.contains(oid) && !html.contains(&number_of(oid))));
    // Nobody has applied: no line of nothing.
    world.service.say(Some((StatusCode::OK, "[]")));
    let html = queue().await;
    assert!(html.contains(&world.oids[0]) && !html.contains("Hakemukset"));
}

async fn a_service_that_is_away_or_slow_is_noted_and_delays_no_page(on: On) {
    let world = World::build(on).await;
    let of_other = number_of(&world.oids[1]);
    for said in ["away", "<html>", "{}", r#"[{"oid":"1"}]"#] {
        let status = if said == "away" { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK };
        world.service.say(Some((status, said)));
        let page = world.page().await;
        assert!(
            page.html.contains(NOTE) && page.html.contains(&world.oids[1]) && !page.html.contains(&of_other),
            "{said}"
        );
        assert_eq!(world.told("/henkilo/{oid}/hakemukset").await, json!([]), "{said}");
        assert_eq!(world.told("/henkilo/{oid}/duplicates").await[0]["hakemukset"], json!([]), "{said}");
        let path = format!("/persons/{}/candidates?applications=true", world.oids[0]);
        let candidate = &world.registry.oph().await.own_get(&path).await["candidates"][0];
        assert_eq!((&candidate["oid"], &candidate["applications"]), (&json!(world.oids[1]), &Value::Null), "{said}");
    }
    world.service.say(None);
    world.service.hold(true);
    let began = Instant::now();
    let page = world.page().await;
    // A second, and what signing in and the page itself take.
    assert!(began.elapsed() < Duration::from_secs(5) && page.html.contains(NOTE), "{:?}", began.elapsed());
    world.service.hold(false);
    assert!(world.page().await.html.contains(&of_other), "it is back");
}

async fn where_no_service_is_configured_nothing_is_said_of_applications(on: On) {
    let registry = Registry::start(on).await;
    let oids = two_alike(&registry).await;
    let page = page(&registry, &oids[0]).await;
    assert!(page.html.contains(&oids[1]) && !page.html.contains(NOTE) && !page.html.contains("ataru"));
    let told = registry.oph().await.get(&format!("/henkilo/{}/hakemukset", oids[0])).await.ok();
    assert_eq!(told, json!([]));
}
