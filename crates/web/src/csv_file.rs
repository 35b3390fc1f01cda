//! CSV files that are opened in spreadsheets: one writer for every download of the pages and every result of the command
//! line.
//!
//! Cells are separated by `;`, as spreadsheets in Finnish and Swedish expect, quoted where they must be (RFC 4180), and
//! none of them is taken for a formula. The file begins with the mark of UTF-8, without which Excel reads ä and ö
//! wrongly.

use std::borrow::Cow;
use std::io::{self, Write};

use texts::Texts;

const MARK: &[u8] = b"\xEF\xBB\xBF";

/// In which words a file speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wording {
    /// Codes and names of fields, the same in every language: for programs.
    Codes,
    /// Words of a language: for people.
    Words(Texts),
}

impl Wording {
    /// A code, or what the texts say under a key.
    pub fn said<'c>(self, code: &'c str, key: &str) -> Cow<'c, str> {
        match self {
            Wording::Codes => Cow::Borrowed(code),
            Wording::Words(texts) => Cow::Owned(texts.get(key)),
        }
    }
}

/// A file being written.
pub struct CsvFile<W: Write>(csv::Writer<W>);

impl<W: Write> CsvFile<W> {
    /// A new file.
    pub fn begin(mut out: W) -> io::Result<CsvFile<W>> {
        out.write_all(MARK)?;
        Ok(CsvFile::resume(out))
    }

    /// The rest of a file that was begun elsewhere.
    pub fn resume(out: W) -> CsvFile<W> {
        CsvFile(csv::WriterBuilder::new().delimiter(b';').from_writer(out))
    }

    /// A row; every one of a file has as many cells.
    pub fn row<C: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = C>) -> io::Result<()> {
        for cell in cells {
            self.0.write_field(harmless(cell.as_ref()).as_ref()).map_err(of_writing)?;
        }
        self.0.write_record(None::<&[u8]>).map_err(of_writing)
    }

    /// Hands on what was written.
    pub fn finish(self) -> io::Result<W> {
        self.0.into_inner().map_err(|error| io::Error::new(error.error().kind(), error.to_string()))
    }
}

/// What the writer below said: the library's own conversion forgets its kind, by which a closed pipe is known.
fn of_writing(error: csv::Error) -> io::Error {
    let told = error.to_string();
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        _ => io::Error::other(told),
    }
}

/// A cell that no spreadsheet takes for a formula: an apostrophe stands before each character that begins one. A
/// spreadsheet set to another separator than `;` splits cells at that, so what follows any separator counts as the
/// beginning of a cell, and so does what follows blanks or quotes there.
fn harmless(cell: &str) -> Cow<'_, str> {
    let mut at_start = true;
    let mut safe = String::new();
    let mut copied = 0;
    for (at, c) in cell.char_indices() {
        if at_start && begins_formula(c) {
            safe.push_str(&cell[copied..at]);
            safe.push('\'');
            copied = at;
        }
        at_start = matches!(c, ';' | ',' | '|' | '\t' | '\r' | '\n') || (at_start && (c == '"' || c.is_whitespace()));
    }
    if copied == 0 && safe.is_empty() {
        return Cow::Borrowed(cell);
    }
    safe.push_str(&cell[copied..]);
    Cow::Owned(safe)
}

/// Also by the wide and small forms, which spreadsheets of East Asian languages take for the same, and by the control
/// characters that some pass over.
fn begins_formula(c: char) -> bool {
    matches!(
        c,
        '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠' | '﹦' | '﹢' | '﹣' | '﹫' | '\u{2212}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(rows: &[&[&str]]) -> String {
        let mut file = CsvFile::begin(Vec::new()).unwrap();
        rows.iter().for_each(|row| file.row(*row).unwrap());
        String::from_utf8(file.finish().unwrap()).unwrap()
    }

    /// The cells that a program reads that splits at `separator`.
    fn read(text: &str, separator: u8) -> Vec<String> {
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        reader.records().flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()).collect()
    }

    /// Whoever reads has had enough, as `head` has.
    struct Closed;

    impl Write for Closed {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if bytes == MARK { Ok(bytes.len()) } else { Err(io::ErrorKind::BrokenPipe.into()) }
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
    }

    #[test]
    fn that_nobody_reads_any_more_is_told_as_such() {
        let mut short = CsvFile::begin(Closed).unwrap();
        short.row(["a"]).unwrap();
        assert_eq!(short.finish().err().unwrap().kind(), io::ErrorKind::BrokenPipe);
        let mut long = CsvFile::begin(Closed).unwrap();
        let refused = (0..100_000).find_map(|_| long.row(["a longer cell"]).err());
        assert_eq!(refused.unwrap().kind(), io::ErrorKind::BrokenPipe);
    }

    #[test]
    fn a_file_begins_with_its_mark_and_survives_being_read() {
        let text = written(&[&["tunniste", "oid"], &["a;\"b\"", "ä\nö"], &["", "1.2.246"]]);
        assert!(text.starts_with('\u{feff}'));
        assert_eq!(read(&text, b';'), ["tunniste", "oid", "a;\"b\"", "ä\nö", "", "1.2.246"]);
        let mut rest = CsvFile::resume(Vec::new());
        rest.row(["c", "d"]).unwrap();
        assert_eq!(rest.finish().unwrap(), b"c;d\n");
    }

    #[test]
    fn no_cell_is_a_formula_whatever_the_spreadsheet_splits_at() {
        let cells = [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "=HYPERLINK(\"x\";\"y\")",
            "x;=cmd|'/C calc'!A0",
            "x,=1+1",
            "x\t@1",
            "x\n-1",
            "x, \"=1\"",
            "\"=1\"",
            " =1",
            "＝1+1",
            "＋1",
            "－1",
            "＠A1",
            "﹦1",
            "−1",
            "x;＝1",
            ";;=1",
        ];
        for cell in cells {
            let text = written(&[&["first", cell, "last"]]);
            for separator in [b';', b',', b'\t', b'|'] {
                for read in read(&text, separator) {
                    let begins = read.trim_start_matches(['"', ' ']).chars().next();
                    assert!(!begins.is_some_and(begins_formula), "{cell:?} is read as {read:?}");
                }
            }
        }
    }

    #[test]
    fn what_is_no_formula_stays_as_it_is() {
        for cell in
            ["", "s1-0000001", "Anna-Maria", "a=b", "a+b@posti.example", "O'Kaihi", "Östberg, Åke", "1.2.246.562.24.1"]
        {
            assert_eq!(harmless(cell), cell);
        }
    }

    proptest::proptest! {
        #[test]
        fn only_apostrophes_are_added(cell in "[a=+@;,\\t\" '＝-]{0,20}") {
            let bare = |text: &str| text.replace('\'', "");
            proptest::prop_assert_eq!(bare(&harmless(&cell)), bare(&cell));
        }
    }
}
