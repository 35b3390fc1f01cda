//! Moving in from the registry before this one (ONR): a database of its own schema, with invented people, is moved into an
//! empty registry, which then answers of them what that one did.

use std::process::{Command, Stdio};

use events::{Hetu, PersonOid, date};
use oppijaloki_tests::client::{Client, row_about};
use oppijaloki_tests::postgres::{Cluster, Database};
use oppijaloki_tests::processes::{finished, oppijaloki};
use oppijaloki_tests::server::{IN_THE_END, On, Registry};
use oppijaloki_tests::temp::files_under;
use oppijaloki_tests::visitor::Visitor;
use oppijaloki_tests::wait::wait_until;
use serde_json::{Value, json};

const SCHEMA: &str = include_str!("../data/onr/schema.sql");
/// Anybody may run it by `psql`, too, with another number of people.
const MANY: &str = include_str!("../data/onr/many.sql");

/// Leaves a test out, and says so, where there is no PostgreSQL.
macro_rules! onr_or_leave_out {
    () => {
        match Cluster::shared() {
            Some(cluster) => Onr::new(cluster),
            None => return,
        }
    };
}

/// A database of ONR with people in it.
struct Onr(Database);

fn oid(number: u64) -> PersonOid {
    PersonOid::issue(3_000_000_000 + number)
}

/// A hetu that nobody has.
fn hetu(individual: u16) -> String {
    Hetu::compose(date(1998, 3, 14), '-', individual).unwrap().as_str().to_owned()
}

impl Onr {
    fn new(cluster: &Cluster) -> Onr {
        let onr = Onr(cluster.database());
        onr.0.shell(SCHEMA);
        onr.0.shell(
            "INSERT INTO kielisyys VALUES (1, 'fi', 'suomi'), (2, 'sv', 'svenska');
             INSERT INTO kansalaisuus VALUES (1, '246'), (2, '752');
             INSERT INTO organisaatio VALUES (1, '1.2.246.562.10.00000000111'), (2, '1.2.246.562.10.00000000222')",
        );
        onr
    }

    /// Somebody, with more columns and their values.
    fn person(&self, id: u64, more: &[(&str, &str)]) {
        let columns: String = more.iter().map(|(column, _)| format!(", {column}")).collect();
        let values: String = more.iter().map(|(_, value)| format!(", {value}")).collect();
        self.0.shell(&format!(
            "INSERT INTO henkilo (id, oidhenkilo, etunimet, kutsumanimi, sukunimi, created, modified, kasittelija{columns})
             VALUES ({id}, '{}', 'Aino Maria', 'Maria', 'Esimerkki{id}', '2019-08-14 09:00:00.123',
                     '2021-02-03 10:00:00.456', '1.2.246.562.24.00000000001'{values})",
            oid(id)
        ));
    }

