//! Find or create one person by hetu and names (`POST /yleistunniste/hae`).

use domain::earlier_rows::{self, EarlierRows};
use domain::identify::Finding;
pub use domain::look_up::{Existing, LookUp, Refusal};
use domain::look_up::{Stop, existing, fitting, found, register};
use domain::register_record::{KnownRecord, RecordHetus};
use domain::register_says::RegisterSays;
use domain::{Draft, Group, Person};
use events::person::RegisterRecord;
use events::{
    CommandId, EventKind, Fact, Handle, Hetu, Identifier, KeyId, KindSet, PersonOid, RegisterAnswer, Subject, Tag,
};
use store::{Lane, Outcome, Reading, Unit};
use uuid::Uuid;

use super::state::{Claim, claim};
use crate::maker::Grounds;
use crate::register::{Findings, RegisterFinding};
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

/// One look-up on its way.
struct LookUpRequest<'a> {
    command: CommandId,
    maker: &'a Maker,
    look_up: &'a LookUp,
    /// The register's answer, once it was asked.
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
        let mut found: Option<RegisterFinding> = None;
        for _ in 0..TRIES {
            let step = match &found {
                // Reading what is nearly always in memory costs less than a change of threads.
                None => {
                    let _turn = self.first_looks.acquire().await.map_err(|_| AppError::Stopping)?;
                    self.find(&LookUpRequest { command, maker: &maker, look_up: &look_up, answer: None })?
                }
                // Decided again it is by the same answer, which is bound to the hetu asked.
                Some(said) => {
                    let (maker, look_up, RegisterFinding { finding, answer }) =
                        (maker.clone(), look_up.clone(), said.clone());
                    let asked = move |app: &App| {
                        let asked = LookUpRequest { command, maker: &maker, look_up: &look_up, answer };
                        app.find_by_answer(&asked, &finding)
                    };
                    self.blocking(asked).await?
                }
            };
            match step {
                Step::Answer(answer) => return Ok(answer),
                Step::AskRegister => found = Some(self.ask_register(look_up.hetu).await?),
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

    /// Whether there is somebody with this hetu and these names, here or in the register. Creates nobody.
    pub async fn exists(&self, look_up: &LookUp) -> Result<Result<Existing, Refusal>, AppError> {
        let hetu = Identifier::hetu(&look_up.hetu);
        let held = self.blocking(move |app| app.holder_of(hetu)).await?;
        match existing(look_up, held.as_ref(), None) {
            Ok(existing) => Ok(Ok(existing)),
            Err(Stop::Refused(refusal)) => Ok(Err(refusal)),
            Err(Stop::AskRegister) => {
                let RegisterFinding { finding, .. } = self.ask_register(look_up.hetu).await?;
                match existing(look_up, held.as_ref(), Some(&finding)) {
                    Ok(existing) => Ok(Ok(existing)),
                    Err(Stop::Refused(refusal)) => Ok(Err(refusal)),
                    Err(Stop::AskRegister) => Ok(Err(Refusal::NotFound)),
                }
            }
        }
    }

    /// The handle of a hetu that somebody here has or had. Most hetus that are not found are slips, and get none.
    fn known_handle(&self, hetu: Hetu) -> Result<Option<Handle>, AppError> {
        Ok(self.store().vault().find_handles(&[Identifier::hetu(&hetu)])?.pop().flatten())
    }

    fn find(&self, asked: &LookUpRequest<'_>) -> Result<Step, AppError> {
        let Some(handle) = self.known_handle(asked.look_up.hetu)? else { return Ok(Step::AskRegister) };
        let mut reading = self.store().read();
        match claim(&mut reading, Tag::Hetu(handle), handle)? {
            Claim::Held(group) => self.join(asked, (&group, handle), RegisterSays::NotAsked, reading),
            Claim::Free => Ok(Step::AskRegister),
            Claim::Dead => self.destroy_dead(&[handle]).map(|()| Step::AskRegister),
        }
    }

    fn find_by_answer(&self, asked: &LookUpRequest<'_>, finding: &Finding) -> Result<Step, AppError> {
        let mut reading = self.store().read();
        let known = self.known_handle(asked.look_up.hetu)?;
        let claimed = known.map(|handle| Ok::<_, AppError>((handle, claim(&mut reading, Tag::Hetu(handle), handle)?)));
        let holder = match claimed.transpose()? {
            // From the beginning, with another handle.
            Some((handle, Claim::Dead)) => return self.destroy_dead(&[handle]).map(|()| Step::AskRegister),
            Some((handle, Claim::Held(group))) => Some((group, handle)),
            Some((_, Claim::Free)) | None => None,
        };
        match (holder, finding) {
            (None, finding) => match fitting(asked.look_up, finding) {
                Ok(record) => self.find_or_create(asked, record, false),
                Err(refusal) => Ok(Step::Answer(Err(refusal))),
            },
            (Some(_), Finding::Found(record)) => self.find_or_create(asked, record, true),
            (Some((group, handle)), _) => self.join(asked, (&group, handle), RegisterSays::Nothing, reading),
        }
    }

    /// The register has a record: anyone who here holds one of its hetus is meant, the one asked before all others. `is_here`
    /// says that somebody does, as far as is known.
    fn find_or_create(
        &self,
        asked: &LookUpRequest<'_>,
        record: &RegisterRecord,
        is_here: bool,
    ) -> Result<Step, AppError> {
        let mut hetus = vec![asked.look_up.hetu];
        for hetu in std::iter::once(record.hetu).chain(record.former_hetus.iter().copied()) {
            if !hetus.contains(&hetu) {
                hetus.push(hetu);
            }
        }
        let identifiers: Vec<Identifier> = hetus.iter().map(Identifier::hetu).collect();
        let oid = self.draw_oid();
        let new = Some(Subject::Person(oid)).filter(|_| !is_here);
        let (handles, keys) = self.store().vault().provide(&identifiers, new.as_slice())?;
        // All of them must stand as they are when this is appended.
        let mut reading = self.store().read();
        let mut holders: Vec<(Handle, Box<Group>)> = Vec::new();
        for handle in &handles {
            match claim(&mut reading, Tag::Hetu(*handle), *handle)? {
                Claim::Held(group) => holders.push((*handle, group)),
                Claim::Free => {}
                Claim::Dead => return self.destroy_dead(&[*handle]).map(|()| Step::AskRegister),
            }
        }
        let handle_of = |hetu: &Hetu| handles.get(hetus.iter().position(|known| known == hetu)?).copied();
        let former = record.former_hetus.iter().filter_map(handle_of).collect();
        let (Some(first), Some(current)) = (handles.first(), handle_of(&record.hetu)) else {
            return Ok(Step::AskRegister);
        };
        let record_hetus =
            RecordHetus { current, former, holders: holders.iter().map(|(_, group)| group.addressed().oid).collect() };
        let known = KnownRecord { record, hetus: &record_hetus };
        if let Some((handle, group)) = holders.first() {
            let earlier = self.earlier_rows_of(&mut reading, group.addressed())?;
            return self.join(asked, (group, *handle), RegisterSays::Record(known, &earlier), reading);
        }
        let drafts = register(asked.look_up, known, oid, *first);
        let numbers = Numbers { oid, oppijanumero: Some(oid) };
        let keys = keys.into_iter().map(|key| (Subject::Person(oid), key)).collect();
        self.step(asked, drafts, reading, keys, numbers)
    }

    /// The rows that have led to somebody whom the register has not confirmed.
    fn earlier_rows_of(&self, reading: &mut Reading<'_>, person: &Person) -> Result<EarlierRows, AppError> {
        if person.is_in_register() {
            return Ok(EarlierRows::none().clone());
        }
        let first = reading.events(Tag::Person(person.oid), KindSet::of(&[EventKind::PersonRegistered]))?;
        let rows = reading.newest(Tag::Person(person.oid), earlier_rows::READS, earlier_rows::MOST)?;
        Ok(EarlierRows::fold(person.oid, first.iter().chain(&rows)))
    }

    /// The person exists, found by this handle: they gain the caller's organisations when the names fit.
    fn join(
        &self,
        asked: &LookUpRequest<'_>,
        (group, handle): (&Group, Handle),
        register: RegisterSays<'_>,
        reading: Reading<'_>,
    ) -> Result<Step, AppError> {
        let drafts = match found(asked.look_up, group, handle, register) {
            Ok(drafts) => drafts,
            Err(Stop::AskRegister) => return Ok(Step::AskRegister),
            Err(Stop::Refused(refusal)) => return Ok(Step::Answer(Err(refusal))),
        };
        let identified = drafts.iter().any(|draft| matches!(draft.fact, Fact::IdentifiedFromRegister(_)));
        let person = group.addressed();
        let oppijanumero = group.oppijanumero().or(Some(person.oid).filter(|_| identified && !group.is_member()));
        let keys = person.key.map(|key| (Subject::Person(person.oid), key)).into_iter().collect();
        self.step(asked, drafts, reading, keys, Numbers { oid: person.oid, oppijanumero })
    }

    fn step(
        &self,
        asked: &LookUpRequest<'_>,
        drafts: Vec<Draft>,
        reading: Reading<'_>,
        keys: Vec<(Subject, KeyId)>,
        numbers: Numbers,
    ) -> Result<Step, AppError> {
        if drafts.is_empty() {
            return Ok(Step::Answer(Ok(numbers)));
        }
        let LookUpRequest { command, maker, .. } = *asked;
        let (grounds, condition) =
            (Grounds { register: asked.answer.clone(), ..Grounds::default() }, reading.into_condition());
        let decided = Decided { command, maker, grounds, drafts, condition, keys };
        Ok(self.seal(vec![decided])?.pop().map_or(Step::Answer(Ok(numbers)), |unit| Step::Append(unit, numbers)))
    }

    async fn ask_register(&self, hetu: Hetu) -> Result<RegisterFinding, AppError> {
        let mut findings = Findings::default();
        findings.ask(self, [hetu]).await.map_err(|outage| {
            tracing::warn!(%outage, "the register did not answer a look-up");
            AppError::RegisterUnavailable { retry_after: outage.retry_after }
        })?;
        let unreadable = || RegisterFinding { finding: Finding::Unreadable, answer: None };
        Ok(findings.of(&hetu).cloned().unwrap_or_else(unreadable))
    }
}
