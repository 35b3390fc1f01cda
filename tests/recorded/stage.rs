//! The registry that is asked, its callers, and what happens around it between calls.

use std::collections::{BTreeMap, HashMap};

use app::Settings;
use app::organisations::OrganisationTree;
use oppijaloki::commands::demo::Surroundings;
use oppijaloki_tests::client::CONTEXT;
use oppijaloki_tests::server::{On, Registry};
use oppijaloki_tests::wait::wait_until;
use reqwest::header::HeaderName;
use reqwest::redirect::Policy;
use serde_json::{Value, json};
use vtj::stand_in::{Change, Fault};

use super::call::{Answer, Call};
use super::names::Names;

const ROOT: &str = "1.2.246.562.10.00000000001";
const ORGANISATION_A: &str = "1.2.246.562.10.11111111111";
const ORGANISATION_B: &str = "1.2.246.562.10.22222222222";
const IMPORTER: &[&str] = &["OPPIJOIDENTUONTI", "YLEISTUNNISTE_LUONTI"];

/// A role of the recording: its subject, and what is granted where.
type Role = (&'static str, &'static str, &'static [(&'static str, &'static [&'static str])]);

const ROLES: [Role; 18] = [
    ("importer", "1.2.246.562.24.10000000001", &[(ORGANISATION_A, IMPORTER)]),
    ("importerB", "1.2.246.562.24.10000000002", &[(ORGANISATION_B, IMPORTER)]),
    ("oppijatuoja", "1.2.246.562.24.10000000003", &[(ORGANISATION_A, &["OPPIJOIDENTUONTI"])]),
    ("yleistunniste", "1.2.246.562.24.10000000004", &[(ORGANISATION_A, &["YLEISTUNNISTE_LUONTI"])]),
    ("tuontidata", "1.2.246.562.24.10000000005", &[(ORGANISATION_A, &["OPPIJOIDENTUONTI", "TUONTIDATA_READ"])]),
    ("keeper", "1.2.246.562.24.20000000001", &[(ROOT, &["REKISTERINPITAJA"])]),
    ("keeperOrg", "1.2.246.562.24.20000000002", &[(ORGANISATION_A, &["REKISTERINPITAJA"])]),
    ("readall", "1.2.246.562.24.20000000003", &[(ROOT, &["REKISTERINPITAJA_READ"])]),
    ("keeperImport", "1.2.246.562.24.20000000004", &[(ROOT, &["REKISTERINPITAJA"]), (ORGANISATION_A, IMPORTER)]),
    ("keeperEidas", "1.2.246.562.24.20000000005", &[(ROOT, &["REKISTERINPITAJA", "EIDAS_HENKILON_LUONTI"])]),
    ("reader", "1.2.246.562.24.30000000001", &[(ROOT, &["READ"])]),
    ("henkiloRu", "1.2.246.562.24.30000000002", &[(ROOT, &["HENKILON_RU"])]),
    ("henkiloRuOrg", "1.2.246.562.24.30000000003", &[(ORGANISATION_A, &["HENKILON_RU"])]),
    (
        "virkailija",
        "1.2.246.562.24.30000000004",
        &[(ROOT, &["MANUAALINEN_YKSILOINTI", "DUPLIKAATTINAKYMA", "VTJ_VERTAILUNAKYMA", "YKSILOINNIN_PURKU"])],
    ),
    ("duplicateRead", "1.2.246.562.24.30000000005", &[(ROOT, &["DUPLICATE_READ"])]),
    ("kotikunta", "1.2.246.562.24.30000000006", &[(ROOT, &["KOTIKUNTAHISTORIA", "TURVAKIELTOKOTIKUNTAHISTORIA"])]),
    ("palvelukayttaja", "1.2.246.562.24.30000000007", &[(ROOT, &["/KAYTTOOIKEUS_PALVELUKAYTTAJA_CRUD"])]),
    ("none", "1.2.246.562.24.30000000008", &[]),
];

