//! `…/oppija/{oid}/rivit`: to whom rows of imports lead that led to this learner.

use std::collections::{BTreeMap, BTreeSet};

use app::App;
use app::caller::Caller;
use app::commands::{ReassignRows, Reassignment, RowGoes, RowToDecide};
use app::report::learner::LearnerView;
use axum::response::Response;
use events::person::SentRow;
use events::{OrganisationOid, PersonOid, Position};
use texts::Texts;

use super::fields::{Field, Fields, Input};
use super::layout::ActForm;
use super::pages::ActPage;
use super::{Acting, DONE, Returned, hetu, returned};
use crate::staff::Staff;
use crate::staff::address::{self, Address};
use crate::staff::language::Asked;
use crate::staff::learner::Labelled;
use crate::staff::learner::list::Carried;
use crate::staff::refusal::Refusal;
use crate::staff::session::Official;

/// So many rows are shown.
const SHOWN: usize = 50;
const STAYS: &str = "pysyy";
const OTHER: &str = "toinen";
const NEW: &str = "uusi";

/// Is the page worth offering?
pub fn offered(app: &App, caller: &Caller, organisations: &[OrganisationOid], view: &LearnerView) -> bool {
    !view.person.erased && app.may::<ReassignRows>(caller, organisations)
}

/// After a hetu was taken away: how many rows led here by it, and where it is decided whose they are.
pub async fn turning(
    staff: &Staff,
    official: &Official,
    asked: &Asked,
    view: &LearnerView,
) -> Result<Option<(String, String)>, Refusal> {
    let organisations: Vec<OrganisationOid> = view.person.organisations.iter().cloned().collect();
    let removed = asked.address.value(DONE).is_some_and(|done| hetu::TAKEN.contains(&done));
    if !removed || !offered(&staff.app, &official.caller, &organisations, view) {
        return Ok(None);
    }
    let rows = staff.app.rows_to_decide(&official.caller, view.oid).await?;
    let count = rows.iter().filter(|row| row.turns).count();
    let page = Address::of(format!("{}/rivit", address::learner(view.oid)));
    Ok((count > 0).then(|| (asked.t.count("rows-turn", count), Carried::read(&asked.address).on(page).to_string())))
}

/// The page.
pub struct Rows;

impl ActPage for Rows {
    type Opens = ReassignRows;

    async fn page(acting: &Acting<'_>, returned: Returned) -> Result<Response, Refusal> {
        page(acting, returned).await
    }

    async fn sent(acting: &Acting<'_>, typed: Fields) -> Result<Response, Refusal> {
        sent(acting, typed).await
    }
}

async fn sent(acting: &Acting<'_>, typed: Fields) -> Result<Response, Refusal> {
    let other = typed.one("to").trim().parse::<PersonOid>();
    let chosen: Vec<(Position, u32, &str)> = typed.every("row").into_iter().filter_map(choice).collect();
    if other.is_err() && chosen.iter().any(|(.., to)| *to == OTHER) {
        let refused = vec![("row-no-target", Some("to"))];
        return page(acting, Returned { typed, refused, ..Returned::default() }).await;
    }
    let row = |(import, row, to): (Position, u32, &str)| {
        let goes = match (to, other) {
            (NEW, _) => RowGoes::New,
            (OTHER, Ok(oid)) => RowGoes::Person(oid),
            _ => RowGoes::Stays,
        };
        ((import, row), goes)
    };
    let rows: BTreeMap<(Position, u32), RowGoes> = chosen.into_iter().map(row).collect();
    let command = ReassignRows { person: acting.view.oid, wanted: Reassignment { rows, words: typed.some("words") } };
    // The official may have no right to this learner any more, when no row leads here.
    let to = |rows: Vec<((Position, u32), PersonOid)>| {
        let oid = rows.first().map_or(acting.view.oid, |(_, oid)| *oid);
        address::learner(oid).set(DONE, "rivit").to_string()
    };
    match acting.confirm_to(command, ("rows", &["row", "to", "words"]), &typed, to).await {
        Ok(response) => Ok(response),
        Err(refusal) => page(acting, returned(refusal, typed)?).await,
    }
}

