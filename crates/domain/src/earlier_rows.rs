//! Rows that led to a person before the register confirmed who the person is.
//!
//! Until then the names are those of the first sender, perhaps by a slip, and later rows were judged by them. When
//! the register confirms other names, the rows that differ from those are the ones in conflict, and anyone who was let in
//! by them is let out. Source: docs/rules.md, *Whose data it is*.

use events::catalogue::{ImportRowWithheld, OrganisationLeft, Provenance};
use events::codes::ConflictKind;
use events::person::{Names, RegisterRecord};
use events::{EventKind, Fact, ImportId, KindSet, OpenedEvent, OrganisationOid, PersonOid, Position, Tag, With};

use crate::draft::Draft;
use crate::judge::name_conflicts;
use crate::person::Person;
use crate::register_record::{fits, names_of};
use crate::rows::import_of;

/// Types of events that are read for it, by the person's tag.
pub const READS: KindSet = KindSet::of(&[
    EventKind::PersonRegistered,
    EventKind::ImportRowResolved,
    EventKind::ImportRowWithheld,
    EventKind::ImportRowReassigned,
]);

/// The most rows that are judged again: so many fit into one command. Of more, the newest are.
pub const MOST: usize = 400;

/// The rows that gave their senders access to a person.
#[derive(Debug, Clone)]
pub struct EarlierRows(Vec<EarlierRow>);

#[derive(Debug, Clone)]
struct EarlierRow {
    about: Provenance,
    import: Position,
    row: u32,
    id: ImportId,
    /// Absent where they cannot be read.
    names: Option<Names>,
    conflicts: Vec<ConflictKind>,
    organisations: Vec<OrganisationOid>,
}

impl EarlierRows {
    /// No rows.
    pub fn none() -> &'static EarlierRows {
        static NONE: EarlierRows = EarlierRows(Vec::new());
        &NONE
    }

    /// Folds the events of one person, or the newest of them.
    pub fn fold<'a>(person: PersonOid, events: impl IntoIterator<Item = &'a OpenedEvent>) -> EarlierRows {
        let (mut rows, mut registered) = (Vec::new(), None);
        for event in events {
            match &event.fact {
                Fact::PersonRegistered(with) => registered = with.personal.known().map(|details| &details.names),
                Fact::ImportRowResolved(with) if !with.data.withheld => {
                    let sent = with.personal.known().and_then(|row| row.sent.as_ref()).map(|sent| &sent.names);
                    let Some(id) = import_of(event) else { continue };
                    rows.push(EarlierRow {
                        about: with.data.about,
                        import: with.data.import,
                        row: with.data.row,
                        id,
                        names: sent.or(registered).cloned(),
                        conflicts: with.data.conflicts.clone(),
                        organisations: event.recorded.envelope.meta.organisations.clone(),
                    });
                }
                Fact::ImportRowWithheld(with) => {
                    rows.retain(|row: &EarlierRow| (row.import, row.row) != (with.data.import, with.data.row));
                }
                Fact::ImportRowReassigned(with) => {
                    rows.retain(|row| (row.import, row.row) != (with.data.import, with.data.row));
                    let (Some(id), false) = (import_of(event), with.data.withheld) else { continue };
                    if with.data.about.addressed == person {
                        rows.push(EarlierRow {
                            about: with.data.about,
                            import: with.data.import,
                            row: with.data.row,
                            id,
                            names: with.personal.known().map(|row| row.sent.names.clone()),
                            conflicts: with.data.conflicts.clone(),
                            organisations: with.data.organisations.clone(),
                        });
                    }
                }
                _ => {}
            }
        }
        EarlierRows(rows)
    }
}

/// The register has confirmed a record for a person whose names were not confirmed before: what becomes of those who
/// were let in by other names. `stay` are the organisations of anyone who has sent the right ones.
pub fn judged_again(
    person: &Person,
    about: Provenance,
    earlier: &EarlierRows,
    record: &RegisterRecord,
    stay: &[OrganisationOid],
) -> Vec<Draft> {
    if fits(&person.names, record) {
        return Vec::new();
    }
    let (mut withheld, mut stay) = (Vec::new(), stay.to_vec());
    for row in &earlier.0 {
        let kinds = row.names.as_ref().map(|names| name_conflicts(names, names_of(record))).unwrap_or_default();
        if kinds.contains(&ConflictKind::DifferentName) {
            withheld.push(row.withheld(kinds));
        } else {
            stay.extend(row.organisations.iter().cloned());
        }
    }
    let left = person.organisations.iter().filter(|own| !stay.contains(own)).cloned().collect();
    let left = OrganisationLeft { about, organisations: left };
    let left = (!left.organisations.is_empty())
        .then(|| Draft::plain(With::new(left, Default::default()), vec![Tag::Person(person.oid)]));
    withheld.into_iter().chain(left).collect()
}

impl EarlierRow {
    fn withheld(&self, names: Vec<ConflictKind>) -> Draft {
        let of_identifiers =
            |kind: &ConflictKind| matches!(kind, ConflictKind::HetuDiffers | ConflictKind::ContradictingIdentifiers);
        let conflicts = names.into_iter().chain(self.conflicts.iter().copied().filter(of_identifiers)).collect();
        let data = ImportRowWithheld { about: self.about, import: self.import, row: self.row, conflicts };
        let tags = vec![Tag::Person(self.about.addressed), Tag::Import(self.id)];
        Draft::plain(With::new(data, Default::default()), tags).comparing()
    }
}
