//! A file as imports: one, or as many as the server's limit demands.

use std::ops::Range;

use super::check::GoodRow;

/// Rows that are sent in one import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Their places among the good rows.
    pub rows: Range<usize>,
    /// Length of the body.
    pub bytes: usize,
}

/// Rows as parts whose bodies have at most `most` bytes, each with as many rows as fit. The same rows give the same
/// parts. A row that alone is too long makes a part alone, which the server will refuse.
pub fn split(rows: &[GoodRow], notice: Option<&str>, most: usize) -> Vec<Part> {
    let frame = frame(notice).len() + "]}".len();
    let mut parts: Vec<Part> = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        let length = row.json.len();
        match parts.last_mut().filter(|part| part.bytes + 1 + length <= most) {
            Some(part) => {
                part.rows.end = place + 1;
                part.bytes += 1 + length;
            }
            None => parts.push(Part { rows: place..place + 1, bytes: frame + length }),
        }
    }
    parts
}

/// The body of a part of these rows.
pub fn body(part: &Part, rows: &[GoodRow], notice: Option<&str>) -> Vec<u8> {
    let mut body = Vec::with_capacity(part.bytes);
    body.extend_from_slice(frame(notice).as_bytes());
    for (place, row) in rows.get(part.rows.clone()).unwrap_or_default().iter().enumerate() {
        if place > 0 {
            body.push(b',');
        }
        body.extend_from_slice(row.json.as_bytes());
    }
    body.extend_from_slice(b"]}");
    body
}

fn frame(notice: Option<&str>) -> String {
    let notice = notice.map(|notice| format!("\"sahkoposti\":{},", serde_json::Value::from(notice)));
    format!("{{{}\"henkilot\":[", notice.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::import::contents::Place;

    #[test]
    fn parts_are_as_large_as_fits_and_hold_every_row_once() {
        let row = |n: u64| GoodRow {
            place: Place { row: n, lines: None },
            tunniste: None,
            has_hetu: false,
            json: format!("{{\"tunniste\":\"{}\"}}", "x".repeat(n as usize % 17)).into(),
        };
        let rows: Vec<GoodRow> = (0..200).map(row).collect();
        for (most, notice) in [(100, None), (333, Some("a\"b@c.example")), (10_000, None), (1, None)] {
            let parts = split(&rows, notice, most);
            let all: Vec<usize> = parts.iter().flat_map(|part| part.rows.clone()).collect();
            assert_eq!(all, (0..200).collect::<Vec<_>>());
            for part in &parts {
                let body = body(part, &rows, notice);
                assert_eq!(body.len(), part.bytes);
                assert!(body.len() <= most || part.rows.len() == 1);
                let read: serde_json::Value = serde_json::from_slice(&body).unwrap();
                assert_eq!(read["henkilot"].as_array().unwrap().len(), part.rows.len());
                assert_eq!(read["sahkoposti"].as_str(), notice);
            }
        }
        assert_eq!(split(&rows, None, 10_000).len(), 1);
        assert!(split(&[], None, 10).is_empty());
    }
}
