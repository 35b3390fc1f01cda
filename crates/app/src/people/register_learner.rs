//! Register one learner without a hetu (`POST /oppija`).

use domain::register_learner::register_learner;
pub use domain::register_learner::{NewLearner, Refusal};
use events::{CommandId, Identifier, PersonOid, Tag};
use store::{Lane, Unit};
use uuid::Uuid;

use super::state::{Claim, claim};
use crate::maker::Grounds;
use crate::write::{Decided, Done, TRIES};
use crate::{App, AppError, Maker};

impl App {
    /// Registers and gives the OID. The outer error is a fault, the inner one a refusal of the decision.
    pub async fn register_learner(
        &self,
        maker: Maker,
        learner: NewLearner,
    ) -> Result<Result<PersonOid, Refusal>, AppError> {
        let command = CommandId(Uuid::new_v4());
        for _ in 0..TRIES {
            let (maker, learner) = (maker.clone(), learner.clone());
            let decided = self.blocking(move |app| app.try_register(command, &maker, &learner)).await?;
            let (oid, unit) = match decided {
                Ok(decided) => decided,
                Err(refusal) => return Ok(Err(refusal)),
            };
            if let Some(unit) = unit
                && let Done::Appended(_) = self.append(unit, Lane::Interactive).await?
            {
                return Ok(Ok(oid));
            }
        }
        Err(AppError::Busy)
    }

    /// Without a unit when it must be tried again.
    fn try_register(
        &self,
        command: CommandId,
        maker: &Maker,
        learner: &NewLearner,
    ) -> Result<Result<(PersonOid, Option<Unit>), Refusal>, AppError> {
        let passports: Vec<Identifier> =
            learner.details.passports.iter().filter_map(|number| Identifier::passport(number)).collect();
        let handles = self.store().vault().handles(&passports)?;
        let mut reading = self.store().read();
        let (mut in_use, mut dead) = (false, Vec::new());
        for handle in &handles {
            match claim(&mut reading, Tag::Passport(*handle), *handle)? {
                Claim::Held(_) => in_use = true,
                Claim::Free => {}
                Claim::Dead => dead.push(*handle),
            }
        }
        let oid = self.draw_oid();
        if !dead.is_empty() {
            self.bury(&dead)?;
            return Ok(Ok((oid, None)));
        }
        let drafts = match register_learner(learner, oid, &handles, in_use) {
            Ok(drafts) => drafts,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let (grounds, condition) = (Grounds::default(), reading.into_condition());
        let decided = Decided { command, maker, grounds, drafts, condition, keys: Vec::new() };
        Ok(Ok((oid, self.seal(vec![decided])?.pop())))
    }
}
