//! `oppijaloki generate`: synthetic imports of any size from a seed, labelled with the truth.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use events::codes::Interface;

use super::Failure;
use crate::generate::{Format, Kind, Mix, Options, Truth, WHOLE, Writer, rows};
use crate::progress::progress_bar;

/// From so many rows on a bar shows how far it is.
const ROWS_WORTH_A_BAR: u64 = 50_000;

/// Arguments of `generate`.
#[derive(clap::Args)]
#[command(after_help = "Kinds for --share, with the share that each has unless told otherwise:\n  duplicate 0.5, \
    again 1, again_differently 1, known 0, typo 4, one_first_name 6, former_surname 1.5, swapped_names 0.5,\n  \
    transliterated 1.5, spacing 2, wrong_hetu 0.4, wrong_hetu_of_known 0.2, contradicting 0.1, wrong_separator 0.2,\n  \
    mistyped_hetu 0.5, test_hetu 0.3, not_in_register 0.5, foreign 3, foreign_again 0.5, email_only 0.5,\n  \
    malformed 0. The rest is clean.\n\n\
    The demo's register knows the people of --seed 1 --people 2000.")]
pub struct Arguments {
    /// Seed of the people and of everything drawn. The same seed and options give the same rows for ever.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many people the register's stand-in knows; it must be started with the same seed and number.
    #[arg(long, default_value_t = 2000)]
    people: u64,
    /// How many rows.
    #[arg(long, default_value_t = 1000)]
    rows: u64,
    /// Form of the rows.
    #[arg(long, value_enum, default_value = "json")]
    format: Form,
    /// Path that the rows are for.
    #[arg(long, value_enum, default_value = "oppija")]
    interface: ImportPath,
    /// Where the rows go; `-` is standard output.
    #[arg(long, default_value = "-")]
    out: PathBuf,
    /// File for the truth about each row, one JSON object on each line.
    #[arg(long)]
    truth: Option<PathBuf>,
    /// Notice address of the import (JSON only).
    #[arg(long)]
    notice: Option<String>,
    /// Index of the first person: a run that begins where another ended is about other people.
    #[arg(long, default_value_t = 0)]
    first_person: u64,
    /// How many rows in a hundred are about people from before the first person, whom an earlier run brought.
    #[arg(long, value_parser = percent, value_name = "PERCENT")]
    known_share: Option<u32>,
    /// How many rows in a hundred are of a kind, such as `typo=4.5`. May be given several times.
    #[arg(long = "share", value_parser = kind_and_percent, value_name = "KIND=PERCENT")]
    shares: Vec<(Kind, u32)>,
    /// Also rows that break a rule, one in a hundred. On the compatible path one of them has the whole import refused.
    #[arg(long)]
    malformed: bool,
    /// Clean rows alone, to measure with.
    #[arg(long, conflicts_with_all = ["shares", "malformed"])]
    plain: bool,
}

/// Form of a file, as an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// The body of the path.
    Json,
    /// Cells between semicolons.
    Csv,
}

/// A path of the compatible interface, as an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ImportPath {
    /// `PUT /oppija`: whole learners.
    Oppija,
    /// `PUT /yleistunniste`: hetu and names.
    Yleistunniste,
}

impl From<ImportPath> for Interface {
    fn from(path: ImportPath) -> Interface {
        match path {
            ImportPath::Oppija => Interface::Oppija,
            ImportPath::Yleistunniste => Interface::Yleistunniste,
        }
    }
}

/// Writes the rows and, where asked, the truth. How many there are of each kind goes to standard error.
pub fn run(arguments: Arguments) -> Result<(), Failure> {
    let options = options(&arguments)?;
    let format = match arguments.format {
        Form::Json => Format::Json,
        Form::Csv if arguments.notice.is_some() => {
            return Err(Failure("a CSV file has no notice address: give --notice to `oppijaloki import`".to_owned()));
        }
        Form::Csv => Format::Csv,
    };
    let out: Box<dyn Write> = match arguments.out.as_os_str() == "-" {
        true => Box::new(io::stdout().lock()),
        false => Box::new(create(&arguments.out)?),
    };
    let truth = arguments.truth.as_deref().map(create).transpose()?;
    match write(&options, format, arguments.notice.as_deref(), out, truth) {
        Ok(counts) => {
            report(&counts);
            Ok(())
        }
        // Anyone who reads has seen enough, as `head` has.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Failure(format!("writing the rows failed: {error}; is there room on the disk?"))),
    }
}

fn create(file: &Path) -> Result<File, Failure> {
    File::create(file).map_err(|error| Failure(format!("{} cannot be written: {error}", file.display())))
}

/// What is asked for, or why it cannot be.
fn options(arguments: &Arguments) -> Result<Options, Failure> {
    let &Arguments { seed, people, rows, first_person, plain, malformed, .. } = arguments;
    let interface = arguments.interface.into();
    let known = arguments.known_share.map(|share| (Kind::Known, share));
    let mut mix = if plain { Mix::plain() } else { Mix::typical() };
    if malformed {
        mix = mix.with_malformed().map_err(|error| Failure(error.to_string()))?;
    }
    for (kind, share) in arguments.shares.iter().copied().chain(known) {
        if !kind.fits(interface) && share > 0 {
            return Err(Failure(format!("/yleistunniste has no rows of kind {}: leave its share out", kind.name())));
        }
    }
    let shares = arguments.shares.iter().copied().chain(known);
    mix = mix.with_all(shares).map_err(|error| Failure(error.to_string()))?;
    if mix.share(Kind::Known) > 0 && first_person == 0 {
        return Err(Failure(
            "known people are those before the first person: give --first-person, the number of people whom earlier \
             runs have brought"
                .to_owned(),
        ));
    }
    let options = Options { seed, people, rows, interface, first_person, mix };
    let (needed, left) = (options.people_needed(), people.saturating_sub(first_person));
    if needed > left {
        return Err(Failure(format!(
            "{rows} rows take about {needed} people, and {left} are left: raise --people (and start the register's \
             stand-in with as many), or lower --rows"
        )));
    }
    Ok(options)
}

