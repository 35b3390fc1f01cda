//! What is told when moving has ended: how much of each there is on both sides, and what was not taken.

use app::migrate::{Report, Why};
use domain::move_in::{Left, LeftLink};
use texts::Texts;

/// The whole report, after so many seconds.
pub(super) fn told(t: Texts, report: &Report, seconds: f64) -> String {
    let speed = (report.read as f64 / seconds) as u64;
    let read = [("persons", t.number(report.read)), ("seconds", format!("{seconds:.1}")), ("speed", t.number(speed))];
    let new = [("new", report.new), ("changed", report.changed), ("events", report.events)];
    let mut lines =
        vec![t.with_all("migrate-read", &read), t.with_all("migrate-new", &numbers(t, &new)), String::new()];
    lines.push(line("", "ONR", &t.get("migrate-here")));
    let number = |there: i64| t.number(there.unsigned_abs());
    lines.extend(report.counts().iter().map(|(key, there, here)| line(&t.get(key), &number(*there), &t.number(*here))));
    let not_taken = t.get("migrate-not-taken");
    lines.extend(report.no_place().iter().map(|(key, there)| line(&t.get(key), &number(*there), &not_taken)));
    let compared = [("compared", report.compared), ("differing", report.differing.len() as u64)];
    lines.extend([String::new(), t.with_all("migrate-compared", &numbers(t, &compared))]);
    if report.imports_left > 0 {
        lines.push(format!("{:>12}  {}", t.number(report.imports_left), t.get("migrate-imports-left")));
    }
    let mut whys: Vec<Why> = report.unmoved.iter().map(|unmoved| unmoved.why).collect();
    whys.sort_unstable();
    let counted = whys.chunk_by(|one, other| one == other);
    lines.extend(counted.map(|whys| format!("{:>12}  {}", t.number(whys.len()), why(t, whys[0]))));
    lines.join("\n") + "\n"
}

fn line(name: &str, there: &str, here: &str) -> String {
    format!("{name:<42}{there:>14}{here:>14}")
}

fn numbers<'n>(t: Texts, named: &[(&'n str, u64)]) -> Vec<(&'n str, String)> {
    named.iter().map(|(name, n)| (*name, t.number(*n))).collect()
}

/// That persons are not the same on both sides, and what to do.
pub(super) fn differ(t: Texts, report: &Report, first: &str) -> String {
    let counts = [("differing", report.differing.len() as u64), ("compared", report.compared)];
    let mut values = numbers(t, &counts);
    values.push(("first", first.to_owned()));
    t.with_all("migrate-differ", &values)
}

/// A line for each number that was not taken whole.
pub(super) fn unmoved(t: Texts, report: &Report) -> String {
    report.unmoved.iter().map(|unmoved| format!("{},{}\n", unmoved.oid, why(t, unmoved.why))).collect()
}

fn why(t: Texts, why: Why) -> String {
    match why {
        Why::Person(left) => person(t, left),
        Why::Link(left) => t.get(match left {
            LeftLink::Unknown => "migrate-left-link-unknown",
            LeftLink::LinkedOtherwise => "migrate-left-linked-otherwise",
            LeftLink::Circle => "migrate-left-circle",
            LeftLink::ErasedHere => "migrate-left-link-erased",
        }),
    }
}

fn person(t: Texts, left: Left) -> String {
    let of = |key, kind| t.with(key, "identifier", t.get(&format!("identifier-{kind}")));
    t.get(match left {
        Left::Malformed(kind) => return of("migrate-left-malformed", kind),
        Left::InUse(kind) => return of("migrate-left-in-use", kind),
        Left::NotAnOid => "migrate-left-not-an-oid",
        Left::TooLarge => "migrate-left-too-large",
        Left::ErasedHere => "migrate-left-erased",
        Left::ChangedHere => "migrate-left-changed-here",
        Left::IdentifiedWithoutHetu => "migrate-left-no-hetu",
        Left::IdentifiedWithoutEidas => "migrate-left-no-eidas",
        Left::IdentificationEnded => "migrate-left-identification-ended",
        Left::LinkEnded => "migrate-left-link-ended",
        Left::NotCorrectable => "migrate-left-not-correctable",
        Left::Organisation => "migrate-left-organisation",
        Left::Contact => "migrate-left-contact",
    })
}

#[cfg(test)]
mod tests {
    use app::migrate::Unmoved;
    use events::codes::IdentifierKind;
    use texts::{Lang, MISSING};

    use super::*;

    #[test]
    fn every_language_has_each_reason() {
        let persons = [
            Left::NotAnOid,
            Left::TooLarge,
            Left::ErasedHere,
            Left::ChangedHere,
            Left::Malformed(IdentifierKind::Passport),
            Left::InUse(IdentifierKind::Eidas),
            Left::IdentifiedWithoutHetu,
            Left::IdentifiedWithoutEidas,
            Left::IdentificationEnded,
            Left::LinkEnded,
            Left::NotCorrectable,
            Left::Organisation,
            Left::Contact,
        ];
        let links = [LeftLink::Unknown, LeftLink::LinkedOtherwise, LeftLink::Circle, LeftLink::ErasedHere];
        let whys = persons.map(Why::Person).into_iter().chain(links.map(Why::Link));
        let mut report = Report::default();
        report.unmoved.extend(whys.map(|why| Unmoved { oid: "1.2".to_owned(), why }));
        report.differing.push("1.2".to_owned());
        report.imports_left += 1;
        for lang in Lang::ALL {
            let t = Texts(lang);
            let all = told(t, &report, 1.0) + &super::unmoved(t, &report) + &differ(t, &report, "1.2");
            assert!(!all.contains(MISSING), "{all}");
        }
    }
}
