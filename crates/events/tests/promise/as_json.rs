//! What a reader must make of values, written field by field.
//!
//! Personal data has no `Serialize`, on purpose. Taking each value apart by name here is what proves that the order in
//! the schemas is the order in the bytes; a new field or event does not compile before it stands here too.

use events::catalogue::{
    ActivityStatement, AskedCommand, AssignedHetu, ComparedRecord, CorrectedDetails, DistinctionStatement,
    LinkStatement, NoticeAddress, OfficialStatement, ReassignedRow, RefusalWords, RefusedRow, RemovedHetu,
    ReplacedHetu, RequestAnswer, RequestWords, ResolvedRow, ReversalStatement, SentRows, UndoStatement,
    UnsentReferences, WrittenIdentifier,
};
use events::person::{
    ContactDetail, ContactField, ContactGroup, ContactOrigin, MoreDetails, Names, PersonDetails, RegisterRecord,
    SentRow,
};
use events::{Envelope, Fact, Hetu, SealedPart};
use serde_json::{Value, json};

use crate::examples::hex;

/// The envelope, its bytes in hexadecimal.
pub fn envelope(envelope: &Envelope) -> Value {
    let Envelope { format, id, event_type, version, tags, data, sealed, meta } = envelope;
    let part = |part: &SealedPart| {
        let SealedPart { subject, key, algorithm, nonce, bytes } = part;
        json!({ "subject": subject, "key": key, "algorithm": algorithm, "nonce": hex(nonce), "bytes": hex(bytes) })
    };
    let sealed: Vec<Value> = sealed.iter().map(part).collect();
    json!({
        "format": format,
        "id": id,
        "event_type": event_type,
        "version": version,
        "tags": tags,
        "data": hex(data),
        "sealed": sealed,
        "meta": meta,
    })
}

/// What is sealed; `None` for types that seal nothing. All examples can be opened.
pub fn personal(fact: &Fact) -> Option<Value> {
    let value = match fact {
        Fact::ImportRowsReceived(with) => {
            let SentRows { sent } = with.personal.known()?;
            json!({ "sent": sent.iter().map(sent_row).collect::<Vec<_>>() })
        }
        Fact::ImportReceived(with) => {
            let NoticeAddress { email } = with.personal.known()?;
            json!({ "email": email })
        }
        Fact::ImportRowResolved(with) => {
            let ResolvedRow { tunniste, sent } = with.personal.known()?;
            json!({ "tunniste": tunniste, "sent": sent.as_ref().map(sent_row) })
        }
        Fact::ImportRowReassigned(with) => {
            let ReassignedRow { tunniste, sent, words } = with.personal.known()?;
            json!({ "tunniste": tunniste, "sent": sent_row(sent), "words": words })
        }
        Fact::ImportRowRefused(with) => {
            let RefusedRow { tunniste } = with.personal.known()?;
            json!({ "tunniste": tunniste })
        }
        Fact::UnsentRowsReported(with) => {
            let UnsentReferences { tunnisteet } = with.personal.known()?;
            json!({ "tunnisteet": tunnisteet })
        }
        Fact::PersonRegistered(with) => details(with.personal.known()?),
        Fact::HetuReplaced(with) => {
            let ReplacedHetu { assigned, former, words } = with.personal.known()?;
            json!({ "assigned": assigned.as_str(), "former": former.as_str(), "words": words })
        }
        Fact::HetuAssigned(with) => {
            let AssignedHetu { assigned } = with.personal.known()?;
            json!({ "assigned": assigned.as_str() })
        }
        Fact::HetuRemoved(with) => {
            let RemovedHetu { removed, words } = with.personal.known()?;
            json!({ "removed": removed.as_str(), "words": words })
        }
        Fact::PersonLinked(with) => {
            let LinkStatement { words } = with.personal.known()?;
            json!({ "words": words })
        }
        Fact::ImportUndoOrdered(with) => {
            let UndoStatement { words } = with.personal.known()?;
            json!({ "words": words })
        }
        Fact::MarkedNotDuplicate(with) => {
            let DistinctionStatement { words } = with.personal.known()?;
            json!({ "words": words })
        }
        Fact::Reversed(with) => {
            let ReversalStatement { words } = with.personal.known()?;
            json!({ "words": words })
        }
        Fact::PersonDetailsCorrected(with) => corrected(with.personal.known()?),
        Fact::PersonPassivated(with) => statement(with.personal.known()?),
        Fact::PersonReactivated(with) => statement(with.personal.known()?),
        Fact::IdentifierAttached(with) => written(with.personal.known()?),
        Fact::IdentifierDetached(with) => written(with.personal.known()?),
        Fact::ApprovalAsked(with) => {
            let AskedCommand { command, fingerprint } = with.personal.known()?;
            json!({ "command": hex(command), "fingerprint": hex(fingerprint) })
        }
        Fact::RequestOpened(with) => {
            let RequestWords { words } = with.personal.known()?;
            json!({ "words": words })
        }
        Fact::RequestDecided(with) => {
            let RequestAnswer { words } = with.personal.known()?;
            json!({ "words": words })
        }
        Fact::ApprovalRefused(with) => {
            let RefusalWords { words } = with.personal.known()?;
            json!({ "words": words })
        }
        Fact::IdentifiedFromRegister(with) => record(with.personal.known()?),
        Fact::RegisterDataRefreshed(with) => record(with.personal.known()?),
        Fact::IdentificationFailed(with) => {
            let ComparedRecord { record: compared } = with.personal.known()?;
            json!({ "record": compared.as_ref().map(record) })
        }
        Fact::IdentifiedByOfficial(with) => official(with.personal.known()?),
        Fact::ReasonStated(with) => official(with.personal.known()?),
        Fact::ImportCompleted(_)
        | Fact::ImportDataExpired(_)
        | Fact::ImportRowWithheld(_)
        | Fact::PassivePersonSent(_)
        | Fact::OrganisationJoined(_)
        | Fact::OrganisationLeft(_)
        | Fact::RegisterUnavailable(_)
        | Fact::RegisterAvailable(_)
        | Fact::ErasureOrdered(_)
        | Fact::PersonalDataErased(_)
        | Fact::ImportNoticeClaimed(_)
        | Fact::ImportNoticeSent(_)
        | Fact::ImportNoticeNotSent(_)
        | Fact::IdentificationRequested(_)
        | Fact::MovedFromOnr(_)
        | Fact::ApprovalGiven(_)
        | Fact::ConflictReviewed(_)
        | Fact::ConflictReviewTakenBack(_)
        | Fact::ImportRowsUndone(_)
        | Fact::HandOverNoted(_)
        | Fact::ChangesAcknowledged(_)
        | Fact::ConsumerRemoved(_) => return None,
    };
    Some(value)
}