type Counts = BTreeMap<Kind, u64>;

fn write(
    options: &Options,
    format: Format,
    notice: Option<&str>,
    out: impl Write,
    truth: Option<impl Write>,
) -> io::Result<Counts> {
    let mut writer = Writer::new(BufWriter::new(out), format, options.interface, notice)?;
    let mut truth = truth.map(BufWriter::new);
    let bar = (options.rows >= ROWS_WORTH_A_BAR).then(|| progress_bar(options.rows, "rows"));
    let mut counts = Counts::new();
    for made in rows(options) {
        writer.write(&made.row)?;
        if let Some(truth) = &mut truth {
            label(truth, &made.truth)?;
        }
        *counts.entry(made.truth.kind).or_default() += 1;
        if let Some(bar) = &bar {
            bar.inc(1);
        }
    }
    writer.finish()?.flush()?;
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    truth.map_or(Ok(()), |mut truth| truth.flush())?;
    Ok(counts)
}

fn label(out: &mut impl Write, truth: &Truth) -> io::Result<()> {
    serde_json::to_writer(&mut *out, truth)?;
    out.write_all(b"\n")
}

fn report(counts: &Counts) {
    let total: u64 = counts.values().sum();
    let kinds: Vec<String> = counts.iter().map(|(kind, count)| format!("{count} {}", kind.name())).collect();
    eprintln!("{total} rows: {}", kinds.join(", "));
}

/// A share in parts of [`WHOLE`].
fn percent(text: &str) -> Result<u32, String> {
    let percent: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    match (0.0..=100.0).contains(&percent) {
        true => Ok((percent * f64::from(WHOLE) / 100.0).round() as u32),
        false => Err("a share is from 0 to 100 percent".to_owned()),
    }
}

fn kind_and_percent(text: &str) -> Result<(Kind, u32), String> {
    let (name, share) = text.split_once('=').ok_or("write KIND=PERCENT, such as typo=4.5")?;
    let kind = Kind::named(name).ok_or_else(|| {
        let names: Vec<&str> = Kind::all().map(Kind::name).collect();
        format!("there is no kind of this name; there are {}", names.join(", "))
    })?;
    Ok((kind, percent(share)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        arguments: Arguments,
    }

    fn asked(line: &str) -> Result<Options, String> {
        let words = std::iter::once("generate").chain(line.split_whitespace());
        let line = Line::try_parse_from(words).map_err(|error| error.to_string())?;
        options(&line.arguments).map_err(|Failure(why)| why)
    }

    #[test]
    fn arguments_become_options() {
        assert_eq!(asked("").unwrap(), Options::new(1, 2000, 1000));
        assert_eq!(asked("--plain --seed 7 --people 50 --rows 50").unwrap(), Options::plain(7, 50, 50));
        let mixed =
            asked("--share typo=4.5 --malformed --share malformed=2 --first-person 500 --known-share 10").unwrap();
        let share = |kind| mixed.mix.share(kind);
        assert_eq!((share(Kind::Typo), share(Kind::Malformed), share(Kind::Known)), (4_500, 2_000, 10_000));
        assert_eq!(asked("--interface yleistunniste").unwrap().interface, Interface::Yleistunniste);
    }

    #[test]
    fn what_cannot_be_is_refused_with_what_to_do() {
        for (line, why) in [
            ("--rows 3000", "raise --people"),
            ("--rows 100 --first-person 1990", "10 are left"),
            ("--share typo=101", "0 to 100"),
            ("--share typo=99", "more than 100"),
            ("--share typo", "KIND=PERCENT"),
            ("--share nonsense=1", "one_first_name"),
            ("--share clean=1", "lower theirs"),
            ("--known-share 5", "--first-person"),
            ("--plain --malformed", "cannot be used"),
            ("--interface yleistunniste --share foreign=1", "leave its share out"),
        ] {
            let refused = asked(line).unwrap_err();
            assert!(refused.contains(why), "{line}: {refused}");
        }
    }

    #[test]
    fn rows_and_labels_go_side_by_side() {
        let options = Options::new(1, 2000, 200);
        let (mut out, mut truth) = (Vec::new(), Vec::new());
        let counts = write(&options, Format::Json, Some("a@b.example"), &mut out, Some(&mut truth)).unwrap();
        assert_eq!(counts.values().sum::<u64>(), 200);
        let body: serde_json::Value = serde_json::from_slice(&out).unwrap();
        assert_eq!((&body["sahkoposti"], body["henkilot"].as_array().unwrap().len()), (&"a@b.example".into(), 200));
        let labels: Vec<serde_json::Value> =
            truth.split_inclusive(|byte| *byte == b'\n').map(|line| serde_json::from_slice(line).unwrap()).collect();
        for (row, label) in body["henkilot"].as_array().unwrap().iter().zip(&labels) {
            assert_eq!(row["tunniste"], label["tunniste"]);
        }
        assert_eq!(labels.len(), 200);
    }

    #[test]
    fn the_help_names_every_kind_with_its_share() {
        use clap::CommandFactory;
        let help = Line::command().render_long_help().to_string();
        let typical = Mix::typical();
        for kind in Kind::all().filter(|kind| *kind != Kind::Clean) {
            let share = f64::from(typical.share(kind)) / 1000.0;
            assert!(help.contains(&format!("{} {share}", kind.name())), "{}", kind.name());
        }
    }
}
