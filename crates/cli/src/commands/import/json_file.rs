//! JSON: a list of rows, or the whole body of an import.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::error::Category;
use serde_json::value::RawValue;

use super::contents::{FileContents, FileFault, FileRow, Place, text};

/// The body of an import. Rows stay the text that they are, so that exactly that is checked and sent.
#[derive(Deserialize)]
struct WholeBody<'a> {
    #[serde(borrow)]
    sahkoposti: Option<Cow<'a, str>>,
    #[serde(borrow)]
    henkilot: Option<Vec<&'a RawValue>>,
}

/// Reads a JSON file: `[row, …]`, or `{"sahkoposti": …, "henkilot": [row, …]}`; UTF-8 with or without its mark. What a
/// row holds is not looked at. Never panics.
pub fn read_json(bytes: &[u8]) -> Result<FileContents, FileFault> {
    let text = text(bytes)?;
    let (notice, rows) = if text.trim_start().starts_with('{') {
        let body: WholeBody<'_> = serde_json::from_str(text).map_err(|error| not_json(&error))?;
        (body.sahkoposti, body.henkilot.unwrap_or_default())
    } else {
        (None, serde_json::from_str(text).map_err(|error| not_json(&error))?)
    };
    if rows.is_empty() {
        return Err(FileFault::Empty);
    }
    let row =
        |(row, json): (u64, &RawValue)| FileRow { place: Place { row, lines: None }, json: Ok(json.get().into()) };
    Ok(FileContents { notice: notice.map(Cow::into_owned), rows: (1..).zip(rows).map(row).collect() })
}

/// The reader's own text may repeat values.
fn not_json(error: &serde_json::Error) -> FileFault {
    let what = match error.classify() {
        Category::Eof => "the file ends too early",
        Category::Syntax => "the file is not JSON",
        Category::Data => "the file has a value of the wrong type, or a property twice,",
        Category::Io => "the file cannot be read",
    };
    FileFault::Json { what, line: error.line(), column: error.column() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use texts::{Lang, Texts};

    fn rows_of(text: &str) -> Vec<String> {
        let contents = read_json(text.as_bytes()).unwrap_or_else(|fault| panic!("{fault}"));
        contents.rows.into_iter().map(|row| row.json.unwrap().into()).collect()
    }

    #[test]
    fn a_list_and_a_whole_body_are_the_same_rows() {
        let row = r#"{"tunniste": "ä", "henkilo":{"hetu" : 1.50, "more":[{}]}}"#;
        assert_eq!(rows_of(&format!("[{row},\n null , 3]")), [row, "null", "3"]);
        let body = format!("\u{feff} {{\"more\":1,\"henkilot\":[{row}],\"sahkoposti\":\"\\u0061@b.example\"}} ");
        assert_eq!(rows_of(&body), [row]);
        let contents = read_json(body.as_bytes()).unwrap_or_else(|fault| panic!("{fault}"));
        assert_eq!(contents.notice.as_deref(), Some("a@b.example"));
        assert_eq!(contents.rows[0].place.said(Texts(Lang::En)), "row 1");
    }

    #[test]
    fn what_is_no_such_file_is_refused_without_repeating_it() {
        for (text, line) in [
            ("[{\"hetu\":\"010190-9990\"", 1),
            ("[]\n[\"010190-9990\"]", 2),
            ("{\"henkilot\":\n\"010190-9990\"}", 2),
            ("{\"henkilot\":[1],\"henkilot\":[2]}", 1),
            ("{\"sahkoposti\":[\"010190-9990\"]}", 1),
            ("\"010190-9990\"", 1),
        ] {
            let fault = read_json(text.as_bytes()).map(|_| ()).unwrap_err();
            assert!(matches!(fault, FileFault::Json { line: at, .. } if at == line), "{fault}");
            assert!(!fault.to_string().contains("010190"), "{fault}");
        }
        for text in ["[]", "{}", "{\"henkilot\":[]}", "{\"henkilot\":null}"] {
            assert_eq!(read_json(text.as_bytes()).map(|_| ()), Err(FileFault::Empty));
        }
        assert_eq!(read_json(b"[{\"etunimet\":\n\"P\xE4ivi\"}]").map(|_| ()), Err(FileFault::NotUtf8(2)));
        let nested = format!("[{}", "[".repeat(200_000));
        assert!(read_json(nested.as_bytes()).is_err());
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_panic(
            text in "[\\[\\]{}\":,a-z0-9 é\\\\]{0,60}",
            bytes in proptest::collection::vec(0u8.., 0..60),
        ) {
            for bytes in [text.as_bytes(), &bytes, format!("{{\"henkilot\":[{text}]}}").as_bytes()] {
                if let Ok(contents) = read_json(bytes) {
                    assert!(!contents.rows.is_empty());
                }
            }
        }
    }
}
