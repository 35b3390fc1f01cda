//! The keeper accepts a request: what it asks for is done by the command for it, in the same unit. Where that command needs
//! a second official, so does this.

use std::collections::BTreeSet;

use domain::approval::About;
use domain::link::HetuOfMember;
use domain::person::IdentifiedBy;
use domain::request::{Decision, Refusal, Request, by_person, decide};
use domain::reverse::Wanted;
use domain::{Draft, RefusalKind};
use events::codes::{PassivationCause, Reason, RequestKind, RequestOutcome, Right};
use events::{Actor, EventId, Fact, PersonOid, Position, RegisterAnswer};
use minicbor::{Decode, Encode};

use super::{
    Approvable, Command, Fresh, Heard, HeardOfBoth, LinkRecords, Look, MergeVerified, Opens, PassivateSeveral, Reach,
    Reactivate, RefreshFromRegister, ReverseEvents, RevokeIdentification, UserKind,
};
use crate::caller::Caller;
use crate::pipeline::approvals::{Again, again};
use crate::{App, AppError};

/// What the keeper says beside that they accept.
#[derive(Debug, Clone, Default)]
pub struct Accepting {
    /// The answer, and the reason of what is done, in their own words.
    pub words: Option<String>,
    /// Why somebody is made passive.
    pub cause: Option<PassivationCause>,
    /// What kind of user is refreshed; learners are what providers ask about.
    pub user: Option<UserKind>,
}

/// See the module.
#[derive(Clone, Encode, Decode)]
pub struct AcceptRequest {
    #[n(0)]
    request: Position,
    #[n(1)]
    words: Option<String>,
    #[n(2)]
    cause: Option<PassivationCause>,
    /// The two whom it merges.
    #[n(3)]
    merges: Option<(PersonOid, PersonOid)>,
    /// Nothing that rests on it needs a second official, so it is not kept.
    #[cbor(skip)]
    user: Option<UserKind>,
    /// What the register says now. It is not kept: whoever agrees hears it anew.
    #[cbor(skip)]
    of_both: HeardOfBoth,
    /// What the register says now of whoever is refreshed.
    #[cbor(skip)]
    heard: Option<Heard>,
}

impl AcceptRequest {
    /// Which request.
    pub(crate) fn request(&self) -> Position {
        self.request
    }

    /// The two whom it merges, about whom the register is asked.
    pub(crate) fn merges(&self) -> Option<[PersonOid; 2]> {
        self.merges.map(|(one, other)| [one, other])
    }

    /// The same, with what the register says now of two persons.
    pub(crate) fn hearing(&self, of_both: HeardOfBoth) -> AcceptRequest {
        AcceptRequest { of_both, ..self.clone() }
    }

    /// What the keeper answers.
    pub(crate) fn words(&self) -> Option<&str> {
        self.words.as_deref()
    }
}

impl App {
    /// What accepts a request. Where it rests on the register's word, the register is asked first.
    pub async fn accepting(
        &self,
        caller: &Caller,
        request: Position,
        said: Accepting,
    ) -> Result<AcceptRequest, AppError> {
        let of_caller = caller.clone();
        let first = move |app: &App| Ok(Look::begin(app, &of_caller).request(request)?.into_iter().next());
        let asked = self.blocking(first).await?.filter(|_| caller.is_keeper()).map(|part| part.asked);
        let Accepting { words, cause, user } = said;
        let (of_both, heard) = (HeardOfBoth::default(), None);
        let mut accept = AcceptRequest { request, words, cause, merges: None, user, of_both, heard };
        let Some(asked) = asked else { return Ok(accept) };
        let person = asked.about.addressed;
        match (asked.kind, asked.other) {
            (RequestKind::Merge, Some(other)) => {
                accept.merges = Some((person, other));
                accept.of_both = self.hear_of_both(caller, [person, other]).await?;
            }
            (RequestKind::Refresh, _) => accept.heard = Some(self.hear_to_refresh(caller, person).await?),
            _ => {}
        }
        Ok(accept)
    }
}

/// What the decision rests on.
pub struct State {
    parts: Vec<Request>,
    /// Somebody about whom it is open is void, so that nothing can be done about them.
    void: bool,
    /// The commands that do what is asked for.
    acts: Vec<Again>,
    by: Actor,
}

impl Command for AcceptRequest {
    const NAME: &'static str = "accept_request";
    const RIGHTS: &'static [Opens] = &[Opens::at_root(Right::Rekisterinpitaja)];
    const MUST_BE_CONFIRMED: bool = true;
    type State = State;
    type Answer = ();
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<State, AppError> {
        let parts = look.request(self.request)?;
        let open: Vec<&Request> = parts.iter().filter(|part| part.end.is_none()).collect();
        let acts = self.acts(&open, look)?;
        let mut void = false;
        for part in open.iter().filter(|part| !matches!(part.asked.kind, RequestKind::Check | RequestKind::Reverse)) {
            for oid in [part.person()].into_iter().chain(part.asked.other) {
                void |= look.person(oid)?.is_some_and(|person| person.void);
            }
        }
        Ok(State { acts, by: look.caller().actor(), void, parts })
    }

