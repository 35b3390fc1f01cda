//! Programs read a person, change one thing, and send all of it back. What they read is no change, neither the sex that the
//! hetu alone says, nor what members complete their head with: that stays with the members. Source: docs/rules.md, *Links*.

use events::person::{ContactGroup, ContactOrigin};

use super::{HetuWanted, Update, own_contacts};
use crate::person::Person;

/// What of an update differs from what is shown, as the head itself would have it.
pub(super) fn left_out(update: &Update, head: &Person, shown: &Person) -> Update {
    let text = |sent: &Option<String>, shown: &str| sent.clone().filter(|sent| sent != shown);
    let code = |sent: &Option<String>, shown: &Option<String>| sent.clone().filter(|_| sent != shown);
    let day = |sent, shown| if sent == shown { None } else { sent };
    let hetu = match (update.hetu, shown.hetu) {
        (HetuWanted::This(sent), Some(known)) if sent == known.hetu => HetuWanted::AsItIs,
        (wanted, _) => wanted,
    };
    // What the hetu said alone is said by the next one, too.
    let sex = if hetu == HetuWanted::AsItIs { shown.sex_or_by_hetu() } else { shown.sex.as_deref() };
    Update {
        first_names: text(&update.first_names, &shown.names.first_names),
        call_name: text(&update.call_name, &shown.names.call_name),
        surname: text(&update.surname, &shown.names.surname),
        birth_date: day(update.birth_date, shown.birth_date),
        sex: update.sex.clone().filter(|sent| Some(sent.as_str()) != sex),
        language: code(&update.language, &shown.language),
        service_language: code(&update.service_language, &shown.service_language),
        nationalities: update
            .nationalities
            .as_deref()
            .and_then(|all| own(&head.nationalities, &shown.nationalities, all)),
        contacts: update.contacts.as_deref().and_then(|sent| contacts(head, shown, sent)),
        municipality: code(&update.municipality, &shown.municipality),
        died: day(update.died, shown.died),
        hetu,
        passive: update.passive,
    }
}

fn contacts(head: &Person, shown: &Person, sent: &[ContactGroup]) -> Option<Vec<ContactGroup>> {
    let not_the_registers = |person: &Person| -> Vec<ContactGroup> {
        person.contacts.iter().filter(|group| group.origin != ContactOrigin::Register).cloned().collect()
    };
    own(&not_the_registers(head), &not_the_registers(shown), &own_contacts(shown, sent))
}

/// What the head is to have: without what only members have, with what of the head is not shown. `None` when nothing is
/// to change.
fn own<T: Clone + PartialEq>(of_head: &[T], shown: &[T], sent: &[T]) -> Option<Vec<T>> {
    let hidden = of_head.iter().filter(|one| !shown.contains(one));
    let sent_of_head = sent.iter().filter(|one| of_head.contains(one) || !shown.contains(one));
    (sent != shown).then(|| hidden.chain(sent_of_head).cloned().collect())
}
