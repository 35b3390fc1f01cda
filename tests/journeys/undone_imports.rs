//! A whole import is taken back: previewed, agreed to by a second official, carried out in parts, and what others rely on is
//! kept.

use oppijaloki::generate::Row;
use oppijaloki_tests::client::{Client, foreign_row};
use oppijaloki_tests::server::{IN_THE_END, On, Registry, SOON};
use oppijaloki_tests::visitor::Visitor;
use oppijaloki_tests::wait::wait_until;
use reqwest::Method;
use serde_json::{Value, json};

everywhere! {
    an_import_is_undone_and_what_others_rely_on_is_kept,
}

on_both_journals! {
    the_pages_of_an_undone_import_say_who_undid_it_and_why,
    a_request_about_a_number_that_became_void_is_named_before_and_refused_afterwards,
}

/// More than one part has.
const ROWS: usize = 85;

fn row(n: usize) -> Row {
    let letters: String = (0..3).map(|at| char::from(b'a' + (n / 7_usize.pow(at) % 7) as u8)).collect();
    Row {
        passport: Some(format!("PU{n:05}")),
        ..foreign_row(&format!("Okko{letters}"), &format!("Tyrni{letters}"), &format!("u-{n}"))
    }
}

async fn number_of_last_import(client: &Client) -> u64 {
    client.own_get("/imports").await["items"][0]["number"].as_u64().unwrap()
}

async fn send(client: &Client, path: &str, body: &Value, fingerprint: Option<&str>) -> (u16, Value) {
    let request = client.own_request(Method::POST, path).json(body);
    let request = match fingerprint {
        Some(fingerprint) => request.header("If-Match", format!("\"{fingerprint}\"")),
        None => request,
    };
    let response = request.send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap_or(Value::Null))
}

