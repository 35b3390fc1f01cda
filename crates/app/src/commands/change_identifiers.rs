//! Give or take identifiers by which a person is found, as a program says it (`passinumerot`, `identification`).

use domain::Draft;
use domain::addressed::Addressed;
use domain::change_identifiers::{Change, Found, Refusal, change_identifiers};
use events::codes::Right;
use events::{Fact, Identifier, PersonOid};

use super::{Command, Fresh, Identified, Look, Opens, Reach};
use crate::AppError;

/// See the module.
#[derive(Clone)]
pub struct ChangeIdentifiers {
    /// Who.
    pub person: PersonOid,
    /// What becomes of their identifiers.
    pub change: Change,
}

/// What the decision rests on.
pub struct State {
    addressed: Option<Addressed>,
    found: Vec<(Identifier, Identified)>,
}

impl Command for ChangeIdentifiers {
    const NAME: &'static str = "change_identifiers";
    const RIGHTS: &'static [Opens] = &[Opens::anywhere(Right::Rekisterinpitaja)];
    type State = State;
    type Answer = ();
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<State, AppError> {
        let addressed = look.addressed(self.person)?;
        let wanted = addressed.as_ref().map(|addressed| self.change.identifiers(&addressed.person));
        let mut found = Vec::new();
        for (identifier, _) in wanted.unwrap_or_default() {
            let one = look.identifier(&identifier)?;
            found.push((identifier, one));
        }
        Ok(State { addressed, found })
    }

    fn reach(&self, _: &State) -> Reach {
        // As in ONR the right need not be held where the person is.
        Reach::Organisations(Vec::new())
    }

    fn decide(&self, state: &State, fresh: &mut Fresh) -> Result<Vec<Draft>, Refusal> {
        let one = |(identifier, found): &(Identifier, Identified)| Found {
            identifier: identifier.clone(),
            handle: fresh.handle(identifier, found.handle),
            holder: found.holder.as_ref().map(|holder| holder.oid),
        };
        let found: Vec<Found> = state.found.iter().map(one).collect();
        change_identifiers(state.addressed.as_ref(), &self.change, &found)
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        let about = match facts.first()? {
            Fact::IdentifierAttached(with) => with.data.about,
            Fact::IdentifierDetached(with) => with.data.about,
            _ => return None,
        };
        (about.addressed == self.person).then_some(())
    }
}
