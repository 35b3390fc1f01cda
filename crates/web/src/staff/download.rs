//! Tables that are downloaded: for spreadsheets, and as CSV for programs.
//!
//! Rows come part by part. CSV is sent as it is made. A workbook is a compressed archive that can only be sent when it is
//! whole; its rows wait in a file of their own, so that a large one takes little memory.

use std::io;

use axum::body::Body;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use events::Day;
use futures_util::{Stream, StreamExt, stream};
use rust_xlsxwriter::{ExcelDateTime, Format as Look, Workbook, Worksheet, XlsxError};

use super::address::Address;
use super::dates;
use super::refusal::Refusal;
use crate::csv_file::CsvFile;

/// Query name of the format.
pub const FORMAT: &str = "muoto";

/// In which format a table is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Text, its cells separated by `;`.
    Csv,
    /// A workbook (Office Open XML).
    Xlsx,
}

impl Format {
    /// By its name in an address or a form.
    pub fn named(name: &str) -> Option<Format> {
        [Format::Csv, Format::Xlsx].into_iter().find(|format| format.name() == name)
    }

    /// As an address asks for it; CSV where it says nothing.
    pub fn asked(address: &Address) -> Format {
        address.value(FORMAT).and_then(Format::named).unwrap_or(Format::Csv)
    }

    /// Its name, which is the ending of the file.
    pub fn name(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Format::Csv => "text/csv; charset=utf-8",
            Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Text; nothing where it is empty.
    Text(String),
    /// A count, or a number that stands for something.
    Number(u64),
    /// A day.
    Day(Day),
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(text)
    }
}

impl<C: Into<Cell>> From<Option<C>> for Cell {
    fn from(cell: Option<C>) -> Cell {
        cell.map_or(Cell::Text(String::new()), Into::into)
    }
}

impl From<Day> for Cell {
    fn from(day: Day) -> Cell {
        Cell::Day(day)
    }
}

impl From<u64> for Cell {
    fn from(number: u64) -> Cell {
        Cell::Number(number)
    }
}

impl Cell {
    fn text(self) -> String {
        match self {
            Cell::Text(text) => text,
            Cell::Number(number) => number.to_string(),
            Cell::Day(day) => dates::day(day),
        }
    }
}

/// Rows of a table.
pub type Rows = Vec<Vec<Cell>>;

/// A table as a file; `name` has no ending. A CSV file that breaks off ends the connection with an error, so that it does
/// not look like a whole one.
pub async fn answer(
    format: Format,
    name: &str,
    head: Vec<String>,
    parts: impl Stream<Item = io::Result<Rows>> + Send + 'static,
) -> Result<Response, Refusal> {
    let named = format!("attachment; filename=\"{name}.{}\"", format.name());
    let body = match format {
        Format::Csv => {
            let first = stream::once(std::future::ready(csv_head(&head)));
            Body::from_stream(first.chain(parts.map(|rows| rows.and_then(csv))))
        }
        Format::Xlsx => Body::from(workbook(&head, parts).await.map_err(|_| Refusal::Fault)?),
    };
    Ok(([(CONTENT_TYPE, format.media_type().to_owned()), (CONTENT_DISPOSITION, named)], body).into_response())
}

fn csv_head(head: &[String]) -> io::Result<Vec<u8>> {
    let mut file = CsvFile::begin(Vec::new())?;
    file.row(head)?;
    file.finish()
}

fn csv(rows: Rows) -> io::Result<Vec<u8>> {
    let mut file = CsvFile::resume(Vec::new());
    rows.into_iter().try_for_each(|row| file.row(row.into_iter().map(Cell::text)))?;
    file.finish()
}

