//! An official puts a learner right, on pages and by programs: the hetu, the names, identification by hand, passivation.
//! What was typed is never lost, and two officials do not overwrite each other.

mod approving;
mod beside;
mod by_register;
mod corrections;
mod pairs;
mod rows;
mod told;
mod work;

use events::codes::HetuFate;
use events::{Fact, PersonOid};
use oppijaloki::generate::Row;
use oppijaloki_tests::client::{foreign_row, oids, row_about};
use oppijaloki_tests::server::{IN_THE_END, On, Registry, SOON};
use oppijaloki_tests::visitor::{Page, Visitor};
use oppijaloki_tests::wait::wait_until;
use reqwest::Method;
use serde_json::{Value, json};

everywhere! {
    programs_put_learners_right_and_are_told_what_is_wrong,
}

on_both_journals! {
    a_wrong_hetu_is_removed_the_right_one_added_and_the_learner_leaves_the_error_list,
    a_corrected_name_leads_to_identification_by_itself,
    every_fault_of_a_hetu_is_told_beside_the_field_and_what_was_typed_stays,
    a_hetu_in_use_leads_on_to_its_holder,
    two_officials_on_one_learner_do_not_overwrite_each_other,
    what_was_typed_outlives_the_session,
    a_learner_without_a_hetu_is_identified_by_hand,
    a_learner_is_passivated_with_a_reason_and_made_active_again,
}

/// Everything of one official at the demo's pages.
struct Official<'a> {
    registry: &'a Registry,
    visitor: Visitor,
}

impl<'a> Official<'a> {
    async fn sign_in(registry: &'a Registry, who: &str) -> Official<'a> {
        let official = Official { registry, visitor: Visitor::new() };
        let choice = official.page("/henkilo-ui/omattiedot").await;
        official.visitor.submit(&choice.form(&format!("\"{who}\"")), &[]).await;
        official
    }

    async fn page(&self, path: &str) -> Page {
        self.visitor.visit(&format!("http://{}{path}", self.registry.address())).await
    }

    async fn learner(&self, oid: &str, act: &str) -> Page {
        self.page(&format!("/henkilo-ui/oppija/{oid}{act}")).await
    }

    /// Sends the form that does an act, and confirms what its preview says.
    async fn confirmed(&self, page: &Page, act: &str, more: &[(&str, &str)]) -> Page {
        let preview = self.visitor.submit(&page.form(&format!("value=\"{act}\"")), more).await;
        assert_eq!(preview.status, 200, "{}", preview.html);
        assert!(preview.html.contains("Mikä muuttuu") || preview.html.contains("name=\"fingerprint\""));
        self.visitor.submit(&preview.form("fingerprint"), &[]).await
    }
}

/// The learner of a row of the university.
async fn imported(registry: &Registry, row: Row) -> String {
    let university = registry.university().await;
    let number = university.import(&[row]).await;
    university.resolved(number).await;
    registry.everybody_settled(SOON).await;
    oids(&university.number_rows(number).await).pop().unwrap()
}

/// Somebody without a hetu.
fn hetuless(first_names: &str, surname: &str) -> Row {
    Row { passport: Some("XK4471209".to_owned()), ..foreign_row(first_names, surname, "stu-1") }
}

/// Somebody whose row has another's hetu, whom the register does not know by that name.
fn with_hetu_of_another(registry: &Registry) -> Row {
    let (own, other) = (registry.somebody(11), registry.somebody(12));
    Row { hetu: row_about(&other, "").hetu, ..row_about(&own, "stu-11") }
}

async fn errors(registry: &Registry) -> Vec<String> {
    let answer = registry.oph().await.own_get("/errors").await;
    answer["items"].as_array().unwrap().iter().map(|line| line["oid"].as_str().unwrap().to_owned()).collect()
}

async fn leaves_the_error_list(registry: &Registry, oid: &str) {
    let gone = async || !errors(registry).await.iter().any(|listed| listed == oid);
    wait_until("the learner has left the error list", SOON, gone).await;
    registry.everybody_settled(SOON).await;
    assert!(registry.person(oid).await.person.is_identified());
}

fn hetu_of(row: &Row) -> String {
    row.hetu.clone().unwrap()
}

async fn a_wrong_hetu_is_removed_the_right_one_added_and_the_learner_leaves_the_error_list(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, with_hetu_of_another(&registry)).await;
    assert_eq!(errors(&registry).await, std::slice::from_ref(&oid));
    let official = Official::sign_in(&registry, "yliopisto").await;
    let page = official.learner(&oid, "").await;
    assert!(page.html.contains(&format!("/henkilo-ui/oppija/{oid}/hetu")), "{}", page.html);
    // Without saying what becomes of it nothing is removed.
    let page = official.learner(&oid, "/hetu").await;
    let refused = official.visitor.submit(&page.form("value=\"poista\""), &[("words", "lipsahdus")]).await;
    assert!(
        refused.status == 422 && refused.html.contains("lipsahdus") && refused.html.contains("href=\"#poista-former\"")
    );
    let done = official.confirmed(&refused, "poista", &[("former", "withdrawn"), ("words", "lipsahdus")]).await;
    assert!(done.html.contains("Henkilötunnus on poistettu."), "{}", done.html);
    assert!(registry.person(&oid).await.person.hetu.is_none());
    let page = official.learner(&oid, "/hetu").await;
    let own = hetu_of(&row_about(&registry.somebody(11), ""));
    let typed = format!(" {} ", own.to_lowercase());
    let done = official.visitor.submit(&page.form("value=\"lisaa\""), &[("hetu", &typed)]).await;
    assert!(done.status == 200 && done.path().starts_with(&format!("/henkilo-ui/oppija/{oid}?tehty=hetu")));
    leaves_the_error_list(&registry, &oid).await;
    let removed = registry.event_after(0, "HetuRemoved").await;
    let Fact::HetuRemoved(with) = &removed.fact else { panic!("{:?}", removed.fact) };
    assert_eq!(with.data.fate, HetuFate::Withdrawn);
    assert_eq!(with.personal.known().unwrap().words.as_deref(), Some("lipsahdus"));
}

