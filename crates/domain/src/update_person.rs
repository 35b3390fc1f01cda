//! A program changes what is known of a person (`PUT /henkilo`): what it names, and nothing else. Of somebody whom the
//! register has confirmed, what the register owns stays as it is, whatever is sent. Source: ONR's behaviour.

mod sent_back;

use events::catalogue::{
    ActivityStatement, AssignedHetu, CorrectedDetails, HetuAssigned, HetuReplaced, PersonDetailsCorrected,
    PersonPassivated, PersonReactivated, ReplacedHetu,
};
use events::codes::{DetailField, HetuFate, PassivationCause};
use events::person::{ContactGroup, ContactOrigin};
use events::{Day, Handle, Hetu, PersonOid, Tag, With};

use crate::addressed::Addressed;
use crate::change_hetu::removal;
use crate::correct_details::differing;
use crate::draft::Draft;
use crate::person::{IdentifiedBy, Person};
use crate::refusal::RefusalKind;
use crate::refusals::refusals;

/// What a program wants a person to be. What is absent stays; an empty surname or list empties it.
#[derive(Clone, Default)]
pub struct Update {
    /// All first names.
    pub first_names: Option<String>,
    /// The name used.
    pub call_name: Option<String>,
    /// Surname; somebody may have one name alone.
    pub surname: Option<String>,
    /// Birth date.
    pub birth_date: Option<Day>,
    /// Code of *sukupuoli*.
    pub sex: Option<String>,
    /// Mother tongue, lower-case code of *kieli*.
    pub language: Option<String>,
    /// Service language, lower-case code of *kieli*.
    pub service_language: Option<String>,
    /// Codes of *maatjavaltiot2*.
    pub nationalities: Option<Vec<String>>,
    /// Contact details that are not the register's: all of them.
    pub contacts: Option<Vec<ContactGroup>>,
    /// Code of *kunta*.
    pub municipality: Option<String>,
    /// Day of death.
    pub died: Option<Day>,
    /// What becomes of the hetu.
    pub hetu: HetuWanted,
    /// Is the person to be passive?
    pub passive: Option<bool>,
}

/// What a program wants of a hetu.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum HetuWanted {
    /// It stays.
    #[default]
    AsItIs,
    /// The person has none.
    None,
    /// The person has this one.
    This(Hetu),
}

/// The hetu that is wanted, as it was found.
#[derive(Clone, Copy)]
pub struct WantedHetu {
    /// Its handle.
    pub handle: Handle,
    /// Who holds it, present or former.
    pub holder: Option<PersonOid>,
}

/// What the decision rests on beside the record and the update.
#[derive(Clone, Copy, Default)]
pub struct Given<'a> {
    /// The hetu that is wanted, if one is.
    pub hetu: Option<WantedHetu>,
    /// The person as they are shown, where the record heads others; else they are shown as they are.
    pub shown: Option<&'a Person>,
    /// Does the keeper ask?
    pub keeper: bool,
}

refusals! {
    /// Why nothing is changed.
    Refusal {
        /// There is no such person.
        NoPerson => "no-person", RefusalKind::NotFound;
        /// The person's data was erased, or cannot be read.
        Unreadable => "person-unreadable", RefusalKind::Conflict;
        /// The name used is none of the first names.
        CallNameNotAmong => "call-name-not-among", RefusalKind::Invalid("call_name");
        /// The register has confirmed another hetu.
        HetuVerified => "hetu-verified", RefusalKind::Invalid("hetu");
        /// Another person has the hetu.
        HetuInUse => "hetu-in-use", RefusalKind::Invalid("hetu");
        /// Another member state has identified the person, who has no hetu.
        IdentifiedByEidas => "hetu-of-eidas", RefusalKind::Invalid("hetu");
        /// The keeper alone makes somebody active again.
        KeeperReactivates => "keeper-reactivates", RefusalKind::Conflict;
        /// Everything is as it was.
        NothingChanges => "nothing-changes", RefusalKind::Conflict;
    }
}

/// Decides.
pub fn update_person(addressed: Option<&Addressed>, update: &Update, given: &Given<'_>) -> Result<Vec<Draft>, Refusal> {
    let addressed = addressed.ok_or(Refusal::NoPerson)?;
    let person = &addressed.person;
    if !addressed.is_readable() {
        return Err(Refusal::Unreadable);
    }
    if person.passive.is_some() && update.passive == Some(false) && !given.keeper {
        return Err(Refusal::KeeperReactivates);
    }
    let shown = given.shown.unwrap_or(person);
    check_names(shown, update)?;
    let update = &sent_back::left_out(update, person, shown);
    let hetu = change_of_hetu(addressed, update, given.hetu)?;
    let details = correction(addressed, update, shown.holds_hetu());
    let drafts: Vec<Draft> = details.into_iter().chain(hetu).chain(activity(addressed, update.passive)).collect();
    if drafts.is_empty() { Err(Refusal::NothingChanges) } else { Ok(drafts) }
}

/// Where either is named, the name used must be one of the first names as they will be.
fn check_names(shown: &Person, update: &Update) -> Result<(), Refusal> {
    if update.first_names.is_none() && update.call_name.is_none() {
        return Ok(());
    }
    let first_names = update.first_names.as_ref().unwrap_or(&shown.names.first_names);
    let call_name = update.call_name.as_ref().unwrap_or(&shown.names.call_name);
    let fits = call_name == first_names || matching::call_name_fits(call_name, first_names);
    if fits { Ok(()) } else { Err(Refusal::CallNameNotAmong) }
}

