//! `oppijaloki history OID`: what happened to one person, in plain words; to all their records, where several are linked.

use std::io::Write;
use std::ops::ControlFlow;

use app::current::Current;
use app::rules::CodeSets;
use events::{Day, Instant, OpenedEvent, PersonOid, Position};
use store::Checks;
use texts::Texts;

use super::Failure;
use crate::data::{Data, DataArguments};
use crate::words::Teller;
use web::staff::words::Words;

/// Arguments of `history`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The person's OID.
    oid: PersonOid,
    /// Only up to this moment: an event's position, a day (1.3.2026 or 2026-03-01: to its end in Finland), or an instant
    /// such as 2026-11-22T12:00:00Z.
    #[arg(long)]
    at: Option<String>,
    /// One JSON object for each event.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    data: DataArguments,
}

/// Prints the history. Personal data is shown: anyone who can read the vault's secrets may see it.
pub fn run(arguments: Arguments, t: Texts) -> Result<(), Failure> {
    let Arguments { oid, at, json, data } = arguments;
    let up_to = at.as_deref().map(parse_moment).transpose()?;
    let data = Data::open_for_reading(&data, Checks::WholeLog)?;
    let codes = Current::of(CodeSets::shipped().map_err(|error| Failure(error.to_string()))?);
    let organisations = Current::of(data.names().organisations.clone());
    let services = Current::of(data.names().services.clone());
    let records = data.linked(oid)?;
    let officials = &data.names().officials;
    let words = Words { t, organisations: &organisations, codes: &codes, officials, services: &services };
    let mut teller = Teller::new(words, &data, records.clone());
    let is_over = |event: &OpenedEvent| match up_to {
        None => false,
        Some(Moment::Position(position)) => event.position() > position,
        Some(Moment::Instant(instant)) => event.recorded_at() > instant,
        Some(Moment::Day(day)) => event.recorded_at() >= day.ends_in_finland(),
    };
    let (mut out, mut any) = (std::io::stdout().lock(), false);
    data.history(&records, |event| {
        if is_over(event) {
            return ControlFlow::Break(());
        }
        if !any && !json {
            eprintln!("{}", t.get("cli-history-personal"));
        }
        any = true;
        let line = if json { teller.json(event).to_string() } else { teller.text(event) };
        // Anyone who reads may have had enough.
        writeln!(out, "{line}").map_or(ControlFlow::Break(()), ControlFlow::Continue)
    })?;
    if any { Ok(()) } else { Err(Failure(format!("nothing is known of {oid} in {}", data.folder().display()))) }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Moment {
    Position(Position),
    Instant(Instant),
    /// The end of a day in Finland.
    Day(Day),
}

fn parse_moment(text: &str) -> Result<Moment, Failure> {
    if let Ok(position) = text.parse() {
        return Ok(Moment::Position(Position(position)));
    }
    if let Some(day) = Day::typed(text) {
        return Ok(Moment::Day(day));
    }
    let instant: Result<chrono::DateTime<chrono::Utc>, _> = text.parse();
    instant.map(|instant| Moment::Instant(instant.into())).map_err(|_| {
        Failure(
            "--at takes an event's position, a day such as 1.3.2026 or 2026-03-01, or an instant such as \
             2026-11-22T12:00:00Z"
                .to_owned(),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_a_position_a_day_or_an_instant() {
        let first = Day(events::date(2026, 3, 1));
        for day in ["1.3.2026", "2026-03-01"] {
            assert_eq!(parse_moment(day).ok(), Some(Moment::Day(first)), "{day}");
        }
        assert_eq!(parse_moment("42").ok(), Some(Moment::Position(Position(42))));
        let instant = parse_moment("2026-03-01T21:59:59Z").ok();
        assert!(matches!(instant, Some(Moment::Instant(at)) if at < first.ends_in_finland()));
        let Failure(why) = parse_moment("yesterday").err().unwrap();
        assert!(why.contains("1.3.2026") && !why.contains("yesterday"), "{why}");
    }
}