async fn workbook(head: &[String], parts: impl Stream<Item = io::Result<Rows>>) -> io::Result<Vec<u8>> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory().map_err(io::Error::other)?;
    begin(sheet, head).map_err(io::Error::other)?;
    let day_look = Look::new().set_num_format("d.m.yyyy");
    let mut at = 0;
    let mut parts = std::pin::pin!(parts);
    while let Some(rows) = parts.next().await {
        for row in rows? {
            at += 1;
            write(sheet, at, row, &day_look).map_err(io::Error::other)?;
        }
    }
    // Compressing a large one takes a while, and other requests wait on this thread.
    let made = tokio::task::spawn_blocking(move || book.save_to_buffer());
    made.await.map_err(io::Error::other)?.map_err(io::Error::other)
}

fn begin(sheet: &mut Worksheet, head: &[String]) -> Result<(), XlsxError> {
    let bold = Look::new().set_bold();
    sheet.set_freeze_panes(1, 0)?;
    for (column, text) in (0..).zip(head) {
        sheet.set_column_width(column, WIDTH)?;
        sheet.write_string_with_format(0, column, text, &bold)?;
    }
    Ok(())
}

/// Width of a column in letters: an OID fits.
const WIDTH: f64 = 27.0;

/// Text is written as text, so that nothing in it is a formula or a link.
fn write(sheet: &mut Worksheet, row: u32, cells: Vec<Cell>, day_look: &Look) -> Result<(), XlsxError> {
    for (column, cell) in (0..).zip(cells) {
        match cell {
            Cell::Text(text) if text.is_empty() => {}
            Cell::Text(text) => {
                sheet.write_string(row, column, text)?;
            }
            Cell::Number(number) => {
                sheet.write_number(row, column, number as f64)?;
            }
            Cell::Day(day) => match excel_day(day) {
                Some(date) => {
                    sheet.write_datetime_with_format(row, column, date, day_look)?;
                }
                None => {
                    sheet.write_string(row, column, dates::day(day))?;
                }
            },
        }
    }
    Ok(())
}

/// As a spreadsheet has days; it has none before 1900.
fn excel_day(day: Day) -> Option<ExcelDateTime> {
    use chrono::Datelike;
    let (year, month, of_month) = (u16::try_from(day.0.year()).ok()?, day.0.month(), day.0.day());
    ExcelDateTime::from_ymd(year, u8::try_from(month).ok()?, u8::try_from(of_month).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn rows() -> Rows {
        let cells = |text: &str, number: u64| {
            vec![Cell::from(text.to_owned()), number.into(), Day(events::date(2026, 3, 1)).into()]
        };
        vec![cells("=HYPERLINK(\"x\")", 1), cells("x;=1", 2), cells("", 3)]
    }

    /// The parts of a workbook that hold its cells, as text.
    async fn cells_of(parts: Vec<Rows>) -> String {
        let head = ["name", "row", "day"].map(str::to_owned);
        let bytes = workbook(&head, stream::iter(parts.into_iter().map(Ok))).await.unwrap();
        let mut archive = zip::ZipArchive::new(io::Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        for name in ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"] {
            if let Ok(mut part) = archive.by_name(name) {
                part.read_to_string(&mut text).unwrap();
            }
        }
        text
    }

    #[test]
    fn in_csv_no_cell_is_a_formula_and_days_are_read_by_people() {
        let text = String::from_utf8(csv(rows()).unwrap()).unwrap();
        assert_eq!(text, "\"'=HYPERLINK(\"\"x\"\")\";1;1.3.2026\n\"x;'=1\";2;1.3.2026\n;3;1.3.2026\n");
    }

    #[tokio::test]
    async fn in_a_workbook_text_stays_text_and_days_are_days() {
        let text = cells_of(vec![rows(), rows()]).await;
        assert!(!text.contains("<f>"), "a formula");
        assert!(text.contains("=HYPERLINK") && text.contains("x;=1"));
        // 1.3.2026 as spreadsheets count days.
        assert_eq!(text.matches("<v>46082</v>").count(), 6);
        assert_eq!(text.matches("<row ").count(), 7);
    }

    #[test]
    fn a_day_before_those_of_spreadsheets_is_text() {
        assert!(excel_day(Day(events::date(1850, 1, 1))).is_none());
        assert!(excel_day(Day(events::date(1900, 3, 1))).is_some());
    }
}
