//! `…/oppija/{oid}/vtj`: a learner beside the register's record, its record taken over, and what the register says now.

use app::caller::Caller;
use app::commands::{ComparisonView, OverrideWithRegister, RefreshFromRegister, RemoveHetu, UserKind};
use app::report::learner::LearnerView;
use app::rules::{Cause, Readable};
use app::{App, Person};
use axum::response::Response;
use events::OrganisationOid;
use events::codes::{FailureCause, VerifiedWith};
use events::person::{ContactGroup, ContactOrigin};

use super::fields::{Field, Fields, Input};
use super::layout::{ActForm, SideBySide, SideLine};
use super::pages::ActPage;
use super::{Acting, Returned, link, returned, shown};
use crate::staff::dates::{When, day};
use crate::staff::learner::Labelled;
use crate::staff::learner::facts::Shown;
use crate::staff::refusal::Refusal;
use crate::staff::words::{Words, coded};

const OVERRIDE: &str = "yliaja";
const REFRESH: &str = "paivita";

/// Is the page worth offering?
pub fn offered(app: &App, caller: &Caller, organisations: &[OrganisationOid], view: &LearnerView) -> bool {
    let person = &view.person;
    let open = person.readable == Readable::Yes && person.passive.is_none();
    let compares = person.failure.as_ref().is_some_and(|failure| failure.case.is_some()) && !person.is_in_register();
    let may_compare = app.may::<OverrideWithRegister>(caller, organisations);
    let may_refresh = app.may::<RefreshFromRegister>(caller, organisations);
    open && (compares && may_compare || person.is_in_register() && may_refresh)
}

/// The page.
pub struct Comparison;

impl ActPage for Comparison {
    // The keeper, who alone refreshes, may compare too.
    type Opens = OverrideWithRegister;
    const OF_PASSIVE: bool = false;

    async fn page(acting: &Acting<'_>, returned: Returned) -> Result<Response, Refusal> {
        page(acting, returned).await
    }

    async fn sent(acting: &Acting<'_>, typed: Fields) -> Result<Response, Refusal> {
        sent(acting, typed).await
    }
}

async fn sent(acting: &Acting<'_>, typed: Fields) -> Result<Response, Refusal> {
    let made =
        if typed.one(super::ACT) == REFRESH { refresh(acting, &typed).await } else { take(acting, &typed).await };
    match made {
        Ok(response) => Ok(response),
        // The register does not answer just now: the page says so, and the work is kept.
        Err(Refusal::Unavailable) => {
            let refused = vec![("register-away", None)];
            page(acting, Returned { typed, refused, ..Returned::default() }).await
        }
        Err(refusal) => {
            let mut returned = returned(refusal, typed)?;
            if returned.refused.iter().any(|(name, _)| *name == "record-hetu-in-use") {
                returned.onwards = link::ways_to_one(acting, None, &returned.typed);
            }
            if returned.refused.iter().any(|(name, _)| *name == "register-record-changed") {
                returned.leads.push((acting.t().get("act-identify"), acting.other_page("yksiloi")));
            }
            page(acting, returned).await
        }
    }
}

async fn take(acting: &Acting<'_>, typed: &Fields) -> Result<Response, Refusal> {
    let (app, caller, person) = (&acting.frame.staff.app, &acting.frame.official.caller, acting.oid());
    let verified_with = VerifiedWith::ALL.iter().find(|with| with.to_string() == typed.one("verified_with")).copied();
    let heard = app.hear_about::<OverrideWithRegister>(caller, person).await?;
    let command = OverrideWithRegister { person, verified_with, words: typed.some("words"), heard };
    acting.confirm(command, ("override", &["verified_with", "words"]), typed, "yliajettu").await
}

async fn refresh(acting: &Acting<'_>, typed: &Fields) -> Result<Response, Refusal> {
    let (app, caller, person) = (&acting.frame.staff.app, &acting.frame.official.caller, acting.oid());
    let user = match typed.one("user") {
        "learner" => UserKind::Learner,
        "staff" => UserKind::Staff,
        _ => {
            let refused = vec![("user-missing", Some("user"))];
            return page(acting, Returned { typed: typed.clone(), refused, ..Returned::default() }).await;
        }
    };
    let heard = app.hear_to_refresh(caller, person).await?;
    let command = RefreshFromRegister { person, user, words: typed.some("words"), heard };
    match acting.carry_out(command, typed, "paivitetty").await? {
        Ok(done) => Ok(done),
        Err(refusal) => {
            let refused = vec![shown(refusal)];
            page(acting, Returned { typed: typed.clone(), refused, ..Returned::default() }).await
        }
    }
}

/// Why there is nothing to compare: a text's key.
fn why_none(view: &LearnerView, out: bool) -> &'static str {
    match view.cause {
        _ if view.person.hetu.is_none() => "comparison-none-hetu",
        Some(Cause::Identification(FailureCause::NotInRegister)) => "comparison-none-unknown",
        _ if out => "comparison-none-outage",
        None => "comparison-none-waiting",
        Some(_) => "comparison-none-why",
    }
}

