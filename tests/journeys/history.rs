//! A learner whom many rows name: their history comes in pages, and nobody takes all places for such reads.

use app::caller::{Caller, CallerKind};
use app::places::Place;
use oppijaloki::generate::Row;
use oppijaloki_tests::client::{Client, row_about};
use oppijaloki_tests::server::{On, Registry, SOON};
use oppijaloki_tests::visitor::{Page, Visitor};
use reqwest::Method;
use serde_json::{Value, json};

everywhere! {
    a_long_history_comes_in_pages_that_say_the_same_as_the_whole,
    conflicts_stand_beside_what_was_held_before_each_row,
}

on_both_journals! {
    whoever_finds_no_place_is_asked_to_come_back_and_nobody_else_is,
    an_official_turns_the_pages_of_a_history_and_looks_back_from_any_of_them,
}

const ROOT: &str = "1.2.246.562.10.00000000001";

/// A program of OPH with a name of its own.
fn keeper(registry: &Registry, subject: &str) -> Client {
    let now = registry.app().now().millis() / 1000;
    let roles: Vec<String> =
        ["REKISTERINPITAJA", "TUONTIDATA_READ"].map(|role| format!("OPPIJANUMEROREKISTERI_{role}")).into();
    let claims = json!({
        "iss": registry.issuer(), "aud": "oppijaloki", "sub": subject, "client_id": "test",
        "iat": now, "nbf": now, "exp": now + 600, "roles": {ROOT: roles},
    });
    registry.with_token(Some(registry.signing_key().sign(&claims).unwrap()))
}

/// Rows about one learner, every other one spelled a little differently.
fn rows(registry: &Registry, count: usize) -> Vec<Row> {
    let row = |n: usize| {
        let mut row = row_about(&registry.somebody(1), &format!("stu-{n}"));
        row.names.surname.extend((n % 2 == 1).then_some('x'));
        row
    };
    (0..count).map(row).collect()
}

/// The learner: sent by the university, identified, sent by the school, and by the university again. Gives the OID and the
/// numbers of the imports.
async fn much_sent(registry: &Registry) -> (String, [u64; 3]) {
    let (university, school) = (registry.university().await, registry.school().await);
    let mut numbers = [0; 3];
    for (n, (sender, count)) in [(&university, 13), (&school, 9), (&university, 22)].into_iter().enumerate() {
        numbers[n] = sender.import(&rows(registry, count)).await;
        sender.resolved(numbers[n]).await;
        registry.everybody_settled(SOON).await;
    }
    let oid = university.rows(numbers[0]).await[0]["henkilo"]["oid"].as_str().unwrap().to_owned();
    (oid, numbers)
}

async fn walk(client: &Client, path: &str, limit: usize) -> Vec<Value> {
    let (mut found, mut after) = (Vec::new(), String::new());
    loop {
        let page = client.own_get(&format!("{path}?limit={limit}{after}")).await;
        let items = page["items"].as_array().unwrap();
        assert!(items.len() <= limit && (page["next"].is_null() || items.len() == limit));
        found.extend(items.clone());
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => return found,
        }
    }
}

async fn a_long_history_comes_in_pages_that_say_the_same_as_the_whole(on: On) {
    let registry = Registry::start(on).await;
    let (oid, _) = much_sent(&registry).await;
    let oph = registry.oph().await;
    let path = format!("/persons/{oid}/history");
    let whole = walk(&oph, &path, 100).await;
    let events: Vec<&str> = whole.iter().map(|entry| entry["event"].as_str().unwrap()).collect();
    let count = |name: &str| events.iter().filter(|event| **event == name).count();
    assert_eq!((events[0], count("ImportRowResolved"), count("OrganisationJoined")), ("PersonRegistered", 44, 1));
    assert_eq!((whole.len(), count("IdentifiedFromRegister")), (47, 1));
    assert!(whole.is_sorted_by_key(|entry| entry["position"].as_u64()));
    // Whatever changed the learner says so, on whichever page it stands; rows change nothing.
    for entry in &whole {
        assert_eq!(entry["changes"] != json!([]), entry["event"] != "ImportRowResolved", "{}", entry["event"]);
    }
    for limit in [1, 7, 14, 46] {
        assert_eq!(walk(&oph, &path, limit).await, whole, "in pages of {limit}");
    }
    let usual = oph.own_get(&path).await;
    assert_eq!((usual["items"].as_array().unwrap().as_slice(), &usual["total"]), (&whole[..20], &Value::Null));
    for (query, parameter) in [("limit=0", "limit"), ("limit=101", "limit"), ("after=x", "after"), ("as_of=x", "")] {
        let refused = oph.own(Method::GET, &format!("{path}?{query}"), None).await;
        assert_eq!((refused.status, &refused.json()["parameter"]), (400, &parameter.into()), "{query}");
    }
    // The learner is the same without their history, and as it stood at a row.
    let now = oph.own_get(&format!("/persons/{oid}")).await;
    assert_eq!((&now["position"], &now["status"]), (&whole[46]["position"], &"successful".into()));
    let tenth = whole[9]["position"].as_u64().unwrap();
    let then = oph.own_get(&format!("/persons/{oid}?at={tenth}")).await;
    assert_eq!(
        (&then["position"], &then["organisations"]),
        (&tenth.into(), &whole[0]["changes"][organisations(&whole[0])]["after"])
    );
}

