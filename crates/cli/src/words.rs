//! Events in plain words.

use events::catalogue::{CorrectedDetails, RowOutcome};
use events::person::{Names, PersonDetails, RegisterRecord, SentRow};
use events::{Actor, Fact, Opened, OpenedEvent, PersonOid};
use serde_json::{Value, json};

/// One line about an event: position, when, what, by whom.
pub fn sentence(event: &OpenedEvent) -> String {
    let meta = &event.recorded.envelope.meta;
    let actor = match &meta.actor {
        Actor::Person(subject) => subject.clone(),
        Actor::Service(subject) => format!("service {subject}"),
        Actor::Registry => "the registry".to_owned(),
        Actor::Operator => "the operator".to_owned(),
    };
    let right = meta.right.map(|right| format!(" by right {right}")).unwrap_or_default();
    let organisations = &meta.organisations;
    let organisations = if organisations.is_empty() { String::new() } else { format!(" for {}", list(organisations)) };
    format!("{:>8}  {}  {}\n{:34}by {actor}{right}{organisations}", event.position(), meta.recorded, what(event), "")
}

/// The number of a row as people count: from 1, as on the pages. In the log it is counted from 0.
fn row(stored: u32) -> u64 {
    u64::from(stored) + 1
}

fn what(event: &OpenedEvent) -> String {
    match &event.fact {
        Fact::PersonRegistered(with) => {
            let joined = list(&with.data.organisations);
            format!("registered ({}) as {}; belongs to {joined}", with.data.origin, details(&with.personal))
        }
        Fact::ImportRowResolved(with) => {
            let how = match with.data.outcome {
                RowOutcome::Created => "created the person".to_owned(),
                RowOutcome::Matched(by) => format!("matched the person by {by}"),
            };
            let conflicts = if with.data.conflicts.is_empty() {
                String::new()
            } else {
                format!("; conflict: {}", list(&with.data.conflicts))
            };
            let others: Vec<PersonOid> = with.data.contradicting.iter().map(|other| other.addressed).collect();
            let others = if others.is_empty() { String::new() } else { format!(" with {}", list(&others)) };
            let withheld = if with.data.withheld { "; the sender gained no access" } else { "" };
            let offered = if with.data.hetu_offered { "; a hetu was offered" } else { "" };
            let (row, import) = (row(with.data.row), with.data.import);
            format!("row {row} of import {import} {how}{conflicts}{others}{withheld}{offered}")
        }
        Fact::ImportRowRefused(with) => {
            let (row, import, cause) = (row(with.data.row), with.data.import, with.data.cause);
            format!("row {row} of import {import} led to the person and was refused: {cause}")
        }
        Fact::ImportRowWithheld(with) => {
            let (row, import, conflicts) = (with.data.row, with.data.import, list(&with.data.conflicts));
            format!("row {row} of import {import} was judged again; conflict: {conflicts}; the sender has no access")
        }
        Fact::ImportRowReassigned(with) => {
            let (row, import, cause) = (row(with.data.row), with.data.import, with.data.cause);
            let (from, to) = (with.data.from, with.data.about.addressed);
            let words = known(&with.personal, |row| reason(row.words.as_deref()));
            match from == to {
                true => format!("row {row} of import {import} stays with the person ({cause}){words}"),
                false => format!("row {row} of import {import} moved from {from} to {to} ({cause}){words}"),
            }
        }
        Fact::OrganisationJoined(with) => format!("organisations joined: {}", list(&with.data.organisations)),
        Fact::OrganisationLeft(with) => format!("organisations left: {}", list(&with.data.organisations)),
        Fact::HetuAssigned(with) => {
            format!("hetu assigned: {}", known(&with.personal, |hetu| hetu.assigned.as_str().to_owned()))
        }
        Fact::HetuReplaced(with) => {
            let hetus =
                known(&with.personal, |hetus| format!("{} by {}", hetus.former.as_str(), hetus.assigned.as_str()));
            format!("hetu replaced: {hetus}; the former one is {}", with.data.fate)
        }
        Fact::HetuRemoved(with) => {
            let hetu =
                known(&with.personal, |hetu| format!("{}{}", hetu.removed.as_str(), reason(hetu.words.as_deref())));
            format!("hetu removed, {}: {hetu}", with.data.fate)
        }
        Fact::PersonLinked(with) => {
            let (member, to, link) = (with.data.about.addressed, with.data.to, with.data.link);
            let words = known(&with.personal, |link| reason(link.words.as_deref()));
            format!("{member} linked to {to} by link {link} ({}){words}", with.data.reason)
        }
        Fact::ImportUndoOrdered(with) => {
            let (import, undone, kept) = (with.data.import, with.data.undone, with.data.kept);
            let words = known(&with.personal, |statement| reason(statement.words.as_deref()));
            format!("import {import} is to be undone: {undone} rows, {kept} are kept{words}")
        }
        Fact::ImportRowsUndone(with) => {
            let (import, first, rows) = (with.data.import, with.data.first_row, with.data.rows);
            format!("{} of {rows} rows of import {import}, from row {first} on, were undone", with.data.undone)
        }
        Fact::MarkedNotDuplicate(with) => {
            let (one, other, points) = (with.data.about.addressed, with.data.other, with.data.points);
            let words = known(&with.personal, |statement| reason(statement.words.as_deref()));
            format!("{one} and {other} are not one person ({points} points){words}")
        }
        Fact::Reversed(with) => {
            let words = known(&with.personal, |reversal| reason(reversal.words.as_deref()));
            format!("these events no longer count: {}{words}", list(&with.data.events))
        }
        Fact::PersonDetailsCorrected(with) => {
            let words = known(&with.personal, |details| reason(details.words.as_deref()));
            format!("details corrected: {}{words}", list(&with.data.fields))
        }
        Fact::PersonPassivated(with) => {
            let words = known(&with.personal, |statement| reason(statement.words.as_deref()));
            format!("passivated, {}{words}", with.data.cause)
        }
        Fact::PersonReactivated(with) => {
            format!("active again{}", known(&with.personal, |statement| reason(statement.words.as_deref())))
        }
        Fact::IdentifierAttached(with) => {
            format!("{} attached: {}", with.data.kind, known(&with.personal, |written| written.text.clone()))
        }
        Fact::IdentifierDetached(with) => {
            format!("{} detached: {}", with.data.kind, known(&with.personal, |written| written.text.clone()))
        }
        Fact::IdentificationRequested(_) => "an official had the population register asked".to_owned(),
        Fact::IdentifiedFromRegister(with) => {
            format!("identified from the population register ({}) as {}", with.data.way, record(&with.personal))
        }
        Fact::RegisterDataRefreshed(with) => {
            format!("brought up to date from the population register: {}", record(&with.personal))
        }
        Fact::IdentificationFailed(with) => {
            let hint = with.data.hint.map(|hint| format!(", hint: {hint}")).unwrap_or_default();
            let next = with.data.next_try.map(|next| format!("; asked again at {next}")).unwrap_or_default();
            let answer = known(&with.personal, |compared| match &compared.record {
                Some(record) => format!("; the register answered {}", names(&record.names)),
                None => String::new(),
            });
            let other = with.data.other_holder.map(|other| format!(", also here as {other}")).unwrap_or_default();
            let (attempt, cause) = (with.data.attempt, with.data.cause);
            format!("identification failed, attempt {attempt}: {cause}{other}{hint}{next}{answer}")
        }
        Fact::IdentifiedByOfficial(_) => "identified by an official, without a hetu".to_owned(),
        Fact::ImportNoticeClaimed(with) => {
            let (said, failed) = (&with.data, with.data.failed.iter().map(|failed| failed.rows).sum::<u32>());
            let (round, import, attempt, open) = (said.round, said.import, said.attempt, said.open);
            format!("{round} notice about import {import}, try {attempt}: {failed} rows failed, {open} open")
        }
        Fact::ImportNoticeSent(with) => format!("{} notice about import {} sent", with.data.round, with.data.import),
        Fact::ImportNoticeNotSent(with) => {
            format!("{} notice about import {} not sent: {}", with.data.round, with.data.import, with.data.cause)
        }
        Fact::ConflictReviewed(with) => {
            let (row, import) = (row(with.data.row), with.data.import);
            format!("the conflict of row {row} of import {import} was checked in the sender's own register")
        }
        Fact::ApprovalAsked(with) => format!("a second official is asked to agree to: {}", with.data.command),
        Fact::ApprovalGiven(with) => format!("a second official agreed to what was asked at {}", with.data.asked),
        Fact::ApprovalRefused(with) => {
            let why = known(&with.personal, |said| said.words.clone().unwrap_or_default());
            format!("what was asked at {} was refused: {why}", with.data.asked)
        }
        Fact::HandOverNoted(with) if with.data.taken_back => {
            "the note of a hand-over to the keeper was taken back".to_owned()
        }
        Fact::HandOverNoted(_) => "noted as handed over to the keeper".to_owned(),
        Fact::ErasureOrdered(_) => "erasure of all personal data ordered".to_owned(),
        Fact::PersonalDataErased(_) => "all personal data erased".to_owned(),
        other => format!("{} {}", other.event_type(), other.data_json()),
    }
}