async fn an_import_is_undone_and_what_others_rely_on_is_kept(on: On) {
    let registry = Registry::start(on).await;
    let (university, school, keeper) = (registry.university().await, registry.school().await, registry.oph().await);
    let rows: Vec<Row> = (0..ROWS).map(row).collect();
    let oids = university.import_resolved(&rows).await;
    registry.everybody_settled(SOON).await;
    let number = number_of_last_import(&keeper).await;
    // A school sends the first learner too, and the second is corrected by an official.
    assert_eq!(school.import_resolved(&rows[..1]).await, oids[..1]);
    let corrected =
        keeper.own(Method::POST, &format!("/persons/{}/corrections", oids[1]), Some(json!({"language": "sv"}))).await;
    assert!(corrected.status < 300, "{}", corrected.text);
    registry.everybody_settled(SOON).await;
    let path = format!("/imports/{number}/undo");
    let plan = keeper.own_get(&path).await;
    assert_eq!((&plan["undone"], &plan["kept"], &plan["needs_second"]), (&json!(ROWS - 2), &json!(2), &json!(true)));
    let kept: Vec<(&Value, &Value)> =
        plan["rows"].as_array().unwrap().iter().map(|row| (&row["oid"], &row["because"])).collect();
    assert!(kept.contains(&(&json!(oids[0]), &json!("other_import"))), "{kept:?}");
    let others: Vec<&Value> = plan["rows"].as_array().unwrap().iter().map(|row| &row["import"]).collect();
    assert_eq!(others, [&json!(number_of_last_import(&keeper).await), &Value::Null], "the school's import is named");
    let body = json!({"words": "The wrong file was sent"});
    let (status, preview) = send(&keeper, &format!("{path}?preview=true"), &body, None).await;
    assert_eq!(status, 200, "{preview}");
    let (status, asked) = send(&keeper, &path, &body, preview["fingerprint"].as_str()).await;
    assert_eq!(status, 202, "{asked}");
    assert_eq!(registry.count("ImportUndoOrdered"), 0, "a second official must agree");
    let waiting = keeper.own_get("/approvals").await;
    let approval = waiting[0]["number"].as_u64().unwrap();
    let give = format!("/approvals/{approval}/give");
    let second = crate::approvals::keeper(&registry, crate::approvals::SECOND);
    let (status, given) = crate::approvals::confirmed(&second, &give, None).await;
    assert_eq!(status, 204, "{given}");
    wait_until("every part is undone", IN_THE_END, async || registry.count("ImportRowsUndone") == 2).await;
    registry.everybody_settled(SOON).await;
    let undone = keeper.own_get(&path).await;
    assert_eq!((&undone["undone"], &undone["kept"], &undone["left"]), (&json!(0), &json!(2), &Value::Null), "{undone}");
    let after = async |oid: &str| keeper.own_get(&format!("/persons/{oid}")).await["names"]["surname"].clone();
    assert_ne!(after(&oids[0]).await, json!(""), "what others rely on is kept");
    let told = async || university.own_get(&format!("/imports/{number}")).await["undo"].clone();
    assert_eq!(
        told().await,
        json!({"undone": ROWS - 2, "restored": 0, "kept": 2, "done": true}),
        "the sender hears of it"
    );
    // The history of a learner whom it created says by which order.
    let learner = keeper.own_get(&format!("/persons/{}/history?limit=100", oids[ROWS - 1])).await;
    let undone = learner["items"].as_array().unwrap().iter().find(|entry| entry["event"] == "Reversed").unwrap();
    assert_eq!(undone["undone_import"], json!(number), "{undone}");
    // The second part is taken back, and that is taken back too.
    for restored in [ROWS - 80, 0] {
        let last = registry.events().into_iter().rfind(|event| event.fact.event_type() == "Reversed").unwrap();
        let body = json!({"events": [last.position().0], "words": "They were right"});
        let path = format!("/persons/{}/reversals", oids[ROWS - 1]);
        let (status, answer) = crate::approvals::confirmed(&keeper, &path, Some(body)).await;
        assert_eq!(status, 201, "{answer}");
        registry.everybody_settled(SOON).await;
        let expected = json!({"undone": ROWS - 2 - restored, "restored": restored, "kept": 2, "done": true});
        assert_eq!(told().await, expected);
    }
    // The first part stands for many learners, so that two officials bring it back as two have undone it.
    let first = registry.events().into_iter().find(|event| event.fact.event_type() == "Reversed").unwrap();
    let body = json!({"events": [first.position().0], "words": "They were right"});
    let path = format!("/persons/{}/reversals", oids[2]);
    let (status, asked) = crate::approvals::confirmed(&keeper, &path, Some(body)).await;
    assert_eq!(status, 202, "{asked}");
    // Its identifiers are free: the next row with one registers somebody else.
    let again = university.import_resolved(&rows[2..3]).await;
    assert_ne!(again[0], oids[2]);
}

