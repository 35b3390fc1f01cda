//! An import of ONR (`tuonti`) and its rows are moved: each row leads to the person to whom it led there.

use events::catalogue::{
    FoundBy, ImportCompleted, ImportReceived, ImportRowResolved, NoticeAddress, Provenance, ResolvedRow, RowOutcome,
};
use events::codes::{ConflictKind, IdentifierKind, Interface};
use events::person::SentRow;
use events::{ImportId, Instant, OrganisationOid, PersonOid, Position, Subject, Tag, With};

use super::day_of;
use crate::draft::Draft;

/// An import that is done in ONR.
#[derive(Clone)]
pub struct OnrImport {
    /// Follows from ONR's number, so that the same import is known again.
    pub id: ImportId,
    /// The path it came by.
    pub interface: Interface,
    /// When it came.
    pub received: Instant,
    /// The sender's organisations.
    pub organisations: Vec<OrganisationOid>,
    /// In the order in which they were handled.
    pub rows: Vec<OnrRow>,
}

/// A row of it.
#[derive(Clone)]
pub struct OnrRow {
    /// To whom it led.
    pub oid: PersonOid,
    /// Its names were others than the person's.
    pub conflict: bool,
    /// What was sent, as far as ONR keeps it.
    pub sent: SentRow,
}

/// The import gets a number. Its notice was sent there, so it has no notice address here.
pub fn received(import: &OnrImport) -> Draft {
    let data = ImportReceived {
        import_id: import.id,
        interface: import.interface,
        rows: import.rows.len() as u32,
        organisations: import.organisations.clone(),
        service: None,
    };
    let draft = Draft::plain(With::new(data, NoticeAddress { email: None }), vec![Tag::Import(import.id)]);
    draft.sealed_for(Subject::Import(import.id)).since(Some(day_of(import.received)))
}

/// A row leads to its person, whom ONR names by OID: by which identifier it was matched there is not kept.
pub fn row(import: &OnrImport, number: Position, row: u32, of: &OnrRow, head: PersonOid) -> Draft {
    let data = ImportRowResolved {
        import: number,
        row,
        about: Provenance { addressed: of.oid, by: Some(FoundBy::Oid), head },
        outcome: RowOutcome::Matched(IdentifierKind::Oid),
        conflicts: of.conflict.then_some(ConflictKind::DifferentName).into_iter().collect(),
        contradicting: Vec::new(),
        // Access there is access here: the organisations of the person say so.
        withheld: false,
        hetu_offered: false,
    };
    let sent = SentRow { tunniste: None, ..of.sent.clone() };
    let personal = ResolvedRow { tunniste: of.sent.tunniste.clone(), sent: Some(sent) };
    Draft::about(of.oid, With::new(data, personal))
        .tagged([Tag::Import(import.id)])
        .since(Some(day_of(import.received)))
}

/// Every row is done.
pub fn completed(import: &OnrImport, number: Position) -> Draft {
    let data = ImportCompleted { import: number, resolved: import.rows.len() as u32, refused: 0 };
    Draft::plain(With::new(data, Default::default()), vec![Tag::Import(import.id)])
}
