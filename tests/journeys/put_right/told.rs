//! What the pages tell of what officials did: a state in its own words, the chosen cause, what was reversed and by what.

use oppijaloki::generate::Row;
use oppijaloki_tests::client::{foreign_row, row_about};
use oppijaloki_tests::rebuilt::rows_equal_after_rebuild;
use oppijaloki_tests::server::{On, Registry, SOON};
use oppijaloki_tests::visitor::Page;
use reqwest::Method;
use serde_json::json;

use super::{Official, hetu_of, hetuless, imported, with_hetu_of_another};
use crate::approvals::{FIRST, SECOND, confirmed, keeper as keeper_of};

on_both_journals! {
    a_passive_learner_is_told_to_be_passive_wherever_their_state_stands,
    a_reversal_names_what_it_reversed_and_what_was_reversed_says_so,
    a_request_is_refused_with_a_reason_and_the_list_says_what_was_decided,
    advice_fits_what_the_reader_may_do,
    a_hetu_in_use_leads_to_where_two_records_become_one,
    everything_that_a_form_lacks_is_told_at_once,
    pages_on_which_nothing_can_be_done_say_why,
    what_was_done_is_told_only_while_it_is_so,
    contact_details_have_their_kind_and_their_fault_stands_beside_the_field,
    a_preview_says_again_what_was_said_and_invents_no_number,
    with_whom_names_were_verified_stands_in_the_history,
    why_a_hetu_was_added_or_the_register_was_followed_stands_in_the_history,
    what_waits_for_a_second_official_stands_on_the_page_and_whoever_asked_takes_it_back,
    a_conflict_of_a_reversal_leads_to_whoever_has_the_hetu_now,
}

/// The element that begins with this, until the text that ends it.
fn part<'a>(page: &'a Page, begin: &str, end: &str) -> &'a str {
    let rest = page.html.split_once(begin).unwrap_or_else(|| panic!("no {begin}: {}", page.html)).1;
    rest.split(end).next().unwrap_or(rest)
}

/// The states that the head of a learner's page shows.
fn states(page: &Page) -> Vec<&str> {
    let head = part(page, "id=\"tila\"", "<h3>");
    head.split("<span class=\"state ").skip(1).filter_map(|rest| rest.split("</span>").next()).collect()
}

async fn a_passive_learner_is_told_to_be_passive_wherever_their_state_stands(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, hetuless("Testi", "Henkilö")).await;
    let keeper = Official::sign_in(&registry, "rekisterinpitaja").await;
    let page = keeper.learner(&oid, "/passivointi").await;
    let chosen = [("cause", "test_person"), ("words", "Koulutusympäristön testaaja")];
    let done = keeper.confirmed(&page, "passivoi", &chosen).await;
    assert_eq!(states(&done), ["passive\">Passivoitu", "off\">Yksilöimätön"], "nothing green: {}", done.html);
    let lead = part(&done, "id=\"teot\"", "</nav>");
    assert!(lead.contains(&format!("{oid}/passivointi\">Aktivoi oppija ensin</a>")), "{lead}");
    let entry = part(&done, "<h3>Oppija passivoitiin</h3>", "</li>\n    <li id");
    assert!(entry.contains("Testihenkilö") && entry.contains("Koulutusympäristön testaaja"), "{entry}");

    let found = keeper.page("/henkilo-ui/oppijahaku").await;
    let found = keeper.visitor.submit(&found.form("name=\"haku\""), &[("haku", "Henkilö")]).await;
    assert!(found.html.contains("state passive\">Passivoitu") && !found.html.contains("state good"), "{}", found.html);
    let rows = keeper.page("/henkilo-ui/oppijoidentuonti?nakyma=kooste").await;
    let import = part(&rows, "href=\"/henkilo-ui/oppijoidentuonti/", "\"");
    let rows = keeper.page(&format!("/henkilo-ui/oppijoidentuonti/{import}")).await;
    assert!(rows.html.contains("state passive\">Passivoitu"), "{}", rows.html);

    let official = Official::sign_in(&registry, "yliopisto").await;
    let page = official.learner(&oid, "").await;
    let lead = part(&page, "id=\"teot\"", "</nav>");
    assert!(lead.contains(&format!("{oid}/pyynto\">Pyydä OPH:ta aktivoimaan oppija</a>")), "{lead}");
}

