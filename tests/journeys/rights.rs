//! Who may do what: every operation of the OpenAPI document with every kind of caller. An operation that has no line in
//! the table fails the test.

use std::collections::BTreeSet;

use oppijaloki_tests::client::{Client, look_up_body, row_about};
use oppijaloki_tests::server::{On, Registry, SOON};
use reqwest::Method;
use serde_json::{Value, json};
use web::auth::issuer::SigningKey;

on_both_journals! {
    every_operation_answers_every_kind_of_caller_as_the_table_says,
    only_tokens_that_hold_are_accepted,
    the_token_is_looked_at_before_the_body_and_the_body_before_the_right,
    an_organisation_sees_itself_and_what_lies_below,
}

const UNIVERSITY: &str = "1.2.246.562.10.90000000011";
/// A faculty of the university.
const FACULTY: &str = "1.2.246.562.10.90000000012";
const ANOTHER: &str = "1.2.246.562.10.90000000014";
const ROOT: &str = "1.2.246.562.10.00000000001";

/// Callers of the table, in the order of its columns: which roles they hold, and where.
const CALLERS: [(&str, &[&str], &str); 8] = [
    ("importer of the import's organisation", &["OPPIJOIDENTUONTI", "YLEISTUNNISTE_LUONTI"], UNIVERSITY),
    ("importer of another organisation", &["OPPIJOIDENTUONTI", "YLEISTUNNISTE_LUONTI"], ANOTHER),
    ("importer of whole learners alone", &["OPPIJOIDENTUONTI"], UNIVERSITY),
    ("importer of numbers alone", &["YLEISTUNNISTE_LUONTI"], UNIVERSITY),
    ("keeper at the root, no importer", &["REKISTERINPITAJA"], ROOT),
    ("auditor at the root", &["REKISTERINPITAJA_READ"], ROOT),
    ("keeper's role elsewhere", &["REKISTERINPITAJA", "REKISTERINPITAJA_READ"], UNIVERSITY),
    (
        "official without any of the rights",
        &["HENKILON_RU", "READ", "TUONTIDATA_READ", "VTJ_VERTAILUNAKYMA"],
        UNIVERSITY,
    ),
];

/// Operation, body, and the status for each of [`CALLERS`]. Lacking a right is 401, as in ONR; somebody else's import
/// is 403; whoever has no organisation to import into, or to look through, is told so with 400.
const TABLE: [(&str, &str, Sent, [u16; 8]); 16] = [
    ("PUT", "/oppija", Sent::Oppija, [200, 200, 200, 401, 400, 401, 400, 401]),
    ("PUT", "/yleistunniste", Sent::Yleistunniste, [200, 200, 401, 200, 401, 401, 401, 401]),
    ("GET", "/oppija/tuonti={id}", Sent::Nothing, [200, 403, 200, 401, 200, 200, 403, 401]),
    ("POST", "/oppija/tuonti={id}", Sent::Nothing, [200, 200, 200, 401, 200, 401, 200, 401]),
    ("GET", "/oppija/tuonti={id}/perustiedot", Sent::Nothing, [200, 200, 200, 401, 200, 200, 200, 401]),
    ("GET", "/yleistunniste/tuonti={id}", Sent::Nothing, [200, 403, 401, 200, 401, 401, 401, 401]),
    ("POST", "/yleistunniste/tuonti={id}", Sent::Nothing, [200, 200, 401, 200, 401, 401, 401, 401]),
    ("GET", "/yleistunniste/tuonti={id}/perustiedot", Sent::Nothing, [200, 200, 401, 200, 401, 401, 401, 401]),
    ("POST", "/yleistunniste/hae", Sent::LookUp, [200, 200, 401, 200, 401, 401, 401, 401]),
    ("GET", "/yleistunniste/hae/{oid}", Sent::Nothing, [200, 200, 401, 200, 401, 401, 401, 401]),
    ("POST", "/oppija", Sent::Learner, [200, 200, 200, 401, 200, 401, 200, 401]),
    ("GET", "/oppija/yhteenveto", Sent::Nothing, [200, 200, 200, 401, 200, 200, 400, 401]),
    ("GET", "/oppija/muuttuneet", Sent::Nothing, [200, 200, 200, 401, 200, 200, 400, 401]),
    ("GET", "/oppija/tuontikooste", Sent::Nothing, [200, 200, 200, 401, 200, 200, 200, 401]),
    ("GET", "/oppija/tuontidata/{id}", Sent::Nothing, [401, 401, 401, 401, 200, 200, 403, 200]),
    ("GET", "/internal/oppijoidentuonti/virheet", Sent::Nothing, [200, 200, 200, 401, 200, 200, 400, 401]),
];

