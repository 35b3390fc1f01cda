//! What there is to be asked about, and who asks.

use std::cell::Cell;
use std::collections::BTreeMap;

use app::caller::{Caller, CallerKind, Grant, role_of_right};
use events::Instant;
use events::codes::Right;
use oppijaloki::config::SecretsFile;
use oppijaloki::generate::Row;
use oppijaloki_tests::client::{foreign_row, look_up_body, oids, row_about};
use oppijaloki_tests::server::{On, Registry, SOON};
use reqwest::header::{
    CACHE_CONTROL, CONTENT_TYPE, COOKIE, HeaderMap, SET_COOKIE, WWW_AUTHENTICATE, X_CONTENT_TYPE_OPTIONS,
};
use reqwest::redirect::Policy;
use serde_json::json;
use vtj::population::InventedPerson;
use web::staff::session::{Cookies, Sessions};

/// The university's, whose import and learners are asked about.
pub const OWN: &str = "1.2.246.562.10.90000000011";
/// The school's.
pub const ANOTHER: &str = "1.2.246.562.10.90000000023";
/// Of nobody who asks.
const THIRD: &str = "1.2.246.562.10.90000000029";
/// Above both.
pub const ROOT: &str = "1.2.246.562.10.00000000001";
/// In the order of the table.
pub const PLACES: [&str; 3] = [OWN, ANOTHER, ROOT];
/// More conflicts than there are callers who may note one as checked.
const CONFLICTS: u32 = 14;
/// Surname of the learner without a hetu.
const SURNAME: &str = "Tavastjärvi";

/// Her e-mail identifier.
const EMAIL: &str = "lina@posti.example";
/// That of the other learner without a hetu.
const SPARE_EMAIL: &str = "spare@posti.example";