/// Passivates a learner and gives their page.
pub async fn passivated(keeper: &Official<'_>, oid: &str) -> Page {
    let page = keeper.learner(oid, "/passivointi").await;
    keeper.confirmed(&page, "passivoi", &[("cause", "test_person"), ("words", "Erehdys")]).await
}

async fn a_reversal_names_what_it_reversed_and_what_was_reversed_says_so(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, hetuless("Lina", "Berg")).await;
    let keeper = Official::sign_in(&registry, "rekisterinpitaja").await;
    passivated(&keeper, &oid).await;
    let position = registry.event_after(0, "PersonPassivated").await.position();
    let page = keeper.learner(&oid, &format!("/peru?tapahtuma={position}")).await;
    let pressed = format!("name=\"events\" value=\"{position}\" checked> Oppija passivoitiin");
    assert!(page.html.contains(&pressed), "the one pressed is chosen, in words: {}", page.html);
    let nothing = keeper.visitor.submit(&page.form("value=\"peru\""), &[]).await;
    assert!(nothing.status == 422 && nothing.html.contains("Yhtään tapahtumaa ei ole valittu"), "{}", nothing.html);
    let number = position.to_string();
    let said = [("events", number.as_str()), ("words", "Väärä oppija")];
    let preview = keeper.visitor.submit(&nothing.form("value=\"peru\""), &said).await;
    assert!(part(&preview, "<dt>Perutaan</dt>", "</dd>").contains("Oppija passivoitiin"), "{}", preview.html);
    let done = keeper.confirmed(&nothing, "peru", &said).await;
    assert!(done.html.contains("Peruminen on tehty."), "{}", done.html);
    let reversed = part(&done, &format!("id=\"tapahtuma-{position}\""), "</li>\n    <li id");
    let reversal = registry.event_after(0, "Reversed").await.position();
    assert!(reversed.contains("Ei ole enää voimassa"), "{reversed}");
    assert!(reversed.contains(&format!("href=\"#tapahtuma-{reversal}\"")), "{reversed}");
    assert!(!reversed.contains("/peru?"), "it is not offered again: {reversed}");
    let entry = part(&done, &format!("id=\"tapahtuma-{reversal}\""), "</li>\n    <li id");
    let named = format!("href=\"#tapahtuma-{position}\">Oppija passivoitiin (tapahtuma {position})</a>");
    assert!(entry.contains(&named) && entry.contains("Väärä oppija"), "{entry}");
    // What is reversed cannot be reversed again, and the page says so.
    let again = keeper.learner(&oid, &format!("/peru?tapahtuma={position}")).await;
    assert!(again.status == 422 && again.html.contains("Tapahtuma on jo peruttu"), "{}", again.html);
    // The reversal is reversed in turn: the passivation counts again, and is offered.
    let page = keeper.learner(&oid, &format!("/peru?tapahtuma={reversal}")).await;
    let done = keeper.confirmed(&page, "peru", &[("events", &reversal.to_string()), ("words", "Oikea oppija")]).await;
    let passivation = part(&done, &format!("id=\"tapahtuma-{position}\""), "</li>\n    <li id");
    assert!(!passivation.contains("Ei ole enää voimassa") && passivation.contains("/peru?"), "{passivation}");
}

