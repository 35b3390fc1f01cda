//! A group of the queue as it is shown: its records side by side, what speaks for and against, and what a link would be.

use std::collections::BTreeSet;

use app::report::review::{ReviewItem, ReviewRecord};
use app::rules::Score;
use texts::Texts;

use super::{AFTER, Beside};
use crate::staff::address::{self, Address};
use crate::staff::dates::When;
use crate::staff::learner::Labelled;
use crate::staff::learner::edit::link::{applications_away, applications_of, finding, outcome, told_before};
use crate::staff::learner::edit::merge;
use crate::staff::learner::facts::{COMPARED, Shown};
use crate::staff::session::Official;
use crate::staff::words::status;

/// A group side by side.
pub struct ItemView {
    pub heading: String,
    pub name: String,
    pub seen: String,
    pub place: String,
    pub columns: Vec<Column>,
    pub lines: Vec<Line>,
    pub reasons: Vec<Labelled>,
    pub decides: bool,
    /// More than two: which of them is meant is chosen.
    pub chooses: bool,
    pub asks_hetu: bool,
    /// Who heads, or why they cannot be linked.
    pub heads: Vec<String>,
    /// What a link would change.
    pub impact: Vec<Labelled>,
    /// Pages on which those whom the register has confirmed are merged: text and address.
    pub merges: Vec<(String, String)>,
    pub onwards: String,
}

pub struct Column {
    pub oid: String,
    pub href: Option<String>,
}

pub struct Line {
    pub label: String,
    pub cells: Vec<String>,
    pub differs: bool,
}

impl ItemView {
    /// `keeps`: for the keeper, who alone merges.
    pub fn new(
        (shown, official): (&Shown<'_>, &Official),
        item: &ReviewItem,
        beside: &Beside,
        keeps: bool,
    ) -> ItemView {
        let (t, applications) = (shown.words.t, &beside.applications);
        let column = |record: &ReviewRecord| Column {
            oid: record.person.oid.to_string(),
            href: record.opens.then(|| address::learner(record.person.oid).to_string()),
        };
        let line = |key: &&str| {
            let values = |record: &ReviewRecord| shown.named(&record.person, key);
            let all: Vec<Labelled> = item.records.iter().map(values).collect();
            let cells: Vec<String> = all.iter().map(|labelled| labelled.values.join(", ")).collect();
            // In whatever order they were told.
            let sorted = |labelled: &Labelled| {
                let mut values = labelled.values.clone();
                values.sort_unstable();
                values
            };
            let differs = all.iter().any(|labelled| sorted(labelled) != sorted(&all[0]));
            Line { label: t.get(&format!("label-{key}")), cells, differs }
        };
        let mut lines = vec![own_line(&t, "label-state", item, |record| status(&t, record.status))];
        lines.extend(
            COMPARED.iter().map(line).filter(|line| line.cells.iter().any(|cell| *cell != t.get("value-none"))),
        );
        lines.push(own_line(&t, "review-since", item, |record| When::from(record.person.registered_at).human));
        if item.records.iter().any(|record| record.head.is_some()) {
            let head = |record: &ReviewRecord| record.head.map_or_else(|| t.get("value-none"), |head| head.to_string());
            lines.push(own_line(&t, "label-head", item, head));
        }
        let applied = |record: &ReviewRecord| match applications_of(&t, applications, record.person.oid) {
            none if none.is_empty() => t.get("value-none"),
            some => some.join(", "),
        };
        if item.records.iter().any(|record| !applications.of(record.person.oid).is_empty()) {
            lines.push(own_line(&t, "link-applications", item, applied));
        }
        let reasons = item.pairs.iter().map(|pair| reason(&t, item, pair));
        let with_hetu = item.records.iter().filter(|record| record.person.holds_hetu()).count();
        ItemView {
            heading: t.count("review-heading", item.records.len()),
            name: item.item.to_string(),
            seen: item.seen.to_string(),
            place: item.place.0.clone(),
            columns: item.records.iter().map(column).collect(),
            lines,
            reasons: reasons
                .chain(told_before(&shown.words, official, &beside.judgements))
                .chain(applications_away(&t, applications))
                .collect(),
            decides: item.records.iter().any(|record| record.decides),
            chooses: item.records.len() > 2,
            asks_hetu: with_hetu > 1,
            heads: BTreeSet::from_iter(beside.pairs.iter().map(|pair| outcome(&t, pair))).into_iter().collect(),
            impact: beside.impact.clone(),
            merges: if keeps { merges(&t, item) } else { Vec::new() },
            onwards: Address::of(address::DUPLICATES).set(AFTER, &item.place.0).to_string(),
        }
    }
}

/// Two verified learners are not linked: the first of them is merged with each of the others.
fn merges(t: &Texts, item: &ReviewItem) -> Vec<(String, String)> {
    let verified = item.records.iter().filter(|record| record.head.is_none() && record.person.is_in_register());
    let oids: Vec<_> = verified.map(|record| record.person.oid).collect();
    let [one, others @ ..] = &oids[..] else { return Vec::new() };
    let text = |other| t.with_all("review-merge", &[("one", one.to_string()), ("other", other)]);
    others.iter().map(|other| (text(other.to_string()), merge::page_of(*one, Some(*other)).to_string())).collect()
}

fn own_line(t: &Texts, label: &str, item: &ReviewItem, cell: impl Fn(&ReviewRecord) -> String) -> Line {
    Line { label: t.get(label), cells: item.records.iter().map(cell).collect(), differs: false }
}

/// What speaks for a pair and against it.
fn reason(t: &Texts, item: &ReviewItem, (a, b, score): &(usize, usize, Score)) -> Labelled {
    let oid = |at: usize| item.records[at].person.oid.to_string();
    let mut values = vec![t.with("link-proposed", "points", score.points)];
    values.extend(score.findings.iter().map(|found| finding(t, found)));
    Labelled { label: t.with_all("review-pair", &[("one", oid(*a)), ("other", oid(*b))]), values }
}
