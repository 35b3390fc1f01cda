//! Order that a learner's personal data is erased, with everybody who is linked with them. A second official agrees first.

use domain::approval::About;
use domain::order_erasure::{Refusal, ToErase, order_erasure};
use domain::person::{CLAIMS, Other};
use domain::{Draft, Person};
use events::catalogue::Provenance;
use events::codes::{Reason, Right};
use events::{Fact, KeyId, OpenedEvent, PersonOid, Tag};
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
    /// On which ground, one of [`GROUNDS`]; by itself the first of them. It stays when the rest is erased.
    #[n(2)]
    pub ground: Option<Reason>,
}

impl OrderErasure {
    /// On which ground the data is erased.
    pub fn on_ground(&self) -> Reason {
        self.ground.unwrap_or(GROUNDS[0])
    }
}

/// Grounds on which data is erased.
pub const GROUNDS: [Reason; 3] = [Reason::ErasureRequest, Reason::UnlawfulProcessing, Reason::LegalObligation];

impl Command for OrderErasure {
    const NAME: &'static str = "order_erasure";
    const RIGHTS: &'static [Opens] = &[Opens::at_root(Right::Rekisterinpitaja)];
    const MUST_BE_CONFIRMED: bool = true;
    type State = Vec<ToErase>;
    type Answer = ();
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<Self::State, AppError> {
        let records = look.group(self.person)?.map_or_else(Vec::new, |group| group.records().to_vec());
        records.into_iter().map(|person| to_erase(look, person)).collect()
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
        Some(self.on_ground())
    }

    fn needs_second(&self, _: &Self::State) -> Option<(About, Approvable)> {
        Some((About::Person(Provenance::unlinked(self.person, None)), Approvable::OrderErasure(self.clone())))
    }
}

fn to_erase(look: &mut Look<'_>, person: Person) -> Result<ToErase, AppError> {
    let events = look.events(Tag::Person(person.oid), CLAIMS)?;
    let known = person.handles();
    let tags = events.iter().flat_map(|event| event.recorded.envelope.tags.iter().copied());
    let identifiers = tags.filter(|tag| tag.handle().is_some_and(|handle| known.contains(&handle))).collect();
    let other_keys = keys_under_another_oid(look, &person, &events)?;
    Ok(ToErase { person, identifiers, other_keys })
}

/// Keys of the person's data that stands under the OID of somebody else, from whom they were separated.
fn keys_under_another_oid(
    look: &mut Look<'_>,
    person: &Person,
    events: &[OpenedEvent],
) -> Result<Vec<KeyId>, AppError> {
    let mut keys = Vec::new();
    for event in events {
        let Fact::Reversed(with) = &event.fact else { continue };
        if with.data.about.addressed != person.oid {
            continue;
        }
        for position in &with.data.events {
            let Some(named) = look.event(*position)? else { continue };
            let Fact::PersonRegistered(registered) = &named.fact else { continue };
            let is_theirs = |other: &Other| other.registered == *position && other.has_now == Some(person.oid);
            let first = look.person(registered.data.about.addressed)?;
            if first.is_some_and(|first| first.others.iter().any(is_theirs)) {
                keys.extend(named.key());
            }
        }
    }
    Ok(keys)
}
