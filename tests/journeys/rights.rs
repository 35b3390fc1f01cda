//! Who calls: which tokens hold, in which order a request is looked at, and how far a right reaches. What each right
//! opens stands in `permissions`.

use events::Actor;
use events::codes::Right;
use oppijaloki::generate::Row;
use oppijaloki_tests::client::{Client, foreign_row, oids, row_about};
use oppijaloki_tests::server::{On, Registry};
use reqwest::Method;
use serde_json::{Value, json};
use web::auth::issuer::SigningKey;

everywhere! {
    only_tokens_that_hold_are_accepted,
    the_token_is_looked_at_before_the_body_and_the_body_before_the_right,
    an_organisation_sees_itself_and_what_lies_below,
    a_learner_in_common_opens_nobody_elses_import,
    another_organisations_learner_is_answered_like_one_that_nobody_has,
    events_say_by_which_right_and_for_whom_somebody_acted,
}

const UNIVERSITY: &str = "1.2.246.562.10.90000000011";
/// A faculty of the university.
const FACULTY: &str = "1.2.246.562.10.90000000012";
const ANOTHER: &str = "1.2.246.562.10.90000000014";
const ROOT: &str = "1.2.246.562.10.00000000001";

const IMPORTER: &[&str] = &["OPPIJOIDENTUONTI", "YLEISTUNNISTE_LUONTI"];

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

/// An import of the university.
async fn imported(registry: &Registry) -> u64 {
    let university = registry.university().await;
    let number = university.import(&[row_about(&registry.somebody(1), "stu-1")]).await;
    university.resolved(number).await;
    number
}

async fn only_tokens_that_hold_are_accepted(on: On) {
    let registry = Registry::start(on).await;
    let now = registry.app().now().millis() / 1000;
    let path = "/oppija/yhteenveto";
    let good = claims(&registry, IMPORTER, UNIVERSITY);
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
        let expected = if path.starts_with("/v3") { 200 } else { 401 };
        assert_eq!(anonymous.get(path).await.status, expected, "{path}");
    }
    for path in ["/health/live", "/health/ready", "/metrics"] {
        let answer = reqwest::get(format!("http://{}{path}", registry.address())).await.unwrap();
        assert_eq!(answer.status().as_u16(), 200, "{path}");
    }
}

