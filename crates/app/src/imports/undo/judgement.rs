//! How a whole import was judged, kept for whoever asks next: the page, its preview, the order, and the second official look
//! at the same rows within minutes. It is judged anew when something has happened to one of its persons since, or somebody
//! has fetched a number.

use std::collections::{BTreeSet, HashSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use domain::undo_import::{READS, Undoing};
use events::codes::KeptBecause;
use events::{PersonOid, Position, Tag};
use store::Reading;

use super::{Going, Keeping, UndoPlan, Undone, part};
use crate::{App, AppError};

/// So many judgements are kept, the newest ones. Each takes about eight bytes for a row.
const KEPT: usize = 4;
/// So many rows that go, and as many that are kept, are listed.
const LISTED: usize = 1_000;
/// Of so many persons it is asked at once whether somebody has fetched them.
const ASKED_AT_ONCE: usize = 500;

/// The newest judgements.
#[derive(Default)]
pub(crate) struct Judgements(Mutex<VecDeque<Arc<Judgement>>>);

/// What becomes of the rows of an import from one on.
struct Judgement {
    import: Position,
    from: (Position, u32),
    /// The end of the log when it was judged.
    at: Position,
    persons: Vec<PersonOid>,
    /// Those whose number somebody else has fetched.
    fetched: HashSet<PersonOid>,
    plan: UndoPlan,
}

/// What becomes of all rows from one on, as they would be judged now. It adds nothing to a condition.
pub(crate) fn judged(
    reading: &Reading<'_>,
    app: &App,
    import: &Undone,
    from: (Position, u32),
) -> Result<UndoPlan, AppError> {
    if let Some(known) = app.judgements.of(import.of.import, from)
        && known.still_holds(reading, app, import)?
    {
        return Ok(known.plan.clone());
    }
    let began = Instant::now();
    let judgement = judge(reading, app, import, from)?;
    app.store().timings().note("judge_import", began.elapsed());
    let plan = judgement.plan.clone();
    app.judgements.keep(judgement);
    Ok(plan)
}

fn judge(reading: &Reading<'_>, app: &App, import: &Undone, from: (Position, u32)) -> Result<Judgement, AppError> {
    let (mut plan, mut persons, mut fetched) = (UndoPlan::default(), BTreeSet::new(), HashSet::new());
    let (order, mut next) = from;
    while next < import.rows {
        let read = part(reading, app, import, (order, next))?;
        next = read.part.behind();
        for (row, undoing) in &read.part.rows {
            match undoing {
                Undoing::Goes(_) => plan.goes(*row, read.persons.get(row), read.created.contains(row)),
                Undoing::Nothing => plan.nothing += 1,
                Undoing::Kept(because, import) => plan.keeps(*row, (*because, *import), read.persons.get(row)),
            }
        }
        persons.extend(read.persons.values());
        fetched.extend(read.fetched);
    }
    let (import, at, persons) = (import.of.import, reading.position(), persons.into_iter().collect());
    Ok(Judgement { import, from, at, persons, fetched, plan })
}

impl Judgement {
    /// Has nothing happened since on which it rests? Told from memory: of one that is too old it is not known.
    fn still_holds(&self, reading: &Reading<'_>, app: &App, import: &Undone) -> Result<bool, AppError> {
        let changed = |oid: &PersonOid| reading.may_have_after(Tag::Person(*oid), READS, self.at);
        if self.at > reading.position() || self.persons.iter().any(changed) {
            return Ok(false);
        }
        for some in self.persons.chunks(ASKED_AT_ONCE) {
            let fetched = app.store().access().fetched_by_others(some, &import.organisations)?;
            if some.iter().any(|oid| fetched.contains(oid) != self.fetched.contains(oid)) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

impl Judgements {
    fn of(&self, import: Position, from: (Position, u32)) -> Option<Arc<Judgement>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|known| (known.import, known.from) == (import, from)).cloned()
    }

    fn keep(&self, new: Judgement) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|known| known.import != new.import);
        kept.push_front(Arc::new(new));
        kept.truncate(KEPT);
    }
}

impl UndoPlan {
    fn goes(&mut self, row: u32, person: Option<&PersonOid>, voids: bool) {
        self.undone += 1;
        if let (true, Some(oid)) = (self.goes.len() < LISTED, person) {
            self.goes.push(Going { row, oid: *oid, voids });
        }
    }

    fn keeps(&mut self, row: u32, (because, import): (KeptBecause, Option<Position>), person: Option<&PersonOid>) {
        self.kept += 1;
        if let (true, Some(oid)) = (self.listed.len() < LISTED, person) {
            self.listed.push(Keeping { row, oid: *oid, because, import });
        }
    }

    /// Adds rows that were judged to those that are done.
    pub(super) fn add(&mut self, judged: UndoPlan) {
        self.undone += judged.undone;
        self.kept += judged.kept;
        self.nothing += judged.nothing;
        self.goes.extend(judged.goes);
        self.listed.extend(judged.listed);
    }
}
