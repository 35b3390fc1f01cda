//! Imports.

use events::catalogue::{
    ConflictReviewTakenBack, ConflictReviewed, FoundBy, HandOverNoted, ImportCompleted, ImportDataExpired,
    ImportReceived, ImportRowReassigned, ImportRowRefused, ImportRowResolved, ImportRowWithheld, ImportRowsReceived,
    ImportRowsUndone, ImportUndoOrdered, KeptRow, NoticeAddress, PassivePersonSent, Provenance, ReassignedRow,
    RefusedRow, ResolvedRow, RowOutcome, SentRows, UndoStatement, UnsentFault, UnsentReferences, UnsentRow,
    UnsentRowsReported,
};
use events::codes::{
    ConflictKind, IdentifierKind, Interface, KeptBecause, ReassignmentCause, RowFault, RowField, RowRefusal,
};
use events::person::{Names, SentRow};
use events::{Actor, KeyId, Position, Subject, Tag, With};

use super::{Sample, day, handle, head, hetu, import, organisation, other, person, text, texts, uuid};

pub fn samples() -> Vec<Sample> {
    let sealed = |sample: Sample| sample.sealed_for(Subject::Import(import())).tagged([Tag::Import(import())]);
    let of_import = |sample: Sample| sample.tagged([Tag::Import(import())]);
    let mut all = vec![rows_received(), rows_received_minimal(), received(), received_minimal(), refused()];
    all.extend([refused_minimal(), unsent(), unsent_minimal()]);
    all = all.into_iter().map(sealed).collect();
    let to_person = |sample: Sample| sample.tagged([Tag::Import(import()), Tag::Person(person())]);
    all.push(to_person(sealed(refused_for_a_person())));
    all.extend([resolved(), resolved_minimal(), resolved_offering_a_hetu(), resolved_with_anothers_address()]);
    all.extend([
        withheld(),
        withheld_minimal(),
        passive_sent(),
        passive_sent_minimal(),
        reassigned(),
        reassigned_minimal(),
        stays(),
    ]);
    all.extend([completed(), completed_minimal(), expired(), expired_minimal()]);
    all.push(sealed(undo_ordered()));
    all.extend([undo_ordered_minimal(), rows_undone(), rows_undone_minimal()].map(of_import));
    all.extend([reviewed(), reviewed_minimal(), review_taken_back(), review_taken_back_minimal()]);
    all.extend([handed_over(), handed_over_minimal()]);
    all
}

pub fn row() -> SentRow {
    SentRow {
        tunniste: text("2026-00017"),
        oid: text("1.2.246.562.24.12345678901"),
        hetu: Some(hetu(1998, '-', 946)),
        passport: text("XP1234567"),
        email: text("learner@example.org"),
        names: Names {
            first_names: "Tuulia Vieno-Maria".to_owned(),
            call_name: "Vieno".to_owned(),
            surname: "Kettukangas".to_owned(),
        },
        birth_date: Some(day(1998, 3, 14)),
        sex: text("2"),
        language: text("FI"),
        nationalities: texts(&["246", "752"]),
    }
}

fn rows_received() -> Sample {
    let data = ImportRowsReceived { import_id: import(), first_row: 500, rows: 2 };
    Sample::full(With::new(data, SentRows { sent: vec![row(), SentRow::default()] }))
}

fn undo_ordered() -> Sample {
    let data = ImportUndoOrdered { import: Position(4_711), undone: 480, kept: 20 };
    Sample::full(With::new(data, UndoStatement { words: text("The wrong file was sent.") }))
}

fn undo_ordered_minimal() -> Sample {
    let data = ImportUndoOrdered { import: Position(4_711), undone: 1, kept: 0 };
    Sample::minimal(With::new(data, UndoStatement { words: None }))
}

fn rows_undone() -> Sample {
    let kept = vec![
        KeptRow { row: 81, because: KeptBecause::OtherImport },
        KeptRow { row: 97, because: KeptBecause::Fetched },
    ];
    let (import, order) = (Position(4_711), Position(70_000));
    let data = ImportRowsUndone { import, order, first_row: 80, rows: 80, undone: 77, kept, last: true };
    Sample::full(With::new(data, Default::default()))
}

