//! Somebody who was moved in before has changed in ONR since: the difference is moved.

use events::catalogue::{
    ActivityStatement, AssignedHetu, CorrectedDetails, HetuAssigned, HetuReplaced, IdentificationRequested,
    OrganisationJoined, OrganisationLeft, PersonDetailsCorrected, PersonReactivated, ReplacedHetu,
};
use events::codes::{DetailField, HetuFate, IdentificationWay, IdentifierKind};
use events::person::{ContactGroup, ContactOrigin};
use events::{Identifier, Instant, OrganisationOid, PersonOid, Tag, With};

use super::{
    Claimable, IdentifiedThere, Left, Moved, OnrPerson, Times, by_official, failure, hetu_handle, moved, passivated,
    record, record_hetus, usable,
};
use crate::addressed::Addressed;
use crate::change_hetu::removal;
use crate::correct_details::{attached, detached};
use crate::draft::Draft;
use crate::person::{IdentifiedBy, Person, Readable};
use crate::register_record::{KnownRecord, identified, refreshed};

/// A person who is here already.
pub struct HeldHere {
    /// Their record, and who heads them.
    pub addressed: Addressed,
    /// Something changed them here after they were moved: then when ONR had changed them last, as far as was moved.
    pub changed_here: Option<Option<Instant>>,
    /// Whom they are linked to in ONR.
    pub master: Option<PersonOid>,
}

/// Moves what differs. Whoever has changed here since is left as they are.
pub fn move_changes(person: &OnrPerson, here: &HeldHere, claimable: &Claimable) -> Moved {
    let now = &here.addressed.person;
    if now.erased || now.void || now.readable != Readable::Yes {
        return Moved { drafts: Vec::new(), left: vec![Left::ErasedHere] };
    }
    if let Some(modified) = here.changed_here {
        let unchanged = modified == Some(person.times.modified);
        return Moved { drafts: Vec::new(), left: if unchanged { Vec::new() } else { vec![Left::ChangedHere] } };
    }
    let mut left = Vec::new();
    let person = &usable(person, claimable, &mut left);
    let addressed = &here.addressed;
    let mut drafts = hetu(person, addressed, claimable);
    drafts.extend(details(person, now, addressed));
    drafts.extend(identification(person, addressed, claimable, &mut left));
    drafts.extend(other_identifiers(person, addressed, claimable));
    drafts.extend(organisations(person, addressed));
    drafts.extend(failed(person, addressed, &drafts, claimable));
    drafts.extend(activity(person, addressed));
    let more = person.details.more.as_ref();
    let protected = more.is_some_and(|more| more.protected) && !now.is_in_register();
    if (protected && !now.protected) || more.is_some_and(|more| more.no_finnish_hetu) != now.no_finnish_hetu {
        left.push(Left::NotCorrectable);
    }
    if now.link.is_some_and(|link| here.master != Some(link.to)) {
        left.push(Left::LinkEnded);
    }
    if !drafts.is_empty() || times(now) != person.times {
        drafts.push(moved(&person.times, addressed.about()));
    }
    Moved { drafts, left }
}

/// What the record says of its times, as they were moved.
pub(super) fn times(now: &Person) -> Times {
    let (registered, modified) = (now.registered_at, now.modified_at);
    Times { registered, modified, synced: now.synced_at, handled_by: now.handled_by.clone() }
}

/// The hetu of somebody whom the register has not confirmed, neither here nor there: with its record comes its own. ONR
/// forgets a hetu that another one replaced, so it leads here no longer.
fn hetu(person: &OnrPerson, addressed: &Addressed, claimable: &Claimable) -> Vec<Draft> {
    let (now, about) = (&addressed.person, addressed.about());
    let confirmed = now.is_in_register() || person.identified == Some(IdentifiedThere::FromRegister);
    let wanted = person.details.hetu.zip(hetu_handle(person, claimable));
    match (now.hetu, wanted) {
        (Some(own), None) => vec![removal(addressed, own, HetuFate::Withdrawn, None)],
        (Some(own), Some((assigned, handle))) if own.hetu != assigned && !confirmed => {
            let data = HetuReplaced { about, assigned: handle, former: own.handle, fate: HetuFate::Withdrawn };
            let personal = ReplacedHetu { assigned, former: own.hetu, words: None };
            let claims = [Tag::Hetu(handle), Tag::Hetu(own.handle)];
            vec![Draft::about(now.oid, With::new(data, personal)).tagged(claims)]
        }
        (None, Some((assigned, handle))) if !confirmed => {
            let (data, personal) = (HetuAssigned { about, assigned: handle }, AssignedHetu { assigned });
            vec![Draft::about(now.oid, With::new(data, personal)).tagged([Tag::Hetu(handle)])]
        }
        _ => Vec::new(),
    }
}

