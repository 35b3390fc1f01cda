//! Events in words, as the pages have them, for who reads on a terminal; and as JSON for programs.

use std::collections::{BTreeMap, HashMap};

use app::report::learner::import_of;
use domain::named_event::NamedEvent;
use domain::person::{CHANGES, Followed};
use events::catalogue::CorrectedDetails;
use events::person::{Names, PersonDetails, RegisterRecord, SentRow};
use events::{Actor, Fact, Opened, OpenedEvent, PersonOid, Position, Tag};
use serde_json::{Value, json};
use web::staff::dates::When;
use web::staff::learner::facts::Shown;
use web::staff::learner::history::{details, named as named_in_words, sentence};
use web::staff::words::{Words, coded, full_name};

use crate::data::Data;

/// Tells the history of records that are one person's, event by event and in order.
pub struct Teller<'a> {
    words: Words<'a>,
    data: &'a Data,
    /// The records; the first is the one that was asked for.
    records: Vec<PersonOid>,
    people: HashMap<PersonOid, Followed>,
    /// The numbers of the imports so far: thousands of rows may be of one.
    imports: HashMap<Position, i64>,
}

impl<'a> Teller<'a> {
    /// Before the first event.
    pub fn new(words: Words<'a>, data: &'a Data, records: Vec<PersonOid>) -> Teller<'a> {
        Teller { words, data, records, people: HashMap::new(), imports: HashMap::new() }
    }

    /// The next event: position, when, what, what it changed, by whom.
    pub fn text(&mut self, event: &OpenedEvent) -> String {
        let when = When::from(event.recorded_at()).human;
        let mut lines = vec![format!("{:>8}  {when}  {}", event.position(), sentence(&self.words.t, kind(event)))];
        lines.extend(self.more(event).into_iter().chain(self.changes(event)).map(|line| format!("{:10}{line}", "")));
        lines.push(format!("{:10}{}", "", self.by(event)));
        lines.join("\n")
    }

    /// The next event as one JSON object, personal data in clear.
    pub fn json(&mut self, event: &OpenedEvent) -> Value {
        let words = [vec![sentence(&self.words.t, kind(event))], self.more(event)].concat();
        json(event, &words.join("; "))
    }

    /// The events that a reversal names, as far as they are of these records.
    fn reversed(&self, fact: &Fact) -> Vec<String> {
        let Fact::Reversed(with) = fact else { return Vec::new() };
        let events = self.people.values().flat_map(Followed::events);
        let named: BTreeMap<Position, NamedEvent> = events
            .filter(|event| with.data.events.contains(&event.position()))
            .map(|event| (event.position(), NamedEvent::of(event)))
            .collect();
        named.values().map(|event| named_in_words(&self.words.t, event)).collect()
    }

    /// More about it, a sentence each.
    fn more(&mut self, event: &OpenedEvent) -> Vec<String> {
        let t = self.words.t;
        let data = self.data;
        let import = import_of(&event.fact)
            .map(|import| *self.imports.entry(import).or_insert_with(|| data.import_known_as(import)));
        let mut told: Vec<String> = import.map(|number| t.with("import-title", "number", number)).into_iter().collect();
        told.extend(details(&self.words, &event.fact, false));
        told.extend(self.reversed(&event.fact));
        told.extend(event.recorded.envelope.meta.reason.map(|reason| coded(&t, "reason", reason)));
        told.extend(match event.fact.readability() {
            Opened::Known(()) => None,
            Opened::Erased => Some(t.get("value-erased")),
            Opened::KeyLost => Some(t.get("value-key-lost")),
        });
        match &event.fact {
            Fact::ImportRowResolved(with) if !with.data.contradicting.is_empty() => {
                let others: Vec<String> = with.data.contradicting.iter().map(|it| it.addressed.to_string()).collect();
                told.push(t.with("detail-others", "oids", others.join(", ")));
            }
            Fact::IdentificationFailed(with) => {
                told.extend(with.data.other_holder.map(|other| t.with("detail-others", "oids", other)));
                let answered = with.personal.known().and_then(|compared| compared.record.as_ref());
                let name = answered.and_then(|record| full_name(&record.names));
                told.extend(name.map(|name| t.with("detail-register-answered", "name", name)));
            }
            _ => {}
        }
        told
    }

    /// What it changed of the record that was asked for, or else of the first that is concerned.
    fn changes(&mut self, event: &OpenedEvent) -> Vec<String> {
        if !CHANGES.has(event.fact.kind()) {
            return Vec::new();
        }
        let tagged: Vec<PersonOid> = event.recorded.envelope.tags.iter().filter_map(Tag::person).collect();
        let concerned: Vec<PersonOid> = self.records.iter().copied().filter(|oid| tagged.contains(oid)).collect();
        let told = concerned.first().copied();
        let before = told.and_then(|oid| self.people.get(&oid)?.person().cloned());
        for oid in concerned {
            self.people.entry(oid).or_default().take(event.clone());
        }
        let Some(after) = told.and_then(|oid| self.people.get(&oid)?.person()) else { return Vec::new() };
        let changes = Shown { words: self.words, hidden: false }.changes(before.as_ref(), after);
        changes.into_iter().map(|change| format!("{}: {} → {}", change.label, change.before, change.after)).collect()
    }

    fn by(&self, event: &OpenedEvent) -> String {
        let (t, meta) = (self.words.t, &event.recorded.envelope.meta);
        let who = match &meta.actor {
            Actor::Registry => t.get("actor-registry"),
            Actor::Operator => t.get("actor-operator"),
            Actor::Person(subject) => self.words.official(subject),
            Actor::Service(subject) => match self.words.services.get().name_of(subject) {
                Some(name) => name.to_owned(),
                None => t.with("actor-service-id", "id", subject),
            },
        };
        let right = meta.right.map(|right| t.with("by-right", "right", right));
        let rest = self.words.for_whom(&who, &meta.organisations).into_iter().chain(right);
        let parts = [who].into_iter().chain(rest).chain([coded(&t, "channel", meta.channel)]);
        t.with("entry-by", "who", parts.collect::<Vec<_>>().join(" · "))
    }
}

fn kind(event: &OpenedEvent) -> &'static str {
    event.fact.event_type()
}

fn json(event: &OpenedEvent, words: &str) -> Value {
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
        "words": words,
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
        Fact::UnsentRowsReported(with) => opened(&with.personal, |rows| json!({ "tunnisteet": rows.tunnisteet })),
        Fact::HetuReplaced(with) => opened(
            &with.personal,
            |hetus| json!({ "assigned": hetus.assigned.as_str(), "former": hetus.former.as_str(), "words": hetus.words }),
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
        Fact::RequestOpened(with) => opened(&with.personal, |said| json!({ "words": said.words })),
        Fact::RequestDecided(with) => opened(&with.personal, |said| json!({ "words": said.words })),
        Fact::IdentifiedFromRegister(with) => opened(&with.personal, record_json),
        Fact::RegisterDataRefreshed(with) => opened(&with.personal, record_json),
        Fact::IdentificationFailed(with) => {
            opened(&with.personal, |compared| json!({ "record": compared.record.as_ref().map(record_json) }))
        }
        Fact::IdentifiedByOfficial(with) => opened(&with.personal, |statement| json!({ "words": statement.words })),
        Fact::ReasonStated(with) => opened(&with.personal, |statement| json!({ "words": statement.words })),
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