/// Before which call somebody was registered, their OID and surname there, and whether an official had identified them.
const NEWCOMERS: [(u32, &str, &str, bool); 7] = [
    (349, "1.2.246.562.24.18024362541", "Linkki", false),
    (349, "1.2.246.562.24.11448893156", "Linkki", false),
    (349, "1.2.246.562.24.96802416440", "Linkkinen", false),
    (349, "1.2.246.562.24.50883881797", "Linkkila", false),
    (349, "1.2.246.562.24.33943465180", "Linkkola", false),
    (373, "1.2.246.562.24.61252738334", "Pakko", true),
    (373, "1.2.246.562.24.79362309629", "Pakkonen", true),
];

/// See the module.
pub struct Stage {
    registry: Registry,
    http: reqwest::Client,
    tokens: HashMap<String, String>,
    /// Our tickets and sessions by those of the recording.
    tickets: HashMap<String, String>,
    sessions: HashMap<String, String>,
}

impl Stage {
    /// A fresh registry. As there, nobody is identified by itself, and the hetus of the recording are not test hetus.
    pub async fn set() -> Stage {
        let organisations = json!({"organisaatiot": [
            {"oid": ORGANISATION_A, "nimi": {"fi": "A"}, "children": [
                {"oid": "1.2.246.562.10.11111111112", "nimi": {"fi": "A1"}},
            ]},
            {"oid": ORGANISATION_B, "nimi": {"fi": "B"}},
        ]});
        let organisations = OrganisationTree::parse(&organisations.to_string()).unwrap();
        let settings = Settings { test_hetus: 999..=999, register_requests: 0, ..Settings::default() };
        let surroundings = Surroundings { organisations, settings, cas: true, ..Surroundings::default() };
        let registry = Registry::start_with(On::Embedded, surroundings).await;
        let http = reqwest::Client::builder().redirect(Policy::none()).build().unwrap();
        let (tokens, tickets, sessions) = (HashMap::new(), HashMap::new(), HashMap::new());
        Stage { registry, http, tokens, tickets, sessions }
    }

    /// Asks what a call asked.
    pub async fn ask(&mut self, call: &Call, names: &mut Names) -> Answer {
        self.before(call);
        self.before_by_officials(call, names).await;
        self.newcomers(call, names).await;
        let mut path = names.path_in_ours(&call.path);
        if let Some((before, ticket)) = call.path.split_once("ticket=") {
            path = format!("{}ticket={}", names.path_in_ours(before), self.ticket(ticket).await);
        }
        let url = format!("http://{}{path}", self.registry.address());
        let mut request = self.http.request(call.method.parse().unwrap(), url);
        if let Some(role) = call.role.as_deref().filter(|_| !call.request_headers.contains_key("Authorization")) {
            request = request.bearer_auth(self.token(role));
        }
        for (name, value) in &call.request_headers {
            let name: HeaderName = name.parse().unwrap();
            let value = match name.as_str() {
                "authorization" => self.authorization(call, value),
                "cassecurityticket" => self.ticket(value).await,
                "cookie" => self.cookie(value),
                _ => value.clone(),
            };
            request = request.header(name, value);
        }
        request = match &call.request_body {
            Value::Null => request,
            Value::String(text) if text.contains("5001 unknown") => {
                let oid = |n: u32| format!("1.2.246.562.24.9{n:010}");
                let request = request.header("content-type", "application/json");
                request.body(serde_json::to_string(&(0..5001).map(oid).collect::<Vec<_>>()).unwrap())
            }
            Value::String(text) => request.body(text.clone()),
            value => request.body(names.in_ours(&value.to_string())),
        };
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        let header = |(name, value): (&HeaderName, &reqwest::header::HeaderValue)| {
            (name.as_str().to_owned(), self.with_recorded_hosts(value.to_str().unwrap()))
        };
        let headers: BTreeMap<String, String> = response.headers().iter().map(header).collect();
        let content_type = headers.get("content-type").cloned();
        if let (Some(theirs), Some(ours)) = (call.headers.get("Set-Cookie"), headers.get("set-cookie")) {
            self.sessions.insert(session_in(theirs), session_in(ours));
        }
        let answer = Answer { status, content_type, headers, body: response.text().await.unwrap() };
        self.imports_are_done(call, &answer).await;
        answer
    }

