//! The review queue: records that are proposed as one learner's, group by group, the likeliest first. The pairs are found
//! beside the read models and may be a moment old; so each group is looked at once more before it is shown. Advice: what is
//! decided is a command of its own.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::PoisonError;
use std::time::Duration;

use domain::status::status;
use domain::{Group, Person, Status, likeness, not_duplicate};
use events::{Instant, OrganisationOid, PersonOid};
use matching::{Rule, Score, score};
use projections::ReadError;
use projections::counts::query::Scope;
use projections::pairs::query::{Item, Place, count, item, items};
use projections::people::query::{belonging, group_of};
use uuid::Uuid;

use super::candidates::{LOOKS_FOR_DUPLICATES, without_identifiers};
use super::imports::sees;
use super::look_through::{AT_ONCE, look_through};
use super::{Cursor, Slice};
use crate::app::ReadDbConnection;
use crate::caller::Caller;
use crate::{App, AppError};

/// So many answers are gone through for the next group.
const ANSWERS: usize = 4;
/// Records of a group that are shown; others follow when these are decided.
const RECORDS: usize = 12;
/// For so long nobody else is shown what somebody decides about.
const KEPT: Duration = Duration::from_secs(300);
/// Leases of all nodes: few names, each for the groups that fall to it.
const SLOTS: u64 = 256;

/// What comes next in the queue.
#[derive(Debug)]
pub enum NextReview {
    /// This group.
    Found(Box<ReviewItem>),
    /// Nothing so far; there is more behind this place.
    GoOn(Cursor),
    /// Nothing up to the end but what others decide about.
    Nothing {
        /// So many groups they decide about.
        held: u64,
    },
}

/// Records that are proposed as one learner's.
#[derive(Debug)]
pub struct ReviewItem {
    /// Its name: the smallest OID of its group.
    pub item: PersonOid,
    /// Where the queue goes on behind it.
    pub place: Cursor,
    /// The records: those of the likeliest pair first.
    pub records: Vec<ReviewRecord>,
    /// What speaks for each pair, the likeliest first: two places in `records`, and the score.
    pub pairs: Vec<(usize, usize, Score)>,
    /// All of them are the same in every field that is compared.
    pub identical: bool,
    /// Names what is shown: a decision that carries it is about this and nothing newer.
    pub seen: Uuid,
}

/// A record of a group.
#[derive(Debug)]
pub struct ReviewRecord {
    /// The record. Identifiers and contact details are removed unless the caller may open the person's page.
    pub person: Person,
    /// State of the person whose record it is.
    pub status: Status,
    /// OID of the record that heads it, where that is another one.
    pub head: Option<PersonOid>,
    /// May the caller open the person's page?
    pub opens: bool,
    /// May the caller decide about the person?
    pub decides: bool,
}

/// Who decides about which group, and until when.
#[derive(Debug, Default)]
pub struct Reviewers(HashMap<PersonOid, (String, Instant)>);

impl Reviewers {
    fn take(&mut self, item: PersonOid, subject: &str, now: Instant) -> bool {
        self.0.retain(|_, (_, until)| *until > now);
        if self.0.get(&item).is_some_and(|(holder, _)| holder != subject) {
            return false;
        }
        let until = Instant::from_millis(now.millis() + KEPT.as_millis() as i64);
        self.0.insert(item, (subject.to_owned(), until));
        true
    }

    fn give_back(&mut self, subject: &str) {
        self.0.retain(|_, (holder, _)| holder != subject);
    }
}

impl App {
    /// May the caller look through the queue?
    pub fn reviews(&self, caller: &Caller) -> bool {
        self.seen_through(caller, LOOKS_FOR_DUPLICATES).is_none_or(|seen| !seen.is_empty())
    }

    /// Groups behind a place, at most `limit`, and where it goes on. `total` counts those of everybody, for whoever sees
    /// everybody.
    pub async fn review_queue(
        &self,
        caller: &Caller,
        after: Option<Cursor>,
        limit: usize,
    ) -> Result<Slice<ReviewItem>, AppError> {
        let (eyes, after) = (self.eyes(caller), after.as_ref().and_then(place_of));
        self.blocking(move |app| {
            let total = eyes.seen.is_none().then(|| app.pairs().ask(count)).transpose()?;
            let read = |at| -> Result<Vec<(Item, bool)>, AppError> {
                let found = app.pairs().ask(|connection| items(connection, at, AT_ONCE))?;
                let seen = app.reads().ask(|connection| seen_by(connection, &found, &eyes))?;
                let of = |item: Item| {
                    let seen = seen.contains(&item.place.item);
                    (item, seen)
                };
                Ok(found.into_iter().map(of).collect())
            };
            let compare = |item: Item| {
                let place = cursor(item.place);
                Ok(app.reads().ask(|connection| fresh(connection, &item, place, &eyes))?)
            };
            let (items, next) = look_through(after, limit, read, compare)?;
            Ok(Slice { items, next: next.map(cursor), total })
        })
        .await
    }

