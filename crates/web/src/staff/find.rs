//! *Oppijahaku*: one box that finds every learner whose page the official may open.

use app::access::LookKind;
use app::report::search::{FoundLearner, FoundLearners};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::address::{self, Address, FIND};
use super::dates::When;
use super::form::Sent;
use super::language::Asked;
use super::page::{Chrome, Section, render};
use super::refusal::{Refusal, refuse};
use super::search::Term;
use super::session::Official;
use super::words::{Badge, Words, coded, name_or_none, oid_text};
use super::{Staff, search};
use texts::Texts;

/// Query name of the sealed term.
const TERM: &str = "haku";
/// Query name of how many are passed over.
const SKIP: &str = "ohita";
/// Nobody goes further than this; they type more instead.
const FURTHEST: usize = 1_000;
/// Rights that open the search.
const RIGHTS: &str = "OPPIJOIDENTUONTI, HENKILON_RU, READ, MANUAALINEN_YKSILOINTI, VTJ_VERTAILUNAKYMA, DUPLIKAATTINAKYMA, REKISTERINPITAJA, REKISTERINPITAJA_READ";

/// The page.
#[derive(Template)]
#[template(path = "staff/find.html")]
pub struct FindPage {
    c: Chrome,
    t: Texts,
    term: String,
    term_gone: bool,
    /// Something was looked for.
    asked: bool,
    lines: Vec<Line>,
    /// What is said where nobody was found.
    none: String,
    /// How many were found, in words.
    told: String,
    unfinished: bool,
    first: Option<String>,
    next: Option<String>,
    help: String,
}

/// A learner who was found.
pub struct Line {
    name: String,
    href: String,
    born: Option<When>,
    oid: String,
    oppijanumero: Option<String>,
    badges: Vec<Badge>,
    cause: Option<String>,
    organisations: String,
}

impl FindPage {
    /// The page of a term and whom it found.
    pub fn new(frame: (&Asked, &Official), term: &Term, found: &FoundLearners, words: &Words<'_>) -> FindPage {
        let (asked, official) = frame;
        let (t, address) = (asked.t, &asked.address);
        let (skip, count) = (skipped(address), found.learners.len());
        let next = skip + count;
        FindPage {
            c: Chrome::new(asked, Some(official), t.get("find-title")).within(Section::Find),
            t,
            term: if let Term::Words(term) = term { term.clone() } else { String::new() },
            term_gone: *term == Term::Gone,
            asked: matches!(term, Term::Words(_)),
            lines: found.learners.iter().map(|learner| line(learner, words)).collect(),
            none: t.get(if official.caller.reads_all() { "find-none-all" } else { "find-none" }),
            told: if found.more || skip > 0 {
                t.with_all("find-range", &[("from", t.number(skip + 1)), ("to", t.number(skip + count))])
            } else {
                t.count("find-found", count)
            },
            unfinished: found.unfinished,
            first: (skip > 0).then(|| address.clone().without(SKIP).to_string()),
            next: (found.more && next < FURTHEST).then(|| address.clone().set(SKIP, next).to_string()),
            help: address::help("search").to_string(),
        }
    }
}

fn line(learner: &FoundLearner, words: &Words<'_>) -> Line {
    let (t, person) = (words.t, &learner.person);
    Line {
        name: name_or_none(&t, &person.names),
        href: address::learner(person.oid).to_string(),
        born: person.birth_date.map(When::from),
        oid: person.oid.to_string(),
        oppijanumero: oid_text(person.oppijanumero()),
        badges: Badge::of_person(&t, person, learner.status),
        cause: learner.cause.map(|cause| coded(&t, "cause", cause.name())),
        organisations: words.organisations(&person.organisations).join(", "),
    }
}

fn skipped(address: &Address) -> usize {
    address.value(SKIP).and_then(|text| text.parse().ok()).unwrap_or(0).min(FURTHEST)
}

/// Shows the search and whom it found.
pub async fn show(State(staff): State<Staff>, official: Official, asked: Asked) -> Response {
    let made = page(&staff, &official, &asked).await;
    made.unwrap_or_else(|refusal| refuse(&asked, Some(&official), refusal))
}

async fn page(staff: &Staff, official: &Official, asked: &Asked) -> Result<Response, Refusal> {
    let (app, caller) = (&staff.app, &official.caller);
    if !app.may_search(caller) {
        return Err(Refusal::NoRight(RIGHTS));
    }
    let term = staff.search.open(&caller.subject, asked.address.value(TERM));
    let found = match &term {
        Term::Words(typed) => app.search_learners(caller, typed, skipped(&asked.address)).await?,
        Term::Nothing | Term::Gone => FoundLearners::default(),
    };
    // Names and birth dates are not what a protection order hides.
    let people: Vec<_> = found.learners.iter().map(|learner| (learner.person.oid, false)).collect();
    staff.showed(official, LookKind::Listed, people).await?;
    Ok(render(&FindPage::new((asked, official), &term, &found, &staff.words(asked.t))))
}

/// The form.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Typed {
    haku: String,
}

/// Leads to whom was looked for: to the one learner whose identifier was typed, or to a list. What was typed may be a name
/// or a hetu, so the address holds it sealed.
pub async fn find(State(staff): State<Staff>, official: Official, asked: Asked, Sent(form): Sent<Typed>) -> Response {
    let (app, caller) = (&staff.app, &official.caller);
    if !app.may_search(caller) {
        return refuse(&asked, Some(&official), Refusal::NoRight(RIGHTS));
    }
    let term = search::as_meant(&form.haku, app.now().day_in_finland());
    let sealed = staff.search.seal(&caller.subject, &term);
    let list = Address::of(FIND).set(TERM, sealed).to_string();
    if term.trim().is_empty() {
        return Redirect::to(&list).into_response();
    }
    match app.search_learners(caller, &term, 0).await {
        Ok(found) => {
            let only = found.learners.first().filter(|_| found.exact);
            let href = only.map_or(list, |learner| address::learner(learner.person.oid).to_string());
            Redirect::to(&href).into_response()
        }
        Err(error) => refuse(&asked, Some(&official), error),
    }
}
