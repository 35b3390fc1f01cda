//! Register one person (`POST /henkilo`, `findOrCreateHenkiloPerustieto`).

use domain::Draft;
use domain::register_person::{NewPerson, Refusal, register_person};
use events::codes::{IdentifierKind, Right};
use events::{Fact, Identifier, PersonOid, Tag};

use super::{Command, Fresh, Identified, Look, Opens, Reach};
use crate::AppError;

/// See the module.
#[derive(Clone)]
pub struct RegisterPerson(pub NewPerson);

impl Command for RegisterPerson {
    const NAME: &'static str = "register_person";
    const RIGHTS: &'static [Opens] =
        &[Opens::anywhere(Right::Rekisterinpitaja), Opens::anywhere(Right::YleistunnisteLuonti)];
    /// The identifiers as they were found.
    type State = Vec<(Identifier, Identified)>;
    type Answer = PersonOid;
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<Self::State, AppError> {
        let details = &self.0.details;
        let hetu = details.hetu.iter().map(Identifier::hetu);
        let passports = details.passports.iter().filter_map(|number| Identifier::passport(number));
        let emails = details.emails.iter().filter_map(|email| Identifier::email(email));
        let more = details.more.iter();
        let eidas = more.clone().flat_map(|more| &more.eidas).filter_map(|eidas| Identifier::eidas(eidas));
        let accounts = more.flat_map(|more| &more.accounts).filter_map(|account| Identifier::account(account));
        let all = hetu.chain(passports).chain(emails).chain(eidas).chain(accounts);
        all.map(|identifier| Ok((identifier.clone(), look.identifier(&identifier)?))).collect()
    }

    fn reach(&self, _: &Self::State) -> Reach {
        // They belong to nobody yet.
        Reach::Organisations(Vec::new())
    }

    fn decide(&self, identifiers: &Self::State, fresh: &mut Fresh) -> Result<Vec<Draft>, Refusal> {
        let held = identifiers.iter().filter(|(_, found)| found.holder.is_some());
        let in_use: Vec<IdentifierKind> = held.map(|(identifier, _)| identifier.kind()).collect();
        let tag = |(identifier, found): &(Identifier, Identified)| {
            Tag::of(identifier.kind(), fresh.handle(identifier, found.handle))
        };
        let tags = identifiers.iter().filter_map(tag).collect();
        register_person(&self.0, fresh.oid(), tags, &in_use)
    }

    fn answer(&self, facts: &[&Fact]) -> Option<PersonOid> {
        match facts {
            [Fact::PersonRegistered(with), ..] => Some(with.data.about.addressed),
            _ => None,
        }
    }
}
