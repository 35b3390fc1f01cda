//! What is said of an import in the end: how many rows there are of each state, why rows failed and what to do, where the
//! import is seen.

use std::collections::BTreeMap;

use texts::Texts;

use super::results::{Outcome, State};
use super::trouble::Trouble;

/// Tells it on standard error.
pub fn tell(t: Texts, outcomes: &[Outcome<'_>], pages: &[[String; 2]]) {
    sentences(t, outcomes, pages).iter().for_each(|sentence| eprintln!("{sentence}"));
}

/// Tells on standard error what became of the report of rows that were not sent; `told` is `None` when nothing was sent.
pub fn tell_reported(t: Texts, told: Option<Result<Option<usize>, Trouble>>) {
    let not = |why: String| t.with("cli-import-not-reported", "why", why);
    let sentence = match told {
        Some(Ok(Some(rows))) => t.count("cli-import-reported", rows),
        Some(Ok(None)) => not(t.get("cli-import-other-registry")),
        Some(Err(trouble)) => not(trouble.to_string()),
        None => not(t.get("cli-import-nothing-sent")),
    };
    eprintln!("{sentence}");
}

fn sentences(t: Texts, outcomes: &[Outcome<'_>], pages: &[[String; 2]]) -> Vec<String> {
    let of = |state| outcomes.iter().filter(|one| one.state() == state).count();
    let number = |n: usize| t.number(n);
    let counts = [
        ("all", number(outcomes.len())),
        ("identified", number(of(State::Identified))),
        ("unidentified", number(of(State::Unidentified))),
        ("passive", number(of(State::Passive))),
    ];
    let mut told = vec![t.with_all("cli-import-rows", &counts)];
    let mut causes = BTreeMap::new();
    outcomes.iter().filter_map(Outcome::cause).for_each(|cause| *causes.entry(cause).or_insert(0usize) += 1);
    let fails = !causes.is_empty();
    for (cause, rows) in causes {
        let next = cause.next(t).map(|next| format!(" {next}")).unwrap_or_default();
        told.push(format!("  {}: {}.{next}", t.number(rows), cause.said(t).trim_end_matches('.')));
    }
    let some = [
        ("cli-import-conflicts", outcomes.iter().filter(|one| one.conflict()).count()),
        ("cli-import-refused", of(State::RefusedByRegistry)),
        ("cli-import-unknown", outcomes.iter().filter(|one| one.row().is_none()).count()),
    ];
    told.extend(some.into_iter().filter(|(_, rows)| *rows > 0).map(|(key, rows)| t.count(key, rows)));
    told.extend(pages.iter().map(|[page, failed]| match fails {
        true => t.with("cli-import-page", "address", failed),
        false => t.with("cli-import-page-whole", "address", page),
    }));
    told
}
