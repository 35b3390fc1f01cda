//! What an import's events say of it.

use domain::{Draft, Import};
use events::catalogue::{
    FoundBy, ImportCompleted, ImportDataExpired, ImportReceived, ImportRowRefused, ImportRowResolved,
    ImportRowsReceived, NoticeAddress, Provenance, RefusedRow, ResolvedRow, RowOutcome, SentRows,
};
use events::codes::{Interface, RowRefusal};
use events::person::SentRow;
use events::{Position, Subject, Tag, With};

use crate::given::*;

fn of_import(draft: Draft) -> Draft {
    draft.sealed_for(Subject::Import(import_id()))
}

fn tags() -> Vec<Tag> {
    vec![Tag::Import(import_id())]
}

fn chunk() -> Draft {
    let data = ImportRowsReceived { import_id: import_id(), first_row: 0, rows: 3 };
    of_import(Draft::plain(With::new(data, SentRows { sent: vec![SentRow::default(); 3] }), tags()))
}

pub fn received(notice: Option<&str>) -> Draft {
    let data = ImportReceived {
        import_id: import_id(),
        interface: Interface::Oppija,
        rows: 3,
        organisations: vec![organisation(1), organisation(2)],
        service: None,
    };
    of_import(Draft::plain(With::new(data, NoticeAddress { email: notice.map(str::to_owned) }), tags()))
}

fn resolved(row: u32) -> Draft {
    let about = Provenance::unlinked(oid(1), None);
    let (import, outcome, conflicts, contradicting) = (Position(2), RowOutcome::Created, Vec::new(), Vec::new());
    let (withheld, hetu_offered) = (false, false);
    let data = ImportRowResolved { import, row, about, outcome, conflicts, contradicting, withheld, hetu_offered };
    let personal = ResolvedRow { tunniste: Some("row".to_owned()), sent: None };
    Draft::about(oid(1), With::new(data, personal)).tagged(tags())
}

fn refused(row: u32) -> Draft {
    let about = Some(Provenance::unlinked(oid(1), Some(FoundBy::Oid)));
    let data = ImportRowRefused { import: Position(2), row, about, cause: RowRefusal::PersonErased, field: None };
    of_import(Draft::plain(With::new(data, RefusedRow { tunniste: Some("row".to_owned()) }), tags()))
}

pub fn completed() -> Draft {
    let data = ImportCompleted { import: Position(2), resolved: 2, refused: 1 };
    Draft::plain(With::new(data, Default::default()), tags())
}

pub fn expired() -> Draft {
    let data = ImportDataExpired { import_id: import_id(), key: key_of(Subject::Import(import_id())) };
    Draft::plain(With::new(data, Default::default()), tags())
}

/// An import with all that can happen to one.
pub fn whole() -> Vec<Draft> {
    vec![chunk(), received(Some("n@example.org")), resolved(0), refused(1), resolved(2), completed(), expired()]
}

fn folded(drafts: Vec<Draft>) -> Option<Import> {
    Import::fold(&history(drafts))
}

#[test]
fn chunks_alone_are_no_import() {
    assert_eq!(folded(vec![chunk(), chunk()]), None);
    assert_eq!(folded(vec![chunk(), resolved(0), completed()]), None);
}

#[test]
fn its_number_is_the_position_at_which_it_was_received() {
    let import = folded(vec![chunk(), received(Some("n@example.org"))]).unwrap();
    assert_eq!((import.number, import.id, import.rows), (Position(2), import_id(), 3));
    assert_eq!((import.interface, import.received_at), (Interface::Oppija, moment(2)));
    assert_eq!(import.organisations, [organisation(1), organisation(2)]);
    assert!(import.done.is_empty() && import.refused == 0 && !import.completed && !import.expired);
}

#[test]
fn its_key_is_known_though_no_notice_is_wanted() {
    for notice in [Some("n@example.org"), None] {
        let import = folded(vec![chunk(), received(notice)]).unwrap();
        assert_eq!(import.key, Some(key_of(Subject::Import(import_id()))), "or nothing could resolve or expire it");
    }
}

#[test]
fn each_row_is_done_once() {
    let rows = vec![chunk(), received(None), resolved(0), refused(1), resolved(0), refused(1), refused(0)];
    let import = folded(rows).unwrap();
    assert_eq!((import.done.into_iter().collect::<Vec<_>>(), import.refused), (vec![0, 1], 1));
}

#[test]
fn it_completes_and_expires() {
    let whole = whole();
    let upto = |count| folded(whole[..count].to_vec()).unwrap();
    assert_eq!((upto(5).completed, upto(5).expired), (false, false));
    assert_eq!((upto(6).completed, upto(6).expired), (true, false));
    assert_eq!((upto(7).completed, upto(7).expired), (true, true));
    assert_eq!((upto(7).done.len(), upto(7).refused), (3, 1));
}
