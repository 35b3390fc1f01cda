//! What every command keeps to, whichever it is: a preview leaves no trace, a name repeats the outcome, and the answer
//! says where it stands in the log.

use app::caller::{Caller, CallerKind, Grant};
use app::commands::{Call, Outcome, RegisterLearner};
use events::RequestId;
use events::codes::{Channel, Right};
use events::person::{Names, PersonDetails};
use oppijaloki::generate::Row;
use oppijaloki_tests::client::{Client, row_about};
use oppijaloki_tests::server::{On, Registry, SOON};
use reqwest::Method;
use uuid::Uuid;

everywhere! {
    a_named_command_is_carried_out_once_and_answered_alike_also_after_a_restart,
    a_preview_tells_what_would_happen_and_is_confirmed_by_its_fingerprint,
}

on_both_journals! {
    a_preview_leaves_journal_and_vault_byte_for_byte_as_they_were,
}

/// An import of the university with rows that are spelled otherwise than the school's learners: from the second row on
/// all differ.
async fn import_with_conflicts(registry: &Registry) -> u64 {
    let known = |n| row_about(&registry.somebody(n), &format!("stu-{n}"));
    registry.school().await.import_resolved(&[known(1), known(2), known(3)]).await;
    registry.everybody_settled(SOON).await;
    let misspelled = |n: u64| {
        let mut row: Row = known(n);
        row.names.surname.push('x');
        row
    };
    let university = registry.university().await;
    let number = university.import(&[known(1), misspelled(2), misspelled(3)]).await;
    university.resolved(number).await;
    registry.everybody_settled(SOON).await;
    number
}

async fn review(client: &Client, number: u64, row: u32, headers: &[(&str, &str)]) -> (u16, String, Option<u64>) {
    let path = format!("/imports/{number}/conflicts/{row}/review");
    let answer = client.own_with(Method::POST, &path, headers, None).await;
    let position = answer.header("x-log-position").map(|at| at.parse().unwrap());
    (answer.status, answer.text, position)
}

async fn a_named_command_is_carried_out_once_and_answered_alike_also_after_a_restart(on: On) {
    let mut registry = Registry::start(on).await;
    let number = import_with_conflicts(&registry).await;
    let keeper = registry.oph().await;
    let key = ("Idempotency-Key", "\"11111111-2222-4333-8444-555555555555\"");
    let (status, text, position) = review(&keeper, number, 1, &[key]).await;
    assert_eq!(status, 204, "{text}");
    let noted = registry.event_after(0, "ConflictReviewed").await.position().0;
    assert_eq!(position, Some(noted), "the answer says where the note stands");
    // Whatever is appended meanwhile, the same request is answered alike; another one under the same key is not done.
    registry.university().await.import_resolved(&[row_about(&registry.somebody(5), "5")]).await;
    assert_eq!(review(&keeper, number, 1, &[key]).await, (204, String::new(), Some(noted)));
    let (status, text, _) = review(&keeper, number, 2, &[key]).await;
    assert_eq!(status, 422, "{text}");
    assert!(text.contains("urn:oppijaloki:problem:idempotency-key-reused") && text.contains("\"next\""), "{text}");
    registry.stop().await;
    registry.start_again().await;
    let keeper = registry.oph().await;
    assert_eq!(review(&keeper, number, 1, &[key]).await, (204, String::new(), Some(noted)));
    assert_eq!(review(&keeper, number, 2, &[key]).await.0, 422);
    assert_eq!(registry.count("ConflictReviewed"), 1);
    // Without the key, or under another one, it is another command, which finds that it is done.
    let another = ("Idempotency-Key", "another-key-of-mine");
    assert_eq!(review(&keeper, number, 1, &[]).await.0, 409);
    assert_eq!(review(&keeper, number, 1, &[another]).await.0, 409);
    assert_eq!(review(&keeper, number, 2, &[another]).await.0, 204, "a refusal uses no key up");
    assert_eq!(review(&keeper, number, 2, &[("Idempotency-Key", "short")]).await.0, 400);
}

