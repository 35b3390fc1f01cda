//! `…/oppija/{oid}/pyynto`: ask the keeper for what only the keeper may do.

use std::collections::BTreeSet;

use app::commands::{OpenRequest, Passivate};
use app::report::learner::LearnerView;
use app::rules::Readable;
use app::{App, caller::Caller};
use axum::response::Response;
use events::codes::RequestKind;
use events::{OrganisationOid, PersonOid};
use texts::Texts;

use super::fields::{Field, Fields, Input};
use super::layout::ActForm;
use super::pages::ActPage;
use super::{Acting, Onward, RefusedField, Returned, shown};
use crate::staff::address::{self, Address};
use crate::staff::language::Asked;
use crate::staff::refusal::Refusal;
use crate::staff::requests;
use crate::staff::words::coded;

/// Name of the page.
pub const PAGE: &str = "pyynto";
/// What may be asked, each with the name of its form.
const FORMS: [(RequestKind, &str); 8] = [
    (RequestKind::Passivate, "passivoi"),
    (RequestKind::Reactivate, "aktivoi"),
    (RequestKind::Link, "linkita"),
    (RequestKind::Merge, "yhdista"),
    (RequestKind::Revoke, "pura"),
    (RequestKind::Reverse, "peru"),
    (RequestKind::Check, "tarkista"),
    (RequestKind::Refresh, "paivita"),
];

/// Is the page worth offering? Whoever may do it all themselves asks nobody.
pub fn offered(app: &App, caller: &Caller, organisations: &[OrganisationOid], view: &LearnerView) -> bool {
    let acts_alone = app.may::<Passivate>(caller, organisations);
    view.person.readable == Readable::Yes && !acts_alone && app.may::<OpenRequest>(caller, organisations)
}

/// The page where something was refused that the keeper can do: link or merge. The reason that was typed goes along.
pub(super) fn way(acting: &Acting<'_>, other: Option<PersonOid>, words: Option<&String>) -> Option<Onward> {
    let kind = if acting.view.person.is_in_register() { RequestKind::Merge } else { RequestKind::Link };
    let act = FORMS.iter().find(|(known, _)| *known == kind).map(|(_, act)| (super::ACT, (*act).to_owned()));
    let beside = act.into_iter().chain(other.map(|oid| ("other", oid.to_string())));
    Some(Onward::to(acting.to_request()?).with(words, beside))
}

/// Query name of the others whom a request may be about too.
const OTHERS: &str = "muut";

/// The page of a learner on which the keeper is asked about others too.
pub fn request_about(first: PersonOid, others: &[PersonOid]) -> Address {
    let others = others.iter().map(PersonOid::to_string).collect::<Vec<_>>().join(",");
    Address::of(format!("{}/pyynto", address::learner(first))).set(OTHERS, others)
}

/// The page.
pub struct Request;

impl ActPage for Request {
    type Opens = OpenRequest;

    async fn page(acting: &Acting<'_>, returned: Returned) -> Result<Response, Refusal> {
        Ok(page(acting, returned))
    }

    async fn sent(acting: &Acting<'_>, typed: Fields) -> Result<Response, Refusal> {
        sent(acting, typed).await
    }
}

async fn sent(acting: &Acting<'_>, typed: Fields) -> Result<Response, Refusal> {
    let kind = FORMS.iter().find(|(_, form)| *form == typed.one(super::ACT)).map(|(kind, _)| *kind);
    let kind = kind.ok_or(Refusal::StaleForm)?;
    let refused = |typed, name, field| {
        let refused = with_missing(kind, &typed, (name, field));
        page(acting, Returned { typed, refused, ..Returned::default() })
    };
    let Ok(others) = oids(typed.one("people")) else { return Ok(refused(typed, "one-unknown", Some("people"))) };
    let Ok(other) = oids(typed.one("other")) else { return Ok(refused(typed, "link-no-other", Some("other"))) };
    if other.is_empty() && names_another(kind) {
        return Ok(refused(typed, "merge-nobody-chosen", Some("other")));
    }
    let command = OpenRequest {
        kind,
        people: others.into_iter().chain([acting.view.oid]).collect(),
        other: other.into_iter().next(),
        unused_elsewhere: typed.one("unused_elsewhere") == "true",
        words: typed.one("words").to_owned(),
    };
    match acting.carry_out(command, &typed, "pyydetty").await? {
        Ok(response) => Ok(response),
        Err(refusal) => {
            let onwards = open_already(acting, kind).await?;
            let refused = with_missing(kind, &typed, shown(refusal));
            Ok(page(acting, Returned { typed, refused, onwards, ..Returned::default() }))
        }
    }
}

