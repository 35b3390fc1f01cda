//! Imports that are moved in from ONR keep the numbers by which programs and officials know them.

use oppijaloki_tests::client::row_about;
use oppijaloki_tests::processes::{finished, oppijaloki};
use oppijaloki_tests::server::Registry;
use oppijaloki_tests::visitor::Visitor;
use serde_json::{Value, json};

use super::{Cluster, Onr, empty, hetu, oid};

/// An import with two rows, what was sent in it kept in a large object; and one that is not done.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn imports_lead_to_whom_they_led() {
    let onr = onr_or_leave_out!().with_people();
    let body = json!({ "henkilot": [
        { "tunniste": "row-1", "henkilo": { "hetu": hetu(901), "etunimet": "Aino Maria", "kutsumanimi": "Maria",
          "sukunimi": "Esimerkki", "kansalaisuus": [{ "koodi": "246" }] } },
        { "tunniste": "row-2", "henkilo": { "passinumero": "XK 4471209", "sukunimi": "Esimerkki" } },
    ] });
    onr.0.shell(&format!(
        "INSERT INTO tuonti_data SELECT 1, lo_from_bytea(0, convert_to('{body}', 'UTF8'));
         INSERT INTO tuonti (id, sahkoposti, kasiteltavia, kasiteltyja, data_id, api) VALUES
             (501, 'notice@posti.example', 2, 2, 1, 'OPPIJA'), (502, NULL, 3, 1, NULL, 'OPPIJA');
         INSERT INTO tuonti_organisaatio VALUES (501, 1);
         INSERT INTO tuonti_rivi VALUES (1, 'row-1', 1, 501, NULL), (2, 'row-2', 2, 501, true), (3, 'row-1', 2, 502, NULL)"
    ));
    let mut registry = empty().await;
    let said = onr.moved_into(&registry).await;
    assert!(said.contains("1  imports not taken: not done in ONR yet"), "{said}");
    let again = onr.moved_into(&registry).await;
    assert!(again.contains(" 0 events appended"), "{again}");
    registry.start_again().await;
    let oph = registry.oph().await;
    let led = |row: &Value| (row["tunniste"].clone(), row["henkilo"]["oid"].clone(), row["conflict"].clone());
    let expected = [(json!("row-1"), json!(oid(1)), json!(false)), (json!("row-2"), json!(oid(2)), json!(true))];
    // Whoever polls the number that ONR gave gets the import.
    for interface in ["oppija", "yleistunniste"] {
        let import = oph.get(&format!("/{interface}/tuonti=501")).await.ok();
        assert_eq!(import["id"], 501, "{interface}");
        assert_eq!(import["henkilot"].as_array().unwrap().iter().map(led).collect::<Vec<_>>(), expected);
        let basics = oph.get(&format!("/{interface}/tuonti=501/perustiedot")).await.ok();
        assert_eq!(basics, json!({ "id": 501, "kasiteltavia": 2, "kasitelty": true, "kasiteltyja": 2 }));
        let unfinished = oph.get(&format!("/{interface}/tuonti=502/perustiedot")).await;
        assert_eq!(unfinished.status, 404, "it was not done");
    }
    assert_eq!(oph.get("/oppija/tuontidata/501").await.ok().as_array().unwrap().len(), 2);
    let listed = oph.get("/oppija/tuontikooste?id=501").await.ok();
    assert_eq!((&listed["totalElements"], &listed["content"][0]["id"]), (&json!(1), &json!(501)), "{listed}");
    assert_eq!(oph.get("/oppija/yhteenveto?tuontiId=501").await.ok()["yhteensa"], 2);
    assert_eq!(oph.get("/oppija/muuttuneet?tuontiId=501").await.ok()["results"].as_array().unwrap().len(), 2);
    assert_eq!(registry.count("ImportNoticeClaimed"), 0, "its notice was sent there");
    officials_know_it_by_the_number_of_onr(&registry).await;
    let listed = oph.own_get("/imports").await;
    assert_eq!(listed["items"][0]["onr_number"], 501, "{listed}");
    // A history on a terminal names the import as the pages do.
    let told = finished(oppijaloki(&[
        "history",
        &oid(1).to_string(),
        "--lang",
        "en",
        "--data",
        registry.path("").to_str().unwrap(),
    ]));
    let told = String::from_utf8(told.await.stdout).unwrap();
    assert!(told.contains("Import 501"), "{told}");
}

/// Officials find import 501 by that number, and see it wherever the import is named.
async fn officials_know_it_by_the_number_of_onr(registry: &Registry) {
    let visitor = Visitor::new();
    let page = async |path: &str| visitor.visit(&format!("http://{}{path}", registry.address())).await.html;
    let choice = visitor.visit(&format!("http://{}/henkilo-ui/omattiedot", registry.address())).await;
    visitor.submit(&choice.form("\"rekisterinpitaja\""), &[]).await;
    let listed = page("/henkilo-ui/oppijoidentuonti?nakyma=kooste&tuonti=501").await;
    assert!(listed.contains("</span>501</a>") && listed.contains("name=\"tuonti\" value=\"501\""), "{listed}");
    let before = listed.split("</span>501</a>").next().unwrap();
    let link = before.rsplit("<a href=\"").next().unwrap().split('"').next().unwrap();
    assert!(page(link).await.contains("Tuonti 501"), "the import's own page");
    assert!(page(&format!("{link}/kumoa")).await.contains("Tuonnin 501 kumoaminen"));
    assert!(page(&format!("/henkilo-ui/oppija/{}", oid(1))).await.contains("Tuonti 501"), "a history");
    let errors = page("/henkilo-ui/oppijoidentuonti?tuonti=501").await;
    assert!(errors.contains("name=\"tuonti\" value=\"501\""), "the error list can be narrowed by it");
}

/// A number of ONR may be the position of an import that is sent here: then each sender gets their own.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_number_that_two_imports_have_is_the_senders_own() {
    let onr = onr_or_leave_out!().with_people();
    onr.0.shell(
        "INSERT INTO tuonti (id, kasiteltavia, kasiteltyja, api) SELECT n, 1, 1, 'OPPIJA' FROM generate_series(900, 1199) n;
         INSERT INTO tuonti_organisaatio SELECT n, 1 FROM generate_series(900, 1199) n;
         INSERT INTO tuonti_rivi SELECT n, 'row', 1, n, NULL FROM generate_series(900, 1199) n",
    );
    let mut registry = empty().await;
    onr.moved_into(&registry).await;
    registry.start_again().await;
    let university = registry.university().await;
    let rows: Vec<_> = (0..3).map(|n| row_about(&registry.somebody(n), &format!("own-{n}"))).collect();
    let number = university.import(&rows).await;
    assert!((900..1200).contains(&number), "ONR gave {number} to an import, too");
    university.resolved(number).await;
    assert_eq!(university.rows(number).await.len(), 3);
    let other = if number == 900 { 901 } else { 900 };
    let moved = registry.oph().await.get(&format!("/oppija/tuonti={other}/perustiedot")).await.ok();
    assert_eq!(moved, json!({ "id": other, "kasiteltavia": 1, "kasitelty": true, "kasiteltyja": 1 }));
}
