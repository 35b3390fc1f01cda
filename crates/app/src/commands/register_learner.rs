//! Register one learner without a hetu (`POST /oppija`).

use domain::Draft;
use domain::register_learner::{NewLearner, Refusal, register_learner};
use events::codes::Right;
use events::person::PersonDetails;
use events::{Fact, Handle, Identifier, PersonOid};

use super::{Command, Fresh, Identified, Look, Opens, Reach};
use crate::AppError;
use crate::caller::Caller;

/// See the module.
#[derive(Clone)]
pub struct RegisterLearner(NewLearner);

impl RegisterLearner {
    /// A learner who joins every organisation into which the caller imports. `identified` says that the caller identifies
    /// them.
    pub fn new(caller: &Caller, details: PersonDetails, identified: bool) -> RegisterLearner {
        // The keeper's right opens the command too, but it is not what the learner joins organisations by.
        let organisations = caller.organisations_with(&[Right::Oppijoidentuonti, Right::YleistunnisteLuonti]);
        RegisterLearner(NewLearner { details, identified, organisations })
    }
}

impl Command for RegisterLearner {
    const NAME: &'static str = "register_learner";
    const RIGHTS: &'static [Opens] =
        &[Opens::anywhere(Right::Oppijoidentuonti), Opens::anywhere(Right::Rekisterinpitaja)];
    /// The passport numbers as they were found.
    type State = Vec<(Identifier, Identified)>;
    type Answer = PersonOid;
    type Refusal = Refusal;

    fn look(&self, look: &mut Look<'_>) -> Result<Self::State, AppError> {
        let passports = self.0.details.passports.iter().filter_map(|number| Identifier::passport(number));
        passports.map(|passport| Ok((passport.clone(), look.identifier(&passport)?))).collect()
    }

    fn reach(&self, _: &Self::State) -> Reach {
        // They belong to nobody yet.
        Reach::Organisations(Vec::new())
    }

    fn decide(&self, passports: &Self::State, fresh: &mut Fresh) -> Result<Vec<Draft>, Refusal> {
        let in_use = passports.iter().any(|(_, found)| found.holder.is_some());
        let handles: Vec<Handle> =
            passports.iter().map(|(passport, found)| fresh.handle(passport, found.handle)).collect();
        register_learner(&self.0, fresh.oid(), &handles, in_use)
    }

    fn answer(&self, facts: &[&Fact]) -> Option<PersonOid> {
        match facts {
            [Fact::PersonRegistered(with), ..] => Some(with.data.about.addressed),
            _ => None,
        }
    }
}
