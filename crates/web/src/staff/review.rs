//! `/henkilo-ui/duplikaatit`: the review queue of possible duplicates, one group at a time. A decision takes two keys: one
//! that chooses, and Enter. What was decided is told on the next page, and may be taken back there.

mod decide;
mod impact;
mod item;

use app::AppError;
use app::access::LookKind;
use app::applications::{Applications, WITHIN_A_PAGE};
use app::commands::{Command, HetuOfMember, Joining, MarkNotDuplicate, RefusalKind};
use app::report::Cursor;
use app::report::judgements::Judgement;
use app::report::pair::PairView;
use app::report::review::{NextReview, ReviewItem, ReviewRecord};
use askama::Template;
use axum::extract::{Extension, State};
use axum::http::StatusCode;
use axum::response::Response;
use events::RequestId;

use item::ItemView;
use texts::Texts;

use super::Staff;
use super::address::{self, Address};
use super::command::Frame;
use super::dates::day;
use super::form::Sent;
use super::language::Asked;
use super::learner::Labelled;
use super::learner::edit::fields::Fields;
use super::learner::edit::layout::FaultLine;
use super::learner::facts::Shown;
use super::page::{Chrome, Section, with_status};
use super::refusal::{Refusal, refuse};
use super::session::Official;
use super::words::{Words, name_or_none};

/// Where the queue goes on.
const AFTER: &str = "jalkeen";
/// What was decided.
const DONE: &str = "tehty";
/// Two records that were told apart, with a comma between them.
const PAIR: &str = "pari";
/// An event that linked two records.
const EVENT: &str = "tapahtuma";
/// That identical groups are shown, too.
const IDENTICAL_TOO: &str = "samat";
/// The refusal of a link of two records with a hetu each, where nothing is said of the member's.
const HETU_UNSAID: &str = "hetu-of-member";
/// Groups that are looked through for identical ones, and so many are offered.
const LOOKED_THROUGH: usize = 100;
const IDENTICAL: usize = 50;

/// The page.
#[derive(Template)]
#[template(path = "staff/review.html")]
pub struct ReviewPage {
    c: Chrome,
    t: Texts,
    csrf: String,
    action: &'static str,
    /// After which group the queue goes on; empty at its beginning.
    after: String,
    /// How many there are.
    left: Option<String>,
    done: Option<String>,
    /// What the form carries that takes it back, where one may.
    undo: Option<Vec<(String, String)>>,
    faults: Vec<FaultLine>,
    /// What was typed and chosen, where it was refused.
    typed: Fields,
    item: Option<ItemView>,
    /// Where the queue goes on, when nothing was found so far.
    further: Option<String>,
    /// What is said when nothing is left.
    empty: String,
    /// Identical groups, when they are asked for.
    identical: Option<Vec<(String, String)>>,
    /// The page that shows them, too.
    with_identical: String,
}

/// What stands on the page beside the group.
#[derive(Default)]
pub struct Beside {
    /// Groups that are the same in every field, when they are asked for.
    pub identical: Option<Vec<ReviewItem>>,
    /// How many groups there are.
    pub total: Option<u64>,
    /// How many groups others decide about, when nothing else is left.
    pub held: u64,
    /// Where the queue goes on, when nothing was found so far.
    pub further: Option<Cursor>,
    /// Why nothing was done: names of refusals.
    pub refused: Vec<&'static str>,
    /// What was typed and chosen with what was refused.
    pub typed: Fields,
    /// Applications of those whose pages the official may open.
    pub applications: Applications,
    /// What a link of the first record with each other one would be.
    pub pairs: Vec<PairView>,
    /// What officials have said of any two of them.
    pub judgements: Vec<Judgement>,
    /// What a link would change, for whoever may make it.
    pub impact: Vec<Labelled>,
}

impl ReviewPage {
    /// Is something to be said of the member's hetu?
    fn hetu_is_missing(&self) -> bool {
        self.faults.iter().any(|fault| fault.href.is_some())
    }

    fn chose(&self, name: &str, value: &str) -> bool {
        self.typed.every(name).contains(&value)
    }

    /// Is this record meant? All are, until somebody has chosen.
    fn means(&self, record: &str) -> bool {
        !self.typed.has("record") || self.chose("record", record)
    }

