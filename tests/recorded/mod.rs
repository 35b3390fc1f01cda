//! What the existing registry was asked and what it answered, asked again here, in the same order.
//!
//! `tests/data/onr-recorded/calls.jsonl` holds the calls. Each answer is compared in status, headers that clients read,
//! and body. A difference is named by a rule with its reason (`rules`), which stands in `docs/differences-from-onr.md`,
//! or it is a fault. What rests on an operation that is not here yet counts as missing. `docs/recorded.md` has the
//! figures; `UPDATE_RECORDED=1` writes it.
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
    let mut replay = Replay::default();
    let mut report = Report::default();
    for call in call::read().iter().filter(|call| call.n <= LAST_IN_SEQUENCE) {
        let operation = operations.of(call);
        let outcome = replay.call(&mut stage, call, operations.is_here(call, &operation)).await;
        report.add(&operation, call, outcome);
    }
    report.check();
}

/// Calls about a hetu that a call which is not here yet has moved to somebody, or away.
const OF_MOVED_HETUS: [u32; 3] = [268, 344, 345];

/// What is known while calls are asked again.
#[derive(Default)]
struct Replay {
    names: Names,
    /// People of the recording who are not here as they were there, because a call about them was missing.
    waiting: BTreeSet<String>,
}

impl Replay {
    async fn call(&mut self, stage: &mut Stage, call: &Call, is_here: bool) -> Outcome {
        let rests_on_missing =
            OF_MOVED_HETUS.contains(&call.n) || self.people_of(call).iter().any(|oid| self.waiting.contains(oid));
        let ours = stage.ask(call, &self.names).await;
        self.names.learn(call, &ours);
        let found = differences(call, &ours, &self.names);
        // Methods of a path that are not here yet.
        let is_here = is_here && found.iter().all(|found| found.place != "header Allow");
        let (meant, faults): (Vec<_>, Vec<_>) =
            found.into_iter().map(|found| (rules::rule_for(call, &found), found)).partition(|(rule, _)| rule.is_some());
        let rules: BTreeSet<usize> = meant.into_iter().filter_map(|(rule, _)| rule).collect();
        let unborn = self.people_of(call).iter().any(|name| name.contains("562.24") && !self.names.has(name));
        let outcome = match (faults.is_empty(), rules.is_empty()) {
            // A 404 of what is not here is no answer.
            _ if !is_here => Outcome::Missing,
            (true, true) => Outcome::Same,
            (true, false) => Outcome::Meant(rules),
            (false, _) if rests_on_missing || unborn || self.counts_missing(call) => Outcome::Missing,
            (false, _) => Outcome::Fault(faults.into_iter().map(|(_, found)| found).collect()),
        };
        // What a missing call would have changed is not as it was there.
        if matches!(outcome, Outcome::Missing) && call.changes() {
            self.waiting.extend(self.people_of(call));
        }
        outcome
    }

    /// Is it about everybody, while somebody is not here as they were there?
    fn counts_missing(&self, call: &Call) -> bool {
        let about_all = ["yhteenveto", "tuontikooste", "muuttuneet", "virheet", "changedSince"]
            .iter()
            .any(|of| call.path.contains(of));
        about_all && call.status < 300 && !self.waiting.is_empty()
    }

    /// The people whom a call names, by OID or hetu.
    fn people_of(&self, call: &Call) -> BTreeSet<String> {
        let named = call.texts().flat_map(|text| names::oids_in(text).into_iter().chain(names::hetus_in(text)));
        named.filter(|name| !stage::STANDING.contains(&name.as_str())).collect()
    }
}
