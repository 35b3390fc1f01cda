//! Identify a person by what the register says of their hetu now, as a program says it (`yksiloi`).

use domain::identify::{Finding, RegisterQuestion, identify};
use domain::request_identification::Refusal;
use domain::{Draft, Group};
use events::codes::{IdentificationWay, Right};
use events::{CaseId, Fact, PersonOid, RegisterAnswer};
use uuid::Uuid;

use super::{Command, Fresh, Look, Opens, Reach};
use crate::AppError;
use crate::register::{FoundHetus, Heard};

/// See the module.
#[derive(Clone)]
pub struct IdentifyNow {
    person: PersonOid,
    heard: Heard,
    /// Of the comparison, should the names differ.
    case: CaseId,
}

impl IdentifyNow {
    /// By what was heard of the person's hetu.
    pub fn by(person: PersonOid, heard: Heard) -> IdentifyNow {
        IdentifyNow { person, heard, case: CaseId(Uuid::now_v7()) }
    }
}

/// What the decision rests on.
pub struct State {
    group: Option<Group>,
    hetus: FoundHetus,
}

impl Command for IdentifyNow {
    const NAME: &'static str = "identify_now";
    const RIGHTS: &'static [Opens] = &[
        Opens::at_root(Right::ManuaalinenYksilointi),
        Opens::within(Right::Oppijoidentuonti),
        Opens::at_root(Right::Rekisterinpitaja),
    ];
    type State = State;
    type Answer = ();
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<State, AppError> {
        let hetus = match &self.heard.finding {
            Finding::Found(record) => look.hetus_of(record)?,
            _ => FoundHetus::default(),
        };
        Ok(State { group: look.group(self.person)?, hetus })
    }

    fn reach(&self, state: &State) -> Reach {
        let organisations = |group: &Group| group.addressed().organisations.iter().cloned().collect();
        state.group.as_ref().map_or(Reach::Nothing, |group| Reach::Person(organisations(group)))
    }

    fn decide(&self, state: &State, fresh: &mut Fresh) -> Result<Vec<Draft>, Refusal> {
        let group = state.group.as_ref().ok_or(Refusal::NoPerson)?;
        // The answer is about this hetu, whichever the person has by now.
        let hetu = self.heard.asked.ok_or(Refusal::NoHetu)?;
        let hetus = state.hetus.with_handles(fresh);
        let found = matches!(self.heard.finding, Finding::Found(_)).then_some(&hetus);
        let (case, way) = (self.case, IdentificationWay::Asked);
        let drafts =
            identify(group, &self.heard.finding, &RegisterQuestion { hetu, now: fresh.now(), hetus: found, case, way });
        // The person is identified already, or has another hetu by now.
        if drafts.is_empty() { Err(Refusal::Verified) } else { Ok(drafts) }
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        let answers = |fact: &&Fact| match fact {
            Fact::IdentifiedFromRegister(with) => with.data.about.addressed == self.person,
            Fact::IdentificationFailed(with) => with.data.about.addressed == self.person,
            _ => false,
        };
        facts.iter().any(answers).then_some(())
    }

    fn register(&self) -> Option<RegisterAnswer> {
        self.heard.answer.clone()
    }
}