/// Is it about two learners?
fn names_another(kind: RequestKind) -> bool {
    matches!(kind, RequestKind::Merge | RequestKind::Link | RequestKind::Reverse)
}

/// A refusal, and whatever else the form lacks: all of it is told at once.
fn with_missing(kind: RequestKind, typed: &Fields, refused: RefusedField) -> Vec<RefusedField> {
    let unstated = kind == RequestKind::Passivate && typed.one("unused_elsewhere") != "true";
    let silent = typed.some("words").is_none();
    let missing =
        [(unstated, ("request-used-elsewhere", Some("unused_elsewhere"))), (silent, ("words-missing", Some("words")))];
    let missing = missing.into_iter().filter_map(|(lacks, refused)| lacks.then_some(refused));
    let mut all: Vec<RefusedField> = vec![refused];
    all.extend(missing.filter(|(_, at)| *at != refused.1));
    all
}

/// The OIDs in a text, one on a line or with blanks between them.
fn oids(text: &str) -> Result<BTreeSet<PersonOid>, ()> {
    let parts = text.split(|c: char| c.is_whitespace() || c == ',').filter(|part| !part.is_empty());
    parts.map(|part| part.parse().map_err(|_| ())).collect()
}

/// The request by which the same is asked already.
async fn open_already(acting: &Acting<'_>, kind: RequestKind) -> Result<Vec<Onward>, Refusal> {
    let open = acting.frame.staff.app.requests_about(&acting.frame.official.caller, &[acting.view.oid]).await?;
    let same = open.into_iter().filter(|(view, opens)| view.kind == kind && *opens);
    let link = |number| Onward::to((acting.t().with("request-open-link", "number", number), requests::of(number)));
    Ok(same.map(|(view, _)| link(view.number)).collect())
}

/// The others whom the official has chosen, one on a line: the address names them, and so does whatever form was sent.
fn others(asked: &Asked, typed: &Fields) -> String {
    typed.some(OTHERS).unwrap_or_else(|| asked.address.value(OTHERS).unwrap_or_default().replace(',', "\n"))
}

fn page(acting: &Acting<'_>, returned: Returned) -> Response {
    let others = others(acting.frame.asked, &returned.typed);
    let forms = forms(&acting.t(), &acting.view, &returned.typed, &others);
    acting.page("edit-request", Vec::new(), forms, returned)
}

/// A form for each thing that may be asked about this learner; `others` are whom it may be about too.
pub fn forms(t: &Texts, view: &LearnerView, typed: &Fields, others: &str) -> Vec<ActForm> {
    let (person, is_linked) = (&view.person, !view.members.is_empty());
    let applies = |kind| match kind {
        RequestKind::Passivate => person.passive.is_none(),
        RequestKind::Reactivate => person.passive.is_some(),
        RequestKind::Merge | RequestKind::Refresh => person.is_in_register() && person.passive.is_none(),
        RequestKind::Reverse => is_linked,
        RequestKind::Revoke => person.is_identified(),
        RequestKind::Check | RequestKind::Link => person.passive.is_none(),
    };
    FORMS
        .into_iter()
        .filter(|(kind, _)| applies(*kind))
        .map(|(kind, act)| form(t, (kind, act), typed, others))
        .collect()
}

fn form(t: &Texts, (kind, act): (RequestKind, &'static str), typed: &Fields, others: &str) -> ActForm {
    let own = |name| if typed.one(super::ACT) == act { typed.one(name) } else { "" };
    let field = |name, input| Field::new(t, name, own(name), input);
    let labelled = |label: &str, field| Field { label: t.get(label), ..field };
    let mut fields = Vec::new();
    if matches!(kind, RequestKind::Passivate | RequestKind::Reactivate) {
        let people = if typed.one(super::ACT) == act { typed.one("people") } else { others };
        fields.push(Field::new(t, "people", people, Input::Lines));
    }
    if !others.is_empty() {
        fields.push(Field::carried(OTHERS, others.to_owned()));
    }
    if names_another(kind) {
        fields.push(labelled("merge-other", field("other", Input::Line)).needed());
    }
    let words = field("words", Input::Lines).needed();
    fields.push(if kind == RequestKind::Check { labelled("request-check-words", words) } else { words });
    if kind == RequestKind::Passivate {
        fields.push(field("unused_elsewhere", Input::Tick));
    }
    let (title, told) = (coded(t, "request-kind", kind), coded(t, "request-told", kind));
    ActForm { act, title, told, fields, button: t.get("request-send") }
}
