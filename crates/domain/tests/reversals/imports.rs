//! Imports in random histories: rows that create and rows that find, and imports that are undone in parts, with crashes and
//! other people's acts in between.

use std::ops::Range;

use domain::not_duplicate::{mark_not_duplicate, take_back};
use domain::undo_import::{Of, Part, READS, Row, Undoing, carry_out, undo_row};
use domain::{Draft, Person};
use events::catalogue::*;
use events::codes::{DetailField, IdentifierKind, Interface, PassivationCause};
use events::{EventId, Fact, ImportId, OpenedEvent, Position, Subject, Tag, With};
use uuid::Uuid;

use super::model::Act;
use super::simulation::History;
use super::world::{Number, World, oid, organisation, settled};

/// Rows of a part: few, so that other things happen in between.
const ROWS_AT_ONCE: usize = 2;

/// An import that came.
#[derive(Debug, Clone)]
pub struct Import {
    number: u64,
    received: EventId,
    /// The events that the command of each row appended, by position, and whom it led to.
    rows: Vec<(Range<u64>, Number)>,
    sender: u64,
}

fn id(number: u64) -> ImportId {
    ImportId(Uuid::from_u128(u128::from(number)))
}

impl Import {
    fn of(&self) -> Of {
        Of { import: Position(self.number), id: id(self.number), received: self.received }
    }
}

impl World {
    fn receives(&mut self, rows: u32, sender: u64) -> u64 {
        let number = self.log.len() as u64 + 1;
        let (organisations, service, interface) = (vec![organisation(sender)], None, Interface::Oppija);
        let data = ImportReceived { import_id: id(number), interface, rows, organisations, service };
        let draft = Draft::plain(With::new(data, NoticeAddress { email: None }), vec![Tag::Import(id(number))]);
        self.append(vec![draft.sealed_for(Subject::Import(id(number)))], None, false)
    }

    /// The events of a row that led to somebody: `first` is what it did to them.
    fn resolves(&mut self, import: &Import, row: u32, number: Number, first: Option<Draft>) -> Range<u64> {
        let about = Provenance::unlinked(oid(number), None);
        let created = first.as_ref().is_some_and(|draft| matches!(draft.fact, Fact::PersonRegistered(_)));
        let outcome = if created { RowOutcome::Created } else { RowOutcome::Matched(IdentifierKind::Hetu) };
        let (conflicts, contradicting, withheld, hetu_offered) = (Vec::new(), Vec::new(), false, false);
        let of = Position(import.number);
        let data =
            ImportRowResolved { import: of, row, about, outcome, conflicts, contradicting, withheld, hetu_offered };
        let resolved = Draft::about(oid(number), With::new(data, ResolvedRow { tunniste: None, sent: None }));
        let drafts = first.into_iter().chain([resolved.tagged([Tag::Import(id(import.number))])]).collect();
        let begin = self.append(drafts, Some(import.received), false);
        begin..self.log.len() as u64 + 1
    }

    fn judges(&self, import: &Import, row: usize, shares: impl Fn(Position) -> bool) -> Undoing {
        let (range, number) = &import.rows[row];
        let own = &self.log[range.start as usize - 1..range.end as usize - 1];
        let person: Vec<OpenedEvent> =
            self.events_of(*number).iter().filter(|event| READS.has(event.fact.kind())).cloned().collect();
        undo_row(&import.of(), &Row { row: row as u32, own, person: &person, fetched: false }, shares)
    }

    pub fn corrects(&mut self, number: Number, surname: &str) -> u64 {
        let about = Provenance::unlinked(oid(number), None);
        let data = PersonDetailsCorrected { about, fields: vec![DetailField::Surname] };
        let surname = Some(surname.to_owned());
        let (first_names, call_name, birth_date, sex, language, service_language) =
            (None, None, None, None, None, None);
        let (nationalities, contacts, words) = (Vec::new(), Vec::new(), None);
        let (died, municipality) = (None, None);
        let details = CorrectedDetails {
            first_names,
            call_name,
            surname,
            birth_date,
            sex,
            language,
            service_language,
            nationalities,
            contacts,
            words,
            died,
            municipality,
        };
        self.append(vec![Draft::about(oid(number), With::new(data, details))], None, true)
    }

    pub fn passivates(&mut self, number: Number, passive: bool) -> u64 {
        let (about, words) = (Provenance::unlinked(oid(number), None), ActivityStatement { words: None });
        let cause = PassivationCause::UnusedNumber;
        let draft = match passive {
            true => Draft::about(oid(number), With::new(PersonPassivated { about, cause }, words)),
            false => Draft::about(oid(number), With::new(PersonReactivated { about }, words)),
        };
        self.append(vec![draft], None, true)
    }
}

impl History {
    /// Two are told apart, or that is taken back.
    pub fn judge_pair(&mut self, one: Number, other: Number) {
        let (a, b) = (self.world.group(one), self.world.group(other));
        let draft = match mark_not_duplicate(Some(&a), Some(&b), None) {
            Ok(draft) => Some(draft),
            Err(_) => take_back(Some(&a), Some(&b)).ok(),
        };
        if let Some(draft) = draft {
            let first = self.world.append(vec![draft], None, true);
            self.take(first);
            self.done.judged += 1;
        }
    }

