//! What a preview tells beside what would change: rows of imports, the error list, and who has fetched the numbers.

use app::commands::{Advice, ClosedRequest, Fetched, ListImpact, Numbers, PersonImpact, Preview, RowImpact};
use events::PersonOid;
use texts::Texts;

use super::dates::When;
use super::learner::Labelled;
use super::words::{Words, coded};

/// In words.
pub fn told(words: &Words<'_>, preview: &Preview) -> Vec<Labelled> {
    let (t, Advice { rows, more_rows, listed, requests, fetched }) = (&words.t, &preview.advice);
    // Whoever does not exist yet has no number: the preview's stands for none.
    let new: Vec<PersonOid> = preview.impact.persons.iter().filter(|one| one.new).map(|one| one.oid).collect();
    let mut lines: Vec<String> = rows.iter().map(|impact| row(t, impact, &new)).collect();
    lines.extend(more_rows.then(|| t.get("preview-rows-more")));
    let mut told = Vec::new();
    let mut add = |key, values: Vec<String>| {
        if !values.is_empty() {
            told.push(Labelled { label: t.get(key), values });
        }
    };
    add("preview-rows", lines);
    add("preview-listed", listed.iter().map(|impact| in_list(t, impact, &new)).collect());
    add("preview-requests", requests.iter().map(|closed| request(t, closed)).collect());
    let is_known = |person: &PersonImpact| !person.new;
    if preview.impact.persons.iter().any(is_known) {
        add("look-title", fetchers(words, fetched, "look-nobody"));
    }
    told
}

/// Who has fetched numbers, and that use elsewhere is not known; `nobody` says that nobody has.
pub fn fetchers(words: &Words<'_>, fetched: &[Fetched], nobody: &str) -> Vec<String> {
    let t = words.t;
    let line = |fetched: &Fetched| {
        let (organisation, client) = (fetched.organisation.as_ref(), fetched.client.as_deref());
        let who = words.system(organisation, client, fetched.subject.as_deref());
        let who = who.unwrap_or_else(|| t.get("preview-fetched-somebody"));
        let when = When::from(fetched.last).human;
        let times = t.number(fetched.times);
        t.with_all(
            "preview-fetched",
            &[("oid", fetched.oid.to_string()), ("who", who), ("when", when), ("times", times)],
        )
    };
    let mut lines: Vec<String> = fetched.iter().map(line).collect();
    if lines.is_empty() {
        lines.push(t.get(nobody));
    }
    lines.push(t.get("look-elsewhere-unknown"));
    lines
}

fn request(t: &Texts, closed: &ClosedRequest) -> String {
    let (number, kind) = (closed.number.to_string(), coded(t, "request-kind", closed.kind));
    t.with_all("preview-request", &[("number", number), ("kind", kind), ("oid", closed.oid.to_string())])
}

fn row(t: &Texts, impact: &RowImpact, new: &[PersonOid]) -> String {
    let (import, row) = impact.number;
    let (import, row) = (("import", import.to_string()), ("row", t.number(row.saturating_add(1))));
    let key = if impact.turns { "preview-row-turns" } else { "preview-row" };
    let (before, after) = (("before", number(t, &impact.before, new)), ("after", number(t, &impact.after, new)));
    t.with_all(key, &[import, row, before, after])
}

fn number(t: &Texts, numbers: &Numbers, new: &[PersonOid]) -> String {
    match numbers.oppijanumero {
        _ if new.contains(&numbers.oid) => t.get("preview-new-person"),
        Some(oppijanumero) => oppijanumero.to_string(),
        None => t.with("preview-unidentified", "oid", numbers.oid),
    }
}

fn in_list(t: &Texts, impact: &ListImpact, new: &[PersonOid]) -> String {
    let is_new = new.contains(&impact.oid);
    let oid = ("oid", if is_new { t.get("preview-new-person") } else { impact.oid.to_string() });
    let cause = |cause: app::rules::Cause| coded(t, "cause", cause.name());
    match (impact.before, impact.after) {
        (Some(before), Some(after)) => {
            t.with_all("preview-listed-turns", &[oid, ("before", cause(before)), ("after", cause(after))])
        }
        (None, Some(after)) => t.with_all("preview-listed-comes", &[oid, ("cause", cause(after))]),
        (_, None) => t.with_all("preview-listed-leaves", &[oid]),
    }
}