/// Fields with other values. Of somebody identified from the register only those that its record does not have.
fn details(person: &OnrPerson, now: &Person, addressed: &Addressed) -> Option<Draft> {
    use DetailField::{
        BirthDate, CallName, Contacts, DayOfDeath, FirstNames, Language, Municipality, Nationalities, ServiceLanguage,
        Sex, Surname,
    };
    let (wanted, more) = (&person.details, person.details.more.clone().unwrap_or_default());
    let others = |groups: &[ContactGroup]| -> Vec<ContactGroup> {
        groups.iter().filter(|group| group.origin != ContactOrigin::Register).cloned().collect()
    };
    let contacts = others(&wanted.contacts);
    let mut fields = Vec::new();
    let mut note = |field, differs: bool| fields.extend(differs.then_some(field));
    note(ServiceLanguage, more.service_language != now.service_language);
    note(Contacts, contacts != others(&now.contacts));
    if person.identified != Some(IdentifiedThere::FromRegister) {
        note(FirstNames, wanted.names.first_names != now.names.first_names);
        note(CallName, wanted.names.call_name != now.names.call_name);
        note(Surname, wanted.names.surname != now.names.surname);
        note(BirthDate, wanted.hetu.is_none() && wanted.birth_date != now.birth_date);
        note(Sex, wanted.sex != now.sex);
        note(Language, wanted.language != now.language);
        note(Nationalities, wanted.nationalities != now.nationalities);
        note(Municipality, more.municipality != now.municipality);
        note(DayOfDeath, more.died != now.died);
    }
    fields.sort_unstable();
    let corrected = CorrectedDetails {
        first_names: Some(wanted.names.first_names.clone()).filter(|_| fields.contains(&FirstNames)),
        call_name: Some(wanted.names.call_name.clone()).filter(|_| fields.contains(&CallName)),
        surname: Some(wanted.names.surname.clone()).filter(|_| fields.contains(&Surname)),
        birth_date: wanted.birth_date.filter(|_| fields.contains(&BirthDate)),
        sex: wanted.sex.clone().filter(|_| fields.contains(&Sex)),
        language: wanted.language.clone().filter(|_| fields.contains(&Language)),
        service_language: more.service_language.filter(|_| fields.contains(&ServiceLanguage)),
        nationalities: if fields.contains(&Nationalities) { wanted.nationalities.clone() } else { Vec::new() },
        contacts: if fields.contains(&Contacts) { contacts } else { Vec::new() },
        words: None,
        municipality: more.municipality.filter(|_| fields.contains(&Municipality)),
        died: more.died.filter(|_| fields.contains(&DayOfDeath)),
    };
    let data = || PersonDetailsCorrected { about: addressed.about(), fields: fields.clone() };
    (!fields.is_empty()).then(|| Draft::about(now.oid, With::new(data(), corrected)))
}

/// What the register or an official said of who the person is.
fn identification(
    person: &OnrPerson,
    addressed: &Addressed,
    claimable: &Claimable,
    left: &mut Vec<Left>,
) -> Vec<Draft> {
    let (now, about) = (&addressed.person, addressed.about());
    let by = |by| now.identified.contains(&by);
    let from_register = person.identified == Some(IdentifiedThere::FromRegister);
    let by_hand = person.identified == Some(IdentifiedThere::ByOfficial);
    if (by(IdentifiedBy::Register) && !from_register) || (by(IdentifiedBy::Official) && person.identified.is_none()) {
        left.push(Left::IdentificationEnded);
    }
    match (from_register, hetu_handle(person, claimable), record(person)) {
        (true, Some(current), Some(record)) => {
            let hetus = record_hetus(person, current, claimable);
            let known = KnownRecord { record: &record, hetus: &hetus };
            let answer = events::catalogue::Provenance { by: Some(events::catalogue::FoundBy::Hetu(current)), ..about };
            let way = IdentificationWay::MovedFromOnr;
            let drafts = match by(IdentifiedBy::Register) {
                true => refreshed(now, [about, answer], known),
                false => identified(now, [about, answer], known, way),
            };
            // Nothing was compared here.
            drafts.into_iter().map(|draft| Draft { compared: false, ..draft }).collect()
        }
        (true, ..) => {
            left.push(Left::IdentifiedWithoutHetu);
            Vec::new()
        }
        _ if by_hand && !by(IdentifiedBy::Official) => vec![by_official(person, about)],
        _ => Vec::new(),
    }
}