fn official(statement: &OfficialStatement) -> Value {
    let OfficialStatement { words } = statement;
    json!({ "words": words })
}

fn text_of(hetu: &Hetu) -> &str {
    hetu.as_str()
}

fn names(names: &Names) -> Value {
    let Names { first_names, call_name, surname } = names;
    json!({ "first_names": first_names, "call_name": call_name, "surname": surname })
}

fn sent_row(row: &SentRow) -> Value {
    let SentRow { tunniste, oid, hetu, passport, email, names: sent, birth_date, sex, language, nationalities } = row;
    json!({
        "tunniste": tunniste,
        "oid": oid,
        "hetu": hetu.as_ref().map(text_of),
        "passport": passport,
        "email": email,
        "names": names(sent),
        "birth_date": birth_date,
        "sex": sex,
        "language": language,
        "nationalities": nationalities,
    })
}

fn corrected(corrected: &CorrectedDetails) -> Value {
    let CorrectedDetails {
        first_names,
        call_name,
        surname,
        birth_date,
        sex,
        language,
        service_language,
        nationalities,
        contacts,
        words,
        municipality,
        died,
    } = corrected;
    json!({
        "first_names": first_names,
        "call_name": call_name,
        "surname": surname,
        "birth_date": birth_date,
        "sex": sex,
        "language": language,
        "service_language": service_language,
        "nationalities": nationalities,
        "contacts": contacts.iter().map(contact_group).collect::<Vec<_>>(),
        "words": words,
        "municipality": municipality,
        "died": died,
    })
}

fn statement(statement: &ActivityStatement) -> Value {
    let ActivityStatement { words } = statement;
    json!({ "words": words })
}

fn written(written: &WrittenIdentifier) -> Value {
    let WrittenIdentifier { text } = written;
    json!({ "text": text })
}

fn details(details: &PersonDetails) -> Value {
    let PersonDetails { names: own, hetu, birth_date, sex, language, nationalities, .. } = details;
    let PersonDetails { passports, emails, contacts, more, .. } = details;
    json!({
        "names": names(own),
        "hetu": hetu.as_ref().map(text_of),
        "birth_date": birth_date,
        "sex": sex,
        "language": language,
        "nationalities": nationalities,
        "passports": passports,
        "emails": emails,
        "contacts": contacts.iter().map(contact_group).collect::<Vec<_>>(),
        "more": more.as_ref().map(more_details),
    })
}

fn record(record: &RegisterRecord) -> Value {
    let RegisterRecord {
        hetu,
        former_hetus,
        names: own,
        former_surnames,
        birth_date,
        sex,
        language,
        nationalities,
        municipality,
        protected,
        died,
        contacts,
    } = record;
    json!({
        "hetu": text_of(hetu),
        "former_hetus": former_hetus.iter().map(text_of).collect::<Vec<_>>(),
        "names": names(own),
        "former_surnames": former_surnames,
        "birth_date": birth_date,
        "sex": sex,
        "language": language,
        "nationalities": nationalities,
        "municipality": municipality,
        "protected": protected,
        "died": died,
        "contacts": contacts.iter().map(contact_group).collect::<Vec<_>>(),
    })
}

fn contact_group(group: &ContactGroup) -> Value {
    let ContactGroup { kind, origin, details, origin_code } = group;
    let detail = |detail: &ContactDetail| {
        let ContactDetail { field, value } = detail;
        json!({ "field": contact_field(*field), "value": value })
    };
    let details: Vec<Value> = details.iter().map(detail).collect();
    json!({ "kind": kind, "origin": contact_origin(*origin), "details": details, "origin_code": origin_code })
}

fn more_details(more: &MoreDetails) -> Value {
    let MoreDetails { service_language, municipality, protected, died, eidas, accounts, no_finnish_hetu } = more;
    json!({
        "service_language": service_language,
        "municipality": municipality,
        "protected": protected,
        "died": died,
        "eidas": eidas,
        "accounts": accounts,
        "no_finnish_hetu": no_finnish_hetu,
    })
}

/// The name of a code that has no `Serialize`.
pub fn contact_origin(origin: ContactOrigin) -> &'static str {
    match origin {
        ContactOrigin::Register => "register",
        ContactOrigin::Official => "official",
        ContactOrigin::Other => "other",
    }
}

/// The name of a code that has no `Serialize`.
pub fn contact_field(field: ContactField) -> &'static str {
    match field {
        ContactField::Email => "email",
        ContactField::Phone => "phone",
        ContactField::MobilePhone => "mobile_phone",
        ContactField::StreetAddress => "street_address",
        ContactField::Municipality => "municipality",
        ContactField::PostalCode => "postal_code",
        ContactField::City => "city",
        ContactField::Country => "country",
    }
}