async fn a_request_is_refused_with_a_reason_and_the_list_says_what_was_decided(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, row_about(&registry.somebody(1), "stu-1")).await;
    let identified = registry.event_after(0, "IdentifiedFromRegister").await.position().0;
    let reversal = json!({"events": [identified], "words": "another person's hetu"});
    let path = format!("/persons/{oid}/reversals");
    let (status, asked) = confirmed(&keeper_of(&registry, FIRST), &path, Some(reversal)).await;
    assert_eq!(status, 202, "{asked}");
    let keeper = Official::sign_in(&registry, "rekisterinpitaja").await;
    // The hetu stays, so the learner is identified anew at once: the form says it.
    let form = keeper.learner(&oid, &format!("/peru?tapahtuma={identified}")).await;
    assert!(form.html.contains("oppija yksilöidään heti uudelleen"), "{}", form.html);
    let list = keeper.page("/henkilo-ui/hyvaksynnat").await;
    assert!(list.html.contains("<dd>Oppija yksilöitiin VTJ:stä "), "what it covers: {}", list.html);
    let silent = keeper.visitor.submit(&list.form("/hylkays"), &[("reason", "  ")]).await;
    assert!(silent.status == 422 && silent.html.contains("Kirjoita, miksi pyyntö hylätään."), "{}", silent.html);
    assert_eq!(registry.count("ApprovalRefused"), 0, "nothing is done without a reason");
    let refused = keeper.visitor.submit(&silent.form("/hylkays"), &[("reason", "Hetu on oikein")]).await;
    assert!(refused.html.contains("Pyyntö hylättiin."), "{}", refused.html);
    assert_eq!(registry.count("ApprovalRefused"), 1);
}

async fn advice_fits_what_the_reader_may_do(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, with_hetu_of_another(&registry)).await;
    let of = async |who: &str| {
        let page = Official::sign_in(&registry, who).await.learner(&oid, "").await;
        part(&page, "<h3>Nimet eroavat selvästi</h3>", "</div>").to_owned()
    };
    let official = of("yliopisto").await;
    assert!(official.contains("Väärä hetu: poista se kohdassa Henkilötunnus"), "{official}");
    assert!(official.contains("DVV:ltä tai tarvittaessa OPH:lta") && official.contains("mailto:"), "{official}");
    let keeper = of("rekisterinpitaja").await;
    assert!(!keeper.contains("OPH:lta") && !keeper.contains("mailto:"), "the keeper asks nobody: {keeper}");
}

async fn a_hetu_in_use_leads_to_where_two_records_become_one(on: On) {
    let registry = Registry::start(on).await;
    let holder = imported(&registry, row_about(&registry.somebody(31), "stu-31")).await;
    let oid = imported(&registry, hetuless("Lina", "Berg")).await;
    let hetu = hetu_of(&row_about(&registry.somebody(31), ""));
    let refused = async |who: &str| {
        let official = Official::sign_in(&registry, who).await;
        let page = official.learner(&oid, "/hetu").await;
        official.visitor.submit(&page.form("value=\"lisaa\""), &[("hetu", &hetu)]).await.html
    };
    let link = format!("/henkilo-ui/oppija/{oid}/duplikaatit?toinen={holder}\"");
    let keeper = refused("rekisterinpitaja").await;
    assert!(keeper.contains(&link) && !keeper.contains("pyydä OPH"), "{keeper}");
    let official = refused("yliopisto").await;
    assert!(official.contains(&format!("/henkilo-ui/oppija/{oid}/pyynto\"")), "{official}");
    let page = Official::sign_in(&registry, "rekisterinpitaja").await;
    let page = page.learner(&oid, &format!("/duplikaatit?toinen={holder}")).await;
    assert!(page.html.contains(&format!("name=\"other_oid\" value=\"{holder}\"")), "{}", page.html);
    // A reason that was typed before is not typed twice.
    for (who, leads_to, field) in [
        ("rekisterinpitaja", "/duplikaatit?toinen=", "name=\"other_oid\""),
        ("yliopisto", "/pyynto\"", "name=\"other\""),
    ] {
        let official = Official::sign_in(&registry, who).await;
        let page = official.learner(&oid, "/hetu").await;
        let typed = [("hetu", &*hetu), ("words", "hän sanoi sen itse")];
        let refused = official.visitor.submit(&page.form("value=\"lisaa\""), &typed).await;
        let page = official.visitor.submit(&refused.form(leads_to), &[]).await;
        assert_eq!(page.html.matches("hän sanoi sen itse").count(), 1, "{}", page.html);
        assert!(page.html.contains(field) && !page.html.contains("role=\"alert\""), "{}", page.html);
    }
}