async fn an_organisation_sees_itself_and_what_lies_below(on: On) {
    let registry = Registry::start(on).await;
    let number = imported(&registry).await;
    let importer = |organisation| signed(&registry, &claims(&registry, IMPORTER, organisation));
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

/// A look-up and a matching row on either path: anyone who joins a learner so sees that learner, and nothing of the import
/// that brought them here.
async fn a_learner_in_common_opens_nobody_elses_import(on: On) {
    let registry = Registry::start(on).await;
    let (university, school, oph) = (registry.university().await, registry.school().await, registry.oph().await);
    let rows: Vec<Row> = (1..5).map(|n| row_about(&registry.somebody(n), &format!("student-{n}"))).collect();
    let number = university.import(&rows).await;
    university.resolved(number).await;
    let oids = oids(&university.number_rows(number).await);
    let closed = async |after: &str| {
        for path in [format!("/oppija/tuonti={number}"), format!("/yleistunniste/tuonti={number}")] {
            assert_eq!(school.get(&path).await.status, 403, "{path} after {after}");
        }
        for path in ["", "/rows", "/conflicts"] {
            let answer = school.own(Method::GET, &format!("/imports/{number}{path}"), None).await;
            assert_eq!(answer.status, 403, "{path} after {after}");
        }
        let listed = school.get(&format!("/oppija/tuontikooste?id={number}")).await.ok();
        assert_eq!(listed["totalElements"], 0, "after {after}");
        let listed = school.own_get(&format!("/imports?number={number}")).await;
        assert_eq!(listed["items"], json!([]), "after {after}");
    };
    closed("nothing").await;
    assert_eq!(school.look_up(&rows[0]).await.ok()["oid"], *oids[0]);
    closed("a look-up").await;
    let own = school.import(&[row_about(&registry.somebody(2), "pupil-2")]).await;
    school.resolved(own).await;
    closed("a row that matched").await;
    let by_numbers = school.import_numbers(&[row_about(&registry.somebody(3), "pupil-3")]).await;
    school.resolved(by_numbers).await;
    closed("a row of numbers that matched").await;
    // The learners in common are seen, by what the school itself sent; the fourth is not, and OPH sees every row.
    assert_eq!(school.rows(own).await[0]["henkilo"]["oid"], *oids[1]);
    let person = async |oid: &str| school.own(Method::GET, &format!("/persons/{oid}"), None).await.status;
    for (oid, expected) in oids.iter().zip([200, 200, 200, 404]) {
        assert_eq!(person(oid).await, expected, "{oid}");
    }
    for seen in [university.rows(number).await, oph.rows(number).await] {
        assert_eq!(seen.len(), rows.len());
    }
}

/// A caller with several grants: role and organisation of each.
fn granted(registry: &Registry, grants: &[(&str, &str)]) -> Client {
    let mut claims = claims(registry, &[], ROOT);
    let role = |role: &str| json!([format!("OPPIJANUMEROREKISTERI_{role}")]);
    claims["roles"] = grants.iter().map(|(right, organisation)| ((*organisation).to_owned(), role(right))).collect();
    signed(registry, &claims)
}

/// The newest event of a type: under which right, and for which organisations.
fn acted(registry: &Registry, event_type: &str) -> (Option<Right>, Vec<String>) {
    let event = registry.events().into_iter().rfind(|event| event.fact.event_type() == event_type).unwrap();
    let meta = &event.recorded.envelope.meta;
    assert_eq!(meta.actor, Actor::Service("1.2.246.562.24.00000010252".to_owned()));
    (meta.right, meta.organisations.iter().map(ToString::to_string).collect())
}

async fn another_organisations_learner_is_answered_like_one_that_nobody_has(on: On) {
    let registry = Registry::start(on).await;
    let theirs =
        registry.school().await.import_resolved(&[row_about(&registry.somebody(1), "pupil-1")]).await.remove(0);
    let nobodys = "1.2.246.562.24.00000000007";
    let roles =
        ["OPPIJOIDENTUONTI", "HENKILON_RU", "MANUAALINEN_YKSILOINTI", "VTJ_VERTAILUNAKYMA", "DUPLIKAATTINAKYMA"];
    let official = signed(&registry, &claims(&registry, &roles, UNIVERSITY));
    let (change, one) = (json!({"hetu": "140398-9457"}), json!({"other": theirs}));
    let asked: [(Method, &str, Option<Value>); 9] = [
        (Method::GET, "", None),
        (Method::GET, "/history", None),
        (Method::GET, "/candidates", None),
        (Method::GET, "/comparison", None),
        (Method::GET, "/rows", None),
        (Method::POST, "/hetu", Some(change)),
        (Method::POST, "/identification/request", None),
        (Method::POST, "/not-duplicates", Some(one.clone())),
        (Method::POST, "/links", Some(one)),
    ];
    for (method, path, body) in asked {
        let answer = async |oid: &str| {
            let answer = official.own(method.clone(), &format!("/persons/{oid}{path}"), body.clone()).await;
            (answer.status, answer.text)
        };
        let foreign = answer(&theirs).await;
        assert_eq!(foreign, answer(nobodys).await, "{method} {path}");
        assert_eq!(foreign.0, 404, "{method} {path}");
    }
    assert_eq!(registry.count("HetuAssigned"), 0);
}

async fn events_say_by_which_right_and_for_whom_somebody_acted(on: On) {
    let registry = Registry::start(on).await;
    // Anyone who imports for several organisations acts for all of them.
    let row = row_about(&registry.somebody(1), "stu-1");
    let both =
        granted(&registry, &[("OPPIJOIDENTUONTI", ANOTHER), ("HENKILON_RU", ROOT), ("OPPIJOIDENTUONTI", FACULTY)]);
    both.resolved(both.import(std::slice::from_ref(&row)).await).await;
    for event_type in ["ImportReceived", "PersonRegistered"] {
        let (right, organisations) = acted(&registry, event_type);
        assert_eq!((right, organisations.len()), (Some(Right::Oppijoidentuonti), 2), "{event_type}");
        assert!([ANOTHER, FACULTY].iter().all(|one| organisations.contains(&(*one).to_owned())), "{event_type}");
    }
    // A conflict is noted by the grant that reaches the import, not by the first one that is held anywhere.
    let differing = Row { names: foreign_row("Olavi", "Tervasmäki", "").names, ..row };
    let faculty = granted(&registry, &[("OPPIJOIDENTUONTI", FACULTY)]);
    let number = faculty.import(&[differing.clone(), differing]).await;
    faculty.resolved(number).await;
    let noted = async |row: u32, grants: &[(&str, &str)]| {
        let path = format!("/imports/{number}/conflicts/{row}/review");
        assert_eq!(granted(&registry, grants).own(Method::POST, &path, None).await.status, 204);
        acted(&registry, "ConflictReviewed")
    };
    let reaching = [("TUONTIDATA_READ", ANOTHER), ("TUONTIDATA_READ", UNIVERSITY), ("REKISTERINPITAJA", ROOT)];
    assert_eq!(noted(0, &reaching).await, (Some(Right::TuontidataRead), vec![UNIVERSITY.to_owned()]));
    let keeper = [("TUONTIDATA_READ", ANOTHER), ("REKISTERINPITAJA", ROOT)];
    assert_eq!(noted(1, &keeper).await, (Some(Right::Rekisterinpitaja), vec![ROOT.to_owned()]));
}
