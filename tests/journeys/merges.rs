//! Two learners whom the register has confirmed turn out to be one: only its word merges them, two officials agree, every
//! hetu leads on, and a reversal puts both back exactly.

use events::codes::LinkReason;
use events::{Fact, Hetu};
use oppijaloki::generate::Row;
use oppijaloki_tests::client::{Client, row_about};
use oppijaloki_tests::server::{IN_THE_END, On, Registry, SOON};
use oppijaloki_tests::visitor::Visitor;
use oppijaloki_tests::wait::wait_until;
use reqwest::Method;
use serde_json::{Value, json};
use vtj::stand_in::{Change, Fault};

use crate::approvals::{FIRST, SECOND, confirmed, keeper};

everywhere! {
    two_officials_merge_whom_the_register_says_are_one_and_a_reversal_puts_both_back,
    nobody_is_merged_against_the_registers_word_or_without_it,
    what_has_changed_between_asking_and_agreeing_is_not_merged,
    after_a_merge_the_register_is_asked_by_the_hetu_in_force_whoever_is_addressed,
}

on_both_journals! {
    the_refusal_of_a_link_leads_to_the_page_on_which_they_are_merged,
    an_acceptance_that_waits_is_told_of_at_its_request_and_ends_with_it,
    what_cannot_be_approved_is_refused_where_it_waits_and_whoever_asked_is_told,
}

/// Two learners whom the register knew as two persons and has confirmed.
struct Two {
    /// The older number, and its hetu.
    old: (String, Hetu),
    young: (String, Hetu),
}

impl Two {
    async fn verified(registry: &Registry) -> Two {
        let somebody = registry.somebody(1);
        let second = other_hetu(&somebody.hetu, 988);
        let (first_names, surname) = (somebody.first_names.clone(), somebody.surname.clone());
        let added = Change::Add {
            hetu: second,
            first_names,
            call_name: None,
            surname,
            former_surnames: vec![],
            sex: None,
            language: None,
            nationalities: None,
            birth_date: None,
        };
        registry.register().change(added).unwrap();
        let university = registry.university().await;
        let old = university.import_resolved(&[row_about(&somebody, "stu-1")]).await.remove(0);
        registry.everybody_settled(SOON).await;
        let young = university.import_resolved(&[row_of(registry, second)]).await.remove(0);
        registry.everybody_settled(SOON).await;
        for oid in [&old, &young] {
            assert!(registry.person(oid).await.person.is_in_register());
        }
        Two { old: (old, somebody.hetu), young: (young, second) }
    }

    /// From now on the register has one person, whose newer hetu is the younger number's.
    fn are_one(&self, registry: &Registry) {
        registry.register().change(Change::Remove { hetu: self.young.1 }).unwrap();
        registry.register().change(Change::ReplaceHetu { old: self.old.1, new: self.young.1 }).unwrap();
    }

    fn path(&self) -> String {
        format!("/persons/{}/merges", self.young.0)
    }

    fn body(&self) -> Value {
        json!({"other": self.old.0, "words": "DVV has corrected the hetu"})
    }
}

fn other_hetu(hetu: &Hetu, individual: u16) -> Hetu {
    Hetu::compose(hetu.birth_date(), hetu.as_str().chars().nth(6).unwrap(), individual).unwrap()
}

fn row_of(registry: &Registry, hetu: Hetu) -> Row {
    Row { hetu: Some(hetu.as_str().to_owned()), ..row_about(&registry.somebody(1), "stu-2") }
}

fn problem(name: &str) -> Value {
    format!("urn:oppijaloki:problem:{name}").into()
}

async fn learner(client: &Client, oid: &str) -> Value {
    let mut learner = client.own_get(&format!("/persons/{oid}")).await;
    learner.as_object_mut().unwrap().remove("position");
    learner
}

fn last(registry: &Registry, kind: &str) -> u64 {
    let found = registry.events().into_iter().rev().find(|event| event.fact.event_type() == kind);
    found.unwrap().position().0
}

