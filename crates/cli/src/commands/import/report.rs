//! Rows that were refused here, reported to the registry: the page of the import shows them beside those that came. Only
//! the row's number, the sender's reference, and which field is at fault and how are sent.

use domain::report_unsent_rows::{MOST_FAULTS, reference_fits};
use events::codes::RowField;
use serde_json::{Value, json};

use super::check::RefusedRow;
use super::contents::RowFault;
use super::registry::Registry;
use super::trouble::Trouble;

/// Rows that are reported at once: well below what the registry takes.
const AT_ONCE: usize = 200;

/// Reports rows with the imports, each with the one in whose part of the file it stands. `imports` are the numbers, each
/// with the first row of its part. Gives how many rows were reported; `None` where the registry does not take them.
pub async fn report(
    registry: &mut Registry,
    refused: &[RefusedRow],
    imports: &[(i64, u64)],
) -> Result<Option<usize>, Trouble> {
    let import_of = |row: u64| imports.iter().rev().find(|(_, first)| *first <= row).or(imports.first());
    for rows in refused.chunk_by(|a, b| import_of(a.place.row) == import_of(b.place.row)) {
        let Some((import, _)) = rows.first().and_then(|row| import_of(row.place.row)) else { return Ok(Some(0)) };
        for some in rows.chunks(AT_ONCE) {
            let body = json!({ "rows": some.iter().map(told).collect::<Vec<Value>>() });
            if !registry.report_unsent(*import, &body).await? {
                return Ok(None);
            }
        }
    }
    Ok(Some(refused.len()))
}

fn told(row: &RefusedRow) -> Value {
    let fault = |fault: &RowFault| json!({ "field": field(&fault.field), "fault": fault.kind });
    let faults: Vec<Value> = row.faults.iter().take(MOST_FAULTS).map(fault).collect();
    // A reference that is itself at fault is not repeated.
    let tunniste = row.tunniste.as_deref().filter(|tunniste| reference_fits(tunniste));
    json!({ "row": row.place.row, "tunniste": tunniste, "faults": faults })
}

/// The field of a path such as `kansalaisuus[1].koodi`; none where it is no field that the registry knows.
fn field(path: &str) -> Option<RowField> {
    let name = path.split(['.', '[']).next().unwrap_or_default();
    RowField::ALL.iter().copied().find(|field| field.to_string() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_known_by_its_name_and_nothing_else_is_sent() {
        assert_eq!(field("kansalaisuus[1].koodi"), Some(RowField::Kansalaisuus));
        assert_eq!(field("hetu"), Some(RowField::Hetu));
        assert_eq!((field(""), field("010190-9990")), (None, None));
    }
}