async fn a_corrected_name_leads_to_identification_by_itself(on: On) {
    let registry = Registry::start(on).await;
    let right = row_about(&registry.somebody(21), "stu-21");
    let mut wrong = row_about(&registry.somebody(21), "stu-21");
    (wrong.names.first_names, wrong.names.call_name, wrong.names.surname) =
        ("Qvartz".to_owned(), "Qvartz".to_owned(), "Zyxwv".to_owned());
    let oid = imported(&registry, wrong).await;
    assert_eq!(errors(&registry).await, std::slice::from_ref(&oid));
    let official = Official::sign_in(&registry, "yliopisto").await;
    let page = official.learner(&oid, "/muokkaa").await;
    let names = [
        ("first_names", right.names.first_names.as_str()),
        ("call_name", right.names.call_name.as_str()),
        ("surname", right.names.surname.as_str()),
    ];
    let done = official.visitor.submit(&page.form("name=\"surname\""), &names).await;
    assert!(done.html.contains("Tiedot on tallennettu."), "{}", done.html);
    leaves_the_error_list(&registry, &oid).await;
    // Of whom the register has confirmed, it owns the names.
    let page = official.learner(&oid, "/muokkaa").await;
    assert!(!page.html.contains("name=\"surname\"") && page.html.contains("name=\"service_language\""));
}

async fn programs_put_learners_right_and_are_told_what_is_wrong(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, with_hetu_of_another(&registry)).await;
    let oph = registry.oph().await;
    let post = async |act: &str, body: Value| oph.own(Method::POST, &format!("/persons/{oid}/{act}"), Some(body)).await;
    let removal = json!({"former": "withdrawn", "words": "not theirs"});
    let unconfirmed = post("hetu/removal", removal.clone()).await;
    assert_eq!(unconfirmed.status, 428, "it must be confirmed");
    let preview = post("hetu/removal?preview=true", removal.clone()).await.ok();
    let changes = preview["persons"][0]["changes"].as_array().unwrap();
    assert!(changes.iter().any(|change| change["field"] == "hetu" && change["after"] == ""), "{changes:?}");
    let tag = format!("\"{}\"", preview["fingerprint"].as_str().unwrap());
    let request = oph.own_request(Method::POST, &format!("/persons/{oid}/hetu/removal"));
    let answer = request.header("if-match", tag).json(&removal).send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 204);
    // Whichever node is asked next knows of it.
    registry.app();
    let refused = post("hetu", json!({"hetu": "140398A9468"})).await;
    assert_eq!((refused.status, refused.json()["pointer"].as_str()), (422, Some("/hetu")));
    assert_eq!(refused.json()["type"], "urn:oppijaloki:problem:hetu-fits-hyphen");
    let own = hetu_of(&row_about(&registry.somebody(11), ""));
    assert_eq!(post("hetu", json!({"hetu": own})).await.status, 204);
    leaves_the_error_list(&registry, &oid).await;
    let nobody = PersonOid::issue(9_999_999_999);
    let unknown = oph.own(Method::POST, &format!("/persons/{nobody}/hetu"), Some(json!({"hetu": own}))).await;
    assert_eq!(unknown.status, 404);
}

