//! A user of the services is none any more: their contact details at work are removed (`DELETE /henkilo/{oid}/access`).

use domain::Draft;
use domain::addressed::Addressed;
use domain::update_person::{Given, Refusal, Update, update_person};
use events::codes::Right;
use events::person::ContactOrigin;
use events::{Fact, PersonOid};

use super::{Command, Fresh, Look, Opens, Reach};
use crate::AppError;

/// Kind of contact details: at work.
const AT_WORK: u8 = 2;

/// See the module.
#[derive(Clone)]
pub struct EndAccess {
    /// Who.
    pub person: PersonOid,
}

impl Command for EndAccess {
    const NAME: &'static str = "end_access";
    const RIGHTS: &'static [Opens] = &[Opens::anywhere(Right::Rekisterinpitaja), Opens::anywhere(Right::HenkilonRu)];
    type State = Option<Addressed>;
    type Answer = ();
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<Self::State, AppError> {
        look.addressed(self.person)
    }

    fn reach(&self, _: &Self::State) -> Reach {
        // As in ONR the right need not be held where the person is.
        Reach::Organisations(Vec::new())
    }

    fn decide(&self, addressed: &Self::State, _: &mut Fresh) -> Result<Vec<Draft>, Refusal> {
        let person = &addressed.as_ref().ok_or(Refusal::NoPerson)?.person;
        let own = person.contacts.iter().filter(|group| group.origin != ContactOrigin::Register);
        let kept = own.filter(|group| group.kind != AT_WORK).cloned().collect();
        update_person(addressed.as_ref(), &Update { contacts: Some(kept), ..Update::default() }, &Given::default())
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        matches!(facts, [Fact::PersonDetailsCorrected(with)] if with.data.about.addressed == self.person).then_some(())
    }
}
