//! The rows, one after the other.

use std::collections::VecDeque;

use events::codes::ConflictKind;
use events::person::Names;
use vtj::population::{InventedPerson, Population};

use super::dice::Dice;
use super::draft::{Draft, Remembered, conflicts, expected_of, judged};
use super::faults::Fault;
use super::hetus::{Nobodys, another_century, test_hetu};
use super::kinds::Kind;
use super::learners::{clean, foreign, names_of};
use super::noise;
use super::row::Row;
use super::truth::{Expect, Truth, Who};
use super::{Generated, Options, VERSION};

/// How many learners are set aside, while another one is looked for, before a kind is given up.
const MOST_SET_ASIDE: usize = 256;
/// The noise with which somebody comes again. Not a former surname: whether the registry knows it depends on when the
/// register answers.
const NOISES: [Kind; 5] = [Kind::Typo, Kind::OneFirstName, Kind::SwappedNames, Kind::Transliterated, Kind::Spacing];
/// How many foreign learners in a hundred come again with a typo.
const FOREIGN_TYPOS: u32 = 30;

/// The rows of some options, made as they are asked for. Fewer than asked when the register knows nobody and there are
/// no strangers left.
pub fn rows(options: &Options) -> Rows {
    Rows::new(options.clone())
}

/// See [`rows`].
pub struct Rows {
    options: Options,
    population: Population,
    dice: Dice,
    made: u64,
    next_person: u64,
    set_aside: VecDeque<Learner>,
    clean: Remembered,
    foreign: Remembered,
    nobodys: Nobodys,
    strangers: u64,
    foreigners: u64,
    test_hetus: u64,
}

struct Learner {
    index: u64,
    person: InventedPerson,
}

impl Iterator for Rows {
    type Item = Generated;

    fn next(&mut self) -> Option<Generated> {
        if self.made >= self.options.rows {
            return None;
        }
        let drawn = self.options.mix.draw(&mut self.dice);
        let kind = if drawn.fits(self.options.interface) { drawn } else { Kind::Clean };
        // When nobody is left that fits, a clean row; when nobody is left at all, somebody again.
        let in_turn = [kind, Kind::Clean, Kind::Again, Kind::NotInRegister];
        let draft = in_turn.into_iter().find_map(|kind| self.draft(kind))?;
        self.made += 1;
        Some(self.finish(draft))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, usize::try_from(self.options.rows - self.made).ok())
    }
}

impl Rows {
    fn new(options: Options) -> Rows {
        let population = Population::new(options.seed, options.people);
        Rows {
            population,
            dice: Dice::new(options.seed, VERSION << 48 | options.first_person),
            made: 0,
            next_person: options.first_person,
            set_aside: VecDeque::new(),
            clean: Remembered::default(),
            foreign: Remembered::default(),
            nobodys: Nobodys::new(options.seed, options.people),
            // Runs about other people also have other learners whom nobody knows.
            strangers: options.first_person,
            foreigners: options.first_person,
            test_hetus: options.first_person,
            options,
        }
    }

    fn finish(&mut self, draft: Draft) -> Generated {
        let Draft { kind, mut row, person, hetu_of, expect, conflicts, fault } = draft;
        if kind != Kind::Duplicate && fault != Some(Fault::BlankTunniste) {
            let (seed, number) = (self.options.seed, self.options.first_person + self.made);
            row.tunniste = Some(format!("s{seed}-{number:07}"));
        }
        match kind {
            Kind::Clean => self.clean.show(&row, person, &mut self.dice),
            Kind::Foreign => self.foreign.show(&row, person, &mut self.dice),
            _ => {}
        }
        let (number, tunniste, field) = (self.made, row.tunniste.clone(), fault.map(Fault::field));
        Generated {
            row,
            truth: Truth { row: number, tunniste, kind, person, hetu_of, expect, conflicts, fault, field },
        }
    }