async fn two_officials_merge_whom_the_register_says_are_one_and_a_reversal_puts_both_back(on: On) {
    let registry = Registry::start(on).await;
    let two = Two::verified(&registry).await;
    let (first, second) = (keeper(&registry, FIRST), keeper(&registry, SECOND));
    let before = [learner(&first, &two.old.0).await, learner(&first, &two.young.0).await];
    let (links, other) = (format!("/persons/{}/links", two.old.0), json!({"other": two.young.0}));
    let refused = first.own(Method::POST, &links, Some(other)).await;
    assert_eq!(refused.json()["type"], problem("both-verified"));
    two.are_one(&registry);
    // What would change is shown first: the older number heads, and its hetu becomes a former one.
    let preview = first.own(Method::POST, &format!("{}?preview=true", two.path()), Some(two.body())).await.ok();
    assert_eq!(preview["needs_second_official"], json!(true));
    assert_eq!(preview["events"], json!(["HetuRemoved", "PersonLinked"]));
    let of = |oid: &str| {
        let persons = preview["persons"].as_array().unwrap().iter();
        let fields = persons.filter(|person| person["oid"] == oid).flat_map(|person| person["changes"].as_array());
        fields.flatten().map(|change| (change["field"].clone(), change["after"].clone())).collect::<Vec<_>>()
    };
    assert!(of(&two.old.0).contains(&(json!("hetu"), json!(two.young.1.as_str()))), "{preview}");
    assert!(of(&two.old.0).contains(&(json!("superseded_hetus"), json!(two.old.1.as_str()))), "{preview}");
    assert!(of(&two.young.0).contains(&(json!("oppijanumero"), json!(two.old.0))), "{preview}");

    let (status, asked) = confirmed(&first, &two.path(), Some(two.body())).await;
    assert_eq!((status, registry.count("PersonLinked")), (202, 0), "{asked}");
    let give = format!("/approvals/{}/give", asked["approval"]);
    let own = first.own(Method::POST, &give, None).await;
    assert_eq!((own.status, &own.json()["type"]), (409, &problem("own-approval")));
    let waiting = second.own_get("/approvals").await;
    assert_eq!((&waiting[0]["command"], &waiting[0]["reason"]), (&json!("merge_verified"), &two.body()["words"]));
    let both = [&waiting[0]["person"], &waiting[0]["other"]];
    assert!(both.contains(&&json!(two.old.0)) && both.contains(&&json!(two.young.0)), "{waiting}");
    let (status, answer) = confirmed(&second, &give, None).await;
    assert_eq!(status, 204, "{answer}");
    registry.everybody_settled(SOON).await;

    let events = registry.events();
    let merge = events.iter().rev().find(|event| matches!(event.fact, Fact::PersonLinked(_))).unwrap();
    let Fact::PersonLinked(with) = &merge.fact else { panic!("a link") };
    assert_eq!((with.data.reason, with.data.to.to_string()), (LinkReason::VerifiedMerged, two.old.0.clone()));
    assert!(merge.recorded.envelope.meta.register.is_some(), "it says in which answer the register said so");
    let merged = learner(&first, &two.old.0).await;
    assert_eq!(merged["hetu"], json!(two.young.1.as_str()));
    assert_eq!(merged["superseded_hetus"], json!([two.old.1.as_str()]));
    // Either hetu leads to the one number, whoever sends it.
    let school = registry.school().await;
    for hetu in [two.old.1, two.young.1] {
        let number = school.import(&[row_of(&registry, hetu)]).await;
        school.resolved(number).await;
        registry.everybody_settled(SOON).await;
        let row = school.rows(number).await.remove(0);
        assert_eq!(row["henkilo"]["oppijanumero"], json!(two.old.0), "{row}");
        assert_eq!((&row["henkilo"]["hetu"], &row["conflict"]), (&json!(two.young.1.as_str()), &json!(false)));
    }

    // Reversed, each is what they were; what came since stays where it came.
    let reversals = format!("/persons/{}/reversals", two.young.0);
    let reversal = json!({"events": [merge.position().0], "words": "Two after all"});
    assert_eq!(confirmed(&first, &reversals, Some(reversal)).await.0, 201);
    registry.everybody_settled(SOON).await;
    for (oid, before) in [&two.old.0, &two.young.0].into_iter().zip(&before) {
        let now = learner(&first, oid).await;
        for field in ["oppijanumero", "hetu", "superseded_hetus", "names", "state", "birth_date", "members", "head"] {
            assert_eq!(now[field], before[field], "{field} of {oid}");
        }
        assert_eq!(now["organisations"].as_array().unwrap().len(), 2, "the school has sent each of them");
    }
    // The reversal is reversed likewise.
    let again = json!({"events": [last(&registry, "Reversed")], "words": "One after all"});
    let (status, asked) = confirmed(&first, &reversals, Some(again)).await;
    assert_eq!(status, 202, "two agree to a merge, also to its return: {asked}");
    let (status, answer) = confirmed(&second, &format!("/approvals/{}/give", asked["approval"]), None).await;
    assert_eq!(status, 204, "{answer}");
    registry.everybody_settled(SOON).await;
    let merged = learner(&first, &two.old.0).await;
    assert_eq!((&merged["hetu"], merged["members"].as_array().map(Vec::len)), (&json!(two.young.1.as_str()), Some(1)));
}

