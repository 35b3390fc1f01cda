//! The access register: who saw whom, and who was turned away.

use std::time::Duration;

use app::access::{LookKind, LookLine, Wanted};
use events::PersonOid;
use oppijaloki_tests::client::row_about;
use oppijaloki_tests::server::{On, Registry, SOON};
use oppijaloki_tests::visitor::Visitor;
use oppijaloki_tests::wait::wait_until;
use reqwest::Method;
use vtj::stand_in::Change;

everywhere! {
    looks_of_programs_are_counted_and_refusals_noted,
    looks_at_people_under_a_protection_order_stand_singly,
    an_auditor_learns_about_whom_somebody_was_refused,
}

/// Looks that were counted elsewhere are written within a second.
const WRITTEN: Duration = Duration::from_secs(30);

fn about(oid: &str) -> Wanted {
    Wanted { person: oid.parse::<PersonOid>().ok(), limit: 100, ..Wanted::default() }
}

async fn looks(registry: &Registry, oid: &str) -> Vec<LookLine> {
    registry.app().looks(about(oid)).await.unwrap()
}

async fn looks_of_programs_are_counted_and_refusals_noted(on: On) {
    let registry = Registry::start(on).await;
    let (university, school) = (registry.university().await, registry.school().await);
    let number = university.import(&[row_about(&registry.somebody(1), "stu-1")]).await;
    university.resolved(number).await;
    let oid = university.rows(number).await[0]["henkilo"]["oid"].as_str().unwrap().to_owned();
    university.rows(number).await;
    university.numbers(&oid).await;
    assert_eq!(school.get(&format!("/oppija/tuonti={number}")).await.status, 403);
    assert_eq!(school.get("/oppija/tuontikooste/nothing-of-that-name").await.status, 404);

    let times = |seen: &[LookLine], kind: LookKind| -> u64 {
        seen.iter().filter(|line| line.kind == Some(kind)).map(|line| line.times).sum()
    };
    let fetched = async || times(&looks(&registry, &oid).await, LookKind::Fetched) == 2;
    wait_until("what was fetched is written", WRITTEN, fetched).await;
    let seen = looks(&registry, &oid).await;
    // Asking whether the import is ready shows numbers too, once for each answer that had the row.
    assert!(times(&seen, LookKind::Numbers) >= 1);
    assert!(seen.iter().all(|line| !line.protected && line.looker.client.as_deref() == Some("demo-university")));

    let all = || registry.app().refusals(Wanted { limit: 100, ..Wanted::default() });
    wait_until("the refusal is written", WRITTEN, async || !all().await.unwrap().is_empty()).await;
    let refusals = all().await.unwrap();
    let refused: Vec<(&str, &str, u16)> = refusals
        .iter()
        .map(|line| (line.looker.client.as_deref().unwrap_or(""), line.route.as_str(), line.status))
        .collect();
    let route = "GET /oppijanumerorekisteri-service/oppija/{tuonti}";
    assert_eq!(refused, [("demo-school", route, 403)], "what is not ready or not there is no refusal");
}

async fn looks_at_people_under_a_protection_order_stand_singly(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let person = registry.somebody(1);
    registry.register().change(Change::Protect { hetu: person.hetu }).unwrap();
    let oids = university.import_resolved(&[row_about(&person, "stu-1")]).await;
    registry.everybody_settled(SOON).await;
    let before = looks(&registry, &oids[0]).await.into_iter().filter(|line| line.protected).count();
    assert_eq!(university.changed("").await["results"].as_array().unwrap().len(), 1);
    assert_eq!(university.changed("").await["results"].as_array().unwrap().len(), 1);
    let seen = looks(&registry, &oids[0]).await;
    let single: Vec<u64> = seen.iter().filter(|line| line.protected).map(|line| line.times).collect();
    assert_eq!(single.len(), before + 2);
    assert!(single.iter().all(|times| *times == 1));
}

async fn an_auditor_learns_about_whom_somebody_was_refused(on: On) {
    let registry = Registry::start(on).await;
    let (university, school, oph) = (registry.university().await, registry.school().await, registry.oph().await);
    let oids = university.import_resolved(&[row_about(&registry.somebody(1), "stu-1")]).await;
    let path = format!("/persons/{}", oids[0]);
    for _ in 0..2 {
        assert_eq!(school.own(Method::GET, &path, None).await.status, 404);
    }
    let refused = async || {
        let found = oph.own_get(&format!("/access/refusals?person={}", oids[0])).await;
        let items = found["items"].as_array().unwrap().clone();
        let of_school =
            items.iter().filter(|line| line["client"] == "demo-school" && line["person"] == oids[0].as_str());
        of_school.map(|line| line["times"].as_u64().unwrap()).sum::<u64>() == 2
    };
    wait_until("the refused look-ups are told, whichever node is asked", WRITTEN, refused).await;
    let nobody = oph.own_get("/access/refusals?person=1.2.246.562.24.99999999999").await;
    assert_eq!(nobody["items"].as_array().unwrap().len(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_auditor_narrows_the_log_to_an_official_by_name() {
    let registry = Registry::start(On::Embedded).await;
    let oids = registry.university().await.import_resolved(&[row_about(&registry.somebody(1), "stu")]).await;
    let at = |path: &str| format!("http://{}{path}", registry.address());
    let sign_in = async |who: &str| {
        let visitor = Visitor::new();
        let choice = visitor.visit(&at("/henkilo-ui/omattiedot")).await;
        visitor.submit(&choice.form(&format!("\"{who}\"")), &[]).await;
        visitor
    };
    let (official, auditor) = (sign_in("yliopisto").await, sign_in("tarkastaja").await);
    let learner = at(&format!("/henkilo-ui/oppija/{}", oids[0]));
    official.visit(&learner).await;
    auditor.visit(&learner).await;
    let log = auditor.visit(&at("/henkilo-ui/katselurekisteri")).await.html;
    let option = log.split("<option value=\"").find(|option| option.contains(">Aino Virkkula<")).expect("the official");
    let subject = option.split('"').next().unwrap();
    for asked in [subject, "Aino Virkkula"] {
        let log = auditor.visit(&at(&format!("/henkilo-ui/katselurekisteri?katsoja={asked}"))).await.html;
        let table = log.split("<tbody>").nth(1).expect("lines");
        assert!(table.contains("Aino Virkkula") && table.matches("<tr").count() == 1, "{asked}: {table}");
    }
}
