//! What became of each row of the file.
//!
//! The server answers rows in any order and knows them by *tunniste* alone, which need be neither unique nor there at
//! all. A number is never guessed: where several rows share a *tunniste* and lead to different persons, the answers are
//! listed without a row.

use std::collections::HashMap;
use std::io::{self, Write};

use serde::Serialize;
use texts::Texts;
use web::csv_file::{CsvFile, Wording};

use super::check::{GoodRow, RefusedRow};
use super::registry::{AnsweredRow, RowCause};

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Its learner is identified.
    Identified,
    /// Its learner is not identified, or not yet: see the import report.
    Unidentified,
    /// Its learner is passive.
    Passive,
    /// It broke a rule and was not sent.
    Refused,
    /// It was accepted, and refused by the registry afterwards: see the import report.
    RefusedByRegistry,
    /// It was good, and not sent because others were refused.
    NotSent,
}

/// A line of the results.
#[derive(Serialize)]
pub struct Outcome<'a> {
    tunniste: Option<&'a str>,
    row: Option<u64>,
    oid: Option<&'a str>,
    oppijanumero: Option<&'a str>,
    conflict: Option<bool>,
    state: State,
    /// Why it needs somebody, as a code, where the registry tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<Cause<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    faults: Vec<Fault<'a>>,
}

/// Why a row that was sent needs somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Cause<'a> {
    /// The registry's code.
    pub code: &'a str,
    /// The row itself was refused, else its learner is not identified.
    #[serde(skip)]
    pub refused: bool,
}

impl Cause<'_> {
    /// In words; a code that has none stays one.
    pub fn said(self, t: Texts) -> String {
        let list = if self.refused { "row-refusal" } else { "cause" };
        let key = format!("{list}-{}", self.code);
        if t.has(&key) { t.get(&key) } else { self.code.to_owned() }
    }

    fn worded(self, wording: Wording) -> String {
        match wording {
            Wording::Codes => self.code.to_owned(),
            Wording::Words(t) => self.said(t),
        }
    }

    /// What to do, where that is known.
    pub fn next(self, t: Texts) -> Option<String> {
        let key = format!("next-{}", self.code);
        (!self.refused && t.has(&key)).then(|| t.get(&key))
    }
}

#[derive(Serialize)]
struct Fault<'a> {
    field: &'a str,
    cause: &'a str,
    next: &'a str,
}

/// The import is about other rows than the file.
#[derive(Debug, PartialEq, Eq)]
pub struct OtherRows;

impl<'a> Outcome<'a> {
    /// Of a row that was not sent.
    pub fn refused(row: &'a RefusedRow) -> Outcome<'a> {
        let fault =
            |fault: &'a super::contents::RowFault| Fault { field: &fault.field, cause: &fault.cause, next: fault.next };
        let faults = row.faults.iter().map(fault).collect();
        Outcome { faults, ..Outcome::of(row.tunniste.as_deref(), Some(row.place.row), None, State::Refused) }
    }

    /// Of a good row that was not sent.
    pub fn not_sent(row: &'a GoodRow) -> Outcome<'a> {
        Outcome::of(row.tunniste.as_deref(), Some(row.place.row), None, State::NotSent)
    }

    /// What became of it.
    pub fn state(&self) -> State {
        self.state
    }

    /// Do names or hetu differ?
    pub fn conflict(&self) -> bool {
        self.conflict == Some(true)
    }

    /// Is it known which row this is about?
    pub fn row(&self) -> Option<u64> {
        self.row
    }

    fn of(tunniste: Option<&'a str>, row: Option<u64>, answered: Option<&'a AnsweredRow>, state: State) -> Outcome<'a> {
        Outcome {
            tunniste,
            row,
            oid: answered.map(|answered| answered.henkilo.oid.as_str()),
            oppijanumero: answered.and_then(|answered| answered.henkilo.oppijanumero.as_deref()),
            conflict: answered.map(|answered| answered.conflict == Some(true)),
            state,
            cause: None,
            faults: Vec::new(),
        }
    }

    /// Why it needs somebody.
    pub fn cause(&self) -> Option<Cause<'a>> {
        self.cause
    }

    /// Must somebody look at the row?
    pub fn needs_somebody(&self) -> bool {
        self.cause.is_some() || matches!(self.state, State::Refused | State::RefusedByRegistry)
    }

    fn answered(tunniste: Option<&'a str>, row: Option<u64>, answered: &'a AnsweredRow) -> Outcome<'a> {
        let state = match &answered.henkilo {
            person if person.oppijanumero.is_some() => State::Identified,
            person if person.passivoitu => State::Passive,
            _ => State::Unidentified,
        };
        Outcome::of(tunniste, row, Some(answered), state)
    }
}

