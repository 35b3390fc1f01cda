//! `oppijaloki history OID`: what happened to one person, in plain words; to all their records, where several are linked.

use std::io::Write;
use std::ops::ControlFlow;

use app::current::Current;
use app::rules::CodeSets;
use events::{Instant, OpenedEvent, PersonOid, Position};
use store::Checks;
use texts::Texts;

use super::Failure;
use crate::data::{Data, DataArguments};
use crate::words::Teller;

/// Arguments of `history`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The person's OID.
    oid: PersonOid,
    /// Only up to this moment: an event's position, or an instant such as 2026-11-22T12:00:00Z.
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
    let records = data.linked(oid)?;
    let mut teller = Teller::new(t, data.names(), (&organisations, &codes), records.clone());
    let is_over = |event: &OpenedEvent| match up_to {
        None => false,
        Some(Moment::Position(position)) => event.position() > position,
        Some(Moment::Instant(instant)) => event.recorded_at() > instant,
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

#[derive(Clone, Copy)]
enum Moment {
    Position(Position),
    Instant(Instant),
}

fn parse_moment(text: &str) -> Result<Moment, Failure> {
    if let Ok(position) = text.parse() {
        return Ok(Moment::Position(Position(position)));
    }
    let instant: Result<chrono::DateTime<chrono::Utc>, _> = text.parse();
    instant
        .map(|instant| Moment::Instant(instant.into()))
        .map_err(|_| Failure("--at takes an event's position or an instant such as 2026-11-22T12:00:00Z".to_owned()))
}
