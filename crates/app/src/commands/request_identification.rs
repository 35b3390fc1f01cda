//! Ask the population register about a person now.

use domain::Draft;
use domain::addressed::Addressed;
use domain::request_identification::{Refusal, request_identification};
use events::codes::Right;
use events::{Fact, PersonOid};

use super::{Command, Fresh, Look, Opens, Reach};
use crate::AppError;
use crate::people::addressed::reach;

/// See the module.
#[derive(Clone)]
pub struct RequestIdentification {
    /// Who.
    pub person: PersonOid,
}

/// What the decision rests on.
pub struct State {
    addressed: Option<Addressed>,
    test: bool,
}

impl Command for RequestIdentification {
    const NAME: &'static str = "request_identification";
    const RIGHTS: &'static [Opens] =
        &[Opens::within(Right::ManuaalinenYksilointi), Opens::at_root(Right::Rekisterinpitaja)];
    type State = State;
    type Answer = ();
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<State, AppError> {
        let addressed = look.addressed(self.person)?;
        let hetu = addressed.as_ref().and_then(|addressed| addressed.person.hetu);
        let test = hetu.is_some_and(|known| look.app().is_test_hetu(&known.hetu));
        Ok(State { addressed, test })
    }

    fn reach(&self, state: &State) -> Reach {
        reach(state.addressed.as_ref())
    }

    fn decide(&self, state: &State, _: &mut Fresh) -> Result<Vec<Draft>, Refusal> {
        request_identification(state.addressed.as_ref(), state.test).map(|draft| vec![draft])
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        matches!(facts, [Fact::IdentificationRequested(with)] if with.data.about.addressed == self.person).then_some(())
    }
}
