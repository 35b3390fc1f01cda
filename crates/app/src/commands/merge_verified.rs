//! Merge two persons whom the register has confirmed, and of whom it says now that they are one. A second official agrees
//! first; the register is asked again then.

use domain::approval::About;
use domain::merge_verified::{Refusal, merge_verified, one_person};
use domain::{Draft, Group};
use events::catalogue::Provenance;
use events::codes::Right;
use events::{Fact, PersonOid, RegisterAnswer};
use minicbor::{Decode, Encode};

use super::{Approvable, Command, Fresh, HeardOfBoth, Look, Opens, Reach};
use crate::AppError;
use crate::register::FoundHetus;

/// See the module.
#[derive(Clone, Encode, Decode)]
pub struct MergeVerified {
    /// The person on whose page it was decided.
    #[n(0)]
    pub person: PersonOid,
    /// The other one.
    #[n(1)]
    pub other: PersonOid,
    /// Why, in the official's own words.
    #[n(2)]
    pub words: String,
    /// What the register says now. It is not kept: whoever agrees hears it anew.
    #[cbor(skip)]
    pub heard: HeardOfBoth,
}

/// What the decision rests on.
pub struct State {
    one: Option<Group>,
    other: Option<Group>,
    hetus: FoundHetus,
}

impl Command for MergeVerified {
    const NAME: &'static str = "merge_verified";
    const RIGHTS: &'static [Opens] = &[Opens::at_root(Right::Rekisterinpitaja)];
    const MUST_BE_CONFIRMED: bool = true;
    type State = State;
    /// The one that joined, and whom.
    type Answer = (PersonOid, PersonOid);
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<State, AppError> {
        let (one, other) = (look.group(self.person)?, look.group(self.other)?);
        let answers = self.heard.answers();
        let hetus = match answers.as_ref().map(|[one, other]| one_person([one, other])) {
            Some(Ok(record)) => look.hetus_of(record)?,
            Some(Err(_)) | None => FoundHetus::default(),
        };
        Ok(State { one, other, hetus })
    }

    fn reach(&self, state: &State) -> Reach {
        if state.one.is_some() { Reach::Organisations(Vec::new()) } else { Reach::Nothing }
    }

    fn decide(&self, state: &State, fresh: &mut Fresh) -> Result<Vec<Draft>, Refusal> {
        let hetus = state.hetus.with_handles(fresh);
        let answers = self.heard.answers();
        merge_verified(state.one.as_ref(), state.other.as_ref(), answers.as_ref(), &hetus, &self.words)
    }

    fn needs_second(&self, _: &State) -> Option<(About, Approvable)> {
        Some((About::Person(Provenance::unlinked(self.person, None)), Approvable::MergeVerified(self.clone())))
    }

    fn answer(&self, facts: &[&Fact]) -> Option<(PersonOid, PersonOid)> {
        facts.iter().find_map(|fact| match fact {
            Fact::PersonLinked(with) => Some((with.data.about.addressed, with.data.to)),
            _ => None,
        })
    }

    fn register(&self) -> Option<RegisterAnswer> {
        self.heard.answer()
    }
}