/// An event as one JSON object, personal data in clear.
pub fn json(event: &OpenedEvent) -> Value {
    let envelope = &event.recorded.envelope;
    json!({
        "position": event.position(),
        "chain": event.recorded.chain.to_string(),
        "id": envelope.id,
        "type": envelope.event_type,
        "version": envelope.version,
        "data": event.fact.data_json(),
        "personal": personal_json(&event.fact),
        "meta": envelope.meta,
        "words": what(event),
    })
}

fn personal_json(fact: &Fact) -> Value {
    match fact {
        Fact::PersonRegistered(with) => opened(&with.personal, details_json),
        Fact::ImportRowResolved(with) => {
            opened(&with.personal, |row| json!({ "tunniste": row.tunniste, "sent": row.sent.as_ref().map(row_json) }))
        }
        Fact::ImportRowReassigned(with) => opened(
            &with.personal,
            |row| json!({ "tunniste": row.tunniste, "sent": row_json(&row.sent), "words": row.words }),
        ),
        Fact::ImportRowRefused(with) => opened(&with.personal, |row| json!({ "tunniste": row.tunniste })),
        Fact::HetuReplaced(with) => opened(
            &with.personal,
            |hetus| json!({ "assigned": hetus.assigned.as_str(), "former": hetus.former.as_str() }),
        ),
        Fact::HetuAssigned(with) => opened(&with.personal, |hetu| json!({ "assigned": hetu.assigned.as_str() })),
        Fact::HetuRemoved(with) => {
            opened(&with.personal, |hetu| json!({ "removed": hetu.removed.as_str(), "words": hetu.words }))
        }
        Fact::PersonLinked(with) => opened(&with.personal, |link| json!({ "words": link.words })),
        Fact::ImportUndoOrdered(with) => opened(&with.personal, |statement| json!({ "words": statement.words })),
        Fact::MarkedNotDuplicate(with) => opened(&with.personal, |statement| json!({ "words": statement.words })),
        Fact::Reversed(with) => opened(&with.personal, |reversal| json!({ "words": reversal.words })),
        Fact::PersonDetailsCorrected(with) => opened(&with.personal, corrected_json),
        Fact::PersonPassivated(with) => opened(&with.personal, |statement| json!({ "words": statement.words })),
        Fact::PersonReactivated(with) => opened(&with.personal, |statement| json!({ "words": statement.words })),
        Fact::IdentifierAttached(with) => opened(&with.personal, |written| json!({ "text": written.text })),
        Fact::IdentifierDetached(with) => opened(&with.personal, |written| json!({ "text": written.text })),
        Fact::ApprovalRefused(with) => opened(&with.personal, |said| json!({ "words": said.words })),
        Fact::IdentifiedFromRegister(with) => opened(&with.personal, record_json),
        Fact::RegisterDataRefreshed(with) => opened(&with.personal, record_json),
        Fact::IdentificationFailed(with) => {
            opened(&with.personal, |compared| json!({ "record": compared.record.as_ref().map(record_json) }))
        }
        Fact::IdentifiedByOfficial(with) => opened(&with.personal, |statement| json!({ "words": statement.words })),
        _ => Value::Null,
    }
}