async fn after_a_merge_the_register_is_asked_by_the_hetu_in_force_whoever_is_addressed(on: On) {
    let registry = Registry::start(on).await;
    let two = Two::verified(&registry).await;
    two.are_one(&registry);
    let (first, second) = (keeper(&registry, FIRST), keeper(&registry, SECOND));
    let (_, asked) = confirmed(&first, &two.path(), Some(two.body())).await;
    let (status, answer) = confirmed(&second, &format!("/approvals/{}/give", asked["approval"]), None).await;
    assert_eq!(status, 204, "{answer}");
    registry.everybody_settled(SOON).await;
    // The hetu in force is the member's; the keeper sees the head.
    for (surname, addressed) in [("Lumijärvi", &two.old.0), ("Suvijärvi", &two.young.0)] {
        let (hetu, surname) = (two.young.1, surname.to_owned());
        let change = Change::Rename { hetu, first_names: None, call_name: None, surname: Some(surname.clone()) };
        registry.register().change(change).unwrap();
        let refresh = async || {
            let path = format!("/persons/{addressed}/refresh");
            first.own(Method::POST, &path, Some(json!({"user": "learner"}))).await
        };
        let done = refresh().await;
        assert_eq!(done.status, 204, "{}", done.text);
        assert_eq!(learner(&first, &two.old.0).await["names"]["surname"], json!(surname));
        let again = refresh().await;
        assert_eq!((again.status, &again.json()["type"]), (409, &problem("register-says-the-same")));
    }
}

async fn nobody_is_merged_against_the_registers_word_or_without_it(on: On) {
    let registry = Registry::start(on).await;
    let two = Two::verified(&registry).await;
    let first = keeper(&registry, FIRST);
    let refused = async |name: &str| {
        let answer = first.own(Method::POST, &two.path(), Some(two.body())).await;
        assert_eq!((answer.status, &answer.json()["type"]), (409, &problem(name)), "{}", answer.text);
        assert!(answer.json()["next"].is_string());
    };
    refused("merge-register-says-two").await;
    registry.register().change(Change::Remove { hetu: two.young.1 }).unwrap();
    refused("merge-register-silent").await;
    // A third record holds the hetu that the register has now.
    registry.register().change(Change::ReplaceHetu { old: two.old.1, new: two.young.1 }).unwrap();
    let third = other_hetu(&two.old.1, 987);
    let other = Row { hetu: Some(third.as_str().to_owned()), ..row_about(&registry.somebody(1), "stu-3") };
    let holder = registry.university().await.import_resolved(&[other]).await.remove(0);
    registry.everybody_settled(SOON).await;
    registry.register().change(Change::ReplaceHetu { old: two.young.1, new: third }).unwrap();
    refused("record-hetu-in-use").await;
    let unconfirmed = json!({"other": holder, "words": "One person"});
    let answer = first.own(Method::POST, &two.path(), Some(unconfirmed)).await;
    assert_eq!((answer.status, &answer.json()["type"]), (409, &problem("merge-not-verified")));
    let answer = first.own(Method::POST, &two.path(), Some(json!({"other": two.old.0, "words": " "}))).await;
    assert_eq!((answer.status, &answer.json()["type"]), (422, &problem("merge-needs-words")));
    // The register is away: nothing is decided, and it is told when to come again.
    registry.register().set_fault(Fault { status: Some(503), ..Fault::default() }).unwrap();
    let away = first.own(Method::POST, &two.path(), Some(two.body())).await;
    assert_eq!(away.status, 503, "{}", away.text);
    assert_eq!((registry.count("PersonLinked"), registry.count("ApprovalAsked")), (0, 0));
}

