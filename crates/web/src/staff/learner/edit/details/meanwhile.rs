//! What others changed of a learner while an official had the form open: it is brought into the form that comes back, and
//! what both have changed is shown in all versions.

use app::Person;
use app::commands::{Correction, Seen};
use app::report::learner::{HistoryEntry, HistoryPart};
use events::codes::DetailField;
use events::person::{ContactGroup, ContactOrigin};
use events::{Actor, Position};

use super::{CHANGED_MEANWHILE, CONTACT_FIELDS, contacts, correction, seen};
use crate::staff::command::Frame;
use crate::staff::dates::{When, day};
use crate::staff::learner::edit::fields::Fields;
use crate::staff::learner::edit::layout::{SideBySide, SideLine};
use crate::staff::learner::edit::{ACT, Acting, Returned};
use crate::staff::refusal::Refusal;
use crate::staff::words::Words;

/// So many entries of the history are looked through for who changed the learner.
const LOOKED_THROUGH: u32 = 20;

/// Brings what came back to the learner as they are now, whatever sent it back: what the official left as they saw it takes
/// its present value, and what somebody else has changed too is shown in all versions.
pub(super) async fn brought_forward(acting: &Acting<'_>, returned: &mut Returned) -> Result<(), Refusal> {
    let Frame { staff, official, .. } = acting.frame;
    let (now, before) = (&acting.view, seen(&returned.typed));
    let Some(at) = before.filter(|at| *at != now.position) else { return Ok(()) };
    let then = staff.app.learner(&official.caller, acting.oid(), Some(at), None).await?;
    let Ok(then) = then else { return Ok(()) };
    let (wanted, today) = (correction(&returned.typed), staff.app.now().day_in_finland());
    let overtaken = wanted.overtaken(&now.person, Seen::This(&then.person), today);
    if !overtaken.is_empty() {
        let by = last_change(acting, at).await?;
        returned.side_by_side = vec![versions(acting, &returned.typed, (&then.person, by), &overtaken)];
        if !returned.refused.iter().any(|(name, _)| *name == CHANGED_MEANWHILE) {
            returned.refused.push((CHANGED_MEANWHILE, None));
        }
    }
    let typed = std::mem::take(&mut returned.typed);
    returned.typed = typed.only(&touched(&wanted.touched(&then.person, today)));
    merge_identifiers(&mut returned.typed, &then.person, &now.person);
    Ok(())
}

/// What others have given since the official looked stands in the form, and what they have taken does not: what comes back is
/// what is there now, with what the official changed.
fn merge_identifiers(typed: &mut Fields, then: &Person, now: &Person) {
    for (name, then, now) in [("passports", &then.passports, &now.passports), ("emails", &then.emails, &now.emails)] {
        if !typed.has(name) {
            continue;
        }
        let wanted = typed.all(name);
        let kept = now.iter().filter(|one| wanted.contains(one) || !then.contains(one)).cloned();
        let added = wanted.iter().filter(|one| !then.contains(one) && !now.contains(one)).cloned();
        let merged: Vec<String> = kept.chain(added).collect();
        typed.0.retain(|(known, _)| known != name);
        typed.0.extend(merged.into_iter().map(|value| (name.to_owned(), value)));
        // A field of its own says that the list was touched, also where it is empty by now.
        typed.0.push((name.to_owned(), String::new()));
    }
}

/// Names of the form's fields that a correction holds, and of those that are no part of it.
fn touched(correction: &Correction) -> Vec<&'static str> {
    let mut names = vec!["words", ACT];
    let mut add = |is_touched: bool, name: &'static str| names.extend(is_touched.then_some(name));
    add(correction.first_names.is_some(), "first_names");
    add(correction.call_name.is_some(), "call_name");
    add(correction.surname.is_some(), "surname");
    add(correction.birth_date.is_some(), "birth_date");
    add(correction.sex.is_some(), "sex");
    add(correction.language.is_some(), "language");
    add(correction.service_language.is_some(), "service_language");
    add(correction.nationalities.is_some(), "nationalities");
    add(correction.passports.is_some(), "passports");
    add(correction.emails.is_some(), "emails");
    add(correction.contacts.is_some(), "contact_kind");
    CONTACT_FIELDS.iter().for_each(|(name, _)| add(correction.contacts.is_some(), name));
    names
}

