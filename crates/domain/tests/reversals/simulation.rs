//! Random histories of hetu changes, identifications, links, merges, reversals, reversals of reversals, and erasures. After every
//! command: the second model agrees; the preview was what came; a history with a reversal is the history without what it
//! names; the invariants hold; whoever followed the log has what whoever folds it has. A failure names its seed:
//! `SEED=… cargo test -p domain --test reversals` runs it again. `HISTORIES` and `FIRST` say how many are made, and from which
//! seed on.

use std::collections::{BTreeMap, BTreeSet};

use domain::link::{HetuOfMember, Wanted};
use domain::person::{Followed, counting};
use domain::reverse::{Conflict, Refusal};
use domain::{Person, link, reverse};
use events::codes::HetuFate;
use events::{EventKind, Fact, Handle, Position, Tag};

use super::done::Done;
use super::imports::Import;
use super::model::{Act, Model};
use super::world::{Number, World, handle, oid, settled, wanted};

/// Histories when nothing else is said, and commands of one.
const HISTORIES: u64 = 200;
const COMMANDS: u64 = 24;
const PEOPLE: u64 = 6;
pub const HETUS: u64 = 8;

#[test]
fn random_histories_agree_with_the_second_model() {
    let set = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let (first, histories) = match set("SEED") {
        Some(seed) => (seed, 1),
        None => (set("FIRST").unwrap_or_default(), set("HISTORIES").unwrap_or(HISTORIES)),
    };
    let done = run_all(first..first + histories);
    println!("{histories} histories: {done:?}");
    assert!(histories < HISTORIES || done.all().iter().all(|count| *count > 0), "nothing much happens: {done:?}");
}

/// On all cores.
fn run_all(seeds: std::ops::Range<u64>) -> Done {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let part = |core| seeds.clone().skip(core).step_by(cores);
    let run_part = |core| {
        let mut done = Done::default();
        part(core).for_each(|seed| done.add(&run(seed)));
        done
    };
    let mut done = Done::default();
    std::thread::scope(|scope| {
        let parts: Vec<_> = (0..cores).map(|core| scope.spawn(move || run_part(core))).collect();
        parts.into_iter().for_each(|part| done.add(&part.join().unwrap()));
    });
    done
}

fn run(seed: u64) -> Done {
    let mut history = History { dice: Dice(seed), ..History::default() };
    for _ in 0..COMMANDS {
        let before = history.world.log.len();
        history.step();
        for event in &history.world.log[before..] {
            for tag in &event.recorded.envelope.tags {
                if let Tag::Person(oid) = tag {
                    history.followed.entry(oid.number()).or_default().take(event.clone());
                }
            }
        }
        if let Some(fault) = history.fault() {
            panic!("SEED={seed}, after event {}: {fault}\n{:#?}", history.world.log.len(), history.model.0);
        }
    }
    history.done
}

/// SplitMix64.
#[derive(Default)]
pub struct Dice(u64);

impl Dice {
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((u128::from(x ^ (x >> 31)) * u128::from(bound)) >> 64) as u64
    }
}

#[derive(Default)]
pub struct History {
    pub world: World,
    pub model: Model,
    followed: BTreeMap<u64, Followed>,
    pub dice: Dice,
    pub done: Done,
    /// What a preview said that did not come.
    pub preview: Option<String>,
    /// Imports that came.
    pub imports: Vec<Import>,
}

impl History {
    /// Anything: an import or its undoing too.
    fn step(&mut self) {
        match self.dice.below(10) {
            0 => self.import(PEOPLE),
            1 => self.undo_import(),
            _ => self.act(),
        }
    }

