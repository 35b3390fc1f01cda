//! What the existing registry was asked and what it answered, asked again here, in the same order.
//!
//! `tests/data/onr-recorded/calls.jsonl` holds the calls. Each answer is compared in status, headers that clients read,
//! and body. A difference is named by a rule with its reason (`rules`), which stands in `docs/differences-from-onr.md`,
//! or it is a fault. `docs/recorded.md` has the figures; `UPDATE_RECORDED=1` writes it.
//!
//! | module | what it is |
//! |---|---|
//! | `call` | a recorded call, and an answer |
//! | `names` | OIDs and numbers of the recording, and those here that stand for them |
//! | `compare` | two answers side by side |
//! | `rules` | differences that are meant |
//! | `stage` | the registry that is asked, its callers, and what happens around it |
//! | `report` | the page with the figures |

mod call;
mod compare;
mod names;
mod report;
mod rules;
mod stage;

use std::collections::BTreeSet;

use call::{Call, Operations};
use compare::differences;
use names::Names;
use report::{Outcome, Report};
use stage::Stage;

/// Calls up to this one are one sequence on a fresh registry; those after it needed statements in its database.
const LAST_IN_SEQUENCE: u32 = 535;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_recorded_answer_is_given_again_or_its_difference_is_meant() {
    let operations = Operations::read();
    let mut stage = Stage::set().await;
    let mut names = Names::default();
    let mut report = Report::default();
    for call in call::read().iter().filter(|call| call.n <= LAST_IN_SEQUENCE) {
        let operation = operations.of(call);
        let outcome = outcome(&mut stage, call, &mut names).await;
        report.add(&operation, call, outcome);
    }
    report.check();
}

/// What came of a call that is asked again here.
async fn outcome(stage: &mut Stage, call: &Call, names: &mut Names) -> Outcome {
    let ours = stage.ask(call, names).await;
    names.learn(call, &ours);
    let found = differences(call, &ours, names);
    let (meant, faults): (Vec<_>, Vec<_>) =
        found.into_iter().map(|found| (rules::rule_for(call, &found), found)).partition(|(rule, _)| rule.is_some());
    let rules: BTreeSet<usize> = meant.into_iter().filter_map(|(rule, _)| rule).collect();
    match (faults.is_empty(), rules.is_empty()) {
        (true, true) => Outcome::Same,
        (true, false) => Outcome::Meant(rules),
        (false, _) => Outcome::Fault(faults.into_iter().map(|(_, found)| found).collect()),
    }
}