/// Fields as the official saw them, as they are now, and as the official wants them.
fn versions(
    acting: &Acting<'_>,
    typed: &Fields,
    (then, by): (&Person, Option<String>),
    fields: &[DetailField],
) -> SideBySide {
    let (t, words) = (acting.t(), acting.frame.staff.words(acting.t()));
    let line = |field: &DetailField| {
        let name = field.to_string();
        let (label, wanted) = match field {
            DetailField::Contacts => ("learner-contacts".to_owned(), contacts_in_words(&contacts(typed))),
            _ => (format!("field-{}", name.replace('_', "-")), typed.all(&name).join(", ")),
        };
        let values = [stored(then, *field), stored(&acting.view.person, *field), wanted];
        let cells = values.iter().map(|value| in_words(&words, *field, value)).collect();
        SideLine { label: t.get(&label), cells }
    };
    let columns = ["versions-seen", "versions-now", "versions-wanted"].map(|key| t.get(key)).to_vec();
    let title = by.unwrap_or_else(|| t.get("versions-title"));
    SideBySide { title, columns, lines: fields.iter().map(line).collect() }
}

/// Who changed the learner last since an event, and when.
async fn last_change(acting: &Acting<'_>, since: Position) -> Result<Option<String>, Refusal> {
    let Frame { staff, official, .. } = acting.frame;
    let part = HistoryPart { newest_first: true, after: None, limit: LOOKED_THROUGH };
    let Ok(view) = staff.app.learner(&official.caller, acting.oid(), None, Some(part)).await? else { return Ok(None) };
    let by_somebody = |entry: &&HistoryEntry| {
        entry.event.position() > since && matches!(entry.event.recorded.envelope.meta.actor, Actor::Person(_))
    };
    let (t, words) = (acting.t(), staff.words(acting.t()));
    Ok(view.history.items.iter().find(by_somebody).map(|entry| {
        let who = words.actor(&entry.event.recorded.envelope.meta.actor, &official.caller);
        let when = When::from(entry.event.recorded_at()).human;
        t.with_all("versions-title-by", &[("who", who), ("when", when)])
    }))
}

/// A value as it is stored.
fn stored(person: &Person, field: DetailField) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    match field {
        DetailField::FirstNames => person.names.first_names.clone(),
        DetailField::CallName => person.names.call_name.clone(),
        DetailField::Surname => person.names.surname.clone(),
        DetailField::BirthDate => person.birth_date.map(day).unwrap_or_default(),
        DetailField::Sex => text(&person.sex),
        DetailField::Language => text(&person.language),
        DetailField::ServiceLanguage => text(&person.service_language),
        DetailField::Nationalities => person.nationalities.join(", "),
        DetailField::Contacts => contacts_in_words(&own_contacts(person)),
        // No form of an official has them.
        DetailField::Municipality | DetailField::DayOfDeath => String::new(),
    }
}

/// The groups that are not the register's.
pub(super) fn own_contacts(person: &Person) -> Vec<ContactGroup> {
    person.contacts.iter().filter(|group| group.origin != ContactOrigin::Register).cloned().collect()
}

fn contacts_in_words(groups: &[ContactGroup]) -> String {
    let values = |group: &ContactGroup| {
        let values: Vec<&str> = group.details.iter().map(|detail| detail.value.as_str()).collect();
        values.join(", ")
    };
    groups.iter().map(values).collect::<Vec<_>>().join("; ")
}

fn in_words(words: &Words<'_>, field: DetailField, value: &str) -> String {
    match (field, value) {
        (_, "") => words.t.get("value-none"),
        (DetailField::Sex, code) => words.sex(code),
        (DetailField::Language | DetailField::ServiceLanguage, code) => words.language(code),
        (DetailField::Nationalities, codes) => {
            codes.split(", ").map(|code| words.country(code)).collect::<Vec<_>>().join(", ")
        }
        (_, value) => value.to_owned(),
    }
}