async fn page(acting: &Acting<'_>, mut returned: Returned) -> Result<Response, Refusal> {
    let t = acting.t();
    let compared = acting.frame.staff.app.comparison(&acting.frame.official.caller, acting.oid()).await?;
    let typed = returned.typed.clone();
    let words = |act| if typed.one(super::ACT) == act { typed.one("words") } else { "" };
    let words = |act| Field::new(&t, "words", words(act), Input::Lines);
    let form = |act, texts, told: &str, fields| ActForm { told: t.get(told), ..ActForm::new(&t, act, texts, fields) };
    let (mut forms, mut facts) = (Vec::new(), Vec::new());
    if let Some(view) = &compared {
        let with = VerifiedWith::ALL.iter().map(|with| (with.to_string(), coded(&t, "verified-with", with))).collect();
        let verified = Field::new(&t, "verified_with", typed.one("verified_with"), Input::Radios(with)).needed();
        let (told, fields) = match view.clearly_different {
            true => ("override-told-different", vec![verified, words(OVERRIDE)]),
            false => ("override-told", vec![words(OVERRIDE)]),
        };
        facts.push(Labelled { label: t.get("comparison-answered"), values: vec![When::from(view.answered).human] });
        returned.side_by_side.push(side_by_side(&acting.frame.staff.words(t), &acting.view.person, view));
        forms.push(form(OVERRIDE, "override", told, fields));
        if acting.may::<RemoveHetu>() {
            returned.leads.push((t.get("comparison-withdraw"), acting.other_page("hetu")));
        }
    } else if !acting.view.person.is_in_register() {
        let out = acting.frame.staff.app.outage().await?.is_some();
        facts.push(Labelled { label: t.get("comparison-none"), values: vec![t.get(why_none(&acting.view, out))] });
    }
    if acting.view.person.is_in_register() && !acting.may::<RefreshFromRegister>() {
        facts.push(Labelled { label: t.get("comparison-none"), values: vec![t.get("comparison-verified")] });
        returned.leads.extend(acting.to_request());
    }
    if acting.view.person.is_in_register() && acting.may::<RefreshFromRegister>() {
        let users = ["learner", "staff"].map(|user| (user.to_owned(), t.get(&format!("user-{user}")))).to_vec();
        let user = Field::new(&t, "user", typed.one("user"), Input::Radios(users)).needed();
        forms.push(form(REFRESH, "refresh", "refresh-told", vec![user, words(REFRESH)]));
    }
    Ok(acting.page("edit-comparison", facts, forms, returned))
}

/// Both records, field by field, with how similar the names are.
pub fn side_by_side(words: &Words<'_>, person: &Person, view: &ComparisonView) -> SideBySide {
    let (t, record) = (words.t, &view.record);
    let none = |text: String| if text.is_empty() { t.get("value-none") } else { text };
    let line = |label: &str, own: String, theirs: String, judged: String| {
        let differs = own != theirs;
        let judged = if judged.is_empty() && differs { t.get("comparison-differs") } else { judged };
        SideLine { label: t.get(label), cells: vec![none(own), none(theirs), judged] }
    };
    let similar = |similarity: f32| t.with("comparison-similarity", "percent", (similarity * 100.0).round());
    let code = |code: &Option<String>, word: &dyn Fn(&str) -> String| code.as_deref().map(word).unwrap_or_default();
    let countries = |codes: &[String]| codes.iter().map(|code| words.country(code)).collect::<Vec<_>>().join(", ");
    let (similarity, nothing) = (&view.similarity, String::new);
    let shown = Shown { words: *words, hidden: view.hidden };
    let protection = |is: bool| if is { t.get("protection-in-force") } else { String::new() };
    let municipality = |of: &Option<String>| match of {
        _ if view.hidden => t.get("value-hidden"),
        code_of => code(code_of, &|code| words.municipality(code)),
    };
    // What others than the register have said of the learner stays beside the record.
    let of_register = |group: &&ContactGroup| group.origin == ContactOrigin::Register;
    let own: Vec<ContactGroup> = person.contacts.iter().filter(of_register).cloned().collect();
    let born = |date: Option<events::Day>| date.map(day).unwrap_or_default();
    let lines = vec![
        line(
            "label-surname",
            person.names.surname.clone(),
            record.names.surname.clone(),
            similar(similarity.surname_similarity),
        ),
        line(
            "label-first-names",
            person.names.first_names.clone(),
            record.names.first_names.clone(),
            similar(similarity.first_names_similarity),
        ),
        line("label-call-name", person.names.call_name.clone(), record.names.call_name.clone(), nothing()),
        line("label-former-surnames", person.former_surnames.join(", "), record.former_surnames.join(", "), nothing()),
        line("label-birth-date", born(person.birth_date), born(record.birth_date), nothing()),
        line(
            "label-sex",
            code(&person.sex, &|code| words.sex(code)),
            code(&record.sex, &|code| words.sex(code)),
            nothing(),
        ),
        line(
            "label-language",
            code(&person.language, &|code| words.language(code)),
            code(&record.language, &|code| words.language(code)),
            nothing(),
        ),
        line("label-nationality", countries(&person.nationalities), countries(&record.nationalities), nothing()),
        line("label-died", born(person.died), born(record.died), nothing()),
        line("label-protection", protection(person.protected), protection(record.protected), nothing()),
        line("label-municipality", municipality(&person.municipality), municipality(&record.municipality), nothing()),
        line("label-contacts", shown.contacts_of(&own), shown.contacts_of(&record.contacts), nothing()),
    ];
    // What was sent may speak against the hetu, by which both have the same birth date.
    let sent = person.sent_birth_date.filter(|sent| Some(*sent) != person.birth_date);
    let sent = sent.map(|_| line("label-sent-birth-date", born(sent), born(record.birth_date), nothing()));
    let lines = lines.into_iter().chain(sent).collect();
    let verdict = if view.clearly_different { "comparison-clearly-different" } else { "comparison-nearly-same" };
    let columns = ["comparison-own", "comparison-register", "comparison-judged"].map(|key| t.get(key)).to_vec();
    SideBySide { title: t.get(verdict), columns, lines }
}
