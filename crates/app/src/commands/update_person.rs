//! Change what is known of a person, as a program says it (`PUT /henkilo`).

use domain::addressed::Addressed;
use domain::update_person::{Given, HetuWanted, Refusal, Update, WantedHetu, update_person};
use domain::{Draft, Group, Person};
use events::codes::Right;
use events::{Fact, Identifier, PersonOid};

use super::{Command, Fresh, Identified, Look, Opens, Reach};
use crate::AppError;
use crate::people::addressed::reach;

/// See the module.
#[derive(Clone)]
pub struct UpdatePerson {
    /// Who.
    pub person: PersonOid,
    /// What they are to be.
    pub update: Update,
}

/// What the decision rests on.
pub struct State {
    addressed: Option<Addressed>,
    shown: Option<Person>,
    hetu: Option<(Identifier, Identified)>,
    keeper: bool,
}

impl Command for UpdatePerson {
    const NAME: &'static str = "update_person";
    const RIGHTS: &'static [Opens] = &[
        Opens::at_root(Right::HenkilonRu),
        Opens::within(Right::Oppijoidentuonti),
        Opens::at_root(Right::PalvelukayttajaCrud),
        Opens::at_root(Right::Rekisterinpitaja),
    ];
    type State = State;
    type Answer = ();
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<State, AppError> {
        let addressed = look.addressed(self.person)?;
        let hetu = match &self.update.hetu {
            HetuWanted::This(hetu) => {
                let identifier = Identifier::hetu(hetu);
                let found = look.identifier(&identifier)?;
                Some((identifier, found))
            }
            HetuWanted::AsItIs | HetuWanted::None => None,
        };
        let shown = look.heading(self.person)?.map(Group::into_shown);
        Ok(State { addressed, shown, hetu, keeper: look.caller().is_keeper() })
    }

    fn reach(&self, state: &State) -> Reach {
        reach(state.addressed.as_ref())
    }

    fn decide(&self, state: &State, fresh: &mut Fresh) -> Result<Vec<Draft>, Refusal> {
        let hetu = state.hetu.as_ref().map(|(identifier, found)| WantedHetu {
            handle: fresh.handle(identifier, found.handle),
            holder: found.holder.as_ref().map(|holder| holder.oid),
        });
        let given = Given { hetu, shown: state.shown.as_ref(), keeper: state.keeper };
        update_person(state.addressed.as_ref(), &self.update, &given)
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        let about = match facts.first()? {
            Fact::PersonDetailsCorrected(with) => with.data.about,
            Fact::HetuAssigned(with) => with.data.about,
            Fact::HetuReplaced(with) => with.data.about,
            Fact::HetuRemoved(with) => with.data.about,
            Fact::PersonPassivated(with) => with.data.about,
            Fact::PersonReactivated(with) => with.data.about,
            _ => return None,
        };
        (about.addressed == self.person).then_some(())
    }
}