    /// What changed around the existing registry before a call.
    fn before(&self, call: &Call) {
        let register = self.registry.register();
        let change = |change: Value| {
            let change: Change = serde_json::from_value(change).unwrap();
            register.change(change).unwrap();
        };
        let add = |hetu: &str, first_names: &str, call_name: &str, surname: &str| {
            let names = json!({"first_names": first_names, "call_name": call_name, "surname": surname});
            let mut add = json!({"change": "add", "hetu": hetu});
            add.as_object_mut().unwrap().extend(names.as_object().unwrap().clone());
            change(add);
        };
        let fails_once = || {
            let fault: Fault = serde_json::from_value(json!({"next": [{"status": 500}]})).unwrap();
            register.set_fault(fault).unwrap();
        };
        match call.n {
            137 => add("080806A907D", "Vilma Tuulia", "Vilma", "Vtjläinen"),
            142 => {
                add("090906A908W", "Passiivi", "Passiivi", "Passiivinen");
                change(json!({"change": "passivate", "hetu": "090906A908W"}));
            }
            143 | 153 => fails_once(),
            332 => change(json!({"change": "remove", "hetu": "020590-932L"})),
            333 => {
                let person = json!({
                    "change": "add", "hetu": "020590-932L", "first_names": "Vahva Uusi", "call_name": "Uusi",
                    "surname": "Vtjnimi", "language": "sv", "nationalities": ["246", "752"],
                });
                change(person);
            }
            340 => {
                change(json!({"change": "replace_hetu", "old": "020590-932L", "new": "060590-936A"}));
                change(json!({"change": "remove", "hetu": "060590-936A"}));
                let person = json!({
                    "change": "add", "hetu": "060590-936A", "first_names": "Vahva Uusi", "call_name": "Uusi",
                    "surname": "Vtjnimi", "language": "fi", "nationalities": ["246"],
                });
                change(person);
                change(json!({"change": "protect", "hetu": "060590-936A"}));
            }
            _ => {}
        }
    }

    /// What happened there by itself, or by a flag of the caller's, and is done here by somebody who says so.
    async fn before_by_officials(&mut self, call: &Call, names: &Names) {
        match call.n {
            // A person without a hetu whom nobody resembles.
            11 => self.as_keeper("1.2.246.562.24.84098385999", "yksiloihetuton", names).await,
            // Somebody who came as identified by the register.
            182 => {
                let names_there = json!({"first_names": "Vahva Yksi", "call_name": "Vahva", "surname": "Yksilöity"});
                let mut add = json!({"change": "add", "hetu": "020590-932L"});
                add.as_object_mut().unwrap().extend(names_there.as_object().unwrap().clone());
                self.registry.register().change(serde_json::from_value(add).unwrap()).unwrap();
                self.as_keeper("1.2.246.562.24.18751528001", "yksiloi", names).await;
            }
            _ => {}
        }
    }

    /// People whom the recording's own preparations registered between two calls.
    async fn newcomers(&mut self, call: &Call, names: &mut Names) {
        for (before, oid, surname, is_identified) in NEWCOMERS {
            if before != call.n {
                continue;
            }
            let person = json!({"etunimet": "Kaisa Kerttu", "kutsumanimi": "Kaisa", "sukunimi": surname});
            let url = format!("http://{}{CONTEXT}/henkilo", self.registry.address());
            let token = self.token("keeper");
            let response = self.http.post(url).bearer_auth(token).json(&person).send().await.unwrap();
            assert_eq!(response.status(), 201, "{surname}");
            names.stand_for(oid, &response.text().await.unwrap());
            if is_identified {
                self.as_keeper(oid, "yksiloihetuton", names).await;
            }
        }
    }

    /// The keeper has something done to a person.
    async fn as_keeper(&mut self, oid: &str, what: &str, names: &Names) {
        let url = format!("http://{}{CONTEXT}/henkilo/{}/{what}", self.registry.address(), names.in_ours(oid));
        let token = self.token("keeper");
        let response = self.http.post(url).bearer_auth(token).send().await.unwrap();
        assert_eq!(response.status(), 200, "{what}");
    }

    /// Rows are resolved after an import is answered; later calls are about what became of them.
    async fn imports_are_done(&self, call: &Call, answer: &Answer) {
        let is_import = call.method == "PUT" && ["/oppija", "/yleistunniste"].contains(&call.place());
        if !is_import || answer.status != 200 {
            return;
        }
        let number = serde_json::from_str::<Value>(&answer.body).unwrap()["id"].as_u64().unwrap();
        let importer = self.registry.oph().await;
        let done = async || importer.rows_done(number).await.is_some_and(|(done, _)| done);
        wait_until("the import's rows are resolved", oppijaloki_tests::server::IN_THE_END, done).await;
    }