#[derive(Clone, Copy)]
enum Sent {
    Nothing,
    Oppija,
    Yleistunniste,
    LookUp,
    Learner,
}

impl Sent {
    fn body(self, registry: &Registry) -> String {
        // Not the learner of the import: whoever has a learner in common with an import may see it.
        let row = row_about(&registry.somebody(2), "stu-2");
        match self {
            Sent::Nothing => String::new(),
            Sent::Oppija => oppijaloki::generate::to_oppija_json([&row], None),
            Sent::Yleistunniste => oppijaloki::generate::to_yleistunniste_json([&row], None),
            Sent::LookUp => look_up_body(&row),
            Sent::Learner => {
                json!({"etunimet": "Sofia Maria", "kutsumanimi": "Sofia", "sukunimi": "Novak"}).to_string()
            }
        }
    }
}

/// Claims of a token that holds, for somebody with these roles at an organisation.
fn claims(registry: &Registry, roles: &[&str], organisation: &str) -> Value {
    let now = registry.app().now().millis() / 1000;
    let roles: Vec<String> = roles.iter().map(|role| format!("OPPIJANUMEROREKISTERI_{role}")).collect();
    json!({
        "iss": registry.issuer(), "aud": "oppijaloki", "sub": "1.2.246.562.24.00000010252", "client_id": "test",
        "iat": now, "nbf": now, "exp": now + 600, "roles": {organisation: roles},
    })
}

fn signed(registry: &Registry, claims: &Value) -> Client {
    registry.with_token(Some(registry.signing_key().sign(claims).unwrap()))
}

/// An import of the university, and a person in it.
async fn imported(registry: &Registry) -> (u64, String) {
    let university = registry.university().await;
    let number = university.import(&[row_about(&registry.somebody(1), "stu-1")]).await;
    university.resolved(number).await;
    let oid = university.rows(number).await[0]["henkilo"]["oid"].as_str().unwrap().to_owned();
    (number, oid)
}

async fn every_operation_answers_every_kind_of_caller_as_the_table_says(on: On) {
    let registry = Registry::start(on).await;
    let (number, oid) = imported(&registry).await;
    let callers = CALLERS.map(|(_, roles, organisation)| signed(&registry, &claims(&registry, roles, organisation)));
    let mut expired = claims(&registry, CALLERS[0].1, UNIVERSITY);
    expired["exp"] = (registry.app().now().millis() / 1000 - 61).into();
    let nobody = [None, Some(registry.signing_key().sign(&expired).unwrap()), Some("garbage".to_owned())];
    let at = |path: &str| path.replace("{id}", &number.to_string()).replace("{oid}", &oid);
    registry.everybody_settled(SOON).await;
    let before = registry.head();
    for (method, path, sent, _) in TABLE {
        for token in &nobody {
            let client = registry.with_token(token.clone());
            let answer = client.send(method.parse().unwrap(), &at(path), sent.body(&registry)).await;
            let challenge = answer.header("www-authenticate");
            assert_eq!((answer.status, challenge), (401, Some("Bearer error=\"invalid_token\"")), "{method} {path}");
        }
    }
    assert_eq!(registry.head(), before, "nobody left something in the log");
    for (method, path, sent, expected) in TABLE {
        for (n, caller) in callers.iter().enumerate() {
            let answer = caller.send(method.parse().unwrap(), &at(path), sent.body(&registry)).await;
            assert_eq!(answer.status, expected[n], "{method} {path} for {}", CALLERS[n].0);
            assert_eq!(answer.header("www-authenticate"), None, "{method} {path} for {}", CALLERS[n].0);
        }
    }
    let listed: BTreeSet<_> = TABLE.map(|(method, path, ..)| (method.to_lowercase(), path.to_owned())).into();
    assert_eq!(listed, operations(), "the table and the OpenAPI document name the same operations");
}

fn operations() -> BTreeSet<(String, String)> {
    let document: Value = serde_json::from_str(&web::server::openapi()).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let of_path = |(path, methods): (&String, &Value)| -> Vec<(String, String)> {
        let methods = methods.as_object().unwrap().keys();
        let operations =
            methods.filter(|name| ["get", "put", "post", "delete", "patch", "head"].contains(&name.as_str()));
        operations.map(|method| (method.clone(), path.clone())).collect()
    };
    paths.iter().flat_map(of_path).collect()
}