async fn everything_that_a_form_lacks_is_told_at_once(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, with_hetu_of_another(&registry)).await;
    let official = Official::sign_in(&registry, "yliopisto").await;
    let page = official.learner(&oid, "/hetu").await;
    let refused = official.visitor.submit(&page.form("value=\"vaihda\""), &[("hetu", "010101")]).await;
    for told in ["Henkilötunnuksessa on 11 merkkiä", "Valitse, mitä nykyiselle henkilötunnukselle tapahtuu"] {
        assert!(refused.html.contains(told), "{told}: {}", refused.html);
    }
    let page = official.learner(&oid, "/pyynto").await;
    let refused = official.visitor.submit(&page.form("value=\"passivoi\""), &[("people", "123")]).await;
    for told in ["Yhtä valituista ei ole rekisterissä", "Merkitse, ettei numero ole käytössä", "Perustelu puuttuu"]
    {
        assert!(refused.html.contains(told), "{told}: {}", refused.html);
    }
    assert_eq!(registry.count("RequestOpened"), 0);
}

async fn pages_on_which_nothing_can_be_done_say_why(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, row_about(&registry.somebody(1), "stu-1")).await;
    let official = Official::sign_in(&registry, "yliopisto").await;
    let hetu = official.learner(&oid, "/hetu").await;
    assert!(
        hetu.html.contains("henkilötunnusta ei voi muuttaa") && !hetu.html.contains("name=\"teko\""),
        "{}",
        hetu.html
    );
    let compared = official.learner(&oid, "/vtj").await;
    assert!(compared.html.contains("Vain OPH voi päivittää tiedot VTJ:stä"), "{}", compared.html);
    let path = format!("/persons/{oid}/erasure");
    let (status, asked) = confirmed(&keeper_of(&registry, FIRST), &path, Some(json!({"reason": "asked for"}))).await;
    assert_eq!(status, 202, "{asked}");
    let give = format!("/approvals/{}/give", asked["approval"]);
    assert_eq!(confirmed(&keeper_of(&registry, SECOND), &give, None).await.0, 204);
    registry.everybody_settled(SOON).await;
    let keeper = Official::sign_in(&registry, "rekisterinpitaja").await;
    for act in ["/muokkaa", "/hetu", "/yksiloi", "/passivointi", "/duplikaatit"] {
        let page = keeper.learner(&oid, act).await;
        assert!(page.html.contains("Oppijan henkilötiedot on poistettu"), "{act}: {}", page.html);
        assert!(!page.html.contains("name=\"teko\""), "{act}: no form: {}", page.html);
    }
}

async fn what_was_done_is_told_only_while_it_is_so(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, hetuless("Lina", "Berg")).await;
    let official = Official::sign_in(&registry, "yliopisto").await;
    let page = official.learner(&oid, "?tehty=yksiloity").await;
    assert!(!page.html.contains("hänellä on oppijanumero"), "{}", page.html);
}

async fn contact_details_have_their_kind_and_their_fault_stands_beside_the_field(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, hetuless("Lina", "Berg")).await;
    let official = Official::sign_in(&registry, "yliopisto").await;
    let page = official.learner(&oid, "/muokkaa").await;
    let typed = [("contact_kind", "1"), ("contact_city", "Turku"), ("contact_email", "lina(at)example")];
    let refused = official.visitor.submit(&page.form("surname"), &typed).await;
    assert!(refused.status == 422 && refused.html.contains("href=\"#tiedot-contact_email\""), "{}", refused.html);
    let field = part(&refused, "id=\"tiedot-contact_email\"", ">");
    assert!(field.contains("aria-invalid=\"true\""), "{field}");
    let typed = [("contact_kind", "1"), ("contact_city", "Turku")];
    let saved = official.visitor.submit(&refused.form("surname"), &typed).await;
    assert!(saved.html.contains("Kotiosoite (virkailijalta)"), "{}", saved.html);
    // What the register keeps is shown, and cannot be typed over.
    let verified = imported(&registry, row_about(&registry.somebody(1), "stu-1")).await;
    let page = official.learner(&verified, "/muokkaa").await;
    assert!(page.html.contains("Vakinainen osoite (VTJ:stä)"), "{}", page.html);
}

