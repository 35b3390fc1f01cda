//! What commands about one person read: the person with those who head them, and identifiers as they were typed.

use domain::addressed::Addressed;
use domain::change_hetu::{ReadHetu, Typed};
use domain::{Group, Person};
use events::{Handle, Hetu, Identifier, PersonOid};

use crate::AppError;
use crate::commands::{Fresh, Look, Reach};

impl Look<'_> {
    /// The person with an OID, and who heads them; `None` when it was never issued.
    pub(crate) fn addressed(&mut self, oid: PersonOid) -> Result<Option<Addressed>, AppError> {
        Ok(self.group(oid)?.map(|group| in_group(&group, group.addressed())))
    }

    /// As [`Look::addressed`], but for what the register says of a hetu: a head stands for the record that has the present
    /// one, which may be a member's since two verified persons were merged.
    pub(crate) fn addressed_by_hetu(&mut self, oid: PersonOid) -> Result<Option<Addressed>, AppError> {
        let Some(group) = self.group(oid)? else { return Ok(None) };
        let stands_for_all = !group.is_member() && group.head().passive.is_none();
        let person = if stands_for_all { group.by_hetu() } else { group.addressed() };
        Ok(Some(in_group(&group, person)))
    }

    /// A hetu as somebody typed it.
    pub(crate) fn typed_hetu(&mut self, text: &str) -> Result<TypedHetu, AppError> {
        let today = self.app().now().day_in_finland();
        let hetu = match Hetu::parse_typed(text, today) {
            Ok(hetu) => hetu,
            Err(fault) => {
                let other = Hetu::separator_that_fits(text, today);
                return Ok(TypedHetu { typed: other.map_or(Typed::Fault(fault), Typed::OtherSeparator), known: None });
            }
        };
        let identifier = Identifier::hetu(&hetu);
        let found = self.identifier(&identifier)?;
        let holder = found.holder.map(|holder| holder.oid);
        let test = self.app().is_test_hetu(&hetu);
        Ok(TypedHetu { typed: Typed::Read(ReadHetu { hetu, test, holder }), known: Some((identifier, found.handle)) })
    }
}

fn in_group(group: &Group, person: &Person) -> Addressed {
    let organisations = group.organisations().iter().cloned().collect();
    Addressed { person: person.clone(), head: group.head().oid, organisations }
}

/// What the right to do something to a person must reach.
pub(crate) fn reach(addressed: Option<&Addressed>) -> Reach {
    addressed.map_or(Reach::Nothing, |addressed| Reach::Person(addressed.organisations.clone()))
}

/// A hetu as it was typed, and its handle.
pub struct TypedHetu {
    /// What it is.
    pub typed: Typed,
    known: Option<(Identifier, Option<Handle>)>,
}

impl TypedHetu {
    /// Its handle; for what is no hetu one that is never used.
    pub fn handle(&self, fresh: &mut Fresh) -> Handle {
        self.known.as_ref().map_or(Handle([0; 16]), |(identifier, handle)| fresh.handle(identifier, *handle))
    }
}