    /// How many groups there are, for whoever sees everybody.
    pub async fn review_total(&self, caller: &Caller) -> Result<Option<u64>, AppError> {
        let all = self.eyes(caller).seen.is_none();
        self.blocking(move |app| Ok(all.then(|| app.pairs().ask(count)).transpose()?)).await
    }

    /// The next group behind a place about which nobody else decides, kept for the caller for a while.
    pub async fn next_review(&self, caller: &Caller, mut after: Option<Cursor>) -> Result<NextReview, AppError> {
        self.reviewers.lock().unwrap_or_else(PoisonError::into_inner).give_back(&caller.subject);
        let mut held = 0;
        for _ in 0..ANSWERS {
            let part = self.review_queue(caller, after, 20).await?;
            for item in part.items {
                if self.keeps(caller, item.item).await {
                    return Ok(NextReview::Found(Box::new(item)));
                }
                held += 1;
            }
            match part.next {
                Some(next) => after = Some(next),
                None => return Ok(NextReview::Nothing { held }),
            }
        }
        Ok(after.map_or(NextReview::Nothing { held }, NextReview::GoOn))
    }

    /// A group by its name, as it is now.
    pub async fn review_item(&self, caller: &Caller, name: PersonOid) -> Result<Option<ReviewItem>, AppError> {
        let eyes = self.eyes(caller);
        self.blocking(move |app| {
            let Some(item) = app.pairs().ask(|connection| item(connection, name))? else { return Ok(None) };
            let place = cursor(item.place);
            Ok(app.reads().ask(|connection| fresh(connection, &item, place, &eyes))?)
        })
        .await
    }

    /// Keeps a group for a caller, on this node and others. Two who meet all the same are told by the decision.
    async fn keeps(&self, caller: &Caller, item: PersonOid) -> bool {
        let own = self.reviewers.lock().unwrap_or_else(PoisonError::into_inner).take(item, &caller.subject, self.now());
        if !own || !self.store().shares_journal() {
            return own;
        }
        let slot = format!("review {}", item.number() % SLOTS);
        let holder = Uuid::new_v5(&Uuid::NAMESPACE_OID, caller.subject.as_bytes());
        self.store().journal().lease(&slot, holder, KEPT).await.unwrap_or(true)
    }

    fn eyes(&self, caller: &Caller) -> Eyes {
        let decides = if caller.is_keeper() { None } else { Some(self.decided_within(caller)) };
        Eyes { seen: self.seen_through(caller, LOOKS_FOR_DUPLICATES), opened: self.opens_learners(caller), decides }
    }

    fn decided_within(&self, caller: &Caller) -> BTreeSet<OrganisationOid> {
        self.organisations().with_descendants(&caller.organisations_with(LOOKS_FOR_DUPLICATES))
    }
}

/// What a caller may see; `None` is everything.
struct Eyes {
    seen: Option<BTreeSet<OrganisationOid>>,
    opened: Option<BTreeSet<OrganisationOid>>,
    decides: Option<BTreeSet<OrganisationOid>>,
}

/// The groups in which the caller may see somebody, by their names.
fn seen_by(connection: &ReadDbConnection, found: &[Item], eyes: &Eyes) -> Result<HashSet<PersonOid>, ReadError> {
    let names = found.iter().map(|item| item.place.item);
    let Some(organisations) = &eyes.seen else { return Ok(names.collect()) };
    let scope = Scope::Organisations(organisations.iter().cloned().collect());
    let records = found.iter().flat_map(|item| &item.pairs).flat_map(|pair| [pair.a, pair.b]).collect();
    let own = belonging(connection, &scope, &records)?;
    let any = |item: &&Item| item.pairs.iter().any(|pair| own.contains(&pair.a) || own.contains(&pair.b));
    Ok(found.iter().filter(any).map(|item| item.place.item).collect())
}