async fn the_pages_of_an_undone_import_say_who_undid_it_and_why(on: On) {
    let registry = Registry::start(on).await;
    let (university, school, keeper) = (registry.university().await, registry.school().await, registry.oph().await);
    let rows: Vec<Row> = (0..12).map(row).collect();
    let oids = university.import_resolved(&rows).await;
    registry.everybody_settled(SOON).await;
    let number = number_of_last_import(&keeper).await;
    school.import_resolved(&rows[..1]).await;
    registry.everybody_settled(SOON).await;
    let other = number_of_last_import(&keeper).await;
    let sign_in = async |who: &str| {
        let visitor = Visitor::new();
        let choice = visitor.visit(&format!("http://{}/henkilo-ui/omattiedot", registry.address())).await;
        visitor.submit(&choice.form(&format!("\"{who}\"")), &[]).await;
        visitor
    };
    let import = format!("http://{}/henkilo-ui/oppijoidentuonti/{number}", registry.address());
    let (first, second) = (sign_in("rekisterinpitaja").await, sign_in("toinen-rekisterinpitaja").await);
    let page = first.visit(&format!("{import}/kumoa")).await;
    let rests_on = format!("nojaa siihen: <a href=\"/henkilo-ui/oppijoidentuonti/{other}\">Tuonti {other}</a>");
    assert!(page.html.contains(&rests_on), "{}", page.html);
    let preview = first.submit(&page.form("/kumoa"), &[("words", "Väärä tiedosto")]).await;
    first.submit(&preview.form("fingerprint"), &[]).await;
    let waits = second.visit(&import).await;
    assert!(waits.html.contains("odottaa hyväksyntää, jonka voit antaa"), "{}", waits.html);
    let waiting = second.visit(&format!("http://{}/henkilo-ui/hyvaksynnat", registry.address())).await;
    let asked = registry.event_after(0, "ApprovalAsked").await.position();
    let preview = second.submit(&waiting.form(&format!("/hyvaksynnat/{asked}\"")), &[]).await;
    second.submit(&preview.form("fingerprint"), &[]).await;
    registry.event_after(0, "ImportRowsUndone").await;
    registry.everybody_settled(SOON).await;
    for page in [import.clone(), format!("{import}/kumoa")] {
        let page = first.visit(&page).await;
        for told in ["11 riviä on kumottu.", "kumoamista pyysi", "Sen hyväksyi", "Väärä tiedosto"] {
            assert!(page.html.contains(told), "{told}: {}", page.html);
        }
        assert!(!page.html.contains("ei ole muuttanut mitään"), "{}", page.html);
    }
    assert!(first.visit(&import).await.html.contains("Katso, voiko loputkin rivit kumota"));
    // Taking a part of it back says of which import, and of how many learners.
    let reversed = registry.event_after(0, "Reversed").await.position();
    let learner = format!("http://{}/henkilo-ui/oppija/{}", registry.address(), oids[1]);
    let form = first.visit(&format!("{learner}/peru?tapahtuma={reversed}")).await;
    let import = format!("Tuonnin {number} kumoaminen");
    assert!(form.html.contains(&import) && form.html.contains("11 oppijaa muuttuu"), "{}", form.html);
    // So does the page of the second official who agrees to that.
    let preview = first
        .submit(&form.form("value=\"peru\""), &[("events", &reversed.to_string()), ("words", "Oikea tiedosto")])
        .await;
    first.submit(&preview.form("fingerprint"), &[]).await;
    let asked = registry.event_after(asked.0, "ApprovalAsked").await.position();
    // It is asked for once, at whichever of the learners; their pages and the import's say that it waits.
    let another = format!("http://{}/henkilo-ui/oppija/{}", registry.address(), oids[2]);
    assert!(first.visit(&another).await.html.contains(&format!("#pyynto-{asked}\">Odottaa toista virkailijaa")));
    let form = first.visit(&format!("{another}/peru?tapahtuma={reversed}")).await;
    let said = [("events", reversed.to_string()), ("words", "Oikea tiedosto".to_owned())];
    let twice = first.submit(&form.form("value=\"peru\""), &[("events", &said[0].1), ("words", &said[1].1)]).await;
    assert!(twice.html.contains("Samaa on pyydetty jo"), "{}", twice.html);
    let of_import = format!("http://{}/henkilo-ui/oppijoidentuonti/{number}", registry.address());
    let waits = first.visit(&of_import).await;
    assert!(waits.html.contains("Tämän tuonnin kumoamisen peruminen odottaa toista virkailijaa"), "{}", waits.html);
    let waiting = second.visit(&format!("http://{}/henkilo-ui/hyvaksynnat", registry.address())).await;
    let preview = second.submit(&waiting.form(&format!("/hyvaksynnat/{asked}\"")), &[]).await;
    assert!(preview.html.contains(&import), "{}", preview.html);
    second.submit(&preview.form("fingerprint"), &[]).await;
    registry.everybody_settled(SOON).await;
    let restored = second.visit(&of_import).await;
    for told in ["11 riviä on taas voimassa", "Kumoamisen perumista pyysi", "Sen hyväksyi", "Oikea tiedosto"] {
        assert!(restored.html.contains(told), "{told}: {}", restored.html);
    }
    let history = second.visit(&another).await;
    assert!(history.html.contains(&format!("Perui tuonnin {number} kumoamisen")), "{}", history.html);
}