fn rows_undone_minimal() -> Sample {
    let (import, order) = (Position(4_711), Position(70_000));
    let data = ImportRowsUndone { import, order, first_row: 0, rows: 1, undone: 0, kept: Vec::new(), last: false };
    Sample::minimal(With::new(data, Default::default()))
}

fn rows_received_minimal() -> Sample {
    let data = ImportRowsReceived { import_id: import(), first_row: 0, rows: 1 };
    Sample::minimal(With::new(data, SentRows { sent: vec![SentRow::default()] }))
}

fn received() -> Sample {
    let data = ImportReceived {
        import_id: import(),
        interface: Interface::Oppija,
        rows: 502,
        organisations: vec![organisation("2013112014294919827487"), organisation("00000000001")],
        service: text("Kettukangas student records"),
    };
    Sample::full(With::new(data, NoticeAddress { email: text("imports@example.org") }))
}

fn received_minimal() -> Sample {
    let data = ImportReceived {
        import_id: import(),
        interface: Interface::Yleistunniste,
        rows: 1,
        organisations: vec![],
        service: None,
    };
    Sample::minimal(With::new(data, NoticeAddress { email: None }))
}

fn unsent() -> Sample {
    let row = |row, faults: &[(Option<RowField>, RowFault)]| {
        let fault = |(field, fault): &(Option<RowField>, RowFault)| UnsentFault { field: *field, fault: *fault };
        UnsentRow { row, faults: faults.iter().map(fault).collect() }
    };
    let rows = vec![
        row(7, &[(Some(RowField::Hetu), RowFault::HetuCheckCharacter), (Some(RowField::Sukunimi), RowFault::Missing)]),
        row(12, &[(None, RowFault::Unreadable)]),
    ];
    let references = UnsentReferences { tunnisteet: vec![text("2026-00007"), None] };
    Sample::full(With::new(UnsentRowsReported { import: Position(4_711), rows }, references))
}

fn unsent_minimal() -> Sample {
    let faults = vec![UnsentFault { field: None, fault: RowFault::Other }];
    let data = UnsentRowsReported { import: Position(1), rows: vec![UnsentRow { row: 1, faults }] };
    Sample::minimal(With::new(data, UnsentReferences { tunnisteet: vec![None] }))
}

fn refused() -> Sample {
    let data = ImportRowRefused {
        import: Position(4_711),
        row: 16,
        about: None,
        cause: RowRefusal::UnknownCode,
        field: text("aidinkieli"),
    };
    Sample::full(With::new(data, RefusedRow { tunniste: text("2026-00018") }))
}

/// A person who is erased takes no row.
fn refused_for_a_person() -> Sample {
    let data = ImportRowRefused {
        import: Position(4_711),
        row: 19,
        about: Some(Provenance::unlinked(person(), Some(FoundBy::Oid))),
        cause: RowRefusal::PersonErased,
        field: None,
    };
    let sample = Sample::minimal(With::new(data, RefusedRow { tunniste: text("2026-00019") }));
    sample.special("person-erased", "A row that led to a person whose data is erased; it is tagged with the person.")
}

fn refused_minimal() -> Sample {
    let data =
        ImportRowRefused { import: Position(4_711), row: 0, about: None, cause: RowRefusal::InvalidField, field: None };
    Sample::minimal(With::new(data, RefusedRow { tunniste: None }))
}

fn resolved() -> Sample {
    let data = ImportRowResolved {
        import: Position(4_711),
        row: 17,
        about: Provenance { addressed: person(), by: Some(FoundBy::Passport(handle(2))), head: head() },
        outcome: RowOutcome::Matched(IdentifierKind::Passport),
        conflicts: vec![ConflictKind::DifferentName, ConflictKind::ContradictingIdentifiers],
        contradicting: vec![Provenance::unlinked(other(), Some(FoundBy::Email(handle(3))))],
        withheld: true,
        hetu_offered: false,
    };
    about_person(Sample::full(With::new(data, ResolvedRow { tunniste: text("2026-00017"), sent: Some(row()) })))
}