/// Where the change of organisations stands among an entry's.
fn organisations(entry: &Value) -> usize {
    let changes = entry["changes"].as_array().unwrap();
    changes.iter().position(|change| change["field"] == "organisations").unwrap()
}

async fn conflicts_stand_beside_what_was_held_before_each_row(on: On) {
    let registry = Registry::start(on).await;
    let university = registry.university().await;
    let first = Row { names: rows(&registry, 2)[1].names.clone(), ..rows(&registry, 1).remove(0) };
    // Registered by a misspelled name, and identified by another one later: before that, and after, rows differ.
    let number = university.import(std::slice::from_ref(&first)).await;
    university.resolved(number).await;
    registry.everybody_settled(SOON).await;
    let number = university.import(&rows(&registry, 6)).await;
    university.resolved(number).await;
    registry.everybody_settled(SOON).await;
    let keeper = keeper(&registry, "1.2.246.562.24.00000010252");
    let path = format!("/imports/{number}/conflicts");
    let whole = walk(&keeper, &path, 100).await;
    let real = registry.somebody(1).surname;
    assert_eq!(whole.iter().map(|line| line["row"].as_u64().unwrap()).collect::<Vec<_>>(), [1, 3, 5]);
    for line in &whole {
        assert_eq!(
            (&line["sent"]["names"]["surname"], &line["kinds"]),
            (&format!("{real}x").into(), &json!(["spelling"]))
        );
        assert_eq!((&line["then"]["names"]["surname"], &line["now"]), (&real.as_str().into(), &line["then"]));
    }
    for limit in [1, 2] {
        assert_eq!(walk(&keeper, &path, limit).await, whole);
    }
    // Two at the same time: one notes it, the other is told so.
    let review = || keeper.own(Method::POST, "/imports/0/conflicts/0/review", None);
    assert_eq!(review().await.status, 404);
    let note = async |row: u32| keeper.own(Method::POST, &format!("{path}/{row}/review"), None).await.status;
    let (one, other) = tokio::join!(note(1), note(1));
    assert_eq!([one.min(other), one.max(other)], [204, 409]);
    assert_eq!((note(3).await, note(2).await, note(99).await), (204, 409, 409));
    let lines = walk(&keeper, &path, 2).await;
    let checked: Vec<bool> = lines.iter().map(|line| !line["checked"].is_null()).collect();
    assert_eq!((checked, registry.count("ConflictReviewed")), (vec![true, true, false], 2));
    let details = keeper.own_get(&format!("/imports/{number}")).await;
    let kinds = json!([{"kind": "spelling", "rows": 3}]);
    assert_eq!((&details["conflicts_checked"], &details["conflict_kinds"]), (&2.into(), &kinds));
    let take_back = async |row: u32| keeper.own(Method::DELETE, &format!("{path}/{row}/review"), None).await.status;
    assert_eq!((take_back(1).await, take_back(1).await, take_back(5).await), (204, 409, 409));
    let lines = walk(&keeper, &path, 100).await;
    assert!(lines[0]["checked"].is_null() && !lines[1]["checked"].is_null());
    assert_eq!(keeper.own_get(&format!("/imports/{number}")).await["conflicts_checked"], 1);
    assert_eq!(note(1).await, 204, "it may be checked again");

    // The sender's own official sees no more than that they differ, and compares with their own register.
    let sender = registry.university().await;
    assert_eq!(sender.own(Method::GET, &path, None).await.status, 403);
    let review = async |method: Method| sender.own(method, &format!("{path}/5/review"), None).await.status;
    assert_eq!(review(Method::POST).await, 204);
    let rows = sender.own_get(&format!("/imports/{number}/rows?filter=conflicts")).await;
    let checked: Vec<bool> = rows["items"].as_array().unwrap().iter().map(|row| !row["checked"].is_null()).collect();
    assert_eq!(checked, [true, true, true]);
    assert_eq!((review(Method::DELETE).await, review(Method::DELETE).await), (204, 409));
    let school = registry.school().await;
    assert_eq!(school.own(Method::POST, &format!("{path}/5/review"), None).await.status, 403);
}

