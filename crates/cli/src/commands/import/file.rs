//! Reading a file of rows of either form.

use super::contents::{FileContents, FileFault, MARK};
use super::csv_file::read_csv;
use super::json_file::read_json;

/// Reads a file of either form: JSON begins with `[` or `{`, all else is CSV.
pub fn read(bytes: &[u8]) -> Result<FileContents, FileFault> {
    let begins = bytes.strip_prefix(MARK).unwrap_or(bytes).iter().find(|byte| !byte.is_ascii_whitespace());
    match begins {
        Some(b'[' | b'{') => read_json(bytes),
        _ => read_csv(bytes),
    }
}