fn resolved_minimal() -> Sample {
    let data = ImportRowResolved {
        import: Position(4_711),
        row: 0,
        about: Provenance::unlinked(person(), None),
        outcome: RowOutcome::Created,
        conflicts: vec![],
        contradicting: vec![],
        withheld: false,
        hetu_offered: false,
    };
    about_person(Sample::minimal(With::new(data, ResolvedRow { tunniste: None, sent: None })))
}

fn resolved_offering_a_hetu() -> Sample {
    let data = ImportRowResolved {
        import: Position(4_711),
        row: 18,
        about: Provenance::unlinked(person(), Some(FoundBy::Oid)),
        outcome: RowOutcome::Matched(IdentifierKind::Oid),
        conflicts: vec![ConflictKind::Spelling],
        contradicting: vec![],
        withheld: false,
        hetu_offered: true,
    };
    let sample = Sample::minimal(With::new(data, ResolvedRow { tunniste: None, sent: Some(SentRow::default()) }));
    about_person(sample).special("hetu-offered", "A matched row that changes nothing, but brings a hetu.")
}

fn resolved_with_anothers_address() -> Sample {
    let data = ImportRowResolved {
        import: Position(4_711),
        row: 20,
        about: Provenance::unlinked(person(), None),
        outcome: RowOutcome::Created,
        conflicts: vec![ConflictKind::ContradictingIdentifiers],
        contradicting: vec![Provenance::unlinked(other(), Some(FoundBy::Email(handle(3))))],
        withheld: false,
        hetu_offered: false,
    };
    let kept = ResolvedRow { tunniste: text("2026-00020"), sent: Some(SentRow { tunniste: None, ..row() }) };
    about_person(Sample::minimal(With::new(data, kept)))
        .special("anothers-address", "A row that created its person although its address leads to somebody else.")
}

fn withheld() -> Sample {
    let data = ImportRowWithheld {
        about: Provenance { addressed: person(), by: Some(FoundBy::Hetu(handle(1))), head: head() },
        import: Position(4_711),
        row: 17,
        conflicts: vec![ConflictKind::DifferentName, ConflictKind::ContradictingIdentifiers],
    };
    Sample::full(With::new(data, Default::default())).tagged([Tag::Person(person()), Tag::Import(import())])
}

fn passive_sent() -> Sample {
    let about = Provenance { addressed: person(), by: Some(FoundBy::Hetu(handle(1))), head: head() };
    let data = PassivePersonSent { about, import: Position(4_711), row: 17 };
    Sample::full(With::new(data, Default::default())).tagged([Tag::Person(person()), Tag::Import(import())])
}

fn passive_sent_minimal() -> Sample {
    let data = PassivePersonSent { about: Provenance::unlinked(person(), None), import: Position(1), row: 0 };
    Sample::minimal(With::new(data, Default::default())).tagged([Tag::Person(person()), Tag::Import(import())])
}

fn withheld_minimal() -> Sample {
    let (about, conflicts) = (Provenance::unlinked(person(), None), vec![ConflictKind::DifferentName]);
    let data = ImportRowWithheld { about, import: Position(1), row: 0, conflicts };
    Sample::minimal(With::new(data, Default::default())).tagged([Tag::Person(person()), Tag::Import(import())])
}

fn reassigned() -> Sample {
    let data = ImportRowReassigned {
        about: Provenance { addressed: person(), by: None, head: head() },
        import: Position(4_711),
        row: 17,
        from: other(),
        cause: ReassignmentCause::IdentifierEnded,
        organisations: vec![organisation("2013112014294919827487"), organisation("00000000001")],
        conflicts: vec![ConflictKind::Spelling, ConflictKind::ContradictingIdentifiers],
        withheld: true,
    };
    let personal = ReassignedRow { tunniste: text("2026-00017"), sent: row(), words: text("Another learner's hetu.") };
    between_persons(Sample::full(With::new(data, personal)))
}

fn reassigned_minimal() -> Sample {
    let data = ImportRowReassigned {
        about: Provenance::unlinked(person(), None),
        import: Position(1),
        row: 0,
        from: other(),
        cause: ReassignmentCause::WrongPerson,
        organisations: vec![],
        conflicts: vec![],
        withheld: false,
    };
    let personal = ReassignedRow { tunniste: None, sent: SentRow::default(), words: None };
    between_persons(Sample::minimal(With::new(data, personal)))
}

