//! CSV: a header row with the names of the interface's fields, then a learner on each row.

use csv::{ReaderBuilder, StringRecord};
use events::codes::{Interface, RowFault as Kind};

use super::contents::{FileContents, FileFault, FileRow, Place, RowFault, text};
use crate::generate::Row;

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Tunniste,
    Oid,
    Hetu,
    Passport,
    Email,
    FirstNames,
    CallName,
    Surname,
    BirthDate,
    Sex,
    Language,
    Nationalities,
}

const COLUMNS: [(&str, Column); 12] = [
    ("tunniste", Column::Tunniste),
    ("oid", Column::Oid),
    ("hetu", Column::Hetu),
    ("passinumero", Column::Passport),
    ("sahkoposti", Column::Email),
    ("etunimet", Column::FirstNames),
    ("kutsumanimi", Column::CallName),
    ("sukunimi", Column::Surname),
    ("syntymaaika", Column::BirthDate),
    ("sukupuoli", Column::Sex),
    ("aidinkieli", Column::Language),
    ("kansalaisuus", Column::Nationalities),
];
/// Every row needs them, on either path.
const NEEDED: [&str; 3] = ["etunimet", "kutsumanimi", "sukunimi"];

/// Reads a CSV file: `;` or `,` between cells, whichever the header row has more of; quotes by RFC 4180; UTF-8 with or
/// without its mark. Spreadsheets' `sep=;` line is passed over, and so are rows without any text and empty columns at the
/// end. An empty or blank cell is a value that is not given; other cells are taken as they are, blanks included. Never
/// panics.
pub fn read_csv(bytes: &[u8]) -> Result<FileContents, FileFault> {
    let text = text(bytes)?;
    let (text, lines_before) = without_separator_line(text);
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter(text)).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut columns: Option<Vec<Column>> = None;
    let mut contents = FileContents::default();
    let mut lines = Lines { text, at: 0, line: 1 + lines_before };
    for record in reader.records() {
        // The text is UTF-8 and rows may have any length: nothing is left that could go wrong.
        let Ok(record) = record else { break };
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let Some(columns) = &columns else {
            columns = Some(header(&record)?);
            continue;
        };
        let row = contents.rows.len() as u64 + 1;
        let first = lines.up_to(record.position().map_or(0, csv::Position::byte));
        let breaks: u64 = record.iter().map(line_breaks).sum();
        let place = Place { row, lines: Some((first, first + breaks)) };
        contents.rows.push(FileRow { place, json: read_row(&record, columns, breaks > 0) });
    }
    if contents.rows.is_empty() { Err(FileFault::Empty) } else { Ok(contents) }
}

/// Spreadsheets may begin a file with the separator that they used.
fn without_separator_line(text: &str) -> (&str, u64) {
    let first = text.split('\n').next().unwrap_or_default();
    let is_one = matches!(first.trim_end_matches('\r'), "sep=;" | "sep=,");
    if is_one { (text.get(first.len() + 1..).unwrap_or_default(), 1) } else { (text, 0) }
}

/// What separates the cells of the header row.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |separator| header.matches(separator).count();
    if count(',') > count(';') { b',' } else { b';' }
}

/// Counts lines from record to record. The reader's own count is one short after a line that ends with two characters.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the record that begins at this byte, or after the line breaks there.
    fn up_to(&mut self, byte: u64) -> u64 {
        let start = usize::try_from(byte).unwrap_or(self.at).max(self.at);
        let breaks =
            self.text.get(start..).unwrap_or_default().bytes().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        let start = start + breaks.count();
        self.line += line_breaks(self.text.get(self.at..start).unwrap_or_default());
        self.at = start;
        self.line
    }
}