async fn what_has_changed_between_asking_and_agreeing_is_not_merged(on: On) {
    let registry = Registry::start(on).await;
    let two = Two::verified(&registry).await;
    two.are_one(&registry);
    let (first, second) = (keeper(&registry, FIRST), keeper(&registry, SECOND));
    let ask = async || {
        let (status, asked) = confirmed(&first, &two.path(), Some(two.body())).await;
        assert_eq!(status, 202, "{asked}");
        format!("/approvals/{}/give", asked["approval"])
    };
    // Somebody sends one of them in meanwhile.
    let give = ask().await;
    registry.school().await.import_resolved(&[row_about(&registry.somebody(1), "pupil")]).await;
    let changed = second.own(Method::POST, &give, None).await;
    assert_eq!((changed.status, &changed.json()["type"]), (409, &problem("approval-changed")));
    let refuse = give.replace("/give", "/refuse");
    assert_eq!(second.own(Method::POST, &refuse, Some(json!({"reason": "it has changed"}))).await.status, 204);
    // The register is asked again when the second official agrees: away, or of another mind, nothing is merged.
    let give = ask().await;
    registry.register().set_fault(Fault { status: Some(503), ..Fault::default() }).unwrap();
    assert_eq!(second.own(Method::POST, &give, None).await.status, 503);
    registry.register().reset_faults();
    registry.register().change(Change::Passivate { hetu: two.young.1 }).unwrap();
    // Each node tries the register again in its own time.
    let refused = async || {
        let answer = second.own(Method::POST, &give, None).await;
        (answer.status, answer.json()["type"].clone()) == (409, problem("merge-register-silent"))
    };
    wait_until("the register is asked again, and says nothing of the kind", IN_THE_END, refused).await;
    assert_eq!(registry.count("PersonLinked"), 0);
}

async fn the_refusal_of_a_link_leads_to_the_page_on_which_they_are_merged(on: On) {
    let registry = Registry::start(on).await;
    let two = Two::verified(&registry).await;
    two.are_one(&registry);
    let visitor = Visitor::who_reads("sv");
    let at = |path: &str| format!("http://{}{path}", registry.address());
    let choice = visitor.visit(&at("/henkilo-ui/omattiedot")).await;
    visitor.submit(&choice.form("\"rekisterinpitaja\""), &[]).await;
    let page = visitor.visit(&at(&format!("/henkilo-ui/oppija/{}/duplikaatit", two.old.0))).await;
    let refused = visitor.submit(&page.form("value=\"linkita\""), &[("other_oid", &two.young.0)]).await;
    let lead = format!("/henkilo-ui/oppija/{}/yhdistaminen?toinen={}", two.old.0, two.young.0);
    assert!(refused.status == 422 && refused.html.contains(&lead), "{}", refused.html);
    let page = visitor.visit(&at(&lead)).await;
    assert!(page.html.contains(&format!("value=\"{}\"", two.young.0)), "the other one is filled in");
    let form = page.form("value=\"yhdista\"");
    let wordless = visitor.submit(&form, &[("other", &two.young.0)]).await;
    assert!(wordless.status == 422 && wordless.html.contains("href=\"#yhdista-words\""), "{}", wordless.html);
    registry.register().set_fault(Fault { status: Some(503), ..Fault::default() }).unwrap();
    let words = [("other", two.young.0.as_str()), ("words", "DVV har rättat")];
    let away = visitor.submit(&form, &words).await;
    assert!(away.status == 422 && away.html.contains("DVV har rättat"), "what was typed stays: {}", away.html);
    registry.register().reset_faults();
    let preview = async || visitor.submit(&form, &words).await;
    wait_until("the register answers again", IN_THE_END, async || preview().await.status == 200).await;
    let preview = preview().await;
    assert!(preview.html.contains("Begär godkännande"), "{}", preview.html);
    let waiting = visitor.submit(&preview.form("fingerprint"), &[]).await;
    assert_eq!((waiting.status, waiting.path().as_str()), (200, "/henkilo-ui/hyvaksynnat?tehty=pyydetty"));
    assert!(waiting.html.contains("DVV har rättat"));
    assert_eq!((registry.count("ApprovalAsked"), registry.count("PersonLinked")), (1, 0));
}

/// An official at the demo's pages, and how a page of theirs is addressed.
async fn official(registry: &Registry, who: &str) -> (Visitor, String) {
    let (visitor, at) = (Visitor::new(), format!("http://{}", registry.address()));
    let choice = visitor.visit(&format!("{at}/henkilo-ui/omattiedot")).await;
    visitor.submit(&choice.form(&format!("\"{who}\"")), &[]).await;
    (visitor, at)
}

