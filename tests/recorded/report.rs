//! The page with the figures, held fresh.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

use super::call::Call;
use super::compare::Difference;
use super::rules::RULES;

/// What came of a call.
pub enum Outcome {
    /// The same answer.
    Same,
    /// Another one, which is meant, by these rules.
    Meant(BTreeSet<usize>),
    /// Another one.
    Fault(Vec<Difference>),
}

#[derive(Default, Clone, Copy)]
struct Count {
    same: u32,
    meant: u32,
}

impl Count {
    fn all(self) -> u32 {
        self.same + self.meant
    }

    fn add(&mut self, other: Count) {
        self.same += other.same;
        self.meant += other.meant;
    }
}

/// See the module.
#[derive(Default)]
pub struct Report {
    operations: BTreeMap<String, Count>,
    rules: BTreeMap<usize, Vec<u32>>,
    faults: Vec<String>,
}

impl Report {
    /// Adds what came of a call.
    pub fn add(&mut self, operation: &str, call: &Call, outcome: Outcome) {
        let count = self.operations.entry(operation.to_owned()).or_default();
        match outcome {
            Outcome::Same => count.same += 1,
            Outcome::Meant(rules) => {
                count.meant += 1;
                rules.into_iter().for_each(|rule| self.rules.entry(rule).or_default().push(call.n));
            }
            Outcome::Fault(differences) => {
                let mut text = format!("#{} {} {} ({})", call.n, call.method, call.place(), call.name);
                for Difference { place, theirs, ours } in differences {
                    let _ = write!(text, "\n    {place}\n      theirs {theirs}\n      ours   {ours}");
                }
                self.faults.push(text);
            }
        }
    }

    /// Fails on faults, and when the page says something else.
    pub fn check(&self) {
        assert!(self.faults.is_empty(), "{} answers differ:\n{}", self.faults.len(), self.faults.join("\n"));
        let page = self.page();
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/recorded.md");
        if std::env::var_os("UPDATE_RECORDED").is_some() {
            std::fs::write(&file, &page).unwrap();
        }
        let stored = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(stored == page, "docs/recorded.md is not what came out; UPDATE_RECORDED=1 writes it");
        let unused: Vec<&str> =
            RULES.iter().enumerate().filter(|(n, _)| !self.rules.contains_key(n)).map(|(_, rule)| rule.what).collect();
        assert!(unused.is_empty(), "no answer differs by these rules any more: {unused:?}");
    }

    fn page(&self) -> String {
        let mut total = Count::default();
        self.operations.values().for_each(|count| total.add(*count));
        let mut page = String::from(HEAD);
        let row =
            |name: &str, count: Count| format!("| {name} | {} | {} | {} |\n", count.all(), count.same, count.meant);
        page += &row("**all**", total);
        for (operation, count) in &self.operations {
            page += &row(&format!("`{operation}`"), *count);
        }
        page += "\n## Differences that are meant\n\n| what | why | calls |\n|---|---|---|\n";
        for (rule, calls) in &self.rules {
            let rule = &RULES[*rule];
            page += &format!("| {} | {} | {} |\n", rule.what, rule.why, numbers(calls));
        }
        page
    }
}

fn numbers(calls: &[u32]) -> String {
    match calls {
        [first, .., last] if calls.len() > 12 => format!("{} of {first}–{last}", calls.len()),
        calls => calls.iter().map(|n| format!("#{n}")).collect::<Vec<_>>().join(", "),
    }
}

const HEAD: &str = "# Recorded answers

The existing registry (ONR, public source of August 2026) was asked 535 things in a row with invented people, and its answers were recorded.
`tests/recorded` asks this registry the same in the same order and compares status, headers that clients read, and bodies.
This page is written by that test: `UPDATE_RECORDED=1 cargo test -p oppijaloki-tests --test journeys recorded`.

- **same**: the same answer, but for OIDs, numbers, instants, sessions, and the order of what comes from sets
- **meant**: another answer, for a reason that stands below and in [differences from ONR](differences-from-onr.md)

None is missing: an answer that differs without such a reason fails the test.
People whom the recording's own preparations registered are registered here before the same call.

| operation | calls | same | meant |
|---|---|---|---|
";