    /// Ten people, with everything that is moved.
    fn with_people(self) -> Onr {
        let in_register = |individual| format!("'{}'", hetu(individual));
        // From the register, with a former hetu, addresses and a service language.
        let one = in_register(901);
        let of_register = [
            ("hetu", one.as_str()),
            ("yksiloityvtj", "true"),
            ("syntymaaika", "'1998-03-14'"),
            ("sukupuoli", "'2'"),
            ("aidinkieli_id", "1"),
            ("asiointikieli_id", "2"),
            ("kotikunta", "'837'"),
            ("vtjsync_timestamp", "'2021-02-03 10:00:00Z'"),
        ];
        self.person(1, &of_register);
        self.0.shell(&format!(
            "INSERT INTO henkilo_hetu VALUES (1, '{}'), (1, '{}');
             INSERT INTO henkilo_kansalaisuus VALUES (1, 1), (1, 2);
             INSERT INTO henkilo_organisaatio VALUES (1, 1);
             INSERT INTO yhteystiedotryhma VALUES (11, 1, NULL, 'yhteystietotyyppi4', 'alkupera1', true),
                 (12, 1, NULL, 'yhteystietotyyppi1', 'alkupera3', false);
             INSERT INTO yhteystiedot VALUES (111, 11, 'YHTEYSTIETO_KAUPUNKI', 'Lumijoki'),
                 (121, 12, 'YHTEYSTIETO_SAHKOPOSTI', 'aino@posti.example'), (122, 12, 'YHTEYSTIETO_PUHELINNUMERO', '')",
            hetu(901),
            hetu(902)
        ));
        // By hand, with a passport number, an e-mail identifier and an account.
        self.person(2, &[("yksiloity", "true"), ("eisuomalaistahetua", "true"), ("syntymaaika", "'2001-05-06'")]);
        self.0.shell(
            "INSERT INTO henkilo_passinumero VALUES (2, 'XK 4471209');
             INSERT INTO identification VALUES (21, 2, 'email', 'kaksi@posti.example'), (22, 2, 'google', 'kaksi');
             INSERT INTO henkilo_organisaatio VALUES (2, 1), (2, 2)",
        );
        // By eIDAS; and somebody whom one leads to without identifying them.
        self.person(3, &[("yksiloityeidas", "true")]);
        self.person(4, &[("yksiloity", "true")]);
        self.0.shell("INSERT INTO eidastunniste VALUES (31, 3, 'SE/FI/199803149999'), (41, 4, 'SE/FI/200105069999')");
        // Whose names did not fit, and whose hetu is a test hetu.
        for (id, individual) in [(5, 905), (6, 906)] {
            let hetu = in_register(individual);
            self.person(id, &[("hetu", hetu.as_str()), ("yksilointi_yritetty", "true")]);
        }
        self.0.shell(&format!(
            "INSERT INTO yksilointitieto (id, henkiloid, hetu, etunimet, kutsumanimi, sukunimi)
                 VALUES (51, 5, '{}', 'Osmo Kalervo', 'Osmo', 'Jylhäranta');
             INSERT INTO yksilointivirhe VALUES
                 (61, 6, now(), 'fi.vm.sade.SuspendableIdentificationException', 'hetu {} ei ole oikea', NULL, NULL)",
            hetu(905),
            hetu(906)
        ));
        // Linked: 7 heads 8, and 8 is passive; under a protection order: 7.
        self.person(7, &[("yksiloity", "true"), ("turvakielto", "true")]);
        self.person(8, &[("passivoitu", "true"), ("duplicate", "true")]);
        self.0.shell(&format!("INSERT INTO henkiloviite VALUES (1, '{}', '{}')", oid(7), oid(8)));
        // Somebody with another's address, and a hetu that is none.
        self.person(9, &[("hetu", "'140398-901X'")]);
        self.0.shell("INSERT INTO identification VALUES (91, 9, 'email', 'Kaksi@posti.example')");
        self
    }

    fn moving_into(&self, registry: &Registry) -> Command {
        let (folder, url) = (registry.path(""), self.0.url());
        oppijaloki(&["--lang", "en", "migrate", "from-onr", "--from", &url, "--data", folder.to_str().unwrap()])
    }

    /// Moves in, and gives what is said.
    async fn moved_into(&self, registry: &Registry) -> String {
        let moved = finished(self.moving_into(registry)).await;
        let (said, wrong) = (String::from_utf8_lossy(&moved.stdout), String::from_utf8_lossy(&moved.stderr));
        assert!(moved.status.success(), "{said}\n{wrong}");
        said.into_owned()
    }
}

/// An empty registry that is stopped.
async fn empty() -> Registry {
    let mut registry = Registry::start(On::Embedded).await;
    registry.stop().await;
    registry
}

