//! How far the rows of an import came, step by step: a table whose lines are also drawn, so that it reads without colour.

use app::report::imports::{Funnel, ImportDetails};

use super::rows;
use crate::staff::address;
use crate::staff::charts::part;
use crate::staff::words::coded;
use texts::Texts;

/// A step or a part of one.
pub struct Step {
    /// What it counts.
    pub label: String,
    /// How many rows.
    pub rows: String,
    /// In percent of all rows, in words.
    pub share: String,
    /// The rows, where they can be listed.
    pub href: Option<String>,
    /// The same as a picture.
    pub bar: String,
    /// It is a part of the step above.
    pub is_part: bool,
}

/// The steps, in order.
pub fn steps(t: &Texts, details: &ImportDetails) -> Vec<Step> {
    let (funnel, own) = (details.funnel, address::import(details.line.number));
    let Funnel { matched, created, refused, waiting, identified, in_progress, failed } = funnel;
    let (all, listed) = (funnel.received(), |state: &str| Some(own.clone().set(rows::STATE, state).to_string()));
    let step = |name: &str, before: u32, rows: u32, class: &str, href: Option<String>, is_part: bool| Step {
        label: t.get(&format!("funnel-{name}")),
        rows: t.number(rows),
        share: t.with("funnel-share", "percent", percent(rows, all)),
        href: href.filter(|_| rows > 0),
        bar: part(before.into(), rows.into(), all.into(), class),
        is_part,
    };
    let led = matched + created;
    let mut steps = vec![
        step("received", 0, all, "whole", listed("all"), false),
        step("led", 0, led, "whole", None, false),
        step("matched", 0, matched, "whole", None, true),
        step("created", matched, created, "whole", None, true),
        step("refused", led, refused, "bad", listed("refused"), false),
        step("waiting", led + refused, waiting, "busy", None, false),
        step("identified", 0, identified, "good", listed("successful"), false),
        step("in_progress", identified, in_progress, "busy", listed("in_progress"), false),
        step("failed", identified + in_progress, failed, "bad", listed("failed"), false),
    ];
    // What there is none of would only be read in vain.
    steps.retain(|step| step.rows != "0" || !step.is_part);
    let mut before = identified + in_progress;
    for (cause, of_cause) in &details.causes {
        steps.push(Step {
            label: coded(t, "cause", cause.name()),
            rows: t.number(*of_cause),
            share: t.with("funnel-share", "percent", percent(*of_cause, all)),
            href: Some(own.clone().set(rows::CAUSE, cause.name()).to_string()),
            bar: part(before.into(), (*of_cause).into(), all.into(), "bad"),
            is_part: true,
        });
        before += of_cause;
    }
    steps
}

/// To the nearest whole number; a few of very many are not none.
fn percent(rows: u32, of: u32) -> String {
    let (rows, of) = (u64::from(rows), u64::from(of));
    match (rows * 200 + of).checked_div(2 * of) {
        None => "0".to_owned(),
        Some(0) if rows > 0 => "< 1".to_owned(),
        Some(percent) => percent.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_of_very_many_are_not_none() {
        let cases = [(0, 0, "0"), (0, 7, "0"), (1, 900, "< 1"), (4, 101, "4"), (7, 7, "100")];
        for (rows, of, told) in cases {
            assert_eq!(percent(rows, of), told, "{rows} of {of}");
        }
    }
}
