//! Programs sign in by CAS: a ticket counts once and where it was issued for, its session on every node, for an hour.

use oppijaloki::commands::demo::Surroundings;
use oppijaloki_tests::client::row_about;
use oppijaloki_tests::nodes::HandClock;
use oppijaloki_tests::server::{On, Registry};
use reqwest::Response;
use reqwest::redirect::Policy;

const CONTEXT: &str = "/oppijanumerorekisteri-service";
const HOUR: i64 = 3_600_000;

async fn ask(registry: &Registry, path: &str, header: Option<(&str, &str)>) -> Response {
    let http = reqwest::Client::builder().redirect(Policy::none()).build().unwrap();
    let request = http.get(format!("http://{}{CONTEXT}{path}", registry.address()));
    header.into_iter().fold(request, |request, (name, value)| request.header(name, value)).send().await.unwrap()
}

/// A ticket for the registry as it is reached now.
async fn ticket(registry: &Registry) -> String {
    let service = format!("http://{}{CONTEXT}/j_spring_cas_security_check", registry.address());
    registry.cas_ticket("demo-oph", &service).await
}

/// The cookie as it is sent back.
fn session(answer: &Response) -> String {
    answer.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ticket_begins_a_session_that_a_restart_does_not_end_and_an_hour_does() {
    let clock = HandClock::new();
    let surroundings = Surroundings { clock: clock.clock(), cas: true, ..Surroundings::default() };
    let mut registry = Registry::start_with(On::Embedded, surroundings).await;
    let found = registry.oph().await.look_up(&row_about(&registry.somebody(1), "")).await.ok();
    let path = format!("/henkilo/{}", found["oid"].as_str().unwrap());

    let brought = ticket(&registry).await;
    let answer = ask(&registry, &path, Some(("CasSecurityTicket", &brought))).await;
    assert_eq!(answer.status(), 200);
    let cookie = session(&answer);
    assert!(cookie.starts_with("JSESSIONID="));
    let by_session = ask(&registry, &path, Some(("Cookie", &cookie))).await;
    assert_eq!((by_session.status().as_u16(), by_session.headers().get("set-cookie")), (200, None));

    registry.stop().await;
    registry.start_again().await;
    assert_eq!(ask(&registry, &path, Some(("Cookie", &cookie))).await.status(), 200, "no node keeps sessions");

    let other = if cookie.ends_with('x') { 'w' } else { 'x' };
    let changed = format!("{}{other}", &cookie[..cookie.len() - 1]);
    for nobody in [None, Some(("Cookie", changed.as_str())), Some(("Cookie", "JSESSIONID=0123"))] {
        let answer = ask(&registry, &path, nobody).await;
        assert_eq!(answer.status(), 302);
        let leads_to = answer.headers()["location"].to_str().unwrap();
        assert!(leads_to.starts_with(&format!("{}/login?service=", registry.cas())), "{leads_to}");
    }

    clock.advance(HOUR);
    assert_eq!(ask(&registry, &path, Some(("Cookie", &cookie))).await.status(), 302, "it has ended");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ticket_counts_once_and_for_this_registry_alone() {
    let surroundings = Surroundings { cas: true, ..Surroundings::default() };
    let registry = Registry::start_with(On::Embedded, surroundings).await;
    let path = "/henkilo/1.2.246.562.24.00000000001";

    let brought = ticket(&registry).await;
    assert_eq!(
        ask(&registry, &format!("{path}?ticket={brought}"), None).await.status(),
        404,
        "they are known, and there is nobody"
    );
    assert_eq!(
        ask(&registry, path, Some(("CasSecurityTicket", &brought))).await.status(),
        401,
        "it was brought before"
    );

    let elsewhere = registry.cas_ticket("demo-oph", "http://elsewhere.example/j_spring_cas_security_check").await;
    assert_eq!(ask(&registry, path, Some(("CasSecurityTicket", &elsewhere))).await.status(), 401);
    for without in ["/j_spring_cas_security_check", "/j_spring_cas_security_check?ticket="] {
        assert_eq!(ask(&registry, without, None).await.status(), 401, "sent back without a ticket");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_rights_cannot_be_asked_whoever_was_known_goes_on_and_nobody_else() {
    let surroundings = Surroundings { cas: true, ..Surroundings::default() };
    let registry = Registry::start_with(On::Embedded, surroundings).await;
    let found = registry.oph().await.look_up(&row_about(&registry.somebody(1), "")).await.ok();
    let path = format!("/henkilo/{}", found["oid"].as_str().unwrap());
    let of_university = async || {
        let service = format!("http://{}{CONTEXT}/j_spring_cas_security_check", registry.address());
        registry.cas_ticket("demo-university", &service).await
    };
    let brought = ticket(&registry).await;
    let cookie = session(&ask(&registry, &path, Some(("CasSecurityTicket", &brought))).await);

    let away = format!("{}/kayttooikeus-service/control/away", registry.cas().trim_end_matches("/cas"));
    let http = reqwest::Client::new();
    assert_eq!(http.put(&away).send().await.unwrap().status(), 200);
    assert_eq!(ask(&registry, &path, Some(("Cookie", &cookie))).await.status(), 200, "their session goes on");
    let another = ticket(&registry).await;
    let known = ask(&registry, &path, Some(("CasSecurityTicket", &another))).await;
    assert_eq!(known.status(), 200, "what it said of them is good for a while");
    let unknown = ask(&registry, &path, Some(("CasSecurityTicket", &of_university().await))).await;
    assert_eq!(unknown.status(), 503, "nothing can be said of them");
    assert!(unknown.headers().contains_key("retry-after"));

    assert_eq!(http.delete(&away).send().await.unwrap().status(), 200);
    let back = ask(&registry, &path, Some(("CasSecurityTicket", &of_university().await))).await;
    assert_eq!(back.status(), 401, "they are known, and it is nobody of theirs");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_asks_first_leads_to_signing_in_and_back() {
    let surroundings = Surroundings { cas: true, ..Surroundings::default() };
    let registry = Registry::start_with(On::Embedded, surroundings).await;
    let asked = ask(&registry, "/cas/prequel", None).await;
    assert_eq!(asked.status(), 302);
    let back = async |cookie: Option<&str>| {
        let path = format!("/j_spring_cas_security_check?ticket={}", ticket(&registry).await);
        ask(&registry, &path, cookie.map(|cookie| ("Cookie", cookie))).await
    };
    let answer = back(Some(&session(&asked))).await;
    let location = answer.headers()["location"].to_str().unwrap();
    assert_eq!((answer.status().as_u16(), location.ends_with(&format!("{CONTEXT}/cas/prequel"))), (302, true));
    let cookies: Vec<&str> = answer.headers().get_all("set-cookie").iter().map(|line| line.to_str().unwrap()).collect();
    assert!(cookies.iter().any(|line| line.starts_with("asked-first=;") && line.contains("Max-Age=0")), "{cookies:?}");
    let session = cookies.iter().find(|line| line.starts_with("JSESSIONID=")).unwrap().split(';').next().unwrap();
    let signed_in = ask(&registry, "/cas/prequel", Some(("Cookie", session))).await;
    assert_eq!((signed_in.status().as_u16(), signed_in.text().await.unwrap().as_str()), (200, "ok"));

    // A program that keeps no cookie is led where ONR leads it.
    let location = back(None).await.headers()["location"].to_str().unwrap().to_owned();
    assert!(location.ends_with(&format!("{CONTEXT}/")), "{location}");
}