/// Pairs the rows of one import with the server's answers.
pub fn pair<'a>(rows: &'a [GoodRow], answered: &'a [AnsweredRow]) -> Result<Vec<Outcome<'a>>, OtherRows> {
    let mut answers: HashMap<Option<&str>, Vec<&AnsweredRow>> = HashMap::new();
    for one in answered {
        answers.entry(one.tunniste.as_deref()).or_default().push(one);
    }
    let mut sent: HashMap<Option<&str>, Vec<&GoodRow>> = HashMap::new();
    for row in rows {
        sent.entry(row.tunniste.as_deref()).or_default().push(row);
    }
    if answers.iter().any(|(tunniste, answers)| sent.get(tunniste).map_or(0, Vec::len) < answers.len()) {
        return Err(OtherRows);
    }
    let mut outcomes = Vec::with_capacity(rows.len());
    for (tunniste, rows) in sent {
        let answers = answers.remove(&tunniste).unwrap_or_default();
        let certain = rows.len() == answers.len() || answers.is_empty();
        let alike =
            answers.windows(2).all(|pair| pair[0].henkilo == pair[1].henkilo && pair[0].conflict == pair[1].conflict);
        let row_of = |row: &GoodRow| Some(row.place.row).filter(|_| certain && alike);
        let (led, refused) = rows.split_at(answers.len().min(rows.len()));
        outcomes.extend(led.iter().zip(answers).map(|(row, answer)| Outcome::answered(tunniste, row_of(row), answer)));
        let refused = refused.iter().map(|row| Outcome::of(tunniste, row_of(row), None, State::RefusedByRegistry));
        outcomes.extend(refused);
    }
    Ok(outcomes)
}

/// Adds why rows of an import need somebody, where it is known which rows they are.
pub fn explain<'a>(outcomes: &mut [Outcome<'a>], rows: &[GoodRow], causes: &'a [RowCause]) {
    let place = |cause: &'a RowCause| {
        let row = rows.get(usize::try_from(cause.row).ok()?)?.place.row;
        let failure = cause.cause.as_deref().map(|code| Cause { code, refused: false });
        Some((row, failure.or_else(|| cause.refusal.as_deref().map(|code| Cause { code, refused: true }))?))
    };
    let by_row: HashMap<u64, Cause<'a>> = causes.iter().filter_map(place).collect();
    for outcome in outcomes {
        outcome.cause = outcome.row.and_then(|row| by_row.get(&row).copied());
    }
}