    /// A row of a kind; `None` when nobody is there whom it could be about.
    fn draft(&mut self, kind: Kind) -> Option<Draft> {
        match kind {
            Kind::Clean => self.take(|_| true).map(|learner| self.about(kind, &learner)),
            Kind::Duplicate | Kind::Again => {
                let (row, person) = self.clean.pick(&mut self.dice)?;
                Some(Draft::of(kind, row, person, Expect::Identified))
            }
            Kind::AgainDifferently => self.again_differently(),
            Kind::Known => self.known(),
            Kind::WrongHetu => self.wrong_hetu(),
            Kind::WrongHetuOfKnown => self.wrong_hetu_of_known(),
            Kind::Contradicting => self.contradicting(),
            Kind::WrongSeparator | Kind::MistypedHetu | Kind::TestHetu => self.with_another_hetu(kind),
            Kind::NotInRegister => self.not_in_register(),
            Kind::Foreign | Kind::EmailOnly => Some(self.foreign(kind)),
            Kind::ForeignAgain => self.foreign_again(),
            Kind::Malformed => self.malformed(),
            Kind::Typo
            | Kind::OneFirstName
            | Kind::FormerSurname
            | Kind::SwappedNames
            | Kind::Transliterated
            | Kind::Spacing => self.noisy(kind),
        }
    }

    /// Somebody about whom there is no row yet: the first one set aside who fits, or else the next of the population.
    fn take(&mut self, fits: impl Fn(&InventedPerson) -> bool) -> Option<Learner> {
        if let Some(place) = self.set_aside.iter().position(|learner| fits(&learner.person)) {
            return self.set_aside.remove(place);
        }
        while self.set_aside.len() < MOST_SET_ASIDE && self.next_person < self.population.size() {
            let index = self.next_person;
            self.next_person += 1;
            let learner = Learner { index, person: self.population.person(index) };
            if fits(&learner.person) {
                return Some(learner);
            }
            self.set_aside.push_back(learner);
        }
        None
    }

    /// A clean row about somebody.
    fn about(&mut self, kind: Kind, learner: &Learner) -> Draft {
        let row = clean(&learner.person, learner.index, self.options.interface, &mut self.dice);
        Draft::of(kind, row, Who::Population(learner.index), Expect::Identified)
    }

    fn noisy(&mut self, kind: Kind) -> Option<Draft> {
        let learner = self.take(|person| match kind {
            Kind::OneFirstName => person.first_names.contains(' '),
            Kind::FormerSurname => person.former_surnames.iter().any(|former| *former != person.surname),
            Kind::Transliterated => !(person.first_names.is_ascii() && person.surname.is_ascii()),
            _ => true,
        })?;
        let mut draft = self.about(kind, &learner);
        if kind == Kind::FormerSurname {
            let former = learner.person.former_surnames.iter().find(|former| **former != learner.person.surname);
            draft.row.names.surname = former.cloned()?;
        } else if !self.add_noise(kind, &mut draft.row.names) {
            self.set_aside.push_back(learner);
            return None;
        }
        // Everything else is forgiven, whatever the name; how far a typo goes depends on the length of the name.
        if kind == Kind::Typo {
            draft.expect = judged(&draft.row.names, &learner.person);
        }
        Some(draft)
    }

    /// False when these names have no room for the noise.
    fn add_noise(&mut self, kind: Kind, names: &mut Names) -> bool {
        match kind {
            Kind::Typo => noise::mistype(names, &mut self.dice),
            Kind::OneFirstName => noise::one_first_name(names),
            Kind::Transliterated => noise::transliterate(names),
            Kind::SwappedNames => {
                noise::swap_fields(names, self.options.interface);
                true
            }
            _ => {
                noise::space(names, self.options.interface, &mut self.dice);
                true
            }
        }
    }

    fn again_differently(&mut self) -> Option<Draft> {
        let (mut row, person) = self.clean.pick(&mut self.dice)?;
        let held = row.names.clone();
        let noise = self.dice.pick(&NOISES)?;
        if !self.add_noise(noise, &mut row.names) {
            return None;
        }
        let conflicts = self.settled_conflicts(&row.names, &held, person)?;
        let expect = expected_of(&conflicts, Expect::Identified);
        Some(Draft { conflicts, ..Draft::of(Kind::AgainDifferently, row, person, expect) })
    }

    /// How names differ from the clean ones of an earlier row, if that is the same before and after the register has
    /// answered: then former surnames are known as well.
    fn settled_conflicts(&self, sent: &Names, held: &Names, person: Who) -> Option<Vec<ConflictKind>> {
        let Who::Population(index) = person else { return None };
        let before = conflicts(sent, held, &[]);
        let after = conflicts(sent, held, &self.population.person(index).former_surnames);
        (before == after).then_some(before)
    }

    fn known(&mut self) -> Option<Draft> {
        let before = self.options.first_person.min(self.population.size());
        let index = (before > 0).then(|| self.dice.below_large(before))?;
        let learner = Learner { index, person: self.population.person(index) };
        Some(self.about(Kind::Known, &learner))
    }