async fn an_acceptance_that_waits_is_told_of_at_its_request_and_ends_with_it(on: On) {
    let registry = Registry::start(on).await;
    let two = Two::verified(&registry).await;
    two.are_one(&registry);
    let university = registry.university().await;
    let merge = json!({"kind": "merge", "people": [two.young.0], "other": two.old.0, "words": "Sama ihminen"});
    let opened = university.own(Method::POST, "/requests", Some(merge)).await;
    let number = opened.json()["number"].as_u64().unwrap();
    let (first, second) = (keeper(&registry, FIRST), keeper(&registry, SECOND));
    let accept = format!("/requests/{number}/accept");
    let (status, asked) = confirmed(&first, &accept, Some(json!({"words": "VTJ kertoo niin"}))).await;
    assert_eq!(status, 202, "{asked}");
    assert_eq!(second.own_get("/approvals").await[0]["request"], json!(number));
    // The same merge is asked for once, whoever is addressed and by whatever way.
    for (person, other) in [(&two.old.0, &two.young.0), (&two.young.0, &two.old.0)] {
        let body = json!({"other": other, "words": "VTJ kertoo niin"});
        let again = first.own(Method::POST, &format!("/persons/{person}/merges"), Some(body)).await;
        assert_eq!((again.status, &again.json()["number"]), (409, &asked["approval"]), "{}", again.text);
    }
    let (visitor, at) = official(&registry, "toinen-rekisterinpitaja").await;
    let approvals = visitor.visit(&format!("{at}/henkilo-ui/hyvaksynnat")).await;
    let told =
        approvals.html.contains(&format!("Pyynnön {number} hyväksyminen")) && approvals.html.contains("Sama ihminen");
    assert!(told, "{}", approvals.html);
    let request = format!("{at}/henkilo-ui/pyynnot/{number}");
    let page = visitor.visit(&request).await;
    let lead = format!("/henkilo-ui/hyvaksynnat#pyynto-{}", asked["approval"]);
    assert!(page.html.contains(&lead) && !page.html.contains("value=\"hyvaksy\""), "{}", page.html);

    // The request is refused: nothing is left to agree to.
    visitor.submit(&page.form("value=\"hylkaa\""), &[("words", "Kaksi eri henkilöä")]).await;
    assert_eq!(second.own_get("/approvals").await, json!([]));
    let give = second.own(Method::POST, &format!("/approvals/{}/give", asked["approval"]), None).await;
    assert_eq!((give.status, &give.json()["type"]), (409, &problem("request-ended")));
    let ended = visitor.visit(&format!("{at}/henkilo-ui/hyvaksynnat")).await;
    assert!(ended.html.contains("Päättyi pyynnön mukana") && !ended.html.contains("/hylkays"), "{}", ended.html);
    assert!(ended.html.contains("Kaksi eri henkilöä"), "and why: {}", ended.html);
    let request = visitor.visit(&request).await;
    assert!(!request.html.contains("hyväksyminen odottaa") && request.html.contains("Päättyi pyynnön mukana"));
    let (status, anew) = confirmed(&first, &two.path(), Some(two.body())).await;
    assert_eq!(status, 202, "what waits no longer stands in nobody's way: {anew}");
}

async fn what_cannot_be_approved_is_refused_where_it_waits_and_whoever_asked_is_told(on: On) {
    let registry = Registry::start(on).await;
    let two = Two::verified(&registry).await;
    two.are_one(&registry);
    let (asker, at) = official(&registry, "rekisterinpitaja").await;
    let page = asker.visit(&format!("{at}/henkilo-ui/oppija/{}/yhdistaminen", two.old.0)).await;
    let words = [("other", two.young.0.as_str()), ("words", "Sama ihminen")];
    let preview = asker.submit(&page.form("value=\"yhdista\""), &words).await;
    asker.submit(&preview.form("fingerprint"), &[]).await;
    registry.school().await.import_resolved(&[row_about(&registry.somebody(1), "pupil")]).await;
    let (second, _) = official(&registry, "toinen-rekisterinpitaja").await;
    let waiting = second.visit(&format!("{at}/henkilo-ui/hyvaksynnat")).await;
    let number = last(&registry, "ApprovalAsked");
    let changed = second.submit(&waiting.form(&format!("/hyvaksynnat/{number}\"")), &[]).await;
    let told = changed.html.contains("Tiedot ovat muuttuneet pyynnön jälkeen");
    assert!(changed.status == 409 && told, "{}", changed.html);
    let refuse = changed.form(&format!("/hyvaksynnat/{number}/hylkays\""));
    second.submit(&refuse, &[("reason", "Tieto muuttui välissä")]).await;
    for page in ["omat-toimet", "hyvaksynnat"] {
        let told = asker.visit(&format!("{at}/henkilo-ui/{page}")).await;
        assert!(told.html.contains("Hylätty") && told.html.contains("Tieto muuttui välissä"), "{}", told.html);
    }
}