fn opened<T>(personal: &Opened<T>, read: impl Fn(&T) -> Value) -> Value {
    match personal {
        Opened::Known(value) => read(value),
        Opened::Erased => json!("erased"),
        Opened::KeyLost => json!("key lost"),
    }
}

fn known<T>(personal: &Opened<T>, read: impl Fn(&T) -> String) -> String {
    match personal {
        Opened::Known(value) => read(value),
        Opened::Erased => "(erased)".to_owned(),
        Opened::KeyLost => "(key lost)".to_owned(),
    }
}

fn reason(words: Option<&str>) -> String {
    words.map(|words| format!("; {words}")).unwrap_or_default()
}

fn details(personal: &Opened<PersonDetails>) -> String {
    known(personal, |details| {
        let hetu = details.hetu.map(|hetu| format!(", hetu {}", hetu.as_str())).unwrap_or_default();
        let born = details.birth_date.map(|day| format!(", birth date sent {}", day.0)).unwrap_or_default();
        format!("{}{hetu}{born}", names(&details.names))
    })
}

fn record(personal: &Opened<RegisterRecord>) -> String {
    known(personal, |record| {
        let protected = if record.protected { ", protected" } else { "" };
        format!("{}, hetu {}{protected}", names(&record.names), record.hetu.as_str())
    })
}