fn stays() -> Sample {
    let data = ImportRowReassigned {
        about: Provenance::unlinked(person(), None),
        import: Position(4_711),
        row: 18,
        from: person(),
        cause: ReassignmentCause::IdentifierEnded,
        organisations: vec![organisation("00000000001")],
        conflicts: vec![],
        withheld: false,
    };
    let personal = ReassignedRow { tunniste: text("2026-00018"), sent: SentRow::default(), words: None };
    about_person(Sample::minimal(With::new(data, personal)))
        .special("stays", "A row whose identifier leads to nobody any more, and which is the person's all the same.")
}

fn between_persons(sample: Sample) -> Sample {
    let tags = [Tag::Person(person()), Tag::Import(import()), Tag::Person(other())];
    sample.sealed_for(Subject::Person(person())).tagged(tags)
}

fn about_person(sample: Sample) -> Sample {
    sample.sealed_for(Subject::Person(person())).tagged([Tag::Person(person()), Tag::Import(import())])
}

fn completed() -> Sample {
    let data = ImportCompleted { import: Position(4_711), resolved: 501, refused: 1 };
    Sample::full(With::new(data, Default::default())).tagged([Tag::Import(import())])
}

fn completed_minimal() -> Sample {
    let data = ImportCompleted { import: Position(1), resolved: 0, refused: 0 };
    Sample::minimal(With::new(data, Default::default())).tagged([Tag::Import(import())])
}

fn expired() -> Sample {
    let data = ImportDataExpired { import_id: import(), key: KeyId(uuid(12)) };
    Sample::full(With::new(data, Default::default())).tagged([Tag::Import(import())])
}

fn expired_minimal() -> Sample {
    let data = ImportDataExpired { import_id: import(), key: KeyId(uuid(12)) };
    Sample::minimal(With::new(data, Default::default())).by(Actor::Operator)
}

fn reviewed() -> Sample {
    let about = Provenance { addressed: person(), by: Some(FoundBy::Hetu(handle(1))), head: head() };
    let data = ConflictReviewed { about, import: Position(4_711), row: 17 };
    let by = Actor::Person("1.2.246.562.24.00000020011".to_owned());
    Sample::full(With::new(data, Default::default())).by(by).tagged([Tag::Person(person()), Tag::Import(import())])
}

fn handed_over() -> Sample {
    let about = Provenance { addressed: person(), by: Some(FoundBy::Hetu(handle(1))), head: head() };
    let by = Actor::Person("1.2.246.562.24.00000020011".to_owned());
    let data = HandOverNoted { about, taken_back: true };
    Sample::full(With::new(data, Default::default())).by(by).tagged([Tag::Person(person())])
}

fn handed_over_minimal() -> Sample {
    let data = HandOverNoted { about: Provenance::unlinked(person(), None), taken_back: false };
    Sample::minimal(With::new(data, Default::default())).tagged([Tag::Person(person())])
}

fn reviewed_minimal() -> Sample {
    let data = ConflictReviewed { about: Provenance::unlinked(person(), None), import: Position(1), row: 0 };
    Sample::minimal(With::new(data, Default::default())).tagged([Tag::Person(person()), Tag::Import(import())])
}

fn review_taken_back() -> Sample {
    let about = Provenance { addressed: person(), by: Some(FoundBy::Hetu(handle(1))), head: head() };
    let data = ConflictReviewTakenBack { about, import: Position(4_711), row: 17 };
    let by = Actor::Person("1.2.246.562.24.00000020011".to_owned());
    Sample::full(With::new(data, Default::default())).by(by).tagged([Tag::Person(person()), Tag::Import(import())])
}

fn review_taken_back_minimal() -> Sample {
    let data = ConflictReviewTakenBack { about: Provenance::unlinked(person(), None), import: Position(1), row: 0 };
    Sample::minimal(With::new(data, Default::default())).tagged([Tag::Person(person()), Tag::Import(import())])
}