/// Passport numbers, e-mail identifiers, eIDAS identifiers and accounts that came or went.
fn other_identifiers(person: &OnrPerson, addressed: &Addressed, claimable: &Claimable) -> Vec<Draft> {
    type Read = fn(&str) -> Option<Identifier>;
    let (now, more) = (&addressed.person, person.details.more.clone().unwrap_or_default());
    let eidas = [more.eidas.as_slice(), &person.attached_eidas].concat();
    let kinds: [(IdentifierKind, Read, &[String], &[String]); 4] = [
        (IdentifierKind::Passport, Identifier::passport, &person.details.passports, &now.passports),
        (IdentifierKind::Email, Identifier::email, &person.details.emails, &now.emails),
        (IdentifierKind::Eidas, Identifier::eidas, &eidas, &now.eidas),
        (IdentifierKind::Account, Identifier::account, &more.accounts, &now.accounts),
    ];
    let mut drafts = Vec::new();
    for (kind, read, wanted, held) in kinds {
        let among = |texts: &[String], identifier: &Identifier| {
            texts.iter().any(|text| read(text).as_ref() == Some(identifier))
        };
        for text in wanted {
            let new = read(text).filter(|identifier| !among(held, identifier));
            let handle = new.and_then(|identifier| claimable.get(&identifier).copied());
            drafts.extend(handle.map(|handle| attached(addressed, kind, handle, text)));
        }
        for text in held {
            let gone = read(text).filter(|identifier| !among(wanted, identifier));
            let handle = gone.and_then(|identifier| claimable.get(&identifier).copied());
            drafts.extend(handle.map(|handle| detached(addressed, kind, handle, text)));
        }
    }
    drafts
}

fn organisations(person: &OnrPerson, addressed: &Addressed) -> Vec<Draft> {
    let (now, about) = (&addressed.person, addressed.about());
    let tags = || vec![Tag::Person(now.oid)];
    let there = &person.organisations;
    let joined: Vec<OrganisationOid> = there.iter().filter(|one| !now.organisations.contains(*one)).cloned().collect();
    let gone: Vec<OrganisationOid> = now.organisations.iter().filter(|one| !there.contains(one)).cloned().collect();
    let joined = (!joined.is_empty()).then(|| {
        Draft::plain(With::new(OrganisationJoined { about, organisations: joined }, Default::default()), tags())
    });
    let gone = (!gone.is_empty())
        .then(|| Draft::plain(With::new(OrganisationLeft { about, organisations: gone }, Default::default()), tags()));
    joined.into_iter().chain(gone).collect()
}

/// The register's answer to the present hetu and names, where another one is known than before.
fn failed(person: &OnrPerson, addressed: &Addressed, before: &[Draft], claimable: &Claimable) -> Option<Draft> {
    let (now, about) = (&addressed.person, addressed.about());
    let asked_anew = before.iter().any(asks_anew);
    let held = now.failure.as_ref().filter(|_| !asked_anew);
    match (&person.failed, held) {
        (Some(there), Some(held)) if there.cause == held.cause && there.next_try == held.next_try => None,
        (Some(_), held) => failure(person, about, held.map_or(1, |held| held.attempt + 1), claimable),
        (None, Some(_))
            if person.identified != Some(IdentifiedThere::FromRegister) && person.details.hetu.is_some() =>
        {
            let data = IdentificationRequested { about };
            Some(Draft::plain(With::new(data, Default::default()), vec![Tag::Person(now.oid)]))
        }
        _ => None,
    }
}

/// After another name or hetu the register is to be asked as if it never had been.
fn asks_anew(draft: &Draft) -> bool {
    use events::Fact;
    let named = [DetailField::FirstNames, DetailField::CallName, DetailField::Surname];
    match &draft.fact {
        Fact::PersonDetailsCorrected(with) => with.data.fields.iter().any(|field| named.contains(field)),
        Fact::HetuAssigned(_) | Fact::HetuReplaced(_) | Fact::HetuRemoved(_) => true,
        _ => false,
    }
}

fn activity(person: &OnrPerson, addressed: &Addressed) -> Option<Draft> {
    let (now, about) = (&addressed.person, addressed.about());
    match (now.passive.is_some(), person.passive) {
        (false, true) => Some(passivated(now.oid, about)),
        (true, false) => {
            let personal = ActivityStatement { words: None };
            Some(Draft::about(now.oid, With::new(PersonReactivated { about }, personal)))
        }
        _ => None,
    }
}
