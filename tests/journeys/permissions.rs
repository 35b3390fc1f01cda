//! Every route with every right: at the organisation that an import and its learners belong to, at another one, and at
//! the root. What each is answered stands in `permissions/table.txt`.

mod sources;
mod table;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use app::access::Wanted;
use app::caller::{Caller, Grant, role_of_right};
use events::Instant;
use events::codes::Right;
use oppijaloki::config::SecretsFile;
use oppijaloki::generate::Row;
use oppijaloki_tests::client::{foreign_row, look_up_body, oids, row_about};
use oppijaloki_tests::server::{On, Registry, SOON};
use reqwest::header::{CONTENT_TYPE, COOKIE, HeaderMap, SET_COOKIE, WWW_AUTHENTICATE};
use reqwest::redirect::Policy;
use serde_json::json;
use table::{Answered, Route, right_name, table};
use web::staff::session::{Cookies, Sessions};

const OWN: &str = "1.2.246.562.10.90000000011";
/// The school's.
const ANOTHER: &str = "1.2.246.562.10.90000000023";
const ROOT: &str = "1.2.246.562.10.00000000001";
const PLACES: [&str; 3] = [OWN, ANOTHER, ROOT];
/// More conflicts than there are callers who may note one as checked.
const CONFLICTS: u32 = 10;
/// Surname of the learner without a hetu.
const SURNAME: &str = "Tavastjärvi";