/// Rights, each with where it is held.
pub type Rights<'a> = &'a [(Right, &'a str)];

/// Somebody with a token, and signed in.
pub struct Holder {
    /// The token; empty for none.
    pub token: String,
    /// What a browser keeps of the session; empty for none.
    pub cookie: String,
    /// What the session's forms carry.
    pub csrf: String,
}

impl Holder {
    /// With what the path asks for alone.
    pub fn suited(self, path: &str) -> Holder {
        if is_page(path) { Holder { token: String::new(), ..self } } else { Holder { cookie: String::new(), ..self } }
    }
}

/// Somebody without token and session.
pub fn nobody() -> Holder {
    Holder { token: String::new(), cookie: String::new(), csrf: String::new() }
}

/// Is it a page for officials?
pub fn is_page(path: &str) -> bool {
    path == "/" || path.starts_with("/henkilo-ui")
}

/// The registry, an import of the university with what can be asked about it, and one of the school.
pub struct World {
    /// The registry.
    pub registry: Registry,
    http: reqwest::Client,
    sessions: Sessions,
    import: u64,
    /// The learner without a hetu, who belongs to the university alone.
    oid: String,
    /// Another learner of the university's without a hetu, whom programs change.
    spare: String,
    /// Position of the event that registered them.
    registered: u64,
    /// Somebody with a hetu, who does too.
    holder: InventedPerson,
    /// A surname as it was sent and as nobody has it.
    sent: String,
    /// The first row whose conflict is not noted as checked.
    pub row: Cell<u32>,
}

/// Whatever an answer holds, nobody on the way may keep it or take it for something else than it says. Assets, which hold
/// nothing personal and stand under a hash of what they are, may be kept.
fn assert_nobody_keeps(path: &str, headers: &HeaderMap) {
    let all = |name| headers.get_all(name).iter().map(|value| value.to_str().unwrap()).collect::<Vec<_>>();
    assert_eq!(all(X_CONTENT_TYPE_OPTIONS), ["nosniff"], "{path}");
    let kept: &[&str] = match path {
        "/henkilo-ui/assets/{asset}" => &["public, max-age=31536000, immutable"],
        _ if all(CONTENT_TYPE) == ["text/event-stream"] => &["no-cache"],
        _ => &["no-store"],
    };
    assert_eq!(all(CACHE_CONTROL), kept, "{path}");
}

/// What is to be done to the learner, who has no hetu: it is refused, but not for want of a right.
fn act(path: &str) -> String {
    let body = match path.rsplit('/').next().unwrap_or_default() {
        "hetu" => json!({"hetu": "nothing"}),
        "replacement" => json!({"hetu": "nothing", "former": "withdrawn"}),
        "removal" => json!({"former": "withdrawn"}),
        "identification" => json!({"no_finnish_hetu": false}),
        "passivation" => json!({"cause": "other"}),
        "revocation" => json!({"way": "official"}),
        "refresh" => json!({"user": "learner"}),
        "reassignment" => json!({"rows": []}),
        "request" => return String::new(),
        _ => json!({}),
    };
    body.to_string()
}

impl World {
    /// Starts and fills it.
    pub async fn build() -> World {
        let registry = Registry::start(On::Embedded).await;
        let (university, school) = (registry.university().await, registry.school().await);
        let hetuless = |surname: &str, passport: &str| Row {
            passport: Some(passport.to_owned()),
            ..foreign_row("Lina", surname, passport)
        };
        school.import_resolved(&[row_about(&registry.somebody(1), "pupil-1"), hetuless("Berg", "P1")]).await;
        university.import_resolved(&[row_about(&registry.somebody(2), "stu-2")]).await;
        // The school has a learner of the university's import in common with it, which opens nothing of that.
        assert_eq!(school.look_up(&row_about(&registry.somebody(2), "")).await.status, 200);
        registry.everybody_settled(SOON).await;
        let misspelled = |n: u32| {
            let mut row = row_about(&registry.somebody(2), &format!("again-{n}"));
            row.names.surname.push(char::from(b'a' + n as u8));
            row.names.surname.push('q');
            row
        };
        let mut rows: Vec<Row> = (0..CONFLICTS).map(misspelled).collect();
        let holder = registry.somebody(4);
        rows.push(row_about(&holder, "stu-4"));
        let sent = rows[0].names.surname.clone();
        rows.push(Row { email: Some(EMAIL.to_owned()), ..hetuless(SURNAME, "P2") });
        let import = university.import(&rows).await;
        university.resolved(import).await;
        let oid = oids(&university.number_rows(import).await).pop().unwrap();
        let spare = json!({"etunimet": "Sofia Maria", "kutsumanimi": "Sofia", "sukunimi": "Varalta"});
        let spare = university.register_learner(&spare).await.text;
        registry.everybody_settled(SOON).await;
        let secrets = SecretsFile::read(&registry.path("secrets.toml")).unwrap();
        let keys = secrets.session_keys().unwrap().unwrap();
        let sessions = Sessions { keys, cookies: Cookies { https: false } };
        let http = reqwest::Client::builder().redirect(Policy::none()).build().unwrap();
        let registers = |event: &events::OpenedEvent| {
            let registered = matches!(event.fact, events::Fact::PersonRegistered(_));
            registered && oid.parse().is_ok_and(|oid| event.recorded.envelope.tags.contains(&events::Tag::Person(oid)))
        };
        let registered = registry.events().iter().find(|event| registers(event)).unwrap().position().0;
        World { registry, http, sessions, import, oid, spare, holder, registered, sent, row: Cell::new(0) }
    }

    /// Somebody who signed in and took a token so many seconds ago.
    pub fn holder(&self, rights: Rights<'_>, age: i64) -> Holder {
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
        let caller = Caller { kind: CallerKind::Person, subject: subject.to_owned(), client: None, grants };
        let mut answer = HeaderMap::new();
        self.sessions.begin(&mut answer, &caller, "Aino Virkkula", now).unwrap();
        let kept = answer.get_all(SET_COOKIE).iter().map(|line| line.to_str().unwrap().split(';').next().unwrap());
        let cookie = kept.filter(|pair| !pair.ends_with('=')).collect::<Vec<_>>().join("; ");
        let request = HeaderMap::from_iter([(COOKIE, cookie.parse().unwrap())]);
        let open = self.sessions.open(&request, now).unwrap();
        let csrf = self.sessions.official(&open).unwrap().csrf;
        Holder { token, cookie, csrf }
    }

    /// Status, whether a token is asked for, and the text.
    pub async fn ask(&self, method: &str, path: &str, holder: &Holder) -> (u16, bool, String) {
        let url = format!("http://{}{}", self.registry.address(), self.filled(path));
        let request = self.http.request(method.parse().unwrap(), url);
        let request = if holder.token.is_empty() { request } else { request.bearer_auth(&holder.token) };
        let request = if holder.cookie.is_empty() { request } else { request.header(COOKIE, &holder.cookie) };
        let request = match self.body(method, path, &holder.csrf) {
            Some((kind, body)) => request.header(CONTENT_TYPE, kind).body(body),
            None => request,
        };
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        let challenged = response.headers().contains_key(WWW_AUTHENTICATE);
        assert_nobody_keeps(path, response.headers());
        let endless = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream");
        let text = if endless { String::new() } else { response.text().await.unwrap() };
        // A conflict is noted as checked once.
        if path.contains("{row}") && status < 400 {
            self.row.set(self.row.get() + 1);
            assert!(self.row.get() < CONFLICTS, "more may note conflicts than should");
        }
        (status, challenged, text)
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
            ("POST", "/henkilo/exists", _) => program(look_up_body(&row_about(&self.registry.somebody(5), ""))),
            ("POST", "/s2s/oidByEidas", _) => program(json!({"eidasTunniste": "DE/FI/nobody"}).to_string()),
            ("POST", "/henkilo" | "/s2s/findOrCreateHenkiloPerustieto", _) => {
                let person = json!({"etunimet": "Sofia Maria", "kutsumanimi": "Sofia", "sukunimi": "Novak"});
                program(person.to_string())
            }
            ("POST", "/henkilo/yhteystiedot", _) => program(json!({"henkiloOids": [self.oid]}).to_string()),
            ("POST", "/henkilo/henkiloPerustietosByHenkiloHetuList", _) => {
                program(json!([self.holder.hetu.as_str()]).to_string())
            }
            ("POST", path, _) if path.ends_with("List") || path.contains("kotikuntahistoria") => {
                program(json!([self.oid]).to_string())
            }
            ("PUT", "/henkilo", _) => {
                let update = json!({"oidHenkilo": self.spare, "asiointiKieli": {"kieliKoodi": "sv"}});
                program(update.to_string())
            }
            ("POST", path, _) if path.ends_with("/passinumerot") => program(json!(["P9"]).to_string()),
            ("POST", path, _) if path.ends_with("/identification") => {
                program(json!({"idpEntityId": "email", "identifier": SPARE_EMAIL}).to_string())
            }
            ("POST", path, _) if path.ends_with("link") => program(json!(["1.2.246.562.24.99999999999"]).to_string()),
            ("POST", "/internal/oppijahaku", _) => program(json!({"query": SURNAME, "page": 0}).to_string()),
            ("POST", path, _) if path.starts_with("/s2s/") => program(json!({"henkiloOids": [self.oid]}).to_string()),
            (
                "POST",
                _,
                "/api/v1/persons/{oid}/links"
                | "/api/v1/persons/{oid}/not-duplicates"
                | "/api/v1/persons/{oid}/not-duplicates/reopening",
            ) => program(json!({"other": self.oid}).to_string()),
            ("POST", _, "/api/v1/persons/{oid}/merges") => {
                program(json!({"other": self.oid, "words": "One person"}).to_string())
            }
            ("POST", _, "/api/v1/persons/{oid}/reversals") => {
                program(json!({"events": [self.registered], "words": "Two people"}).to_string())
            }
            ("POST", _, "/api/v1/passivations") => program(json!({"people": [self.oid], "cause": "other"}).to_string()),
            ("POST", _, "/api/v1/requests") => {
                program(json!({"kind": "passivate", "people": [self.oid], "words": "Needless"}).to_string())
            }
            ("POST", _, "/api/v1/candidates") => {
                program(json!({"first_names": "Lina Maria", "surname": SURNAME}).to_string())
            }
            ("POST", _, "/api/v1/changes/acknowledgements") => program(json!({"cursor": self.registered}).to_string()),
            ("POST", _, "/api/v1/changes/acknowledgements/removals") => {
                program(json!({"consumer": "gone"}).to_string())
            }
            ("POST", _, "/api/v1/imports/{import}/undo") => program(json!({"words": "The wrong file"}).to_string()),
            ("POST", _, "/api/v1/imports/{import}/unsent-rows") => {
                let faults = json!([{"field": "hetu", "fault": "hetu_date"}]);
                program(json!({"rows": [{"row": 1, "faults": faults}]}).to_string())
            }
            ("POST", _, "/api/v1/errors/search") => program(json!({"search": SURNAME}).to_string()),
            ("POST", _, path) if path.starts_with("/api/v1/persons/") => program(act(path)),
            ("POST", _, path) if path.starts_with("/henkilo-ui/oppija/") => form(format!(
                "csrf={csrf}&key=0123456789abcdef&teko={}",
                if path.ends_with("/hetu") { "lisaa" } else { "passivoi" }
            )),
            ("POST", _, path) if path.ends_with("/valitut") => form(format!("csrf={csrf}&oid={}", self.oid)),
            ("POST", _, path) if path.starts_with("/henkilo-ui/") => form(format!("csrf={csrf}")),
            ("POST", _, path) if path.ends_with("/token") => form("grant_type=client_credentials".to_owned()),
            _ => None,
        }
    }

    /// With values for the names in braces.
    pub fn filled(&self, text: &str) -> String {
        let asset = web::staff::assets::style().rsplit('/').next().unwrap_or_default();
        let (import, row, registered) =
            (self.import.to_string(), self.row.get().to_string(), self.registered.to_string());
        [
            ("{import}", import.as_str()),
            ("{oid}", &self.oid),
            ("{sent}", &self.sent),
            ("{surname}", SURNAME),
            ("{email}", EMAIL),
            ("{spare}", &self.spare),
            ("{provider}", "email"),
            ("{identifier}", SPARE_EMAIL),
            ("{municipality}", "091"),
            ("{hetu}", self.holder.hetu.as_str()),
            ("{holder}", &self.holder.surname),
            ("{row}", &row),
            ("{approval}", "1"),
            ("{registered}", &registered),
            ("{university}", OWN),
            ("{organisation}", THIRD),
            ("{page}", "import-report"),
            ("{asset}", asset),
            ("{nothing}", "no-such-page"),
        ]
        .into_iter()
        .fold(text.to_owned(), |text, (name, value)| text.replace(name, value))
    }
}