fn correction(addressed: &Addressed, update: &Update, has_hetu: bool) -> Option<Draft> {
    let person = &addressed.person;
    let text = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let wanted = CorrectedDetails {
        first_names: text(&update.first_names),
        call_name: text(&update.call_name),
        surname: text(&update.surname),
        birth_date: update.birth_date,
        sex: update.sex.clone(),
        language: update.language.clone(),
        service_language: update.service_language.clone(),
        nationalities: update.nationalities.clone().unwrap_or_default(),
        contacts: own_contacts(person, update.contacts.as_deref().unwrap_or_default()),
        words: None,
        municipality: update.municipality.clone(),
        died: update.died,
    };
    let owned = person.is_in_register();
    // A hetu says when its holder was born.
    let by_hetu = has_hetu && update.hetu == HetuWanted::AsItIs || matches!(update.hetu, HetuWanted::This(_));
    let given = [
        (DetailField::FirstNames, update.first_names.is_some() && !owned),
        (DetailField::CallName, update.call_name.is_some()),
        (DetailField::Surname, update.surname.is_some() && !owned),
        (DetailField::BirthDate, update.birth_date.is_some() && !owned && !by_hetu),
        (DetailField::Sex, update.sex.is_some() && !owned),
        (DetailField::Language, update.language.is_some() && !owned),
        (DetailField::ServiceLanguage, update.service_language.is_some()),
        (DetailField::Nationalities, update.nationalities.is_some() && !owned),
        (DetailField::Contacts, update.contacts.is_some()),
        (DetailField::Municipality, update.municipality.is_some() && !owned),
        (DetailField::DayOfDeath, update.died.is_some()),
    ];
    let given = given.into_iter().filter(|(_, given)| *given).map(|(field, _)| field);
    let (fields, details) = differing(person, given, &wanted);
    let about = addressed.about();
    (!fields.is_empty()).then(|| Draft::about(person.oid, With::new(PersonDetailsCorrected { about, fields }, details)))
}

/// What the register says of a person stays the register's: programs read it with all the rest, and send it back, also when
/// the register says something else by now, or the address may not be told any more. What they say is the register's is
/// taken as theirs where the register says nothing of that kind.
fn own_contacts(person: &Person, sent: &[ContactGroup]) -> Vec<ContactGroup> {
    let registers = || person.contacts.iter().filter(|group| group.origin == ContactOrigin::Register);
    let is_own = |sent: &&ContactGroup| match sent.origin {
        ContactOrigin::Register => !person.protected && registers().all(|known| known.kind != sent.kind),
        _ => !registers().any(|known| (known.kind, &known.details) == (sent.kind, &sent.details)),
    };
    let own = |sent: &ContactGroup| match sent.origin {
        ContactOrigin::Register => ContactGroup { origin: ContactOrigin::Other, ..sent.clone() },
        _ => sent.clone(),
    };
    sent.iter().filter(is_own).map(own).collect()
}

/// A hetu that a program takes away or replaces was never the person's: it finds nobody any more.
fn change_of_hetu(addressed: &Addressed, update: &Update, found: Option<WantedHetu>) -> Result<Option<Draft>, Refusal> {
    let person = &addressed.person;
    let present = person.hetu.map(|known| known.hetu);
    let wanted = match update.hetu {
        HetuWanted::AsItIs => return Ok(None),
        HetuWanted::This(hetu) if present == Some(hetu) => return Ok(None),
        _ if person.is_in_register() => return Err(Refusal::HetuVerified),
        HetuWanted::None => {
            return Ok(person.hetu.map(|known| removal(addressed, known, HetuFate::Withdrawn, None)));
        }
        HetuWanted::This(hetu) => hetu,
    };
    let Some(WantedHetu { handle, holder }) = found else { return Ok(None) };
    if holder.is_some_and(|holder| holder != person.oid) {
        return Err(Refusal::HetuInUse);
    }
    if person.identified.contains(&IdentifiedBy::Eidas) {
        return Err(Refusal::IdentifiedByEidas);
    }
    let about = addressed.about();
    Ok(Some(match person.hetu {
        None => {
            let data = HetuAssigned { about, assigned: handle };
            Draft::about(person.oid, With::new(data, AssignedHetu { assigned: wanted })).tagged([Tag::Hetu(handle)])
        }
        Some(former) => {
            let data = HetuReplaced { about, assigned: handle, former: former.handle, fate: HetuFate::Withdrawn };
            let personal = ReplacedHetu { assigned: wanted, former: former.hetu, words: None };
            let draft = Draft::about(person.oid, With::new(data, personal));
            draft.tagged([Tag::Hetu(handle), Tag::Hetu(former.handle)])
        }
    }))
}

fn activity(addressed: &Addressed, passive: Option<bool>) -> Option<Draft> {
    let person = &addressed.person;
    // Programs read of a linked record that it is passive, and send that back.
    let is_linked = addressed.head != person.oid;
    match (person.passive, passive) {
        (None, Some(true)) if !is_linked => Some(passivated(addressed)),
        (Some(_), Some(false)) => Some(reactivated(addressed)),
        _ => None,
    }
}

/// The person is passive from now on; a program says no reason.
pub(crate) fn passivated(addressed: &Addressed) -> Draft {
    let data = PersonPassivated { about: addressed.about(), cause: PassivationCause::Other };
    Draft::about(addressed.person.oid, With::new(data, ActivityStatement { words: None }))
}

/// The person is active from now on.
pub(crate) fn reactivated(addressed: &Addressed) -> Draft {
    let data = PersonReactivated { about: addressed.about() };
    Draft::about(addressed.person.oid, With::new(data, ActivityStatement { words: None }))
}