    fn wrong_hetu(&mut self) -> Option<Draft> {
        let learner = self.take(|_| true)?;
        let Some(other) = self.take(|_| true) else {
            self.set_aside.push_back(learner);
            return None;
        };
        let mut draft = self.about(Kind::WrongHetu, &learner);
        draft.row.hetu = Some(other.person.hetu.as_str().to_owned());
        draft.hetu_of = Some(other.index);
        draft.expect = judged(&draft.row.names, &other.person);
        Some(draft)
    }

    fn wrong_hetu_of_known(&mut self) -> Option<Draft> {
        let (other, whose) = self.clean.pick(&mut self.dice)?;
        let learner = self.take(|_| true)?;
        let found = self.settled_conflicts(&names_of(&learner.person), &other.names, whose);
        let (Some(conflicts), Who::Population(index)) = (found, whose) else {
            self.set_aside.push_back(learner);
            return None;
        };
        let mut draft = self.about(Kind::WrongHetuOfKnown, &learner);
        draft.row.hetu = other.hetu;
        draft.hetu_of = Some(index);
        draft.expect = expected_of(&conflicts, Expect::Identified);
        draft.conflicts = conflicts;
        Some(draft)
    }

    fn contradicting(&mut self) -> Option<Draft> {
        let (foreign, _) = self.foreign.pick(&mut self.dice)?;
        let (row, person) = self.clean.pick(&mut self.dice)?;
        let row = Row { passport: foreign.passport, ..row };
        let draft = Draft::of(Kind::Contradicting, row, person, Expect::ConflictContradictingIdentifiers);
        Some(Draft { conflicts: vec![ConflictKind::ContradictingIdentifiers], ..draft })
    }

    fn with_another_hetu(&mut self, kind: Kind) -> Option<Draft> {
        let learner = self.take(|person| kind != Kind::WrongSeparator || another_century(&person.hetu).is_some())?;
        let hetu = match kind {
            Kind::WrongSeparator => another_century(&learner.person.hetu),
            Kind::MistypedHetu => self.nobodys.mistyped(&learner.person.hetu, &mut self.dice),
            _ => {
                self.test_hetus += 1;
                test_hetu(self.test_hetus - 1)
            }
        };
        let Some(hetu) = hetu else {
            self.set_aside.push_back(learner);
            return None;
        };
        let mut draft = self.about(kind, &learner);
        draft.row.hetu = Some(hetu.as_str().to_owned());
        draft.expect = if kind == Kind::TestHetu { Expect::TestHetu } else { Expect::NotInRegister };
        Some(draft)
    }

    fn not_in_register(&mut self) -> Option<Draft> {
        let index = self.nobodys.stranger(self.strangers)?;
        self.strangers += 1;
        let learner = Learner { index, person: self.population.person(index) };
        let draft = self.about(Kind::NotInRegister, &learner);
        Some(Draft { person: Who::Unregistered(index), expect: Expect::NotInRegister, ..draft })
    }

    fn foreign(&mut self, kind: Kind) -> Draft {
        let number = self.foreigners;
        self.foreigners += 1;
        let mut row = foreign(self.options.seed, number);
        if kind == Kind::EmailOnly {
            row.passport = None;
        }
        Draft::of(kind, row, Who::Foreign(number), Expect::NoHetu)
    }

    fn foreign_again(&mut self) -> Option<Draft> {
        let (source, person) = self.foreign.pick(&mut self.dice)?;
        let mut row = Row { email: None, ..source.clone() };
        if self.dice.percent(FOREIGN_TYPOS) {
            noise::mistype(&mut row.names, &mut self.dice);
        }
        let conflicts = conflicts(&row.names, &source.names, &[]);
        let expect = expected_of(&conflicts, Expect::NoHetu);
        Some(Draft { conflicts, ..Draft::of(Kind::ForeignAgain, row, person, expect) })
    }

    fn malformed(&mut self) -> Option<Draft> {
        let fault = Fault::draw(self.options.interface, &mut self.dice)?;
        let learner = self.take(|_| true)?;
        let mut draft = self.about(Kind::Malformed, &learner);
        if !fault.spoil(&mut draft.row) {
            self.set_aside.push_back(learner);
            return None;
        }
        Some(Draft { fault: Some(fault), expect: Expect::Refused, ..draft })
    }
}
