//! A second official agrees: what was asked is carried out, if it is still the same.

use domain::Draft;
use domain::approval::{Approval, DECIDES, Refusal, give};
use events::codes::{Reason, Right};
use events::{Actor, EventId, Fact, Position, RegisterAnswer};

use super::{Command, Fresh, HeardOfBoth, Look, Opens, Reach};
use crate::caller::Caller;
use crate::pipeline::approvals::{Again, kept};
use crate::{App, AppError};

/// See the module.
#[derive(Clone)]
pub struct GiveApproval {
    /// Position of the `ApprovalAsked`.
    approval: Position,
    /// What the register says now, where what was asked rests on it.
    heard: HeardOfBoth,
}

impl App {
    /// What gives an approval. Where what was asked rests on the register's word, the register is asked again first.
    pub async fn giving(&self, caller: &Caller, approval: Position) -> Result<GiveApproval, AppError> {
        let of_caller = caller.clone();
        let persons = move |app: &App| {
            let event = Look::begin(app, &of_caller).event(approval)?;
            let asked = event.as_ref().and_then(Approval::asked);
            Ok(asked.as_ref().and_then(kept).and_then(|command| command.register_asked_of()))
        };
        let heard = match self.blocking(persons).await? {
            Some(persons) => self.hear_of_both(caller, persons).await?,
            None => HeardOfBoth::default(),
        };
        Ok(GiveApproval { approval, heard })
    }
}

/// What the decision rests on.
pub struct State {
    approval: Option<(Approval, EventId)>,
    again: Option<Again>,
    by: Actor,
}

impl Command for GiveApproval {
    const NAME: &'static str = "give_approval";
    const RIGHTS: &'static [Opens] = &[Opens::at_root(Right::Rekisterinpitaja)];
    const MUST_BE_CONFIRMED: bool = true;
    type State = State;
    type Answer = ();
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<State, AppError> {
        let by = look.caller().actor();
        let event = look.event(self.approval)?;
        let Some((approval, id)) = event.and_then(|event| Some((Approval::asked(&event)?, event.recorded.envelope.id)))
        else {
            return Ok(State { approval: None, again: None, by });
        };
        // First, so that its fingerprint is that of whoever asked.
        let again = kept(&approval).map(|command| command.again(&self.heard, look)).transpose()?;
        let later = look.events(approval.about.tag(), DECIDES)?;
        Ok(State { approval: Some((approval.after(&later), id)), again, by })
    }

    fn reach(&self, state: &State) -> Reach {
        if state.approval.is_some() { Reach::Organisations(Vec::new()) } else { Reach::Nothing }
    }

    fn decide(&self, state: &State, fresh: &mut Fresh) -> Result<Vec<Draft>, Refusal> {
        let approval = state.approval.as_ref().map(|(approval, _)| approval);
        let again = state.again.as_ref();
        let drafts = again.map(|again| (again.decide)(fresh)).transpose();
        let present = again.and_then(|again| again.fingerprint).map(|fingerprint| fingerprint.0).unwrap_or_default();
        let given = give(approval, &state.by, present);
        // Whoever may not give it is told that first; then why the command itself is refused now.
        if let (Err(Refusal::Changed), Err((name, kind))) = (&given, &drafts) {
            return Err(Refusal::Command(name, *kind));
        }
        let given = given?;
        let drafts = drafts.map_err(|(name, kind)| Refusal::Command(name, kind))?;
        Ok([given].into_iter().chain(drafts.into_iter().flatten()).collect())
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        facts.iter().any(|fact| matches!(fact, Fact::ApprovalGiven(_))).then_some(())
    }

    fn reason(&self, state: &State) -> Option<Reason> {
        state.again.as_ref()?.reason
    }

    fn cause(&self, state: &State) -> Option<EventId> {
        state.approval.as_ref().map(|(_, id)| *id)
    }

    fn register(&self) -> Option<RegisterAnswer> {
        self.heard.answer()
    }
}