    /// An import comes whose rows create somebody, or find somebody who is there.
    pub fn import(&mut self, most_people: u64) {
        let (rows, sender) = (1 + self.dice.below(4) as u32, 30 + self.dice.below(2));
        let number = self.world.receives(rows, sender);
        self.model.0.push(Act::Says);
        let received = self.world.id(number);
        let mut import = Import { number, received, rows: Vec::new(), sender };
        for row in 0..rows {
            let people = self.world.numbers();
            let new = people.len() as Number;
            let creates = new < most_people && (people.is_empty() || self.dice.below(2) == 0);
            let (led_to, first) = match creates {
                true => {
                    let hetu = Some(self.dice.below(8) as u16).filter(|hetu| self.is_free(*hetu));
                    self.model.0.push(Act::Registers(new, hetu));
                    (new, Some(World::registration(new, hetu)))
                }
                false => {
                    let known = people[self.dice.below(people.len() as u64) as usize];
                    let person = self.world.person(known);
                    let joins = !person.erased && !person.void && !person.organisations.contains(&organisation(sender));
                    if joins {
                        self.model.0.push(Act::Joins(known, sender));
                    }
                    (known, joins.then(|| World::joining(known, sender)))
                }
            };
            let range = self.world.resolves(&import, row, led_to, first);
            self.model.0.push(Act::Says);
            import.rows.push((range, led_to));
        }
        self.done.imports += 1;
        self.imports.push(import);
    }

    /// An import is undone, part by part. Between parts the process may have crashed, and others act.
    pub fn undo_import(&mut self) {
        if self.imports.is_empty() {
            return;
        }
        let import = self.imports[self.dice.below(self.imports.len() as u64) as usize].clone();
        let order = self.world.log.len() as u64 + 1;
        let data = ImportUndoOrdered { import: Position(import.number), undone: 0, kept: 0 };
        let ordered =
            Draft::plain(With::new(data, UndoStatement { words: None }), vec![Tag::Import(id(import.number))]);
        self.world.append(vec![ordered.sealed_for(Subject::Import(id(import.number)))], None, true);
        self.model.0.push(Act::Says);
        let told = self.judged(&import, 0);
        let mut alone = true;
        let mut next = 0;
        while next < import.rows.len() {
            let before = self.world.clone();
            let part: Vec<(u32, Undoing)> = self.judged(&import, next).into_iter().take(ROWS_AT_ONCE).collect();
            // What was said before comes, when nobody acted in between.
            let same =
                part.iter().all(|(row, undoing)| told[*row as usize].1 == *undoing || *undoing == Undoing::Nothing);
            if alone && !same {
                self.preview = Some(format!("import {}: the preview is not what came", import.number));
            }
            let kept: Vec<Number> = part
                .iter()
                .filter(|(_, undoing)| matches!(undoing, Undoing::Kept(..)))
                .map(|(row, _)| import.rows[*row as usize].1)
                .collect();
            let created: Vec<Number> = part
                .iter()
                .filter(|(row, undoing)| matches!(undoing, Undoing::Goes(_)) && self.creates(&import, *row))
                .map(|(row, _)| import.rows[*row as usize].1)
                .collect();
            next += part.len();
            let last = next >= import.rows.len();
            let first_row = part[0].0;
            let part = Part { order: Position(order), first_row, rows: part, last };
            let drafts = carry_out(&import.of(), &part, &before.log);
            let first = self.world.append(drafts, None, false);
            self.take(first);
            self.done.parts += 1;
            // Another row may have given the same person something that goes.
            let is_kept = |number: &Number| {
                import.rows.iter().filter(|(_, led_to)| led_to == number).count() > 1
                    || settled(self.world.person(*number)) == settled(before.person(*number))
            };
            let gone = |number: &Number| self.world.person(*number).void || self.world.person(*number).erased;
            if !kept.iter().all(is_kept) || !created.iter().all(gone) {
                self.preview = Some(format!("import {}: a part did something else than it says", import.number));
            }
            if !last && self.dice.below(3) == 0 {
                alone = false;
                self.act();
            }
        }
    }

    fn creates(&self, import: &Import, row: u32) -> bool {
        let (range, _) = &import.rows[row as usize];
        matches!(self.world.log[range.start as usize - 1].fact, Fact::PersonRegistered(_))
    }

    fn judged(&self, import: &Import, from: usize) -> Vec<(u32, Undoing)> {
        let shares =
            |other: Position| self.imports.iter().any(|one| one.number == other.0 && one.sender == import.sender);
        (from..import.rows.len()).map(|row| (row as u32, self.world.judges(import, row, shares))).collect()
    }

    pub fn correct(&mut self, number: Number, person: &Person) {
        if person.void || person.erased {
            return;
        }
        let surname = format!("Korjattu{}", (b'a' + self.dice.below(3) as u8) as char);
        self.world.corrects(number, &surname);
        self.model.0.push(Act::Says);
    }

    pub fn passivate(&mut self, number: Number, person: &Person) {
        if person.void || person.erased {
            return;
        }
        let passive = person.passive.is_none();
        self.world.passivates(number, passive);
        self.model.0.push(Act::Passive(number, passive));
    }
}
