//! The page of an import with invented people, in several shapes.

use app::report::Slice;
use app::report::conflicts::{Conflict, Contradiction, Side};
use app::report::imports::{Funnel, ImportDetails, Renumbering, RowLine, Undo};
use app::report::unsent::UnsentRow;
use app::rules::{Cause, Status};
use askama::Template;
use events::Position;
use events::catalogue::UnsentFault;
use events::codes::{ConflictKind, FailureCause, IdentifierKind, RowFault, RowField, RowRefusal};

use super::samples::{PEOPLE, asked, hetu, import_line, instant, names, official, person};
use crate::staff::import;
use texts::Lang;

/// The pages.
pub fn imports(lang: Lang) -> Vec<(String, String)> {
    vec![
        ("import-rows".to_owned(), import_page(lang, "", &details(true, true), &import::Listed::Rows(rows()))),
        (
            "import-rows-in-conflict".to_owned(),
            import_page(lang, "tila=conflicts&merkitty=3", &details(true, false), &import::Listed::Rows(in_conflict())),
        ),
        (
            "import-running".to_owned(),
            import_page(
                lang,
                "tila=failed",
                &details(false, true),
                &import::Listed::Rows(Slice { items: Vec::new(), next: None, total: Some(0) }),
            ),
        ),
        (
            "import-conflicts".to_owned(),
            import_page(
                lang,
                "nakyma=ristiriidat&merkitty=6",
                &details(true, true),
                &import::Listed::Conflicts(conflicts()),
            ),
        ),
        (
            "import-no-right".to_owned(),
            import_page(lang, "nakyma=ristiriidat", &details(true, false), &import::Listed::Nothing),
        ),
        (
            "import-unsent".to_owned(),
            import_page(lang, "nakyma=lahettamatta", &details(true, true), &import::Listed::Unsent(unsent())),
        ),
    ]
}

fn details(done: bool, shows_data: bool) -> ImportDetails {
    let conflict_kinds = vec![(ConflictKind::MissingFirstNames, 38), (ConflictKind::DifferentName, 3)];
    let causes = vec![(Cause::NoHetu, 201), (Cause::Identification(FailureCause::TestHetu), 29)];
    let (line, may_review, refused) = (import_line(128_411, done), done, u32::from(done) * 2);
    let funnel =
        Funnel { matched: 91, created: 240, refused: 3, waiting: 16, identified: 262, in_progress: 40, failed: 29 };
    ImportDetails {
        line,
        funnel,
        conflict_kinds,
        causes,
        conflicts_checked: 5,
        refused,
        renumbered: 1,
        withheld: 2,
        undo: done.then_some(Undo {
            ordered: Position(40),
            undone: 331,
            restored: 0,
            restored_by: None,
            kept: 9,
            done,
        }),
        unsent: RowFault::ALL.len() as u32,
        shows_data,
        may_review,
    }
}

fn unsent() -> Slice<UnsentRow> {
    let row = |(at, fault): (usize, &RowFault)| UnsentRow {
        row: at as u32 + 1,
        tunniste: (at % 5 != 4).then(|| format!("op-{at}")),
        faults: vec![
            UnsentFault { field: RowField::ALL.get(at).copied(), fault: *fault },
            UnsentFault { field: Some(RowField::Sukunimi), fault: RowFault::Missing },
        ],
    };
    let items: Vec<UnsentRow> = RowFault::ALL.iter().enumerate().map(row).collect();
    Slice { total: Some(items.len() as u64), items, next: None }
}

fn rows() -> Slice<RowLine> {
    let row = |n: u32| {
        let refusal = RowRefusal::ALL.get(n as usize).copied();
        let all = [Status::Successful, Status::InProgress, Status::Failed];
        let status = refusal.is_none().then_some(all[n as usize % 3]);
        let (surname, first_names) = PEOPLE[n as usize % PEOPLE.len()];
        RowLine {
            row: n,
            tunniste: (n % 5 != 4).then(|| format!("op-{n}")),
            oid: status.map(|_| person(n.into())),
            oppijanumero: status.filter(|status| *status == Status::Successful).map(|_| person(n.into())),
            names: (status.is_some() && n % 4 != 3).then(|| names(surname, first_names)),
            status,
            passive: n == 6,
            cause: (status == Some(Status::Failed)).then_some(Cause::Identification(FailureCause::NamesNearlySame)),
            refusal,
            conflicts: if n % 4 == 3 { vec![ConflictKind::DifferentName] } else { Vec::new() },
            withheld: n % 4 == 3,
            renumbered: (n == 1).then(|| Renumbering { at: instant("2026-11-22T04:30:00Z"), was: person(9) }),
            checked: (n == 3).then(|| (instant("2026-11-22T05:00:00Z"), "Vieno Virkailija".to_owned())),
        }
    };
    Slice { items: (0..16).map(row).collect(), next: None, total: Some(16) }
}

fn in_conflict() -> Slice<RowLine> {
    let Slice { mut items, next, .. } = rows();
    items.retain(|line| !line.conflicts.is_empty());
    Slice { total: Some(items.len() as u64), items, next }
}

fn conflicts() -> Slice<Conflict> {
    let side = |surname: &str, first_names: &str, individual| Side {
        names: names(surname, first_names),
        hetu: Some(hetu(individual)),
        birth_date: None,
    };
    let conflict = |row: u32, kinds: Vec<ConflictKind>| Conflict {
        import: Position(128_411),
        row,
        tunniste: Some(format!("op-{row}")),
        oid: person(row.into()),
        kinds,
        sent: (row != 9).then(|| side("Järvenkorva", "Tuuli", 901)),
        then: Some(side("Järvenkorva", "Tuuli Orvokki", 901)),
        now: Some(side("Lehtisaari", "Tuuli Orvokki", 901)),
        contradictions: match row {
            7 => vec![
                Contradiction {
                    kind: IdentifierKind::Email,
                    sent: Some("perhe@example.fi".to_owned()),
                    other: Some(person(8)),
                },
                Contradiction { kind: IdentifierKind::Passport, sent: None, other: None },
            ],
            _ => Vec::new(),
        },
        checked: (row == 7).then(|| (instant("2026-11-22T05:00:00Z"), "Vieno Virkailija".to_owned())),
    };
    let items = vec![
        conflict(3, vec![ConflictKind::MissingFirstNames]),
        conflict(7, ConflictKind::ALL.to_vec()),
        conflict(9, vec![ConflictKind::DifferentName]),
    ];
    Slice { items, next: None, total: Some(3) }
}

fn import_page(lang: Lang, query: &str, details: &ImportDetails, listed: &import::Listed) -> String {
    let asked = asked(lang, &format!("/henkilo-ui/oppijoidentuonti/128411?{query}"));
    import::ImportPage::new((&asked, &official()), details, None, listed).render().unwrap()
}
