//! Note that a failing learner was handed over to the keeper, or take that note back.

use domain::note_hand_over::{READS, Refusal, note_hand_over, noted};
use domain::{Draft, Person};
use events::codes::Right;
use events::{Fact, Instant, PersonOid, Tag};

use super::{Command, Fresh, Look, Opens, Reach};
use crate::AppError;

/// See the module.
#[derive(Debug, Clone, Copy)]
pub struct NoteHandOver {
    /// The learner.
    pub person: PersonOid,
    /// The note is taken back.
    pub taken_back: bool,
}

impl Command for NoteHandOver {
    const NAME: &'static str = "note_hand_over";
    const RIGHTS: &'static [Opens] = &[Opens::within(Right::Oppijoidentuonti), Opens::at_root(Right::Rekisterinpitaja)];
    /// The learner, and since when they are noted.
    type State = (Option<Person>, Option<Instant>);
    type Answer = ();
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<Self::State, AppError> {
        let person = look.person(self.person)?;
        let events = look.events(Tag::Person(self.person), READS)?;
        Ok((person, noted(&events)))
    }

    fn reach(&self, (person, _): &Self::State) -> Reach {
        let of = |person: &Person| Reach::Person(person.organisations.iter().cloned().collect());
        person.as_ref().map_or(Reach::Nothing, of)
    }

    fn decide(&self, (person, noted): &Self::State, _: &mut Fresh) -> Result<Vec<Draft>, Refusal> {
        note_hand_over(person.as_ref(), *noted, self.taken_back).map(|draft| vec![draft])
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        matches!(facts, [Fact::HandOverNoted(_)]).then_some(())
    }
}
