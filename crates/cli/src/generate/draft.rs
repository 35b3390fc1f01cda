//! A row on its way, rows remembered, and what the rules for names say of them.

use events::codes::ConflictKind;
use events::person::Names;
use matching::{HeldNames, NameConflict, Verdict};
use vtj::population::InventedPerson;

use super::dice::Dice;
use super::faults::Fault;
use super::kinds::Kind;
use super::row::Row;
use super::truth::{Expect, Who};

/// Of how many earlier rows the learners may come again.
const MOST_REMEMBERED: usize = 1024;

/// A row on its way.
pub(super) struct Draft {
    pub(super) kind: Kind,
    pub(super) row: Row,
    pub(super) person: Who,
    pub(super) hetu_of: Option<u64>,
    pub(super) expect: Expect,
    pub(super) conflicts: Vec<ConflictKind>,
    pub(super) fault: Option<Fault>,
}

/// A fair choice of everything shown to it.
#[derive(Default)]
pub(super) struct Remembered {
    kept: Vec<(Row, Who)>,
    shown: u64,
}

impl Remembered {
    /// Takes part in the choice.
    pub(super) fn show(&mut self, row: &Row, person: Who, dice: &mut Dice) {
        self.shown += 1;
        if self.kept.len() < MOST_REMEMBERED {
            return self.kept.push((row.clone(), person));
        }
        let place = dice.below_large(self.shown);
        if let Some(kept) = usize::try_from(place).ok().and_then(|place| self.kept.get_mut(place)) {
            *kept = (row.clone(), person);
        }
    }

    /// One of those kept.
    pub(super) fn pick(&self, dice: &mut Dice) -> Option<(Row, Who)> {
        self.kept.get(dice.place(self.kept.len())).cloned()
    }
}

impl Draft {
    pub(super) fn of(kind: Kind, row: Row, person: Who, expect: Expect) -> Draft {
        Draft { kind, row, person, hetu_of: None, expect, conflicts: Vec::new(), fault: None }
    }
}

/// What the register's answer about this person means for somebody sent under these names.
pub(super) fn judged(names: &Names, person: &InventedPerson) -> Expect {
    let own = matching::Names { first_names: &names.first_names, surname: &names.surname };
    let register = HeldNames {
        first_names: &person.first_names,
        surname: &person.surname,
        former_surnames: &person.former_surnames,
    };
    match matching::compare_with_register(own, register).verdict {
        Verdict::Same => Expect::Identified,
        Verdict::NearlySame => Expect::NamesNearlySame,
        Verdict::ClearlyDifferent => Expect::NamesClearlyDifferent,
    }
}

/// What these conflicts lead to; without a grave one what is expected anyway.
pub(super) fn expected_of(conflicts: &[ConflictKind], otherwise: Expect) -> Expect {
    let different = conflicts.contains(&ConflictKind::DifferentName);
    if different { Expect::ConflictDifferentName } else { otherwise }
}

/// How sent names differ from held ones.
pub(super) fn conflicts(sent: &Names, held: &Names, former_surnames: &[String]) -> Vec<ConflictKind> {
    let sent = matching::Names { first_names: &sent.first_names, surname: &sent.surname };
    let held = HeldNames { first_names: &held.first_names, surname: &held.surname, former_surnames };
    let kind = |conflict| match conflict {
        NameConflict::MissingFirstNames => ConflictKind::MissingFirstNames,
        NameConflict::Spelling => ConflictKind::Spelling,
        NameConflict::FormerSurname => ConflictKind::FormerSurname,
        NameConflict::SwappedFields => ConflictKind::SwappedFields,
        NameConflict::DifferentName => ConflictKind::DifferentName,
    };
    matching::name_conflicts(sent, held).into_iter().map(kind).collect()
}