async fn every_fault_of_a_hetu_is_told_beside_the_field_and_what_was_typed_stays(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, hetuless("Lina", "Berg")).await;
    let official = Official::sign_in(&registry, "yliopisto").await;
    for (typed, told) in [
        ("140398-945", "11 merkkiä: kuusi"),
        ("320198-9457", "eivät ole päivämäärä"),
        ("140398A9468", "sopisi välimerkki -"),
        ("290200-901C", "sopisi välimerkki A"),
        ("140398-9458", "Tarkistusmerkki"),
        ("140398\u{2013}9468", "vain näyttää välimerkiltä"),
        ("140398-000N", "Yksilönumeroita 000 ja 001"),
    ] {
        let page = official.learner(&oid, "/hetu").await;
        let refused = official.visitor.submit(&page.form("value=\"lisaa\""), &[("hetu", typed)]).await;
        assert_eq!(refused.status, 422, "{told}: {}", refused.html);
        assert_eq!(refused.html.matches(told).count(), 2, "in the list and beside the field: {told}");
        assert!(refused.html.contains(&format!("value=\"{typed}\"")), "{told}");
        assert!(refused.html.contains("href=\"#lisaa-hetu\"") && refused.html.contains("aria-invalid=\"true\""));
    }
    assert_eq!(registry.count("HetuAssigned"), 0);
}

async fn a_hetu_in_use_leads_on_to_its_holder(on: On) {
    let registry = Registry::start(on).await;
    let holder = imported(&registry, row_about(&registry.somebody(31), "stu-31")).await;
    let oid = imported(&registry, hetuless("Lina", "Berg")).await;
    let official = Official::sign_in(&registry, "yliopisto").await;
    let page = official.learner(&oid, "/hetu").await;
    let hetu = hetu_of(&row_about(&registry.somebody(31), ""));
    let refused = official.visitor.submit(&page.form("value=\"lisaa\""), &[("hetu", &hetu)]).await;
    assert!(
        refused.status == 422 && refused.html.contains(&format!("/henkilo-ui/oppija/{holder}")),
        "{}",
        refused.html
    );
    // Somebody of the school alone, of another name: that the hetu is in use is told, and not by whom.
    let school = registry.school().await;
    school.import_resolved(&[row_about(&registry.somebody(32), "pupil-32")]).await;
    registry.everybody_settled(SOON).await;
    let hetu = hetu_of(&row_about(&registry.somebody(32), ""));
    let refused = official.visitor.submit(&page.form("value=\"lisaa\""), &[("hetu", &hetu)]).await;
    assert!(refused.status == 422 && refused.html.contains("jo toisella henkilöllä"));
    assert!(!refused.html.contains("Avaa hänen sivunsa"));
}

async fn two_officials_on_one_learner_do_not_overwrite_each_other(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, hetuless("Lina Maria", "Berg")).await;
    let [one, other] =
        [Official::sign_in(&registry, "yliopisto").await, Official::sign_in(&registry, "rekisterinpitaja").await];
    let [of_one, of_other] = [one.learner(&oid, "/muokkaa").await, other.learner(&oid, "/muokkaa").await];
    let filled = |surname| with_values(&of_one, &[("surname", surname)]);
    let saved = one.visitor.submit(&of_one.form("surname"), &borrowed(&filled("Berglund"))).await;
    assert!(saved.html.contains("Tiedot on tallennettu."), "{}", saved.html);
    let late = other.visitor.submit(&of_other.form("surname"), &borrowed(&filled("Bergström"))).await;
    assert_eq!(late.status, 422, "{}", late.html);
    for version in ["Berg<", "Berglund<", "Bergström<"] {
        assert!(late.html.contains(version), "{version}: {}", late.html);
    }
    let told = late.html.split("Tietoja on muutettu sillä välin: ").nth(1).expect("by whom and when");
    assert!(told.split_once("<").unwrap().0.contains("Virkailija 1.2.246.562.24."), "{}", late.html);
    assert_eq!(registry.person(&oid).await.person.names.surname, "Berglund");
    // Whoever has seen both may decide.
    let decided = with_values(&late, &[("surname", "Bergström")]);
    let saved = other.visitor.submit(&late.form("surname"), &borrowed(&decided)).await;
    assert!(saved.html.contains("Tiedot on tallennettu."), "{}", saved.html);
    assert_eq!(registry.person(&oid).await.person.names.surname, "Bergström");
}

