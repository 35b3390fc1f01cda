//! What is compared of a person when possible duplicates are looked for.

use matching::Likeness;

use crate::Person;

/// A person as `matching` compares them; `None` when there is nothing to compare: their data was erased, or cannot be
/// read.
pub fn likeness(person: &Person) -> Option<Likeness<'_>> {
    let names = person.held_names();
    let named = !matching::is_blank(names.first_names) || !matching::is_blank(names.surname);
    named.then(|| Likeness {
        names,
        call_name: &person.names.call_name,
        birth_date: person.birth_date,
        sex: person.sex.as_deref(),
        hetu: person.hetu.map(|known| known.hetu),
        in_register: person.is_in_register(),
    })
}