async fn a_preview_says_again_what_was_said_and_invents_no_number(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, hetuless("Lina", "Berg")).await;
    let keeper = Official::sign_in(&registry, "rekisterinpitaja").await;
    let page = keeper.learner(&oid, "/passivointi").await;
    let said = [("cause", "unused_number"), ("words", "Kahdesti tuotu")];
    let preview = keeper.visitor.submit(&page.form("value=\"passivoi\""), &said).await;
    for told in
        ["Berg, Lina", "Numero on syntynyt tarpeettomasti", "<bdi>Kahdesti tuotu</bdi>", "<bdi>Passivoitu</bdi>"]
    {
        assert!(preview.html.contains(told), "{told}: {}", preview.html);
    }
    let page = keeper.learner(&oid, "/rivit").await;
    let new = part(&page, "<option value=\"", ":pysyy").to_owned() + ":uusi";
    let preview = keeper.visitor.submit(&page.form("value=\"siirra\""), &[("row", &new)]).await;
    assert!(preview.html.contains("→ Uusi oppija"), "{}", preview.html);
    assert!(!preview.html.contains("→ 1.2.246"), "{}", preview.html);
}

async fn with_whom_names_were_verified_stands_in_the_history(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, with_hetu_of_another(&registry)).await;
    let official = Official::sign_in(&registry, "yliopisto").await;
    let page = official.learner(&oid, "/vtj").await;
    let done = official.confirmed(&page, "yliaja", &[("verified_with", "dvv")]).await;
    assert!(done.html.contains("Kenen kanssa hetu ja nimi on varmistettu: DVV:n"), "{}", done.html);
}

async fn why_a_hetu_was_added_or_the_register_was_followed_stands_in_the_history(on: On) {
    let mut registry = Registry::start(on).await;
    let official = Official::sign_in(&registry, "yliopisto").await;
    let compared = imported(&registry, with_hetu_of_another(&registry)).await;
    let page = official.learner(&compared, "/vtj").await;
    let said = [("verified_with", "dvv"), ("words", "DVV vahvisti puhelimessa")];
    let done = official.confirmed(&page, "yliaja", &said).await;
    assert!(done.html.contains("Perustelu: DVV vahvisti puhelimessa"), "{}", done.html);
    let without = imported(
        &registry,
        Row { passport: Some("XK4471210".to_owned()), ..foreign_row("Ilona", "Kivisalmeri", "stu-2") },
    )
    .await;
    let page = official.learner(&without, "/hetu").await;
    let said = [("hetu", hetu_of(&row_about(&registry.somebody(31), ""))), ("words", "Passista nähty".to_owned())];
    let said: Vec<(&str, &str)> = said.iter().map(|(name, value)| (*name, &**value)).collect();
    let asked = official.visitor.submit(&page.form("value=\"lisaa\""), &said).await;
    assert!(asked.html.contains("syntymäaika on toinen kuin oppijan"), "it may be another's: {}", asked.html);
    assert_eq!(registry.count("HetuAssigned"), 0);
    let done = official.visitor.submit(&asked.form("name=\"fingerprint\""), &[]).await;
    assert!(done.html.contains("Perustelu: Passista nähty"), "{}", done.html);
    let acts = official.page("/henkilo-ui/omat-toimet").await;
    assert!(
        acts.html.contains("Oppija sai henkilötunnuksen") && !acts.html.contains("kirjasi perustelun"),
        "{}",
        acts.html
    );
    // What is too long is refused, and neither the hetu nor the words are lost.
    let other = imported(
        &registry,
        Row { passport: Some("XK4471211".to_owned()), ..foreign_row("Toinen", "Kivisalmeri", "stu-3") },
    )
    .await;
    let page = official.learner(&other, "/hetu").await;
    let (hetu, long) = (hetu_of(&row_about(&registry.somebody(32), "")), "x".repeat(2_001));
    let refused = official.visitor.submit(&page.form("value=\"lisaa\""), &[("hetu", &hetu), ("words", &long)]).await;
    assert!(refused.status == 422 && refused.html.contains(&hetu) && refused.html.contains(&long), "{}", refused.html);
    assert!(rows_equal_after_rebuild(&mut registry).await > 0);
}

