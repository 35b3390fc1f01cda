//! Order that a learner's personal data is erased, with everybody who is linked with them. A second official agrees first.

use domain::Draft;
use domain::approval::About;
use domain::order_erasure::{Refusal, ToErase, order_erasure};
use domain::person::CLAIMS;
use events::catalogue::Provenance;
use events::codes::{Reason, Right};
use events::{Fact, PersonOid, Tag};
use minicbor::{Decode, Encode};

use super::{Approvable, Command, Fresh, Look, Opens, Reach};
use crate::AppError;

/// See the module.
#[derive(Clone, Encode, Decode)]
pub struct OrderErasure {
    /// The learner, or anybody of the group.
    #[n(0)]
    pub person: PersonOid,
    /// Why, in the official's own words.
    #[n(1)]
    pub words: String,
}

impl Command for OrderErasure {
    const NAME: &'static str = "order_erasure";
    const RIGHTS: &'static [Opens] = &[Opens::at_root(Right::Rekisterinpitaja)];
    const MUST_BE_CONFIRMED: bool = true;
    type State = Vec<ToErase>;
    type Answer = ();
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<Self::State, AppError> {
        let group = look.group(self.person)?;
        let one = |person: domain::Person| {
            let events = look.events(Tag::Person(person.oid), CLAIMS)?;
            let tags = events.iter().flat_map(|event| event.recorded.envelope.tags.iter().copied());
            let known = person.handles();
            let identifiers = tags.filter(|tag| tag.handle().is_some_and(|handle| known.contains(&handle)));
            Ok(ToErase { identifiers: identifiers.collect(), person })
        };
        group.into_iter().map(one).collect()
    }

    fn reach(&self, group: &Self::State) -> Reach {
        if group.is_empty() { Reach::Nothing } else { Reach::Organisations(Vec::new()) }
    }

    fn decide(&self, group: &Self::State, _: &mut Fresh) -> Result<Vec<Draft>, Refusal> {
        order_erasure(self.person, group, &self.words).map(|draft| vec![draft])
    }

    fn answer(&self, facts: &[&Fact]) -> Option<()> {
        facts.iter().any(|fact| matches!(fact, Fact::ErasureOrdered(_))).then_some(())
    }

    fn reason(&self, _: &Self::State) -> Option<Reason> {
        Some(Reason::ErasureRequest)
    }

    fn needs_second(&self, _: &Self::State) -> Option<(About, Approvable)> {
        Some((About::Person(Provenance::unlinked(self.person, None)), Approvable::OrderErasure(self.clone())))
    }
}