async fn only_tokens_that_hold_are_accepted(on: On) {
    let registry = Registry::start(on).await;
    let now = registry.app().now().millis() / 1000;
    let path = "/oppija/yhteenveto";
    let good = claims(&registry, CALLERS[0].1, UNIVERSITY);
    assert_eq!(signed(&registry, &good).get(path).await.status, 200);
    let changes = [
        ("iss", json!("https://somebody.example")),
        ("aud", json!("another-service")),
        ("aud", Value::Null),
        ("sub", json!("")),
        ("exp", json!(now - 61)),
        ("exp", Value::Null),
        ("nbf", json!(now + 120)),
    ];
    for (claim, value) in changes {
        let mut wrong = good.clone();
        wrong[claim] = value.clone();
        assert_eq!(signed(&registry, &wrong).get(path).await.status, 401, "{claim} {value}");
    }
    // Another's key, a token without a signature, and one whose roles were changed after signing.
    let stranger = SigningKey::generate().ok().unwrap().sign(&good).unwrap();
    let own = registry.signing_key().sign(&good).unwrap();
    let parts: Vec<&str> = own.split('.').collect();
    let keeper = registry.signing_key().sign(&claims(&registry, &["REKISTERINPITAJA"], ROOT)).unwrap();
    let changed = format!("{}.{}.{}", parts[0], keeper.split('.').nth(1).unwrap(), parts[2]);
    // {"alg":"none"} in base64url.
    let unsigned = format!("eyJhbGciOiJub25lIn0.{}.", parts[1]);
    for token in [stranger, changed, unsigned, format!("{}.{}", parts[0], parts[1]), "a.b.c".to_owned(), String::new()]
    {
        let answer = registry.with_token(Some(token)).get(path).await;
        assert_eq!((answer.status, answer.header("www-authenticate").is_some()), (401, true));
    }
    let two = registry.with_token(Some(own.clone())).request(Method::GET, path).bearer_auth(&own).send().await.unwrap();
    assert_eq!(two.status().as_u16(), 401, "two tokens are none");
    // Tokens outlive a restart of the issuer, whose key is kept.
    assert_eq!(registry.with_token(Some(own)).get(path).await.status, 200);
}

async fn the_token_is_looked_at_before_the_body_and_the_body_before_the_right(on: On) {
    let registry = Registry::start(on).await;
    let anonymous = registry.with_token(None);
    let powerless = signed(&registry, &claims(&registry, &["HENKILON_RU"], UNIVERSITY));
    let bodies = [(Method::PUT, "/oppija"), (Method::PUT, "/yleistunniste"), (Method::POST, "/yleistunniste/hae")];
    for (method, path) in bodies.into_iter().chain([(Method::POST, "/oppija")]) {
        assert_eq!(anonymous.send(method.clone(), path, "{").await.status, 401, "{method} {path}");
        assert_eq!(powerless.send(method.clone(), path, "{").await.status, 400, "{method} {path}");
    }
    // Nothing but the compatible interface asks for a token.
    for path in ["/v3/api-docs", "/no/such/path"] {
        let expected = if path.starts_with("/v3") { 200 } else { 404 };
        assert_eq!(anonymous.get(path).await.status, expected, "{path}");
    }
    for path in ["/health/live", "/health/ready", "/metrics"] {
        let answer = reqwest::get(format!("http://{}{path}", registry.address())).await.unwrap();
        assert_eq!(answer.status().as_u16(), 200, "{path}");
    }
}

async fn an_organisation_sees_itself_and_what_lies_below(on: On) {
    let registry = Registry::start(on).await;
    let (number, _) = imported(&registry).await;
    let importer = |organisation| signed(&registry, &claims(&registry, CALLERS[0].1, organisation));
    let of_faculty = importer(FACULTY).import(&[row_about(&registry.somebody(2), "stu-2")]).await;
    importer(FACULTY).resolved(of_faculty).await;
    // In reports an organisation sees what lies below it; an import's rows are for exactly the granted one, as in ONR.
    let total = |client: Client| async move { client.summary("").await["yhteensa"].clone() };
    assert_eq!(total(importer(UNIVERSITY)).await, 2);
    assert_eq!(total(importer(FACULTY)).await, 1);
    assert_eq!(total(importer(ANOTHER)).await, 0);
    assert_eq!(total(importer(ROOT)).await, 2);
    let narrowed = importer(UNIVERSITY).summary(&format!("organisaatioOids={FACULTY}")).await;
    assert_eq!(narrowed["yhteensa"], 1);
    let elsewhere = importer(FACULTY).summary(&format!("organisaatioOids={ANOTHER},{UNIVERSITY}")).await;
    assert_eq!(elsewhere["yhteensa"], 0, "naming an organisation gives no right to it");
    for (organisation, import, expected) in
        [(FACULTY, number, 403), (UNIVERSITY, of_faculty, 403), (FACULTY, of_faculty, 200), (ANOTHER, of_faculty, 403)]
    {
        let answer = importer(organisation).get(&format!("/oppija/tuonti={import}")).await;
        assert_eq!(answer.status, expected, "{organisation}");
    }
}