fn names(names: &Names) -> String {
    format!("{} {} ({})", names.first_names, names.surname, names.call_name)
}

fn list<T: ToString>(items: &[T]) -> String {
    items.iter().map(T::to_string).collect::<Vec<_>>().join(", ")
}

fn names_json(names: &Names) -> Value {
    json!({ "first_names": names.first_names, "call_name": names.call_name, "surname": names.surname })
}

fn details_json(details: &PersonDetails) -> Value {
    json!({
        "names": names_json(&details.names),
        "hetu": details.hetu.map(|hetu| hetu.as_str().to_owned()),
        "birth_date": details.birth_date,
        "sex": details.sex,
        "language": details.language,
        "nationalities": details.nationalities,
        "passports": details.passports,
        "emails": details.emails,
    })
}

fn corrected_json(details: &CorrectedDetails) -> Value {
    json!({
        "first_names": details.first_names,
        "call_name": details.call_name,
        "surname": details.surname,
        "birth_date": details.birth_date,
        "sex": details.sex,
        "language": details.language,
        "service_language": details.service_language,
        "nationalities": details.nationalities,
        "words": details.words,
        "municipality": details.municipality,
        "died": details.died,
    })
}

fn row_json(row: &SentRow) -> Value {
    json!({
        "oid": row.oid,
        "hetu": row.hetu.map(|hetu| hetu.as_str().to_owned()),
        "passport": row.passport,
        "email": row.email,
        "names": names_json(&row.names),
        "birth_date": row.birth_date,
        "sex": row.sex,
        "language": row.language,
        "nationalities": row.nationalities,
    })
}

fn record_json(record: &RegisterRecord) -> Value {
    json!({
        "hetu": record.hetu.as_str(),
        "former_hetus": record.former_hetus.iter().map(|hetu| hetu.as_str()).collect::<Vec<_>>(),
        "names": names_json(&record.names),
        "former_surnames": record.former_surnames,
        "birth_date": record.birth_date,
        "sex": record.sex,
        "language": record.language,
        "nationalities": record.nationalities,
        "municipality": record.municipality.as_ref().filter(|_| !record.protected),
        "protected": record.protected,
        "died": record.died,
    })
}