#[test]
fn every_route_stands_in_the_table_and_every_operation_in_a_document() {
    let table = table();
    let listed: BTreeSet<sources::Name> = table.iter().map(Route::name).collect();
    assert_eq!(listed, sources::routes(), "the table and the sources");
    let documents = [format!("{}/v3/api-docs", web::onr::CONTEXT_PATH), format!("{}/openapi.json", web::api::PATH)];
    let described = |(_, path): &sources::Name| for_programs(path) && !documents.contains(path);
    let programs: BTreeSet<sources::Name> = listed.into_iter().filter(described).collect();
    assert_eq!(programs, sources::described(), "the table and the OpenAPI documents");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_route_answers_every_right_everywhere_as_the_table_says() {
    let world = World::build().await;
    let routes = table();
    let (reading, changing): (Vec<&Route>, Vec<&Route>) = routes.iter().partition(|route| route.method == "GET");
    let mut wrong = Vec::new();
    let before = world.registry.head();
    for route in &routes {
        wrong.extend(world.check_nobody(route).await);
    }
    for route in reading {
        wrong.extend(world.check_rights(route).await);
    }
    assert_eq!(world.registry.head(), before, "whoever is nobody, or reads, leaves nothing in the log");
    for route in changing {
        wrong.extend(world.check_rights(route).await);
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    let noted = world.registry.count("ConflictReviewed");
    assert_eq!(noted, world.row.get() as usize, "every note was somebody's who may");
    assert_eq!(refusing(&routes).difference(&world.refusing_by_register().await).next(), None, "refused and not noted");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_right_at_one_place_lends_nothing_to_another_right_elsewhere() {
    use Right::{Oppijoidentuonti, Rekisterinpitaja, RekisterinpitajaRead, TuontidataRead, VtjVertailunakyma};
    let world = World::build().await;
    let onr = |path: &str| format!("{}{path}", web::onr::CONTEXT_PATH);
    let own = |path: &str| format!("{}{path}", web::api::PATH);
    let (sent, sent_here) = (onr("/oppija/tuontidata/{import}"), own("/imports/{import}/conflicts"));
    let (note, person) = (own("/imports/{import}/conflicts/{row}/review"), own("/persons/{oid}"));
    let noted_by_page = "/henkilo-ui/oppijoidentuonti/{import}/ristiriidat/{row}".to_owned();
    let importer_who_sees_data_elsewhere = [(Oppijoidentuonti, OWN), (TuontidataRead, ANOTHER)];
    let auditor_who_keeps_elsewhere = [(RekisterinpitajaRead, ROOT), (Rekisterinpitaja, OWN)];
    let auditor_who_sees_data_elsewhere = [(RekisterinpitajaRead, ROOT), (TuontidataRead, ANOTHER)];
    let keeper_elsewhere_who_compares = [(Rekisterinpitaja, OWN), (VtjVertailunakyma, ANOTHER)];
    let cases: [(&[(Right, &str)], &str, &String, u16); 9] = [
        (&importer_who_sees_data_elsewhere, "GET", &sent, 403),
        (&importer_who_sees_data_elsewhere, "GET", &sent_here, 403),
        (&importer_who_sees_data_elsewhere, "POST", &note, 403),
        (&importer_who_sees_data_elsewhere, "POST", &noted_by_page, 403),
        (&auditor_who_keeps_elsewhere, "POST", &note, 403),
        (&auditor_who_keeps_elsewhere, "POST", &noted_by_page, 403),
        (&auditor_who_sees_data_elsewhere, "POST", &note, 403),
        (&keeper_elsewhere_who_compares, "GET", &person, 403),
        (&keeper_elsewhere_who_compares, "PUT", &onr("/oppija"), 400),
    ];
    for (rights, method, path, expected) in cases {
        let (status, ..) = world.ask(method, path, Some(&world.holder(rights, 0))).await;
        assert_eq!(status, expected, "{method} {path} for {rights:?}");
    }
    // The right is there, but the form was made on somebody else's page; or there is no such import.
    let keeper = || world.holder(&[(Rekisterinpitaja, ROOT)], 0);
    let lured = Holder { csrf: keeper().csrf, ..keeper() };
    assert_eq!(world.ask("POST", &noted_by_page, Some(&lured)).await.0, 403);
    for (method, path) in [("POST", &note), ("GET", &sent_here), ("POST", &noted_by_page)] {
        let (status, ..) = world.ask(method, &path.replace("{import}", "1000000"), Some(&keeper())).await;
        assert_eq!(status, 404, "{method} {path}");
    }
    assert_eq!(world.registry.count("ConflictReviewed"), 0);
    assert_eq!(world.ask("POST", &noted_by_page, Some(&keeper())).await.0, 303);
}

/// Routes that refuse somebody whom they know.
fn refusing(routes: &[Route]) -> BTreeSet<sources::Name> {
    let refuses =
        |route: &&Route| route.rights.values().flatten().any(|answered| [401, 403].contains(&answered.status));
    let issuer = |route: &&Route| route.path.starts_with(web::auth::issuer::ISSUER_PATH);
    routes.iter().filter(|route| refuses(route) && !issuer(route)).map(Route::name).collect()
}

/// Of the interfaces for programs.
fn for_programs(path: &str) -> bool {
    [web::onr::CONTEXT_PATH, web::api::PATH].iter().any(|prefix| path.starts_with(prefix))
}

/// Somebody who holds one right at one place, with a token and signed in.
struct Holder {
    token: String,
    cookie: String,
    csrf: String,
}

/// The registry, an import of the university with what can be asked about it, and one of the school.
struct World {
    registry: Registry,
    http: reqwest::Client,
    sessions: Sessions,
    import: u64,
    /// The learner without a hetu, who belongs to the university alone.
    oid: String,
    /// A surname as it was sent and as nobody has it.
    sent: String,
    /// The first row whose conflict is not noted as checked.
    row: Cell<u32>,
}

impl World {
    async fn build() -> World {
        let registry = Registry::start(On::Embedded).await;
        let (university, school) = (registry.university().await, registry.school().await);
        let hetuless = |surname: &str, passport: &str| Row {
            passport: Some(passport.to_owned()),
            ..foreign_row("Lina", surname, passport)
        };
        school.import_resolved(&[row_about(&registry.somebody(1), "pupil-1"), hetuless("Berg", "P1")]).await;
        university.import_resolved(&[row_about(&registry.somebody(2), "stu-2")]).await;
        registry.everybody_settled(SOON).await;
        let misspelled = |n: u32| {
            let mut row = row_about(&registry.somebody(2), &format!("again-{n}"));
            row.names.surname.push(char::from(b'a' + n as u8));
            row.names.surname.push('q');
            row
        };
        let mut rows: Vec<Row> = (0..CONFLICTS).map(misspelled).collect();
        let sent = rows[0].names.surname.clone();
        rows.push(hetuless(SURNAME, "P2"));
        let import = university.import(&rows).await;
        university.resolved(import).await;
        let oid = oids(&university.number_rows(import).await).pop().unwrap();
        registry.everybody_settled(SOON).await;
        let secrets = SecretsFile::read(&registry.path("secrets.toml")).unwrap();
        let keys = secrets.session_keys().unwrap().unwrap();
        let sessions = Sessions { keys, cookies: Cookies { https: false } };
        let http = reqwest::Client::builder().redirect(Policy::none()).build().unwrap();
        World { registry, http, sessions, import, oid, sent, row: Cell::new(0) }
    }

    /// Somebody who signed in and took a token so many seconds ago.
    fn holder(&self, rights: &[(Right, &str)], age: i64) -> Holder {
        let now = Instant::from_millis(self.registry.app().now().millis() - age * 1000);
        let seconds = now.millis() / 1000;
        let subject = "1.2.246.562.24.00000010252";
        let roles: BTreeMap<&str, [String; 1]> =
            rights.iter().map(|(right, place)| (*place, [role_of_right(*right)])).collect();
        assert_eq!(roles.len(), rights.len(), "one right at each place");
        let claims = json!({
            "iss": self.registry.issuer(), "aud": "oppijaloki", "sub": subject, "client_id": "test",
            "iat": seconds, "nbf": seconds, "exp": seconds + 600, "roles": roles,
        });
        let token = self.registry.signing_key().sign(&claims).unwrap();
        let grant = |(right, place): &(Right, &str)| Grant { organisation: place.parse().unwrap(), right: *right };
        let grants = rights.iter().map(grant).collect();
        let caller = Caller { subject: subject.to_owned(), client: None, grants };
        let mut answer = HeaderMap::new();
        self.sessions.begin(&mut answer, &caller, "Aino Virkkula", now).unwrap();
        let kept = answer.get_all(SET_COOKIE).iter().map(|line| line.to_str().unwrap().split(';').next().unwrap());
        let cookie = kept.filter(|pair| !pair.ends_with('=')).collect::<Vec<_>>().join("; ");
        let request = HeaderMap::from_iter([(COOKIE, cookie.parse().unwrap())]);
        let open = self.sessions.open(&request, now).unwrap();
        let csrf = self.sessions.official(&open).unwrap().csrf;
        Holder { token, cookie, csrf }
    }

    /// Without anything, with what has expired, and with what never was a token or a session.
    async fn check_nobody(&self, route: &Route) -> Vec<String> {
        let garbage = || "garbage".to_owned();
        let expired = self.holder(&[(Right::Rekisterinpitaja, ROOT)], 24 * 3600);
        let forged = Holder { token: garbage(), cookie: "oppijaloki_session=garbage".to_owned(), csrf: garbage() };
        let mut wrong = Vec::new();
        for (holder, who) in [(None, "nobody"), (Some(&expired), "an expired keeper"), (Some(&forged), "a forger")] {
            let (found, challenged) = self.check(route, route.nobody, holder, who).await;
            wrong.extend(found);
            if challenged != (route.nobody.status == 401 && for_programs(&route.path)) {
                wrong.push(format!("{} {} for {who}: challenge {challenged}", route.method, route.path));
            }
        }
        wrong
    }

    async fn check_rights(&self, route: &Route) -> Vec<String> {
        let mut wrong = Vec::new();
        for right in Right::ALL {
            let name = right_name(*right);
            for (place, expected) in PLACES.into_iter().zip(route.rights[name]) {
                let (holder, who) = (self.holder(&[(*right, place)], 0), format!("{name} at {place}"));
                let (found, challenged) = self.check(route, expected, Some(&holder), &who).await;
                wrong.extend(found);
                if challenged {
                    wrong.push(format!("{} {}: {who} holds a token, and is asked for one", route.method, route.path));
                }
            }
        }
        wrong
    }

    /// What is wrong with an answer, if anything, and whether it asks for a token.
    async fn check(
        &self,
        route: &Route,
        expected: Answered,
        holder: Option<&Holder>,
        who: &str,
    ) -> (Option<String>, bool) {
        let (status, challenged, text) = self.ask(&route.method, &route.path, holder).await;
        let found = match &route.shows {
            _ if status != expected.status => Some(format!("{status}, not {}", expected.status)),
            Some(shows) if status == 200 && text.contains(&self.filled(shows)) == expected.hollow => {
                Some(if expected.hollow { "shows it" } else { "does not show it" }.to_owned())
            }
            _ => None,
        };
        (found.map(|found| format!("{} {} for {who}: {found}", route.method, route.path)), challenged)
    }

    /// Status, whether a token is asked for, and the text.
    async fn ask(&self, method: &str, path: &str, holder: Option<&Holder>) -> (u16, bool, String) {
        let url = format!("http://{}{}", self.registry.address(), self.filled(path));
        let request = self.http.request(method.parse().unwrap(), url);
        let page = ["/henkilo-ui", "/?"].iter().any(|start| format!("{}?", path).starts_with(start));
        let request = match holder {
            Some(holder) if page => request.header(COOKIE, &holder.cookie),
            Some(holder) => request.bearer_auth(&holder.token),
            None => request,
        };
        let request = match self.body(method, path, holder.map_or("", |holder| &holder.csrf)) {
            Some((kind, body)) => request.header(CONTENT_TYPE, kind).body(body),
            None => request,
        };
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        let challenged = response.headers().contains_key(WWW_AUTHENTICATE);
        let endless = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream");
        let text = if endless { String::new() } else { response.text().await.unwrap() };
        // A conflict is noted as checked once.
        if path.contains("{row}") && status < 400 {
            self.row.set(self.row.get() + 1);
            assert!(self.row.get() < CONFLICTS, "more may note conflicts than should");
        }
        (status, challenged, text)
    }

    /// Routes that the access register says have refused somebody known.
    async fn refusing_by_register(&self) -> BTreeSet<sources::Name> {
        let lines = self.registry.app().refusals(Wanted { limit: 10_000, ..Wanted::default() }).await.unwrap();
        let known = lines.into_iter().filter(|line| !line.looker.subject.is_empty());
        let name = |route: &str| route.split_once(' ').map(|(method, path)| (method.to_owned(), table::bare(path)));
        known.filter_map(|line| name(&line.route)).collect()
    }

    /// A body that is as it should be, so that only the right decides.
    fn body(&self, method: &str, path: &str, csrf: &str) -> Option<(&'static str, String)> {
        let row = row_about(&self.registry.somebody(3), "stu-3");
        let program = |body: String| Some(("application/json", body));
        let form = |body: String| Some(("application/x-www-form-urlencoded", body));
        let of_onr = path.strip_prefix(web::onr::CONTEXT_PATH).unwrap_or_default();
        match (method, of_onr, path) {
            ("PUT", "/oppija", _) => program(oppijaloki::generate::to_oppija_json([&row], None)),
            ("PUT", "/yleistunniste", _) => program(oppijaloki::generate::to_yleistunniste_json([&row], None)),
            ("POST", "/yleistunniste/hae", _) => program(look_up_body(&row)),
            ("POST", "/oppija", _) => {
                let learner = json!({"etunimet": "Sofia Maria", "kutsumanimi": "Sofia", "sukunimi": "Novak"});
                program(learner.to_string())
            }
            ("POST", _, "/api/v1/errors/search") => program(json!({"search": SURNAME}).to_string()),
            ("POST", _, path) if path.starts_with("/henkilo-ui/") => form(format!("csrf={csrf}")),
            ("POST", _, path) if path.ends_with("/token") => form("grant_type=client_credentials".to_owned()),
            _ => None,
        }
    }

    fn filled(&self, text: &str) -> String {
        let asset = web::staff::assets::style().rsplit('/').next().unwrap_or_default();
        let (import, row) = (self.import.to_string(), self.row.get().to_string());
        [
            ("{import}", import.as_str()),
            ("{oid}", &self.oid),
            ("{sent}", &self.sent),
            ("{surname}", SURNAME),
            ("{row}", &row),
            ("{university}", OWN),
            ("{page}", "import-report"),
            ("{asset}", asset),
            ("{nothing}", "no-such-page"),
        ]
        .into_iter()
        .fold(text.to_owned(), |text, (name, value)| text.replace(name, value))
    }
}