    /// What somebody does to one person or two.
    pub fn act(&mut self) {
        let people = self.world.numbers();
        if people.len() < 2 {
            return self.register();
        }
        let number = people[self.dice.below(people.len() as u64) as usize];
        let usable = |person: &Person| !person.void && !person.erased;
        let person = self.world.person(number).clone();
        match self.dice.below(25) {
            0 | 1 => self.register(),
            2..=5 => self.change_hetu(number, &person),
            6 | 7 if usable(&person) => self.identify(number, &person),
            8 if usable(&person) && !person.is_identified() => {
                self.world.identified_by_hand(number);
                self.model.0.push(Act::ByHand(number));
            }
            9 => {
                let by = 20 + self.dice.below(4);
                self.world.joined_by(number, by);
                self.model.0.push(Act::Joins(number, by));
            }
            10..=12 => self.link(number, &people),
            20 => self.correct(number, &person),
            21 => self.passivate(number, &person),
            22 => {
                let other = people[self.dice.below(people.len() as u64) as usize];
                self.judge_pair(number, other);
            }
            23 | 24 => self.merge(),
            13 if self.dice.below(6) == 0 && usable(&person) => {
                let persons =
                    self.world.group(number).records().iter().map(|person| person.oid).collect::<BTreeSet<_>>();
                self.world.erases(number);
                self.model
                    .0
                    .push(Act::Erases(people.into_iter().filter(|number| persons.contains(&oid(*number))).collect()));
            }
            _ => self.reverse(),
        }
    }

    fn register(&mut self) {
        let number = self.world.numbers().len() as Number;
        if number >= PEOPLE {
            return;
        }
        let hetu = Some(self.dice.below(HETUS) as u16).filter(|hetu| self.is_free(*hetu));
        self.world.registers(number, hetu);
        self.model.0.push(Act::Registers(number, hetu));
    }

    /// Nobody holds it, and no erasure is to destroy its handle.
    pub fn is_free(&self, hetu: u16) -> bool {
        let erased =
            |fact: &Fact| matches!(fact, Fact::ErasureOrdered(with) if with.data.handles.contains(&handle(hetu)));
        self.world.holder(hetu).is_none() && !self.world.log.iter().any(|event| erased(&event.fact))
    }

    fn change_hetu(&mut self, number: Number, person: &Person) {
        if person.void || person.erased {
            return;
        }
        let other = self.dice.below(HETUS) as u16;
        let withdrawn = self.dice.below(2) == 0;
        let fate = if withdrawn { HetuFate::Withdrawn } else { HetuFate::Superseded };
        let own = (0..40).find(|hetu| person.present_hetu == Some(handle(*hetu)));
        let free = self.is_free(other);
        match own {
            None if free => {
                self.world.assigns(number, other);
                self.model.0.push(Act::Gives(number, other));
            }
            Some(own) if free && self.dice.below(2) == 0 => {
                self.world.replaces(number, own, other, fate);
                self.model.0.push(Act::Replaces { of: number, former: own, by: other, withdrawn });
            }
            Some(own) => {
                self.world.removes(number, own, fate);
                self.model.0.push(Act::Removes { of: number, hetu: own, withdrawn });
            }
            None => {}
        }
    }

    pub fn identify(&mut self, number: Number, person: &Person) {
        let Some(by) = (0..40).find(|hetu| person.present_hetu == Some(handle(*hetu))) else { return };
        self.world.identifies(number, by, Some(person.hetu_given.0).filter(|position| *position > 0));
        self.model.0.push(Act::Identifies(number, by));
    }

    fn link(&mut self, one: Number, people: &[Number]) {
        let other = people[self.dice.below(people.len() as u64) as usize];
        let head = [None, Some(oid(one)), Some(oid(other))][self.dice.below(3) as usize];
        let hetu = [HetuOfMember::Unsaid, HetuOfMember::Kept, HetuOfMember::Withdrawn][self.dice.below(3) as usize];
        let before = self.world.clone();
        let Ok(first) = self.world.links(one, other, &Wanted { head, hetu, words: None }) else {
            self.done.refused += 1;
            return;
        };
        self.done.links += 1;
        self.take(first);
        let heads = [one, other].map(|number| before.group(number).head().oid);
        if !heads.contains(&self.world.group(one).head().oid) {
            self.preview = Some("somebody else heads".to_owned());
        }
    }