/// A line ends with LF, CR LF or CR.
fn line_breaks(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let ends = |at: &usize| bytes[*at] == b'\n' || (bytes[*at] == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
    (0..bytes.len()).filter(ends).count() as u64
}

fn header(record: &StringRecord) -> Result<Vec<Column>, FileFault> {
    let mut columns = Vec::new();
    for (place, name) in record.iter().take(cells_used(record)).enumerate() {
        let name = name.trim().to_ascii_lowercase();
        let known = COLUMNS.iter().find(|(known, _)| *known == name);
        let (known, column) = known.ok_or(FileFault::UnknownColumn(place + 1))?;
        if columns.contains(column) {
            return Err(FileFault::RepeatedColumn(known));
        }
        columns.push(*column);
    }
    let there = |name: &&str| COLUMNS.iter().any(|(known, column)| known == name && columns.contains(column));
    match NEEDED.into_iter().find(|name| !there(name)) {
        Some(missing) => Err(FileFault::MissingColumn(missing)),
        None => Ok(columns),
    }
}

/// How many cells there are up to the last one with text in it. Spreadsheets write empty columns that were used once.
fn cells_used(record: &StringRecord) -> usize {
    (0..record.len()).rev().find(|at| !record[*at].trim().is_empty()).map_or(0, |last| last + 1)
}

fn read_row(record: &StringRecord, columns: &[Column], broken: bool) -> Result<Box<str>, RowFault> {
    if broken {
        return Err(RowFault {
            field: String::new(),
            cause: "a cell has a line break in it; perhaps a quote is not closed, and has swallowed the rows after it"
                .to_owned(),
            next: "look for the quote (\") on these lines, remove it or the line break, and import these rows again",
            kind: Kind::Unreadable,
        });
    }
    if record.len() < columns.len() || cells_used(record) > columns.len() {
        return Err(RowFault {
            field: String::new(),
            cause: format!("the row has {} cells and the header row {}", record.len(), columns.len()),
            next: "put a cell that holds the separator into quotes, give each empty cell its separator, and import the \
                   row again",
            kind: Kind::Unreadable,
        });
    }
    let mut row = Row::default();
    for (cell, column) in record.iter().zip(columns).filter(|(cell, _)| !cell.trim().is_empty()) {
        put(&mut row, *column, cell);
    }
    // The other path passes over what it does not know.
    Ok(row.json(Interface::Oppija).into())
}

fn put(row: &mut Row, column: Column, cell: &str) {
    let cell = cell.to_owned();
    match column {
        Column::Tunniste => row.tunniste = Some(cell),
        Column::Oid => row.oid = Some(cell),
        Column::Hetu => row.hetu = Some(cell),
        Column::Passport => row.passport = Some(cell),
        Column::Email => row.email = Some(cell),
        Column::FirstNames => row.names.first_names = cell,
        Column::CallName => row.names.call_name = cell,
        Column::Surname => row.names.surname = cell,
        Column::BirthDate => row.birth_date = Some(cell),
        Column::Sex => row.sex = Some(cell),
        Column::Language => row.language = Some(cell),
        Column::Nationalities => {
            let codes = cell.split(|c: char| c == '|' || c.is_whitespace()).filter(|code| !code.is_empty());
            row.nationalities = codes.map(str::to_owned).collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::{Format, Options, Writer, rows};
    use serde_json::{Value, json};
    use texts::{Lang, Texts};

    const HEADER: &str = "tunniste;hetu;etunimet;kutsumanimi;sukunimi;kansalaisuus";

    fn rows_of(bytes: &[u8]) -> Vec<Result<Value, RowFault>> {
        let contents = read_csv(bytes).unwrap_or_else(|fault| panic!("{fault}"));
        contents.rows.into_iter().map(|row| row.json.map(|json| serde_json::from_str(&json).unwrap())).collect()
    }

    fn fault(text: &[u8]) -> FileFault {
        read_csv(text).map(|_| ()).unwrap_err()
    }

    #[test]
    fn cells_become_a_row_of_the_interface() {
        let text = "\u{feff}Tunniste; HETU ;etunimet;kutsumanimi;sukunimi;syntymaaika;sukupuoli;aidinkieli;\
            kansalaisuus\r\n\
            a-1;010190-9990;\"Anna \"\"Ansa\"\" Maria\";Anna;\"Öst; Berg\";1990-01-01;2;FI;246 752|233\r\n";
        let expected = json!({"tunniste": "a-1", "henkilo": {"hetu": "010190-9990", "etunimet": "Anna \"Ansa\" Maria",
            "kutsumanimi": "Anna", "sukunimi": "Öst; Berg", "syntymaaika": "1990-01-01", "sukupuoli": {"koodi": "2"},
            "aidinkieli": {"koodi": "FI"}, "kansalaisuus": [{"koodi": "246"}, {"koodi": "752"}, {"koodi": "233"}]}});
        assert_eq!(rows_of(text.as_bytes()), [Ok(expected.clone())]);
        let commas = text.replace("Öst; Berg", "Öst# Berg").replace(';', ",").replace("Öst# Berg", "Öst; Berg");
        assert_eq!(rows_of(commas.as_bytes()), [Ok(expected.clone())]);
        let marked = format!("\u{feff}sep=;\r\n{}", &text[3..]);
        assert_eq!(rows_of(marked.as_bytes()), [Ok(expected)]);
        let contents = read_csv(marked.as_bytes()).unwrap_or_else(|fault| panic!("{fault}"));
        assert_eq!(contents.rows[0].place.said(Texts(Lang::En)), "row 1 (line 3)");
    }

    #[test]
    fn empty_cells_are_not_given_and_other_blanks_stay() {
        let text = format!("\n{HEADER}\n\n;  ; Anna ;Anna;;246\n;;;;;\n   \nb;;;;;");
        let rows = rows_of(text.as_bytes());
        let first = json!({"henkilo": {"etunimet": " Anna ", "kutsumanimi": "Anna", "sukunimi": "",
            "kansalaisuus": [{"koodi": "246"}]}});
        let second = json!({"tunniste": "b", "henkilo": {"etunimet": "", "kutsumanimi": "", "sukunimi": "",
            "kansalaisuus": []}});
        assert_eq!(rows, [Ok(first), Ok(second)]);
    }

    #[test]
    fn a_spoilt_row_spoils_no_other() {
        let text = format!("{HEADER}\na;1;A;A;B;246;x\nb;1;A;A;B\nc;1;\"A\nA\";A;B;246\nd;1;A;A;B;246\n");
        let contents = read_csv(text.as_bytes()).unwrap_or_else(|fault| panic!("{fault}"));
        let places: Vec<String> = contents.rows.iter().map(|row| row.place.said(Texts(Lang::En))).collect();
        assert_eq!(places, ["row 1 (line 2)", "row 2 (line 3)", "row 3 (lines 4–5)", "row 4 (line 6)"]);
        for (ends, first) in [("\r\n", "row 1 (line 2)"), ("\r", "row 1 (line 2)"), ("\n\r\n", "row 1 (line 3)")] {
            let other = read_csv(text.replace('\n', ends).as_bytes()).unwrap_or_else(|fault| panic!("{fault}"));
            assert_eq!((other.rows.len(), other.rows[0].place.said(Texts(Lang::En)).as_str()), (4, first));
        }
        let causes: Vec<_> =
            contents.rows.iter().map(|row| row.json.as_ref().err().map(|f| f.cause.as_str())).collect();
        assert_eq!(causes[0], Some("the row has 7 cells and the header row 6"));
        assert_eq!(causes[1], Some("the row has 5 cells and the header row 6"));
        assert!(causes[2].unwrap().contains("line break") && causes[3].is_none());
    }

    #[test]
    fn empty_columns_at_the_end_are_passed_over() {
        let one = json!({"tunniste": "a", "henkilo": {"hetu": "1", "etunimet": "A", "kutsumanimi": "A", "sukunimi": "B",
            "kansalaisuus": [{"koodi": "246"}]}});
        for text in [
            format!("{HEADER};;\na;1;A;A;B;246;;\n"),
            format!("{HEADER}; ;\t\na;1;A;A;B;246; ; ;\n"),
            format!("{HEADER};;\na;1;A;A;B;246\n"),
            format!("{HEADER}\na;1;A;A;B;246;;;;\n"),
            format!("{HEADER},,\na,1,A,A,B,246,,\n").replace(';', ","),
        ] {
            assert_eq!(rows_of(text.as_bytes()), [Ok(one.clone())], "{text}");
        }
        // A column without a name in between, and text below none, are faults.
        assert_eq!(fault(b"etunimet;;kutsumanimi;sukunimi\n"), FileFault::UnknownColumn(2));
        assert!(rows_of(format!("{HEADER};;\na;1;A;A;B;246;;x\n").as_bytes())[0].is_err());
    }

    #[test]
    fn a_quote_that_is_not_closed_is_told_of_with_the_lines_it_swallowed() {
        let text = format!("{HEADER}\na;1;\"Anna;A;B;246\nb;1;A;A;B;246\nc;1;A;A;B;246\n");
        let contents = read_csv(text.as_bytes()).unwrap_or_else(|fault| panic!("{fault}"));
        assert_eq!(contents.rows.len(), 1);
        assert_eq!(contents.rows[0].place.said(Texts(Lang::En)), "row 1 (lines 2–5)");
        assert!(contents.rows[0].json.as_ref().unwrap_err().cause.contains("quote is not closed"));
    }

    #[test]
    fn what_is_no_such_file_is_refused_with_what_to_do() {
        let latin = [HEADER.as_bytes(), b"\na;1;A;A;B;246\nb;1;P\xE4ivi;A;B;246\n"].concat();
        assert_eq!(fault(&latin), FileFault::NotUtf8(3));
        assert!(fault(&latin).to_string().contains("ISO-8859-1") && fault(&latin).to_string().contains("CSV UTF-8"));
        assert_eq!(fault(b"\xFF\xFEt\0u\0"), FileFault::Utf16);
        assert_eq!(fault(b""), FileFault::Empty);
        assert_eq!(fault(format!("{HEADER}\n;;;;;\n").as_bytes()), FileFault::Empty);
        assert_eq!(fault(b"etunimet;kutsumanimi;sukunimi;etunimet\n"), FileFault::RepeatedColumn("etunimet"));
        assert_eq!(fault(b"etunimet;sukunimi\n"), FileFault::MissingColumn("kutsumanimi"));
        // A first row of data is not repeated.
        let data = fault("010190-9990;Anna;Anna;Berg\n".as_bytes());
        assert_eq!(data, FileFault::UnknownColumn(1));
        assert!(!data.to_string().contains("010190"));
    }

    #[test]
    fn what_generate_writes_is_read_back() {
        let options = Options::new(2, 2000, 500);
        let mut writer = Writer::new(Vec::new(), Format::Csv, options.interface, None).unwrap();
        let made: Vec<_> = rows(&options).map(|made| made.row).collect();
        made.iter().for_each(|row| writer.write(row).unwrap());
        let contents = read_csv(&writer.finish().unwrap()).unwrap_or_else(|fault| panic!("{fault}"));
        assert_eq!(contents.rows.len(), 500);
        for (row, read) in made.iter().zip(&contents.rows) {
            assert!(read.json.as_deref() == Ok(row.json(options.interface).as_str()));
        }
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_panic(
            text in "[;,\"\\r\\n a-zä=\u{feff}]{0,80}",
            bytes in proptest::collection::vec(0u8.., 0..80),
        ) {
            let with_header = [HEADER.as_bytes(), b"\n", text.as_bytes()].concat();
            for bytes in [text.as_bytes(), &bytes, &with_header] {
                if let Ok(contents) = read_csv(bytes) {
                    assert!(!contents.rows.is_empty());
                }
            }
        }
    }
}