    fn reach(&self, state: &State) -> Reach {
        if state.parts.is_empty() { Reach::Nothing } else { Reach::Organisations(Vec::new()) }
    }

    fn decide(&self, state: &State, fresh: &mut Fresh) -> Result<Vec<Draft>, Refusal> {
        let (outcome, words) = (RequestOutcome::Accepted, self.words.as_deref());
        let mut drafts = decide(&state.parts, Decision { outcome, words, by: &state.by })?;
        if state.void {
            return Err(Refusal::PersonVoid);
        }
        if state.parts.iter().any(|part| part.asked.kind == RequestKind::Passivate) && self.cause.is_none() {
            return Err(Refusal::CauseMissing);
        }
        for act in &state.acts {
            let refused = |(name, kind): (&'static str, RefusalKind)| Refusal::Command(name, kind);
            drafts.extend(by_person(&state.parts, (act.decide)(fresh).map_err(refused)?));
        }
        Ok(drafts)
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        let own = |fact: &&Fact| matches!(fact, Fact::RequestDecided(with) if with.data.request == self.request);
        facts.iter().any(own).then_some(())
    }

    fn cause(&self, state: &State) -> Option<EventId> {
        state.parts.first().map(|part| part.id)
    }

    fn reason(&self, state: &State) -> Option<Reason> {
        state.acts.iter().find_map(|act| act.reason)
    }

    fn register(&self) -> Option<RegisterAnswer> {
        self.of_both.answer().or_else(|| self.heard.as_ref()?.answer.clone())
    }

    fn needs_second(&self, state: &State) -> Option<(About, Approvable)> {
        let about = state.acts.iter().find_map(|act| act.second)?;
        Some((about, Approvable::AcceptRequest(self.clone())))
    }
}

impl AcceptRequest {
    /// The commands that do what is asked for, about whom it is still open.
    fn acts(&self, open: &[&Request], look: &mut Look<'_>) -> Result<Vec<Again>, AppError> {
        let Some(first) = open.first() else { return Ok(Vec::new()) };
        // Where the keeper says nothing more, it is done for the reason for which it was asked.
        let of_asker = || first.words.known().map(|asked| asked.words.clone());
        let (words, person) = (self.words.clone(), first.person());
        Ok(match first.asked.kind {
            RequestKind::Passivate => {
                let people: BTreeSet<PersonOid> = open.iter().map(|part| part.person()).collect();
                let cause = self.cause.unwrap_or(PassivationCause::UnusedNumber);
                vec![again(&PassivateSeveral { people, cause, words }, look)?]
            }
            RequestKind::Reactivate => {
                let why = words.or_else(of_asker);
                let one = |part: &&Request| again(&Reactivate { person: part.person(), words: why.clone() }, look);
                open.iter().map(one).collect::<Result<_, _>>()?
            }
            RequestKind::Merge => {
                let other = first.asked.other.unwrap_or(person);
                let (words, heard) = (words.unwrap_or_default(), self.of_both.clone());
                vec![again(&MergeVerified { person, other, words, heard }, look)?]
            }
            RequestKind::Link => {
                let (other, words) = (first.asked.other.unwrap_or(person), words.or_else(of_asker));
                let (head, hetu) = (None, HetuOfMember::Unsaid);
                vec![again(&LinkRecords { person, other, head, hetu, words }, look)?]
            }
            RequestKind::Revoke => {
                let from_register = look.group(person)?.is_some_and(|group| group.addressed().is_in_register());
                let way = if from_register { IdentifiedBy::Register } else { IdentifiedBy::Official };
                vec![again(&RevokeIdentification { person, way, words: words.or_else(of_asker) }, look)?]
            }
            RequestKind::Reverse => {
                let events = first.asked.link.into_iter().collect();
                let wanted =
                    Wanted { about: Some(person), events, words: words.or_else(of_asker), ..Wanted::default() };
                vec![again(&ReverseEvents { wanted }, look)?]
            }
            RequestKind::Refresh => {
                let user = self.user.unwrap_or(UserKind::Learner);
                match self.heard.clone() {
                    Some(heard) => {
                        let words = words.or_else(of_asker);
                        vec![again(&RefreshFromRegister { person, user, words, heard }, look)?]
                    }
                    None => Vec::new(),
                }
            }
            RequestKind::Check => Vec::new(),
        })
    }
}