    /// Events that a decision made, for the model.
    pub fn take(&mut self, first: u64) {
        let number = |person: events::PersonOid| (0..20).find(|number| oid(*number) == person).unwrap();
        let known = |removed: Handle| (0..40).find(|hetu| handle(*hetu) == removed).unwrap();
        for event in &self.world.log[first as usize - 1..] {
            self.model.0.push(match &event.fact {
                Fact::HetuRemoved(with) => {
                    let withdrawn = with.data.fate == HetuFate::Withdrawn;
                    Act::Removes { of: number(with.data.about.addressed), hetu: known(with.data.removed), withdrawn }
                }
                Fact::HetuAssigned(with) => Act::Gives(number(with.data.about.addressed), known(with.data.assigned)),
                Fact::HetuReplaced(with) => Act::Replaces {
                    of: number(with.data.about.addressed),
                    former: known(with.data.former),
                    by: known(with.data.assigned),
                    withdrawn: with.data.fate == HetuFate::Withdrawn,
                },
                Fact::PersonLinked(with) => {
                    Act::Links { member: number(with.data.about.addressed), to: number(with.data.to) }
                }
                Fact::Reversed(with) => Act::Reverses(with.data.events.iter().map(|position| position.0).collect()),
                Fact::MarkedNotDuplicate(with) => {
                    Act::Apart(number(with.data.about.addressed), number(with.data.other))
                }
                Fact::ImportRowsUndone(_) => Act::Says,
                other => panic!("{} was not expected", other.event_type()),
            });
        }
    }

    fn reverse(&mut self) {
        let any = self.dice.below(self.world.log.len() as u64) + 1;
        let mut wants = wanted(&[self.merge_to_reverse().unwrap_or(any)]);
        if self.dice.below(4) == 0 {
            wants.events.insert(Position(self.dice.below(self.world.log.len() as u64) + 1));
        }
        if self.dice.below(4) == 0 {
            wants.leave.insert(Position(self.dice.below(self.world.log.len() as u64) + 1));
            wants.leave.retain(|position| !wants.events.contains(position));
        }
        let plan = match reverse::plan(&self.world.scene(), &wants) {
            Ok(plan) => plan,
            Err(Refusal::Undecided) => panic!("a plan is never undecided"),
            Err(_) => return self.done.refused += 1,
        };
        if !plan.conflicts.is_empty() {
            self.done.conflicts += 1;
            assert_eq!(reverse::reverse(&self.world.scene(), &wants), Err(Refusal::Undecided));
            for conflict in &plan.conflicts {
                match conflict {
                    Conflict::Taken { tag: Tag::Hetu(handle), .. } => drop(wants.give_up.insert(*handle)),
                    Conflict::Taken { .. } => return,
                    Conflict::TwoLinks { edges, .. } => drop(wants.events.insert(edges[self.dice.below(2) as usize])),
                    Conflict::Circle { edge, .. }
                    | Conflict::VoidHead { edge, .. }
                    | Conflict::BothVerified { edge, .. } => drop(wants.events.insert(*edge)),
                }
            }
        }
        let before = self.world.clone();
        let Ok(plan) = reverse::plan(&self.world.scene(), &wants) else { return self.done.refused += 1 };
        let Ok(first) = self.world.reverses_so(&wants) else { return self.done.refused += 1 };
        self.done.given_up += u64::from(self.world.log.len() as u64 > first);
        self.done.reversals += 1;
        self.done.merges_reversed += u64::from(wants.events.iter().any(|position| before.is_merge(position.0)));
        let of_reversal = |position: &Position| before.log[position.0 as usize - 1].fact.kind() == EventKind::Reversed;
        self.done.reversals_of_reversals += u64::from(wants.events.iter().any(of_reversal));
        self.take(first);
        if self.world.log.len() as u64 == first {
            self.compare_with_preview(&before, &plan);
        }
    }