    /// The page of a group, or of none.
    pub fn new(
        (asked, official): (&Asked, &Official),
        words: Words<'_>,
        item: Option<&ReviewItem>,
        beside: &Beside,
        keeps: bool,
    ) -> ReviewPage {
        let t = asked.t;
        let address = &asked.address;
        let done = address.value(DONE).map(|done| format!("review-done-{done}")).filter(|key| t.has(key));
        let of = |name: &str, field: &str| {
            address.values(name).map(|value| (field.to_owned(), value.to_owned())).collect::<Vec<_>>()
        };
        let undo = [of(PAIR, "pair"), if keeps { of(EVENT, "event") } else { Vec::new() }].concat();
        let fault = |name: &&str| FaultLine {
            text: t.get(&format!("refused-{name}")),
            next: t.get(&format!("refused-{name}-next")),
            href: (*name == HETU_UNSAID).then(|| "#hetu-kept".to_owned()),
        };
        ReviewPage {
            c: Chrome::new(asked, Some(official), t.get("review-title")).within(Section::Review),
            t,
            csrf: official.csrf.clone(),
            action: address::DUPLICATES,
            after: address.value(AFTER).unwrap_or_default().to_owned(),
            left: beside.total.map(|total| t.count("review-left", total)),
            undo: (done.is_some() && !undo.is_empty()).then_some(undo),
            done: done.map(|key| t.get(&key)),
            faults: beside.refused.iter().map(fault).collect(),
            typed: beside.typed.clone(),
            item: item.map(|item| ItemView::new((&Shown { words, hidden: false }, official), item, beside, keeps)),
            further: beside.further.as_ref().map(|at| Address::of(address::DUPLICATES).set(AFTER, &at.0).to_string()),
            empty: match beside.held {
                0 => t.get("review-empty"),
                held => t.count("review-held", held),
            },
            identical: beside.identical.as_ref().map(|all| all.iter().map(|item| identical(&t, item)).collect()),
            with_identical: Address::of(address::DUPLICATES)
                .set_some(AFTER, address.value(AFTER).filter(|after| !after.is_empty()))
                .set(IDENTICAL_TOO, "1")
                .to_string(),
        }
    }
}

/// A group to be ticked: what its form carries, and whom it is about.
fn identical(t: &Texts, item: &ReviewItem) -> (String, String) {
    let person = &item.records[0].person;
    let born = person.birth_date.map(day).unwrap_or_default();
    let name = name_or_none(t, &person.names);
    let oids: Vec<String> = item.records.iter().map(|record| record.person.oid.to_string()).collect();
    (format!("{} {}", item.item, item.seen), format!("{name}, {born} ({})", oids.join(", ")))
}

/// The queue.
pub async fn show(
    State(staff): State<Staff>,
    official: Official,
    asked: Asked,
    Extension(request): Extension<RequestId>,
) -> Response {
    let frame = Frame { staff: &staff, asked: &asked, official: &official, request };
    let made = async {
        if !staff.app.reviews(&official.caller) {
            return Err(Refusal::Lacks(MarkNotDuplicate::RIGHTS));
        }
        if asked.address.value(DONE).is_some() {
            staff.app.compared().await;
        }
        let (item, beside) = next(&staff, &official, &asked).await?;
        page(&frame, item, beside).await
    };
    made.await.unwrap_or_else(|refusal: Refusal| refuse(&asked, Some(&official), refusal))
}

/// A decision.
pub async fn send(
    State(staff): State<Staff>,
    official: Official,
    asked: Asked,
    Extension(request): Extension<RequestId>,
    Sent(typed): Sent<Vec<(String, String)>>,
) -> Response {
    let typed = Fields(typed);
    // The form carries where the queue goes on.
    let asked = Asked { address: asked.address.set(AFTER, typed.one("after")), ..asked };
    let made = async {
        if !staff.app.may_somewhere::<MarkNotDuplicate>(&official.caller) {
            return Err(Refusal::Lacks(MarkNotDuplicate::RIGHTS));
        }
        let frame = Frame { staff: &staff, asked: &asked, official: &official, request };
        match decide::decide(&frame, &typed).await? {
            decide::Decided::Done(response) => Ok(response),
            decide::Decided::Refused(item, refused) => {
                let (item, beside) = match item {
                    None => next(&staff, &official, &asked).await?,
                    item => (item, Beside::default()),
                };
                page(&frame, item, Beside { typed: chosen(typed, &refused), refused, ..beside }).await
            }
        }
    };
    made.await.unwrap_or_else(|refusal| refuse(&asked, Some(&official), refusal))
}