async fn whoever_finds_no_place_is_asked_to_come_back_and_nobody_else_is(on: On) {
    let registry = Registry::start(on).await;
    let (oid, numbers) = much_sent(&registry).await;
    let (busy, other) = ("1.2.246.562.24.00000010252", "1.2.246.562.24.00000010265");
    let (of_busy, of_other) = (keeper(&registry, busy), keeper(&registry, other));
    let paths =
        [format!("/persons/{oid}"), format!("/persons/{oid}/history"), format!("/imports/{}/conflicts", numbers[0])];
    let taken = all_places(&registry, busy);
    assert_eq!(taken.len(), 32);
    for path in &paths {
        let refused = of_busy.own(Method::GET, path, None).await;
        assert_eq!((refused.status, refused.header("retry-after")), (503, Some("5")), "{path}");
        assert_eq!(refused.json()["type"], "urn:oppijaloki:problem:unavailable");
    }
    drop(taken);
    for path in &paths {
        for client in [&of_busy, &of_other] {
            assert_eq!(client.own(Method::GET, path, None).await.status, 200, "{path}");
        }
    }
}

/// Every place that one caller may have.
fn all_places(registry: &Registry, subject: &str) -> Vec<Place> {
    let caller = Caller { kind: CallerKind::Service, subject: subject.to_owned(), client: None, grants: Vec::new() };
    let places = registry.app().history_reads();
    std::iter::from_fn(|| places.take(&caller).ok()).collect()
}

fn at(registry: &Registry, path: &str) -> String {
    format!("http://{}{path}", registry.address())
}

/// Positions of the entries of a page, as they stand on it.
fn entries(page: &Page) -> Vec<u64> {
    page.html
        .split("<li id=\"tapahtuma-")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().parse().unwrap())
        .collect()
}

/// Where the link leads in whose tag a text stands.
fn link(page: &Page, tag: &str) -> Option<String> {
    let link = page.html.split("<a ").find(|link| link.split('>').next().unwrap().contains(tag))?;
    let href = link.split("href=\"").nth(1)?.split('"').next()?.replace("&#38;", "&");
    Some(page.address.join(&href).unwrap().to_string())
}

async fn an_official_turns_the_pages_of_a_history_and_looks_back_from_any_of_them(on: On) {
    let registry = Registry::start(on).await;
    let (oid, _) = much_sent(&registry).await;
    let mut expected: Vec<u64> = walk(&registry.oph().await, &format!("/persons/{oid}/history"), 100)
        .await
        .iter()
        .map(|entry| entry["position"].as_u64().unwrap())
        .collect();
    expected.reverse();
    let visitor = Visitor::new();
    let choice = visitor.visit(&at(&registry, &format!("/henkilo-ui/oppija/{oid}"))).await;
    let first = visitor.submit(&choice.form("\"rekisterinpitaja\""), &[]).await;
    let (mut seen, mut page) = (entries(&first), first);
    assert_eq!((seen.len(), link(&page, "rel=\"prev\"")), (20, None));
    while let Some(next) = link(&page, "rel=\"next\"") {
        let before = page.address.clone();
        page = visitor.visit(&next).await;
        seen.extend(entries(&page));
        let back = visitor.visit(&link(&page, "rel=\"prev\"").unwrap()).await;
        assert_eq!((back.address.path(), back.address.query()), (before.path(), before.query()));
    }
    assert_eq!(seen, expected);
    // On the last page, as the learner stood at the first entry: the page stays, and leads back to now.
    let registered = *expected.last().unwrap();
    let stood = visitor.visit(&link(&page, &format!("tapahtuma={registered}")).unwrap()).await;
    assert_eq!(entries(&stood), entries(&page));
    assert!(stood.html.contains("Kesken: VTJ:n vastausta odotetaan</span>"), "{}", stood.html);
    // From elsewhere one comes to the first page, and from there to the entry.
    let stood = visitor.visit(&at(&registry, &format!("/henkilo-ui/oppija/{oid}?tapahtuma={registered}"))).await;
    assert_eq!(entries(&stood), expected[..20]);
    let to_entry = link(&stood, &format!("#tapahtuma-{registered}\"")).unwrap();
    assert_eq!(entries(&visitor.visit(&to_entry).await), [registered]);
    // Everything that led to another entry is linked, on whichever page it is: identified because they were registered.
    let identified = visitor.visit(&at(&registry, &format!("/henkilo-ui/oppija/{oid}?koko=50"))).await;
    assert!(identified.html.contains(&format!("href=\"#tapahtuma-{registered}\"")));
    let _taken = all_places(&registry, "1.2.246.562.24.00000020037");
    let refused = visitor.visit(&at(&registry, &format!("/henkilo-ui/oppija/{oid}"))).await;
    assert_eq!((refused.status, refused.headers.get("retry-after").unwrap().to_str().unwrap()), (503, "5"));
}
