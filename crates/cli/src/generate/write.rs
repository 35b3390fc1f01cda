//! Rows written as the bodies of `PUT /oppija` and `PUT /yleistunniste`, or as CSV.

use std::io::{self, Write};

use csv::QuoteStyle;
use events::codes::Interface;

use super::row::{AsJson, Row};

/// The columns of `/oppija` in a CSV file.
const OPPIJA_COLUMNS: [&str; 12] = [
    "tunniste",
    "oid",
    "hetu",
    "passinumero",
    "sahkoposti",
    "etunimet",
    "kutsumanimi",
    "sukunimi",
    "syntymaaika",
    "sukupuoli",
    "aidinkieli",
    "kansalaisuus",
];
/// The columns of `/yleistunniste` in a CSV file.
const YLEISTUNNISTE_COLUMNS: [&str; 5] = ["tunniste", "hetu", "etunimet", "kutsumanimi", "sukunimi"];

/// In which form rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The body of the path.
    Json,
    /// `;` between cells, a header row, UTF-8. An empty name is an empty cell.
    Csv,
}

/// Writes rows one by one.
pub struct Writer<W: Write> {
    form: Form<W>,
    interface: Interface,
}

enum Form<W: Write> {
    Json { out: W, any: bool },
    Csv(Box<csv::Writer<W>>),
}

impl<W: Write> Writer<W> {
    /// Begins. `notice` is the notice address (*sahkoposti*) of the import; CSV has none.
    pub fn new(mut out: W, format: Format, interface: Interface, notice: Option<&str>) -> io::Result<Writer<W>> {
        let form = match format {
            Format::Json => {
                out.write_all(b"{")?;
                if let Some(notice) = notice {
                    write!(out, "\"sahkoposti\":{},", serde_json::to_string(notice)?)?;
                }
                out.write_all(b"\"henkilot\":[")?;
                Form::Json { out, any: false }
            }
            Format::Csv => {
                let mut out =
                    csv::WriterBuilder::new().delimiter(b';').quote_style(QuoteStyle::Necessary).from_writer(out);
                out.write_record(columns(interface))?;
                Form::Csv(Box::new(out))
            }
        };
        Ok(Writer { form, interface })
    }

    /// One more row.
    pub fn write(&mut self, row: &Row) -> io::Result<()> {
        match &mut self.form {
            Form::Json { out, any } => {
                // A row on each line, so that a file can be looked at and compared.
                out.write_all(if *any { b",\n" } else { b"\n" })?;
                *any = true;
                Ok(serde_json::to_writer(out, &AsJson(row, self.interface))?)
            }
            Form::Csv(out) => Ok(write_cells(out, row, self.interface)?),
        }
    }

    /// Ends, and gives back what was written to.
    pub fn finish(self) -> io::Result<W> {
        match self.form {
            Form::Json { mut out, .. } => {
                out.write_all(b"\n]}\n")?;
                out.flush()?;
                Ok(out)
            }
            Form::Csv(out) => out.into_inner().map_err(|error| error.into_error()),
        }
    }
}

fn columns(interface: Interface) -> &'static [&'static str] {
    match interface {
        Interface::Oppija => &OPPIJA_COLUMNS,
        Interface::Yleistunniste => &YLEISTUNNISTE_COLUMNS,
    }
}

fn write_cells<W: Write>(out: &mut csv::Writer<W>, row: &Row, interface: Interface) -> csv::Result<()> {
    let nationalities = row.nationalities.join(" ");
    for column in columns(interface) {
        let given = match *column {
            "tunniste" => row.tunniste.as_deref(),
            "oid" => row.oid.as_deref(),
            "hetu" => row.hetu.as_deref(),
            "passinumero" => row.passport.as_deref(),
            "sahkoposti" => row.email.as_deref(),
            "etunimet" => Some(row.names.first_names.as_str()),
            "kutsumanimi" => Some(row.names.call_name.as_str()),
            "sukunimi" => Some(row.names.surname.as_str()),
            "syntymaaika" => row.birth_date.as_deref(),
            "sukupuoli" => row.sex.as_deref(),
            "aidinkieli" => row.language.as_deref(),
            _ => Some(nationalities.as_str()),
        };
        out.write_field(given.unwrap_or_default())?;
    }
    out.write_record(None::<&[u8]>)
}

/// The body of `PUT /oppija` with these rows; `notice` is its `sahkoposti`.
pub fn to_oppija_json<'a>(rows: impl IntoIterator<Item = &'a Row>, notice: Option<&str>) -> String {
    to_json(rows, notice, Interface::Oppija)
}

/// The body of `PUT /yleistunniste` with these rows; `notice` is its `sahkoposti`.
pub fn to_yleistunniste_json<'a>(rows: impl IntoIterator<Item = &'a Row>, notice: Option<&str>) -> String {
    to_json(rows, notice, Interface::Yleistunniste)
}

fn to_json<'a>(rows: impl IntoIterator<Item = &'a Row>, notice: Option<&str>, interface: Interface) -> String {
    let written = Writer::new(Vec::new(), Format::Json, interface, notice).and_then(|mut writer| {
        rows.into_iter().try_for_each(|row| writer.write(row))?;
        writer.finish()
    });
    // Writing to memory does not fail, and JSON is UTF-8.
    written.map(|bytes| String::from_utf8(bytes).unwrap_or_default()).unwrap_or_default()
}