/// In the order of the file, those without a row last.
pub fn sort(outcomes: &mut [Outcome<'_>]) {
    outcomes.sort_by(|a, b| (a.row.is_none(), a.row, a.tunniste).cmp(&(b.row.is_none(), b.row, b.tunniste)));
}

/// Columns with the keys of their words.
const COLUMNS: [(&str, &str); 7] = [
    ("tunniste", "column-tunniste"),
    ("row", "column-row"),
    ("oid", "label-oid"),
    ("oppijanumero", "label-oppijanumero"),
    ("conflict", "result-conflict"),
    ("state", "learner-state"),
    ("cause", "queue-syy"),
];

/// `tunniste;row;oid;oppijanumero;conflict;state;cause`
pub fn write_csv(out: impl Write, outcomes: &[Outcome<'_>], wording: Wording) -> io::Result<()> {
    let mut file = CsvFile::begin(out)?;
    file.row(COLUMNS.map(|(name, key)| wording.said(name, key)))?;
    for one in outcomes {
        let state = serde_json::to_value(one.state)?;
        let state = state.as_str().unwrap_or_default();
        let conflict = one.conflict.map(|conflict| match conflict {
            true => wording.said("true", "result-yes"),
            false => wording.said("false", "result-no"),
        });
        file.row([
            one.tunniste.unwrap_or_default(),
            &one.row.map(|row| row.to_string()).unwrap_or_default(),
            one.oid.unwrap_or_default(),
            one.oppijanumero.unwrap_or_default(),
            &conflict.unwrap_or_default(),
            &wording.said(state, &format!("result-{state}")),
            &one.cause.map(|cause| cause.worded(wording)).unwrap_or_default(),
        ])?;
    }
    file.finish()?.flush()
}

/// One object with everything.
pub fn write_json(mut out: impl Write, imports: &[i64], outcomes: &[Outcome<'_>]) -> io::Result<()> {
    #[derive(Serialize)]
    struct Document<'a> {
        imports: &'a [i64],
        rows: &'a [Outcome<'a>],
    }
    serde_json::to_writer_pretty(&mut out, &Document { imports, rows: outcomes })?;
    out.write_all(b"\n")?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::import::contents::{Place, RowFault};
    use crate::commands::import::registry::AnsweredPerson;
    use events::codes::RowFault as Kind;
    use texts::{Lang, MISSING};

    fn sent(row: u64, tunniste: Option<&str>) -> GoodRow {
        let place = Place { row, lines: None };
        GoodRow { place, tunniste: tunniste.map(str::to_owned), has_hetu: true, json: "{}".into() }
    }

    fn answer(tunniste: Option<&str>, oid: &str, number: Option<&str>, conflict: Option<bool>) -> AnsweredRow {
        let henkilo = AnsweredPerson {
            oid: oid.to_owned(),
            oppijanumero: number.map(str::to_owned),
            passivoitu: oid == "passive",
        };
        AnsweredRow { tunniste: tunniste.map(str::to_owned), henkilo, conflict }
    }

    fn csv(outcomes: &mut [Outcome<'_>]) -> Vec<String> {
        sort(outcomes);
        let mut out = Vec::new();
        write_csv(&mut out, outcomes, Wording::Codes).unwrap();
        String::from_utf8(out).unwrap().lines().skip(1).map(str::to_owned).collect()
    }

    #[test]
    fn answers_in_any_order_find_their_rows() {
        let rows =
            [sent(1, Some("a")), sent(3, Some("b;")), sent(4, Some("c")), sent(5, Some("c")), sent(6, Some("d"))];
        let answered = [
            answer(Some("c"), "3", None, None),
            answer(Some("b;"), "passive", None, Some(true)),
            answer(Some("c"), "3", None, None),
            answer(Some("a"), "1", Some("1"), Some(false)),
        ];
        let refused = RefusedRow {
            place: Place { row: 2, lines: None },
            tunniste: None,
            faults: vec![RowFault {
                field: "hetu".into(),
                cause: "mistyped".into(),
                next: "correct it",
                kind: Kind::Other,
            }],
        };
        let mut outcomes = pair(&rows, &answered).unwrap();
        outcomes.push(Outcome::refused(&refused));
        let expected = [
            "a;1;1;1;false;identified;",
            ";2;;;;refused;",
            "\"b;\";3;passive;;true;passive;",
            "c;4;3;;false;unidentified;",
            "c;5;3;;false;unidentified;",
            "d;6;;;;refused_by_registry;",
        ];
        assert_eq!(csv(&mut outcomes), expected);
        let mut out = Vec::new();
        write_json(&mut out, &[17], &outcomes).unwrap();
        let document: serde_json::Value = serde_json::from_slice(&out).unwrap();
        assert_eq!((&document["imports"][0], &document["rows"][1]["faults"][0]["field"]), (&17.into(), &"hetu".into()));
    }

    #[test]
    fn every_state_has_words_in_every_language_and_no_reference_is_a_formula() {
        let rows = [sent(1, Some("=HYPERLINK(\"x\")")), sent(2, Some("x;@y"))];
        let states = [
            State::Identified,
            State::Unidentified,
            State::Passive,
            State::Refused,
            State::RefusedByRegistry,
            State::NotSent,
        ];
        let outcomes: Vec<Outcome<'_>> = states.map(|state| Outcome { state, ..Outcome::not_sent(&rows[0]) }).into();
        for lang in Lang::ALL {
            let mut out = Vec::new();
            write_csv(&mut out, &outcomes, Wording::Words(Texts(lang))).unwrap();
            let text = String::from_utf8(out).unwrap();
            assert!(!text.contains(MISSING) && !text.contains("not_sent"), "{text}");
            assert_eq!((text.chars().next(), text.lines().count()), (Some('\u{feff}'), 7));
        }
        let mut outcomes: Vec<Outcome<'_>> = rows.iter().map(Outcome::not_sent).collect();
        assert_eq!(csv(&mut outcomes), ["\"'=HYPERLINK(\"\"x\"\")\";1;;;;not_sent;", "\"x;'@y\";2;;;;not_sent;"]);
    }

    #[test]
    fn a_number_is_never_guessed() {
        let rows = [sent(1, None), sent(2, None), sent(3, Some("e"))];
        let answered =
            [answer(None, "1", Some("1"), None), answer(None, "2", None, None), answer(Some("e"), "3", None, None)];
        let mut outcomes = pair(&rows, &answered).unwrap();
        assert_eq!(
            csv(&mut outcomes),
            ["e;3;3;;false;unidentified;", ";;1;1;false;identified;", ";;2;;false;unidentified;"]
        );
        // One of two is missing: nobody knows which.
        let mut outcomes = pair(&rows[..2], &answered[..1]).unwrap();
        assert_eq!(csv(&mut outcomes), [";;1;1;false;identified;", ";;;;;refused_by_registry;"]);
    }

    #[test]
    fn rows_of_another_file_are_noticed() {
        let rows = [sent(1, Some("a"))];
        assert!(pair(&rows, &[answer(Some("z"), "1", None, None)]).is_err());
        let twice = [answer(Some("a"), "1", None, None), answer(Some("a"), "1", None, None)];
        assert!(pair(&rows, &twice).is_err());
    }
}
