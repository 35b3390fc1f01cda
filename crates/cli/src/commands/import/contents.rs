//! What a file of rows holds, whatever its form, and what may be wrong with it.
//!
//! A faulty row does not spoil the others: it is kept with its fault. Messages never repeat anything of the file, not
//! even an unknown header: without a header row it would be somebody's name.

use events::codes::RowFault as Kind;
use texts::Texts;

/// The mark that some programs begin UTF-8 with.
pub(super) const MARK: &[u8] = b"\xEF\xBB\xBF";

/// What a file holds. No `Debug`: personal data.
#[derive(PartialEq, Eq, Default)]
pub struct FileContents {
    /// Notice address (*sahkoposti*), where the file is a whole body and has one.
    pub notice: Option<String>,
    /// At least one row.
    pub rows: Vec<FileRow>,
}

/// One row of a file.
#[derive(PartialEq, Eq)]
pub struct FileRow {
    /// Where it stands.
    pub place: Place,
    /// The row as an element of `henkilot`, or why there is none.
    pub json: Result<Box<str>, RowFault>,
}

/// Where a row stands in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Number of the row; the first is 1.
    pub row: u64,
    /// First and last line, in a file where they differ from the number.
    pub lines: Option<(u64, u64)>,
}

/// What is wrong with a row: never a value, always what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// The field, by its name in the interface; empty when it is the row as a whole.
    pub field: String,
    /// What is wrong.
    pub cause: String,
    /// What to do.
    pub next: &'static str,
    /// What is wrong, as the registry is told.
    pub kind: Kind,
}

/// Why nothing can be read from a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// No rows.
    #[error(
        "the file has no rows: a JSON file is a list of rows or a body with `henkilot`, a CSV file has a header row"
    )]
    Empty,
    /// Bytes that UTF-8 does not have, first on this line.
    #[error(
        "line {0} has bytes that are not UTF-8; the file is probably ISO-8859-1 (Windows), and its ä and ö would be \
         lost: save it as UTF-8 (in Excel: CSV UTF-8) and import that"
    )]
    NotUtf8(usize),
    /// The mark of UTF-16.
    #[error("the file is UTF-16: save it as UTF-8 (in Excel: CSV UTF-8) and import that")]
    Utf16,
    /// Not JSON, or neither a list nor a body with `henkilot`.
    #[error(
        "{what} at line {line}, column {column}: a JSON file is a list of rows, or a whole body \
         {{\"sahkoposti\": …, \"henkilot\": [ … ]}}"
    )]
    Json {
        /// What is wrong.
        what: &'static str,
        /// Where.
        line: usize,
        /// Where in the line.
        column: usize,
    },
    /// A column that is not known; which one is not said in words, as it could be a row of data.
    #[error("column {0} of the header row is not known: the first row must name the columns, of {KNOWN_COLUMNS}")]
    UnknownColumn(usize),
    /// A column twice.
    #[error("the header row has the column {0} twice: remove one")]
    RepeatedColumn(&'static str),
    /// Columns without which every row would be refused.
    #[error("the header row lacks {0}: add it; the columns are {KNOWN_COLUMNS}")]
    MissingColumn(&'static str),
}

/// The columns of a CSV file, for messages.
const KNOWN_COLUMNS: &str = "tunniste, oid, hetu, passinumero, sahkoposti, etunimet, kutsumanimi, sukunimi, \
    syntymaaika, sukupuoli, aidinkieli, kansalaisuus";

impl Place {
    /// In words.
    pub fn said(&self, t: Texts) -> String {
        let row = ("row", self.row.to_string());
        match self.lines {
            None => t.with_all("cli-import-place", &[row]),
            Some((first, last)) if first == last => {
                t.with_all("cli-import-place-line", &[row, ("line", first.to_string())])
            }
            Some((first, last)) => t.with_all("cli-import-place-lines", &[row, ("lines", format!("{first}–{last}"))]),
        }
    }
}

/// The text of a file in UTF-8, with or without the mark.
pub(super) fn text(bytes: &[u8]) -> Result<&str, FileFault> {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Err(FileFault::Utf16);
    }
    let bytes = bytes.strip_prefix(MARK).unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        FileFault::NotUtf8(1 + before.iter().filter(|byte| **byte == b'\n').count())
    })
}