/// A row and where it goes, as the form says them.
fn choice(text: &str) -> Option<(Position, u32, &str)> {
    let mut parts = text.split(':');
    let number = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Some((Position(number.0), number.1, parts.next()?))
}

async fn page(acting: &Acting<'_>, returned: Returned) -> Result<Response, Refusal> {
    let (t, caller) = (acting.t(), &acting.frame.official.caller);
    let rows = acting.frame.staff.app.rows_to_decide(caller, acting.view.oid).await?;
    let mut returned = returned;
    returned.leads.extend(of_linked(acting));
    let typed = &returned.typed;
    let turning = rows.iter().filter(|row| row.turns).count();
    let mut told = vec![match turning {
        0 => t.get("rows-none-turn"),
        count => t.count("rows-turn", count),
    }];
    if rows.len() > SHOWN {
        told.push(t.count("rows-not-shown", rows.len() - SHOWN));
    }
    let facts = vec![Labelled { label: t.get("rows-label"), values: told }];
    let imports = rows.iter().take(SHOWN).map(|row| row.number.0).collect();
    let numbers = acting.frame.staff.app.import_numbers(imports).await?;
    let field_of = |(place, row): (usize, &RowToDecide)| field(acting, typed, (place, row), numbers.of(row.number.0));
    let mut fields: Vec<Field> = rows.iter().take(SHOWN).enumerate().map(field_of).collect();
    if fields.is_empty() {
        return Ok(acting.page("edit-rows", facts, Vec::new(), returned));
    }
    fields.push(Field::new(&t, "to", typed.one("to"), Input::Line).needed());
    fields.push(Field::new(&t, "words", typed.one("words"), Input::Lines));
    let form = ActForm::new(&t, "siirra", "rows", fields);
    Ok(acting.page("edit-rows", facts, vec![form], returned))
}

/// Rows lead to one record: where those of the linked ones are.
fn of_linked(acting: &Acting<'_>) -> Vec<(String, String)> {
    let view = &acting.view;
    let linked = view.members.iter().copied().chain([view.person.oid]).filter(|oid| *oid != view.oid);
    let linked: BTreeSet<PersonOid> = linked.collect();
    let lead =
        |oid: PersonOid| (acting.t().with("rows-of-linked", "oid", oid), format!("{}/rivit", address::learner(oid)));
    linked.into_iter().map(lead).collect()
}

/// A row with what there is to choose.
fn field(acting: &Acting<'_>, typed: &Fields, (place, row): (usize, &RowToDecide), known_as: i64) -> Field {
    let (t, (import, number)) = (acting.t(), row.number);
    let value = |to: &str| format!("{import}:{number}:{to}");
    let option = |to: &str, key: &str| (value(to), t.get(key));
    let choices = vec![option(STAYS, "row-stays"), option(OTHER, "row-other"), option(NEW, "row-new")];
    let sent_back = typed.every("row").get(place).map(|value| (*value).to_owned());
    let chosen = sent_back.filter(|sent| choices.iter().any(|(value, _)| value == sent));
    let chosen = chosen.unwrap_or_else(|| value(STAYS));
    let named = [("row", t.number(number.saturating_add(1))), ("import", known_as.to_string())];
    let senders = acting.frame.staff.words(t).organisations(&row.organisations).join(", ");
    let turns = row.turns.then(|| t.get("row-turns"));
    let hint = turns.into_iter().chain([senders]).chain(row.sent.iter().map(|sent| sent_as(&t, sent)));
    Field {
        label: t.with_all("row-label", &named),
        hint: Some(hint.collect::<Vec<_>>().join(" · ")),
        ..Field::new(&t, "row", chosen, Input::Choice(choices)).at(place)
    }
}

fn sent_as(t: &Texts, sent: &SentRow) -> String {
    let name = format!("{} {}", sent.names.first_names, sent.names.surname);
    let reference = sent.tunniste.clone().map(|tunniste| t.with("row-reference", "tunniste", tunniste));
    std::iter::once(t.with("row-sent", "name", name)).chain(reference).collect::<Vec<_>>().join(" · ")
}