/// The names that a form shows, with other values for some.
fn with_values(page: &Page, more: &[(&str, &str)]) -> Vec<(String, String)> {
    let value = |name: &str| {
        let tag = page.html.split(&format!("name=\"{name}\" value=\"")).nth(1);
        tag.and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
    };
    let mut values: Vec<(String, String)> =
        ["first_names", "call_name", "surname"].map(|name| (name.to_owned(), value(name))).to_vec();
    values.retain(|(name, _)| !more.iter().any(|(other, _)| name == other));
    values.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    values
}

fn borrowed(values: &[(String, String)]) -> Vec<(&str, &str)> {
    values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

async fn what_was_typed_outlives_the_session(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, hetuless("Lina Maria", "Berg")).await;
    let official = Official::sign_in(&registry, "yliopisto").await;
    let form = official.learner(&oid, "/muokkaa").await;
    let out = official.page("/henkilo-ui/omattiedot").await;
    official.visitor.submit(&out.form("kirjaudu-ulos"), &[]).await;
    let typed = with_values(&form, &[("surname", "Bergström")]);
    let kept = official.visitor.post_from_here(&form.form("surname"), &borrowed(&typed)).await;
    assert_eq!(kept.status, 401, "{}", kept.html);
    assert!(kept.html.contains("name=\"surname\" value=\"Bergström\""), "{}", kept.html);
    let choice = official.page("/henkilo-ui/kirjaudu").await;
    official.visitor.submit(&choice.form("\"yliopisto\""), &[]).await;
    let again = official.visitor.submit(&kept.form("surname"), &[]).await;
    assert!(
        again.status == 403 && again.html.contains("value=\"Bergström\""),
        "nothing is done unseen: {}",
        again.html
    );
    assert_eq!(registry.count("PersonDetailsCorrected"), 0);
    let values = with_values(&again, &[]);
    let saved = official.visitor.submit(&again.form("surname"), &borrowed(&values)).await;
    assert!(saved.html.contains("Tiedot on tallennettu."), "{}", saved.html);
}

async fn a_learner_without_a_hetu_is_identified_by_hand(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, hetuless("Lina", "Berg")).await;
    let official = Official::sign_in(&registry, "yliopisto").await;
    let page = official.learner(&oid, "/yksiloi").await;
    let refused = official.visitor.submit(&page.form("no_finnish_hetu"), &[]).await;
    assert!(refused.status == 422 && refused.html.contains("Vahvista, ettei"), "{}", refused.html);
    let oph = registry.oph().await;
    let whole = json!({"sex": "2", "language": "sv", "nationalities": ["752"], "birth_date": "1999-04-05"});
    let corrected = oph.own(Method::POST, &format!("/persons/{oid}/corrections"), Some(whole)).await;
    assert!([204, 409].contains(&corrected.status), "{}", corrected.text);
    let page = official.learner(&oid, "/yksiloi").await;
    let said = [("no_finnish_hetu", "true"), ("similar_seen", "true"), ("words", "Passi nähty")];
    let done = official.visitor.submit(&page.form("no_finnish_hetu"), &said).await;
    assert!(done.html.contains("hänellä on oppijanumero"), "{}", done.html);
    leaves_the_error_list(&registry, &oid).await;
}

async fn a_learner_is_passivated_with_a_reason_and_made_active_again(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, hetuless("Testi", "Henkilö")).await;
    let keeper = Official::sign_in(&registry, "rekisterinpitaja").await;
    let page = keeper.learner(&oid, "/passivointi").await;
    assert!(page.html.contains("Käyttöä muualla ei tiedetä"), "{}", page.html);
    let refused = keeper.visitor.submit(&page.form("value=\"passivoi\""), &[("cause", "other")]).await;
    assert!(refused.status == 422 && refused.html.contains("kirjallinen perustelu"), "{}", refused.html);
    let done = keeper.confirmed(&page, "passivoi", &[("cause", "test_person")]).await;
    assert!(done.html.contains("Oppija on passivoitu."), "{}", done.html);
    let gone = async || errors(&registry).await.is_empty();
    wait_until("the list is empty", IN_THE_END, gone).await;
    let page = keeper.learner(&oid, "/passivointi").await;
    let done = keeper.confirmed(&page, "aktivoi", &[("words", "Oppija palasi")]).await;
    assert!(done.html.contains("Oppija on aktivoitu."), "{}", done.html);
    wait_until("the learner is listed again", IN_THE_END, async || errors(&registry).await == [oid.clone()]).await;
}
