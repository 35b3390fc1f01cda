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
    /// The record that was addressed, and those that it heads.
    records: Vec<Addressed>,
    found: Vec<(Identifier, Identified)>,
}

impl Command for ChangeIdentifiers {
    const NAME: &'static str = "change_identifiers";
    const RIGHTS: &'static [Opens] = &[Opens::anywhere(Right::Rekisterinpitaja)];
    type State = State;
    type Answer = ();
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<State, AppError> {
        let group = look.group(self.person)?.filter(|group| !group.is_member());
        let members = group.iter().flat_map(|group| group.members()).map(|member| member.oid);
        let mut records = Vec::new();
        for record in std::iter::once(self.person).chain(members) {
            records.extend(look.addressed(record)?);
        }
        let mut found = Vec::new();
        for (identifier, _) in self.change.identifiers(&records) {
            let one = look.identifier(&identifier)?;
            found.push((identifier, one));
        }
        Ok(State { records, found })
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
        change_identifiers(&state.records, &self.change, &found)
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        let about = match facts.first()? {
            Fact::IdentifierAttached(with) => with.data.about,
            Fact::IdentifierDetached(with) => with.data.about,
            _ => return None,
        };
        [about.addressed, about.head].contains(&self.person).then_some(())
    }
}