fn cursor(place: Place) -> Cursor {
    Cursor::at(i64::from(place.points), place.item.number() as i64)
}

fn place_of(cursor: &Cursor) -> Option<Place> {
    let (points, item) = cursor.place()?;
    Some(Place { points: points.try_into().ok()?, item: PersonOid::from_number(item.try_into().ok()?) })
}

/// A group as it is now; `None` when nothing of it is left, or the caller sees nobody in it.
fn fresh(
    connection: &ReadDbConnection,
    item: &Item,
    place: Cursor,
    eyes: &Eyes,
) -> Result<Option<ReviewItem>, ReadError> {
    let mut groups: BTreeMap<PersonOid, Group> = BTreeMap::new();
    for oid in item.pairs.iter().flat_map(|pair| [pair.a, pair.b]) {
        if !groups.contains_key(&oid)
            && let Some(group) = group_of(connection, oid)?
        {
            groups.insert(oid, group);
        }
    }
    let mut oids: Vec<PersonOid> = Vec::new();
    let mut pairs: Vec<(usize, usize, Score)> = Vec::new();
    let mut left: Vec<(PersonOid, PersonOid, Score)> =
        item.pairs.iter().filter_map(|pair| Some((pair.a, pair.b, compared(&groups, pair.a, pair.b)?))).collect();
    left.sort_by_key(|(a, b, score)| (std::cmp::Reverse(score.points), *a, *b));
    // Those that are connected with the likeliest pair; what fell apart meanwhile is another group.
    while let Some(at) = left.iter().position(|(a, b, _)| oids.is_empty() || oids.contains(a) || oids.contains(b)) {
        let (a, b, score) = left.remove(at);
        if let [Some(a), Some(b)] = [a, b].map(|oid| place_in(&mut oids, oid)) {
            pairs.push((a, b, score));
        }
    }
    if oids.is_empty() {
        return Ok(None);
    }
    pairs.sort_by_key(|(_, _, score)| std::cmp::Reverse(score.points));
    let groups: Vec<&Group> = oids.iter().filter_map(|oid| groups.get(oid)).collect();
    if !groups.iter().any(|group| sees(eyes.seen.as_ref(), group.organisations())) {
        return Ok(None);
    }
    let seen = Uuid::new_v5(&Uuid::NAMESPACE_OID, &bytes_of(&groups));
    let identical = pairs.iter().all(|(_, _, score)| is_identical(score));
    let records = groups.into_iter().map(|group| record(group, eyes)).collect();
    Ok(Some(ReviewItem { item: item.place.item, place, records, pairs, identical, seen }))
}

/// A record's place among those that are shown, as long as there is room.
fn place_in(oids: &mut Vec<PersonOid>, oid: PersonOid) -> Option<usize> {
    let known = oids.iter().position(|known| *known == oid);
    if known.is_none() && oids.len() < RECORDS {
        oids.push(oid);
        return Some(oids.len() - 1);
    }
    known
}

/// The score of two records, if they are still proposed.
fn compared(groups: &BTreeMap<PersonOid, Group>, a: PersonOid, b: PersonOid) -> Option<Score> {
    let (one, other) = (groups.get(&a)?, groups.get(&b)?);
    let usable = |group: &Group| {
        let person = group.addressed();
        person.passive.is_none() && !person.erased && !group.is_void()
    };
    if one.has(b) || !usable(one) || !usable(other) || not_duplicate::told_apart(one, other).is_some() {
        return None;
    }
    let score = score(&likeness(one.addressed())?, &likeness(other.addressed())?);
    score.is_proposed().then_some(score)
}

/// Does every field agree that is compared?
fn is_identical(score: &Score) -> bool {
    score.findings.iter().all(|finding| finding.rule == Rule::Same)
}

fn record(group: &Group, eyes: &Eyes) -> ReviewRecord {
    let opens = sees(eyes.opened.as_ref(), group.organisations());
    let person = group.addressed().clone();
    ReviewRecord {
        person: if opens { person } else { without_identifiers(person) },
        status: status(group.shown()),
        head: group.is_member().then(|| group.head().oid),
        opens,
        decides: sees(eyes.decides.as_ref(), group.organisations()),
    }
}

/// Who stands there, and the last event of each.
fn bytes_of(groups: &[&Group]) -> Vec<u8> {
    let of = |group: &&Group| [group.addressed().oid.number(), group.shown().position.0].map(u64::to_be_bytes).concat();
    groups.iter().flat_map(of).collect()
}