async fn a_request_about_a_number_that_became_void_is_named_before_and_refused_afterwards(on: On) {
    let registry = Registry::start(on).await;
    let (university, keeper) = (registry.university().await, registry.oph().await);
    let oids = university.import_resolved(&[row(0)]).await;
    registry.everybody_settled(SOON).await;
    let number = number_of_last_import(&keeper).await;
    let body = json!({"kind": "passivate", "people": oids, "words": "Not used", "unused_elsewhere": true});
    let opened = university.own(Method::POST, "/requests", Some(body)).await;
    let request = opened.json()["number"].as_u64().unwrap();
    let visitor = Visitor::new();
    let at = format!("http://{}/henkilo-ui", registry.address());
    let choice = visitor.visit(&format!("{at}/omattiedot")).await;
    visitor.submit(&choice.form("\"rekisterinpitaja\""), &[]).await;
    let page = visitor.visit(&format!("{at}/oppijoidentuonti/{number}/kumoa")).await;
    let preview = visitor.submit(&page.form("/kumoa"), &[("words", "Väärä tiedosto")]).await;
    assert!(preview.html.contains(&format!("Pyyntö {request}: Passivointi")), "{}", preview.html);
    visitor.submit(&preview.form("fingerprint"), &[]).await;
    registry.event_after(0, "ImportRowsUndone").await;
    registry.everybody_settled(SOON).await;
    let said = json!({"cause": "unused_number"});
    let refused = keeper.own(Method::POST, &format!("/requests/{request}/accept"), Some(said)).await;
    let told = (refused.status, &refused.json()["type"]);
    assert_eq!(told, (409, &json!("urn:oppijaloki:problem:request-person-void")), "{}", refused.text);
    let answer = json!({"words": "The number is void"});
    let refused = keeper.own(Method::POST, &format!("/requests/{request}/refuse"), Some(answer)).await;
    assert_eq!(refused.status, 204, "{}", refused.text);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_import_is_judged_once_for_all_who_look_at_it_and_anew_when_somebody_relies_on_it() {
    let registry = Registry::start(On::Embedded).await;
    let (university, school, keeper) = (registry.university().await, registry.school().await, registry.oph().await);
    let rows: Vec<Row> = (0..12).map(row).collect();
    let oids = university.import_resolved(&rows).await;
    registry.everybody_settled(SOON).await;
    let path = format!("/imports/{}/undo", number_of_last_import(&keeper).await);
    let times = || registry.app().timed()["judge_import"].times();
    let body = json!({"words": "The wrong file was sent"});
    let undone = async || {
        let plan = keeper.own_get(&path).await;
        let (status, preview) = send(&keeper, &format!("{path}?preview=true"), &body, None).await;
        assert_eq!(status, 200, "{preview}");
        (plan["undone"].as_u64().unwrap(), preview["fingerprint"].as_str().unwrap().to_owned())
    };
    let (all, fingerprint) = undone().await;
    assert_eq!((all, times()), (12, 1));
    assert_eq!(school.import_resolved(&rows[..1]).await, oids[..1]);
    registry.everybody_settled(SOON).await;
    let (status, moved) = send(&keeper, &path, &body, Some(&fingerprint)).await;
    assert_eq!((status, times()), (412, 2), "{moved}");
    let (fewer, fingerprint) = undone().await;
    assert_eq!((fewer, times()), (11, 2));
    let (status, asked) = send(&keeper, &path, &body, Some(&fingerprint)).await;
    assert_eq!((status, times()), (202, 2), "{asked}");
}