    /// A ticket of ours for each of the recording; one that was none there is none here.
    async fn ticket(&mut self, recorded: &str) -> String {
        if recorded == "ST-bad" || self.tickets.contains_key(recorded) {
            return self.tickets.get(recorded).cloned().unwrap_or_else(|| recorded.to_owned());
        }
        let service = format!("http://{}{CONTEXT}/j_spring_cas_security_check", self.registry.address());
        let ticket = self.registry.cas_ticket("demo-oph", &service).await;
        self.tickets.insert(recorded.to_owned(), ticket.clone());
        ticket
    }

    fn cookie(&self, recorded: &str) -> String {
        let session = session_in(recorded);
        format!("JSESSIONID={}", self.sessions.get(&session).unwrap_or(&session))
    }

    /// Our hosts by the names that they have in the recording.
    fn with_recorded_hosts(&self, value: &str) -> String {
        let cas = self.registry.cas();
        let hosts = [
            (cas.trim_end_matches("/cas").to_owned(), "http://cas.example"),
            (format!("http://{}", self.registry.address()), "http://onr.example"),
        ];
        let encoded = |host: &str| host.replace(':', "%3A").replace('/', "%2F");
        hosts.iter().fold(value.to_owned(), |value, (ours, theirs)| {
            value.replace(ours, theirs).replace(&encoded(ours), &encoded(theirs))
        })
    }

    fn authorization(&mut self, call: &Call, recorded: &str) -> String {
        let Some((scheme, token)) = recorded.split_once(' ') else { return recorded.to_owned() };
        let token = match token {
            "<token of role>" => self.token(call.role.as_deref().expect("a role")),
            "<garbage>" => "abc".to_owned(),
            "<expired 2 h ago>" => self.signed("keeper", |claims| claims["exp"] = (self.now() - 7200).into()),
            "<expired 30 s ago>" => self.signed("keeper", |claims| claims["exp"] = (self.now() - 30).into()),
            "<of another issuer>" => self.signed("keeper", |claims| claims["iss"] = "http://elsewhere".into()),
            "<without exp>" => self.signed("keeper", |claims| drop(claims.as_object_mut().unwrap().remove("exp"))),
            "<without roles>" => self.signed("keeper", |claims| drop(claims.as_object_mut().unwrap().remove("roles"))),
            "<without sub>" => self.signed("keeper", |claims| drop(claims.as_object_mut().unwrap().remove("sub"))),
            "<of role>" => self.token("keeper"),
            other => other.to_owned(),
        };
        format!("{scheme} {token}")
    }

    fn token(&mut self, role: &str) -> String {
        if let Some(token) = self.tokens.get(role) {
            return token.clone();
        }
        let token = self.signed(role, |_| {});
        self.tokens.insert(role.to_owned(), token.clone());
        token
    }

    /// Seconds since 1970.
    fn now(&self) -> i64 {
        self.registry.app().now().millis() / 1000
    }

    fn signed(&self, role: &str, change: impl Fn(&mut Value)) -> String {
        let (_, subject, grants) = ROLES.iter().find(|(name, ..)| *name == role).expect("a role");
        let name = |right: &&str| match right.strip_prefix('/') {
            Some(whole) => whole.to_owned(),
            None => format!("OPPIJANUMEROREKISTERI_{right}"),
        };
        let roles: BTreeMap<&str, Vec<String>> =
            grants.iter().map(|(place, rights)| (*place, rights.iter().map(name).collect())).collect();
        let mut claims = json!({
            "iss": self.registry.issuer(), "aud": "oppijaloki", "sub": subject, "client_id": role,
            "iat": self.now() - 10_000, "nbf": self.now() - 10_000, "exp": self.now() + 3_600, "roles": roles,
        });
        change(&mut claims);
        self.registry.signing_key().sign(&claims).unwrap()
    }
}

/// The session in a cookie.
fn session_in(cookie: &str) -> String {
    let session = cookie.split_once("JSESSIONID=").map_or("", |(_, session)| session);
    session.split(';').next().unwrap_or_default().to_owned()
}