async fn henkilo(oph: &Client, number: u64) -> Value {
    oph.get(&format!("/henkilo/{}", oid(number))).await.ok()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_answers_as_before() {
    let onr = onr_or_leave_out!().with_people();
    let mut registry = empty().await;
    let said = onr.moved_into(&registry).await;
    assert!(said.contains("9 new"), "{said}");
    registry.start_again().await;
    let oph = registry.oph().await;

    let one = henkilo(&oph, 1).await;
    for (field, value) in [
        ("oidHenkilo", json!(oid(1))),
        ("oppijanumero", json!(oid(1))),
        ("hetu", json!(hetu(901))),
        ("kaikkiHetut", json!([hetu(901), hetu(902)])),
        ("etunimet", json!("Aino Maria")),
        ("kutsumanimi", json!("Maria")),
        ("sukunimi", json!("Esimerkki1")),
        ("syntymaaika", json!("1998-03-14")),
        ("sukupuoli", json!("2")),
        ("kotikunta", json!("837")),
        ("yksiloityVTJ", json!(true)),
        ("yksiloity", json!(false)),
        ("passivoitu", json!(false)),
        ("created", json!(1_565_773_200_123_i64)),
        ("modified", json!(1_612_346_400_456_i64)),
        ("vtjsynced", json!(1_612_346_400_000_i64)),
        ("kasittelijaOid", json!("1.2.246.562.24.00000000001")),
    ] {
        assert_eq!(one[field], value, "{field} of {one}");
    }
    assert_eq!(one["aidinkieli"]["kieliKoodi"], "fi");
    assert_eq!(one["asiointiKieli"]["kieliKoodi"], "sv");
    let groups = one["yhteystiedotRyhma"].as_array().unwrap();
    let origin = |group: &Value| group["ryhmaAlkuperaTieto"].as_str().unwrap().to_owned();
    let mut origins: Vec<String> = groups.iter().map(origin).collect();
    origins.sort_unstable();
    assert_eq!(origins, ["alkupera1", "alkupera3"]);

    let two = henkilo(&oph, 2).await;
    assert_eq!((&two["yksiloity"], &two["yksiloityVTJ"]), (&json!(true), &json!(false)));
    assert_eq!((&two["hetu"], &two["eiSuomalaistaHetua"]), (&Value::Null, &json!(true)));
    let passports = oph.get(&format!("/henkilo/{}/passinumerot", oid(2))).await.ok();
    assert_eq!(passports, json!(["XK 4471209"]));
    let identifications = oph.get(&format!("/henkilo/{}/identification", oid(2))).await.ok();
    assert_eq!(identifications.as_array().unwrap().len(), 2, "{identifications}");

    let (three, four) = (henkilo(&oph, 3).await, henkilo(&oph, 4).await);
    assert_eq!((&three["yksiloityEidas"], &three["yksiloity"]), (&json!(true), &json!(false)), "{three}");
    assert_eq!((&four["yksiloityEidas"], &four["yksiloity"]), (&json!(false), &json!(true)), "{four}");

    for hetu in [hetu(901), hetu(902)] {
        let found = oph.get(&format!("/henkilo/hetu={hetu}")).await.ok();
        assert_eq!(found["oidHenkilo"], json!(oid(1)), "present and former hetus lead to the person");
    }
    let compared = oph.get(&format!("/henkilo/{}/yksilointitiedot", oid(5))).await.ok();
    assert_eq!(compared["sukunimi"], "Jylhäranta");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn links_organisations_and_what_is_left_are_told() {
    let onr = onr_or_leave_out!().with_people();
    let mut registry = empty().await;
    let said = onr.moved_into(&registry).await;
    for line in
        ["1  e-mail identifier not taken: another person has it", "1  hetu not taken: malformed", "0 of them differ"]
    {
        assert!(said.contains(line), "{line:?} is missing:\n{said}");
    }
    assert!(!said.contains("posti.example") && !said.contains("140398") && !said.contains("Esimerkki"), "{said}");
    registry.start_again().await;
    let oph = registry.oph().await;
    let master = oph.get(&format!("/henkilo/{}/master", oid(8))).await.ok();
    assert_eq!(master["oidHenkilo"], json!(oid(7)));
    assert_eq!((&master["turvakielto"], &henkilo(&oph, 8).await["passivoitu"]), (&json!(true), &json!(true)));
    let slaves = oph.get(&format!("/henkilo/{}/slaves", oid(7))).await.ok();
    assert_eq!(slaves[0]["oidHenkilo"], json!(oid(8)));
    let number = oph.get(&format!("/yleistunniste/hae/{}", oid(8))).await;
    assert!(number.status == 401 || number.ok()["oppijanumero"] == json!(oid(7)));
    let two = registry.person(&oid(2).to_string()).await;
    assert_eq!(two.person.organisations.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_time_takes_only_what_has_changed() {
    let onr = onr_or_leave_out!().with_people();
    let mut registry = empty().await;
    onr.moved_into(&registry).await;
    let again = onr.moved_into(&registry).await;
    assert!(again.contains("0 new, 0 changed, 0 events appended"), "{again}");
    onr.0.shell(
        "UPDATE henkilo SET sukunimi = 'Uusinimi', modified = '2022-01-01 00:00:00' WHERE id = 2;
         DELETE FROM henkilo_organisaatio WHERE henkilo_id = 2 AND organisaatio_id = 2;
         DELETE FROM identification WHERE id = 21",
    );
    let changed = onr.moved_into(&registry).await;
    // The address is free, so the other one who has it in ONR gets it.
    assert!(changed.contains("0 new, 2 changed"), "{changed}");
    assert!(!changed.contains("another person has it"), "{changed}");
    registry.start_again().await;
    let two = henkilo(&registry.oph().await, 2).await;
    assert_eq!((&two["sukunimi"], &two["modified"]), (&json!("Uusinimi"), &json!(1_640_995_200_000_i64)));
    let person = registry.person(&oid(2).to_string()).await.person;
    assert_eq!((person.organisations.len(), person.emails.len()), (1, 0));
}

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
    let link = listed.split("<th scope=\"row\"><a href=\"").nth(1).unwrap().split('"').next().unwrap();
    assert!(page(link).await.contains("Tuonti 501"), "the import's own page");
    assert!(page(&format!("{link}/kumoa")).await.contains("Tuonnin 501 kumoaminen"));
    assert!(page(&format!("/henkilo-ui/oppija/{}", oid(1))).await.contains("Tuonti 501"), "a history");
    let errors = page("/henkilo-ui/oppijoidentuonti?tuonti=501").await;
    assert!(errors.contains("name=\"tuonti\" value=\"501\""), "the error list can be narrowed by it");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_anywhere_it_goes_on_and_repeats_nothing() {
    let onr = match Cluster::shared() {
        Some(cluster) => Onr(cluster.database()),
        None => return,
    };
    onr.0.shell(SCHEMA);
    onr.0.shell(&MANY.replace(":persons", "8000"));
    let registry = empty().await;
    let size = || files_under(&registry.path("journal")).iter().map(|(_, bytes)| bytes.len()).sum::<usize>();
    let before = size();
    let mut moving = onr.moving_into(&registry).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    // A page of 2,000 persons takes 2.5 MB, and only what is larger proves that one was committed.
    wait_until("somebody is moved", IN_THE_END, async || size() > before + 4_000_000).await;
    moving.kill().unwrap();
    moving.wait().unwrap();
    let said = onr.moved_into(&registry).await;
    assert!(!said.contains("8,000 new") && said.contains("8,000 persons read"), "{said}");
    assert!(said.contains("0 of them differ"), "{said}");
    let again = onr.moved_into(&registry).await;
    assert!(again.contains("0 new, 0 changed, 0 events appended"), "{again}");
    for command in ["rebuild", "verify"] {
        let done = finished(oppijaloki(&[command, "--data", registry.path("").to_str().unwrap()])).await;
        assert!(done.status.success(), "{command}: {}", String::from_utf8_lossy(&done.stderr));
    }
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn into_a_journal_on_postgresql() {
    let Some(cluster) = Cluster::shared() else { return };
    let onr = Onr::new(cluster).with_people();
    let mut registry = Registry::start(On::TwoNodes(cluster)).await;
    registry.stop().await;
    // From a data folder of its own, and from another one again: the log is in the journal alone.
    for (folder, said) in [("moving", "9 new"), ("moving-again", "0 new, 0 changed, 0 events appended")] {
        let (configuration, folder) = (registry.path("one.toml"), registry.path(folder));
        let paths = [configuration, folder].map(|path| path.to_str().unwrap().to_owned());
        let url = onr.0.url();
        let arguments =
            ["--lang", "en", "migrate", "from-onr", "--from", &url, "--config", &paths[0], "--data", &paths[1]];
        let moved = finished(oppijaloki(&arguments)).await;
        let told = String::from_utf8_lossy(&moved.stdout);
        assert!(moved.status.success(), "{told}\n{}", String::from_utf8_lossy(&moved.stderr));
        assert!(told.contains(said) && told.contains("0 of them differ"), "{told}");
    }
    registry.start_again().await;
    let oph = registry.oph().await;
    // Requests go to both nodes in turn.
    for _ in 0..2 {
        assert_eq!(henkilo(&oph, 1).await["hetu"], json!(hetu(901)));
        let found = oph.get(&format!("/henkilo/hetu={}", hetu(902))).await.ok();
        assert_eq!(found["oidHenkilo"], json!(oid(1)));
        let master = oph.get(&format!("/henkilo/{}/master", oid(8))).await.ok();
        assert_eq!(master["oidHenkilo"], json!(oid(7)));
    }
}