async fn a_preview_tells_what_would_happen_and_is_confirmed_by_its_fingerprint(on: On) {
    let registry = Registry::start(on).await;
    let number = import_with_conflicts(&registry).await;
    let keeper = registry.oph().await;
    let preview = async |row: u32| {
        let path = format!("/imports/{number}/conflicts/{row}/review?preview=true");
        keeper.own(Method::POST, &path, None).await.ok()
    };
    let seen = preview(1).await;
    assert_eq!(seen["events"], serde_json::json!(["ConflictReviewed"]));
    assert_eq!(registry.count("ConflictReviewed"), 0);
    let tag = format!("\"{}\"", seen["fingerprint"].as_str().unwrap());
    assert_eq!(preview(1).await, seen, "the same world, the same fingerprint");
    let (status, text, _) = review(&keeper, number, 2, &[("If-Match", &tag)]).await;
    assert_eq!(status, 412, "the preview was another row's: {text}");
    assert!(text.contains("preview-changed") && text.contains("fingerprint"), "{text}");
    assert_eq!(review(&keeper, number, 1, &[("If-Match", &tag)]).await.0, 204);
    let refused = keeper.own(Method::POST, &format!("/imports/{number}/conflicts/1/review?preview=true"), None).await;
    assert_eq!(refused.status, 409, "a preview is refused as the command would be");
}

async fn a_preview_leaves_journal_and_vault_byte_for_byte_as_they_were(on: On) {
    let registry = Registry::start(on).await;
    registry.university().await.import_resolved(&[row_about(&registry.somebody(1), "1")]).await;
    registry.everybody_settled(SOON).await;
    let grant = Grant { organisation: "1.2.246.562.10.90000000011".parse().unwrap(), right: Right::Oppijoidentuonti };
    let (kind, subject) = (CallerKind::Service, "university".to_owned());
    let caller = Caller { kind, subject, client: None, grants: vec![grant] };
    // A new person with an identifier that nobody here has had: an OID, a handle and a key would have to be made.
    let names = Names { first_names: "Lina".into(), call_name: "Lina".into(), surname: "Tavastjärvi".into() };
    let details = PersonDetails { names, passports: vec!["XK4471209".to_owned()], ..PersonDetails::default() };
    let command = RegisterLearner::new(&caller, details, true);
    let call = || Call::new(caller.clone(), Channel::Api, RequestId(Uuid::new_v4()));
    let before = registry.precious_bytes().await;
    let Outcome::Previewed(first) = registry.app().preview(command.clone(), call()).await.unwrap() else {
        panic!("a preview");
    };
    let Outcome::Previewed(second) = registry.app().preview(command.clone(), call()).await.unwrap() else {
        panic!("a preview");
    };
    assert!(registry.precious_bytes().await == before, "journal and vault");
    assert_eq!(first.fingerprint, second.fingerprint, "chance is no part of it");
    let [person] = &first.impact.persons[..] else { panic!("one person: {:?}", first.impact) };
    let field = |name: &str| person.changes.iter().find(|change| change.field == name).unwrap().after.clone();
    assert!(person.new);
    assert_eq!((field("surname").as_str(), field("passports").as_str()), ("Tavastjärvi", "XK4471209"));
    assert_eq!(field("state"), "successful");
    // What was previewed is what is done, under an OID that was drawn.
    let confirmed = Call { confirms: Some(first.fingerprint), ..call() };
    let Outcome::Done { answer, .. } = registry.app().carry_out(command.clone(), confirmed).await.unwrap() else {
        panic!("it is done");
    };
    assert_eq!(registry.person(&answer.to_string()).await.person.passports, ["XK4471209"]);
    let refused = registry.app().preview(command, call()).await.unwrap();
    assert_eq!(refused.name(), "refused", "the number is in use now");
    let metrics = reqwest::get(format!("http://{}/metrics", registry.address())).await.unwrap().text().await.unwrap();
    for (outcome, times) in [("previewed", 2), ("done", 1), ("refused", 1)] {
        let line = format!(r#"oppijaloki_commands_total{{command="register_learner",outcome="{outcome}"}} {times}"#);
        assert!(metrics.contains(&line), "{line}: {metrics}");
    }
}
