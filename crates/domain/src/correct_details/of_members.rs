//! What a head is shown with though only its members have it: it stays theirs. A correction neither copies it to the head nor
//! takes it away there. Source: docs/rules.md, *Links*.

use super::{Correction, Refusal};
use crate::person::Person;

/// What is to be emptied, and stands on a member alone.
pub(super) fn faults(head: &Person, shown: &Person, correction: &Correction) -> Vec<Refusal> {
    let language = correction.language.as_ref().is_some_and(|code| code.trim().is_empty());
    let nationality = correction.nationalities.as_ref().is_some_and(|wanted| {
        let mut of_members = of_members(head, shown);
        of_members.any(|code| wanted.iter().all(|wanted| wanted.trim() != code))
    });
    let language = language && head.language.is_none() && shown.language.is_some();
    let found = [(language, Refusal::LanguageOfMember), (nationality, Refusal::NationalityOfMember)];
    found.into_iter().filter_map(|(is_so, refusal)| is_so.then_some(refusal)).collect()
}

/// The correction of the head itself.
pub(super) fn left_out(head: &Person, shown: &Person, mut correction: Correction) -> Correction {
    if let Some(wanted) = &mut correction.nationalities {
        wanted.retain(|code| of_members(head, shown).all(|of_member| of_member != code.trim()));
    }
    correction
}

fn of_members<'a>(head: &'a Person, shown: &'a Person) -> impl Iterator<Item = &'a String> {
    shown.nationalities.iter().filter(|code| !head.nationalities.contains(code))
}