async fn what_waits_for_a_second_official_stands_on_the_page_and_whoever_asked_takes_it_back(on: On) {
    let registry = Registry::start(on).await;
    let oid = imported(&registry, hetuless("Lina", "Berg")).await;
    registry.everybody_settled(SOON).await;
    let (keeper, second) = (
        Official::sign_in(&registry, "rekisterinpitaja").await,
        Official::sign_in(&registry, "toinen-rekisterinpitaja").await,
    );
    let page = keeper.learner(&oid, "").await;
    assert!(!page.html.contains("Merkitse siirretyksi OPH:lle"), "OPH hands over to nobody: {}", page.html);
    let order = keeper.learner(&oid, "/poisto").await;
    let preview = keeper
        .visitor
        .submit(&order.form("reason"), &[("ground", "unlawful_processing"), ("reason", "Ei olisi pitänyt tallentaa")])
        .await;
    keeper.visitor.submit(&preview.form("fingerprint"), &[]).await;
    let asked = registry.event_after(0, "ApprovalAsked").await.position();
    let leads = format!("href=\"/henkilo-ui/hyvaksynnat#pyynto-{asked}\">");
    assert!(keeper.learner(&oid, "").await.html.contains(&format!("{leads}Odottaa toista virkailijaa: ")));
    let waits = format!("{leads}Odottaa hyväksyntää, jonka voit antaa: ");
    assert!(second.learner(&oid, "").await.html.contains(&waits));
    let acts = keeper.page("/henkilo-ui/omat-toimet").await;
    assert!(acts.html.contains(&format!("{leads}Peru pyyntö")), "{}", acts.html);
    let waiting = keeper.page("/henkilo-ui/hyvaksynnat").await;
    assert!(waiting.html.contains("ilman laillista perustetta"), "the ground is told: {}", waiting.html);
    keeper.visitor.submit(&waiting.form(&format!("/hyvaksynnat/{asked}/hylkays\"")), &[]).await;
    registry.event_after(0, "ApprovalRefused").await;
    assert!(!second.learner(&oid, "").await.html.contains(&waits));
    assert!(!keeper.page("/henkilo-ui/omat-toimet").await.html.contains("Peru pyyntö"));
}

async fn a_conflict_of_a_reversal_leads_to_whoever_has_the_hetu_now(on: On) {
    let registry = Registry::start(on).await;
    let one = imported(&registry, hetuless("Lina", "Berg")).await;
    let row = Row { passport: Some("XK9900001".to_owned()), ..hetuless("Olli", "Kivi") };
    let other = imported(&registry, row).await;
    let oph = registry.oph().await;
    let hetu = json!({"hetu": registry.somebody(50).hetu.as_str()});
    let give = async |oid: &str| {
        let given = oph.own(Method::POST, &format!("/persons/{oid}/hetu"), Some(hetu.clone())).await;
        assert_eq!(given.status, 204, "{}", given.text);
        registry.everybody_settled(SOON).await;
    };
    give(&one).await;
    let removal = Some(json!({"former": "withdrawn"}));
    assert_eq!(confirmed(&oph, &format!("/persons/{one}/hetu/removal"), removal).await.0, 204);
    let removed = registry.event_after(0, "HetuRemoved").await.position();
    give(&other).await;
    let keeper = Official::sign_in(&registry, "rekisterinpitaja").await;
    let page = keeper.learner(&one, &format!("/peru?tapahtuma={removed}")).await;
    let to_holder = format!("href=\"/henkilo-ui/oppija/{other}\">Avaa oppija {other}, jolla tunniste on nyt");
    let to_link = format!("{one}/duplikaatit?toinen={other}\"");
    assert!(page.html.contains(&to_holder) && page.html.contains(&to_link), "{}", page.html);
    let said = [("give_up", "1"), ("words", "Väärä oppija")];
    let preview = keeper.visitor.submit(&page.form("value=\"peru\""), &said).await;
    assert!(preview.html.contains("Oppija jää ilman tunnistetta"), "the choice is said again: {}", preview.html);
}
