//! Find or create one person by hetu and names (`POST /yleistunniste/hae`).

use domain::Person;
use domain::identify::Finding;
pub use domain::look_up::{LookUp, Refusal};
use domain::look_up::{fitting, found, register};
use events::codes::IdentifierKind;
use events::{CommandId, Handle, Hetu, Instant, PersonOid, RegisterAnswer, Subject, Tag};
use store::{Identifier, Lane, Outcome, Reading, Unit};
use uuid::Uuid;

use super::state::{Claim, claim};
use crate::maker::Grounds;
use crate::write::{Decided, TRIES};
use crate::{App, AppError, Maker};

/// The numbers found or created.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbers {
    /// The person's OID.
    pub oid: PersonOid,
    /// The oppijanumero, when the person is identified.
    pub oppijanumero: Option<PersonOid>,
}

/// What the register said, and when.
struct Asked {
    finding: Finding,
    answer: Option<RegisterAnswer>,
}

/// Where a try ended.
enum Step {
    Answer(Result<Numbers, Refusal>),
    Append(Unit, Numbers),
    AskRegister,
}

impl App {
    /// Finds or creates. The outer error is a fault, the inner one a refusal of the decision.
    pub async fn look_up(&self, maker: Maker, look_up: LookUp) -> Result<Result<Numbers, Refusal>, AppError> {
        let command = CommandId(Uuid::new_v4());
        let mut asked: Option<Asked> = None;
        for _ in 0..TRIES {
            let step = match asked.take() {
                // Reading what is nearly always in memory costs less than a change of threads.
                None => {
                    let _turn = self.first_looks.acquire().await.map_err(|_| AppError::Stopping)?;
                    self.find(command, &maker, &look_up)?
                }
                Some(asked) => {
                    let (maker, wanted) = (maker.clone(), look_up.clone());
                    self.blocking(move |app| app.create(command, &maker, &wanted, asked)).await?
                }
            };
            match step {
                Step::Answer(answer) => return Ok(answer),
                Step::AskRegister => asked = Some(self.ask_register(look_up.hetu).await?),
                Step::Append(unit, numbers) => {
                    // The numbers follow from the decision: what was appended need not be read.
                    let outcome = self.store().submit(vec![unit], Lane::Interactive).await?;
                    if !matches!(outcome[..], [Outcome::Lost]) {
                        return Ok(Ok(numbers));
                    }
                }
            }
        }
        Err(AppError::Busy)
    }

    fn find(&self, command: CommandId, maker: &Maker, look_up: &LookUp) -> Result<Step, AppError> {
        // A hetu that nobody here has ever had gets no handle: most of what is not found are slips.
        let known = self.store().vault().find_handles(&[identifier(look_up.hetu)])?.pop().flatten();
        let Some(handle) = known else { return Ok(Step::AskRegister) };
        let mut reading = self.store().read();
        match claim(&mut reading, Tag::Hetu(handle), handle)? {
            Claim::Held(person) => self.join(command, maker, look_up, (&person, handle), reading),
            Claim::Free => Ok(Step::AskRegister),
            Claim::Dead => self.bury(&[handle]).map(|()| Step::AskRegister),
        }
    }

    /// Nobody had the hetu when the register was asked.
    fn create(&self, command: CommandId, maker: &Maker, look_up: &LookUp, asked: Asked) -> Result<Step, AppError> {
        let record = match fitting(look_up, &asked.finding) {
            Ok(record) => record,
            Err(refusal) => return Ok(Step::Answer(Err(refusal))),
        };
        // The register may have another hetu for this person by now, which somebody here may hold.
        let hetus: Vec<Hetu> =
            if record.hetu == look_up.hetu { vec![look_up.hetu] } else { vec![look_up.hetu, record.hetu] };
        let identifiers: Vec<Identifier> = hetus.into_iter().map(identifier).collect();
        let oid = self.draw_oid();
        let (handles, keys) = self.store().vault().provide(&identifiers, &[Subject::Person(oid)])?;
        // Both hetus must still be free when this is appended.
        let mut reading = self.store().read();
        for handle in &handles {
            match claim(&mut reading, Tag::Hetu(*handle), *handle)? {
                Claim::Held(person) => return self.join(command, maker, look_up, (&person, *handle), reading),
                Claim::Free => {}
                // From the beginning: the other one may be dead too.
                Claim::Dead => return self.bury(&[*handle]).map(|()| Step::AskRegister),
            }
        }
        let Some(handle) = handles.first() else { return Ok(Step::AskRegister) };
        let drafts = register(look_up, record, oid, *handle, handles.get(1).copied());
        let grounds = Grounds { register: asked.answer, ..Grounds::default() };
        let keys = keys.into_iter().map(|key| (Subject::Person(oid), key)).collect();
        let decided = Decided { command, maker, grounds, drafts, condition: reading.into_condition(), keys };
        let numbers = Numbers { oid, oppijanumero: Some(oid) };
        Ok(self.seal(vec![decided])?.pop().map_or(Step::AskRegister, |unit| Step::Append(unit, numbers)))
    }

    /// The person exists, found by this handle: they gain the caller's organisations when the names fit.
    fn join(
        &self,
        command: CommandId,
        maker: &Maker,
        look_up: &LookUp,
        (person, handle): (&Person, Handle),
        reading: Reading<'_>,
    ) -> Result<Step, AppError> {
        let drafts = match found(look_up, person, handle) {
            Ok(drafts) => drafts,
            Err(refusal) => return Ok(Step::Answer(Err(refusal))),
        };
        let numbers = Numbers { oid: person.oid, oppijanumero: person.oppijanumero() };
        if drafts.is_empty() {
            return Ok(Step::Answer(Ok(numbers)));
        }
        let keys = person.key.map(|key| (Subject::Person(person.oid), key)).into_iter().collect();
        let (grounds, condition) = (Grounds::default(), reading.into_condition());
        let decided = Decided { command, maker, grounds, drafts, condition, keys };
        Ok(self.seal(vec![decided])?.pop().map_or(Step::Answer(Ok(numbers)), |unit| Step::Append(unit, numbers)))
    }

    async fn ask_register(&self, hetu: Hetu) -> Result<Asked, AppError> {
        if self.is_test_hetu(&hetu) {
            return Ok(Asked { finding: Finding::TestHetu, answer: None });
        }
        let answers = self.parts.register.ask(&[hetu]).await.map_err(|outage| {
            tracing::warn!(%outage, "the register did not answer a look-up");
            AppError::RegisterUnavailable { retry_after: outage.retry_after }
        })?;
        let at: Instant = self.now();
        let finding = answers.answers.into_iter().next().map_or(Finding::Unreadable, crate::reactors::finding);
        Ok(Asked { finding, answer: Some(RegisterAnswer { id: answers.id, at }) })
    }
}

fn identifier(hetu: Hetu) -> Identifier {
    Identifier { kind: IdentifierKind::Hetu, value: hetu.as_str().to_owned() }
}