/// What a refused form shows again. Of a group that has changed since it was shown nothing is chosen beforehand.
fn chosen(typed: Fields, refused: &[&str]) -> Fields {
    match refused.contains(&decide::MOVED) {
        true => Fields(vec![("words".to_owned(), typed.one("words").to_owned())]),
        false => typed,
    }
}

/// The next group, or where to look further. At the end of the queue, those that were put off come round again.
async fn next(staff: &Staff, official: &Official, asked: &Asked) -> Result<(Option<ReviewItem>, Beside), AppError> {
    let after = asked.address.value(AFTER).and_then(Cursor::parse);
    let begins = after.is_none();
    let found = match staff.app.next_review(&official.caller, after).await? {
        NextReview::Nothing { .. } if !begins => staff.app.next_review(&official.caller, None).await?,
        found => found,
    };
    Ok(match found {
        NextReview::Found(item) => (Some(*item), Beside::default()),
        NextReview::GoOn(further) => (None, Beside { further: Some(further), ..Beside::default() }),
        NextReview::Nothing { held } => (None, Beside { held, ..Beside::default() }),
    })
}

async fn page(frame: &Frame<'_>, item: Option<ReviewItem>, beside: Beside) -> Result<Response, Refusal> {
    let Frame { staff, asked, official, .. } = *frame;
    let total = staff.app.review_total(&official.caller).await?;
    let identical = match asked.address.value(IDENTICAL_TOO) {
        Some(_) => Some(identical_groups(staff, official).await?),
        None => None,
    };
    let records = item.iter().chain(identical.iter().flatten()).flat_map(|item| &item.records);
    let shown: Vec<_> = records.map(|record| (record.person.oid, record.person.protected)).collect();
    staff.showed(official, LookKind::Listed, shown).await?;
    let applications = applications(staff, item.as_ref()).await;
    let pairs = pairs(staff, official, item.as_ref()).await?;
    let records: Vec<_> = item.iter().flat_map(|item| &item.records).map(|record| &record.person).collect();
    let judgements = staff.app.judgements(&records).await?;
    let impact = impact::of_links(frame, item.as_ref()).await?;
    let beside = Beside { identical, total, applications, pairs, judgements, impact, ..beside };
    let status = if beside.refused.is_empty() { StatusCode::OK } else { StatusCode::CONFLICT };
    let keeps = official.caller.is_keeper();
    let page = ReviewPage::new((asked, official), staff.words(asked.t), item.as_ref(), &beside, keeps);
    Ok(with_status(status, &page))
}

/// Whoever may not open somebody's page is shown nothing by which they could be found elsewhere.
async fn applications(staff: &Staff, item: Option<&ReviewItem>) -> Applications {
    let records = item.into_iter().flat_map(|item| &item.records);
    let opened = records.filter(|record| record.opens).map(|record| record.person.oid).collect();
    staff.app.applications(opened, WITHIN_A_PAGE).await
}

/// What a link of the first record with each of the others would be, where one is not made already.
async fn pairs(staff: &Staff, official: &Official, item: Option<&ReviewItem>) -> Result<Vec<PairView>, AppError> {
    let records: Vec<&ReviewRecord> = item.into_iter().flat_map(|item| &item.records).collect();
    let [first, others @ ..] = &records[..] else { return Ok(Vec::new()) };
    let mut pairs = Vec::new();
    for other in others {
        let head = |record: &ReviewRecord| record.head.unwrap_or(record.person.oid);
        if head(first) != head(other) {
            let hetu = if first.person.holds_hetu() && other.person.holds_hetu() {
                HetuOfMember::Kept
            } else {
                HetuOfMember::Unsaid
            };
            let wanted = Joining { hetu, ..Joining::default() };
            let pair = (first.person.oid, other.person.oid);
            pairs.extend(staff.app.pair(&official.caller, pair, wanted).await?);
        }
    }
    Ok(pairs)
}

/// Groups that are the same in every field, and about which the official may decide.
async fn identical_groups(staff: &Staff, official: &Official) -> Result<Vec<ReviewItem>, AppError> {
    let queue = staff.app.review_queue(&official.caller, None, LOOKED_THROUGH).await?;
    let own = |one: &ReviewItem| one.identical && one.records.iter().any(|record| record.decides);
    Ok(queue.items.into_iter().filter(own).take(IDENTICAL).collect())
}

/// A refusal as the page says it.
fn named(refusal: Refusal) -> Result<&'static str, Refusal> {
    match refusal {
        Refusal::Refused(name, RefusalKind::Conflict | RefusalKind::Invalid(_)) => Ok(name),
        refusal => Err(refusal),
    }
}
