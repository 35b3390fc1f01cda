//! Link records to a person, as a program says it (`link`).

use domain::Draft;
use domain::link_as_asked::{Record, Refusal, link_as_asked};
use domain::revoke_identification::by_hand;
use events::codes::Right;
use events::{Fact, PersonOid};

use super::{Command, Fresh, Look, Opens, Reach};
use crate::AppError;

/// See the module.
#[derive(Clone)]
pub struct LinkAsAsked {
    /// Who was addressed.
    pub person: PersonOid,
    /// The others, each once, the person not among them.
    pub others: Vec<PersonOid>,
}

/// What the decision rests on.
pub struct State {
    person: Option<Record>,
    /// `None` where there is nobody with the OID.
    others: Vec<Option<Record>>,
}

impl State {
    pub(super) fn decide(&self, force: bool) -> Result<Vec<Draft>, Refusal> {
        let person = self.person.as_ref().ok_or(Refusal::NoPerson)?;
        let others: Option<Vec<Record>> = self.others.iter().cloned().collect();
        link_as_asked(Some(person), &others.ok_or(Refusal::NoOther)?, force)
    }
}

impl Command for LinkAsAsked {
    const NAME: &'static str = "link_as_asked";
    const RIGHTS: &'static [Opens] = &[
        Opens::at_root(Right::Duplikaattinakyma),
        Opens::within(Right::Oppijoidentuonti),
        Opens::at_root(Right::Rekisterinpitaja),
    ];
    type State = State;
    type Answer = ();
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<State, AppError> {
        let mut record = |oid: PersonOid| -> Result<Option<Record>, AppError> {
            let Some(group) = look.group(oid)? else { return Ok(None) };
            let by_hand = by_hand(&look.history(oid)?, oid);
            Ok(Some(Record { group, by_hand }))
        };
        let others = self.others.iter().map(|oid| record(*oid)).collect::<Result<_, _>>()?;
        Ok(State { person: record(self.person)?, others })
    }

    /// The person's organisations; and those of the other one, where there is one alone.
    fn reach(&self, state: &State) -> Reach {
        let Some(person) = &state.person else { return Reach::Nothing };
        let other = match &state.others[..] {
            [Some(only)] => Some(only),
            _ => None,
        };
        let all = [Some(person), other].into_iter().flatten();
        Reach::Person(all.flat_map(|record| record.group.addressed().organisations.iter().cloned()).collect())
    }

    fn decide(&self, state: &State, _: &mut Fresh) -> Result<Vec<Draft>, Refusal> {
        state.decide(false)
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        facts.iter().any(|fact| matches!(fact, Fact::PersonLinked(_) | Fact::PersonReactivated(_))).then_some(())
    }
}