    fn compare_with_preview(&mut self, before: &World, plan: &reverse::Plan) {
        for number in self.world.numbers() {
            let came = self.world.person(number);
            let told = plan.changed.get(&oid(number)).and_then(|(_, after)| after.as_ref());
            let told = told.unwrap_or_else(|| before.person(number));
            if settled(came) != settled(told) {
                self.preview = Some(format!("the preview of person {number} is not what came"));
            }
        }
    }

    /// What is wrong, if anything.
    fn fault(&self) -> Option<String> {
        self.preview
            .clone()
            .or_else(|| self.model.differs(&self.world))
            .or_else(|| self.broken())
            .or_else(|| self.not_as_without())
    }

    /// The invariants, and followers.
    fn broken(&self) -> Option<String> {
        let world = &self.world;
        // Within the last command too: whoever reads up to any event finds one holder.
        for cut in world.last_command()..world.log.len() {
            if let Some(hetu) = (0..HETUS as u16).find(|hetu| world.holders_at(cut, *hetu) > 1) {
                return Some(format!("hetu {hetu} is held twice within a command, at {cut}"));
            }
        }
        for hetu in 0..HETUS as u16 {
            let holds = |number: &Number| world.person(*number).holds(handle(hetu));
            let holders: Vec<Number> = world.numbers().into_iter().filter(holds).collect();
            if holders.len() > 1 {
                return Some(format!("hetu {hetu} is held by {holders:?}"));
            }
        }
        for number in world.numbers() {
            let (events, person) = (world.events_of(number), world.person(number));
            let own: Vec<_> = events.iter().filter(|event| counting::concerns(event, oid(number))).collect();
            let counts = counting::Counting::of(&own);
            let edges = own.iter().filter(
                |event| matches!(&event.fact, Fact::PersonLinked(with) if with.data.about.addressed == oid(number)),
            );
            if edges.filter(|event| counts.counts(event.position())).count() > 1 {
                return Some(format!("person {number} has two edges"));
            }
            if let Some(link) = person.link {
                let group = world.group(number);
                if group.head().oid == oid(number) {
                    return Some(format!("person {number} stands in a circle"));
                }
                let to = world.numbers().into_iter().find(|other| oid(*other) == link.to).unwrap();
                if world.person(to).void {
                    return Some(format!("person {number} is a member of a void person"));
                }
            }
            if self.followed.get(&oid(number).number()).and_then(Followed::person) != Some(person) {
                return Some(format!("whoever follows sees another person {number}"));
            }
        }
        None
    }

    /// A history with reversals is the history without them and without what they name.
    fn not_as_without(&self) -> Option<String> {
        let counting = self.model.counting();
        let counts = |position: Position| counting.has(position.0);
        for number in self.world.numbers() {
            let events = self.world.events_of(number);
            let registered = events.first().is_some_and(|event| counts(event.position()));
            let left =
                events.iter().filter(|event| counts(event.position()) && event.fact.kind() != EventKind::Reversed);
            let without = Person::fold(left);
            if registered && without.as_ref().map(settled) != Some(settled(self.world.person(number))) {
                return Some(format!("person {number} is not as without what was reversed"));
            }
        }
        None
    }
}

#[test]
fn who_heads_does_not_depend_on_who_is_named_first() {
    for seed in 0..HISTORIES {
        let mut history = History { dice: Dice(seed), ..History::default() };
        (0..COMMANDS).for_each(|_| history.step());
        let people = history.world.numbers();
        for (one, other) in people.iter().flat_map(|one| people.iter().map(move |other| (*one, *other))) {
            let (one, other) = (history.world.group(one), history.world.group(other));
            let head = |one, other| {
                link::joining(one, other, &Wanted::default()).map(|joining| (joining.head.head().oid, joining.why))
            };
            assert_eq!(head(&one, &other), head(&other, &one), "SEED={seed}");
        }
    }
}
