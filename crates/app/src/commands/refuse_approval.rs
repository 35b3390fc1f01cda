//! A second official does not agree, or the first one takes back what they asked.

use domain::Draft;
use domain::approval::{About, Approval, DECIDES, Refusal, refuse};
use events::codes::Right;
use events::{EventId, Fact, Position};

use super::{Command, Fresh, Look, Opens, Reach};
use crate::AppError;

/// See the module.
#[derive(Clone)]
pub struct RefuseApproval {
    /// Position of the `ApprovalAsked`.
    pub approval: Position,
    /// Why, in the official's own words.
    pub words: Option<String>,
}

impl Command for RefuseApproval {
    const NAME: &'static str = "refuse_approval";
    const RIGHTS: &'static [Opens] = &[Opens::at_root(Right::Rekisterinpitaja)];
    type State = Option<(Approval, EventId)>;
    type Answer = ();
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<Self::State, AppError> {
        let Some(event) = look.event(self.approval)? else { return Ok(None) };
        let Some(approval) = Approval::asked(&event) else { return Ok(None) };
        // The reason is sealed under the key of what it is about.
        match approval.about {
            About::Person(about) => drop(look.person(about.addressed)?),
            About::Import(number, _) => drop(look.import(number)?),
        }
        let later = look.events(approval.about.tag(), DECIDES)?;
        Ok(Some((approval.after(&later), event.recorded.envelope.id)))
    }

    fn reach(&self, state: &Self::State) -> Reach {
        if state.is_some() { Reach::Organisations(Vec::new()) } else { Reach::Nothing }
    }

    fn decide(&self, state: &Self::State, _: &mut Fresh) -> Result<Vec<Draft>, Refusal> {
        let approval = state.as_ref().map(|(approval, _)| approval);
        refuse(approval, self.words.clone()).map(|draft| vec![draft])
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        facts.iter().any(|fact| matches!(fact, Fact::ApprovalRefused(_))).then_some(())
    }

    fn cause(&self, state: &Self::State) -> Option<EventId> {
        state.as_ref().map(|(_, id)| *id)
    }
}
