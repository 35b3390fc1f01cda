//! Merges of two verified persons in random histories. The register names as the hetu in force that of one, that of the
//! other, or a third one; what came is judged here, and by the second model like everything else.

use std::collections::BTreeSet;

use domain::identify::Finding;
use domain::merge_verified::{self, Answer, merge_verified};
use domain::register_record::RecordHetus;
use domain::{Group, Person};
use events::codes::LinkReason;
use events::person::RegisterRecord;
use events::{Fact, Handle, Tag};

use super::model::HETUS;
use super::simulation::{self, History};
use super::world::{Number, World, handle, hetu, oid, record, settled};

/// That the register has one person, and which hetu of theirs is in force.
struct OnePerson {
    asked: [u16; 2],
    in_force: u16,
}

impl World {
    /// Two officials merge two persons by the register's word.
    fn merges(&mut self, one: Number, other: Number, person: &OnePerson) -> Result<u64, merge_verified::Refusal> {
        let former: Vec<u16> = person.asked.into_iter().filter(|asked| *asked != person.in_force).collect();
        let hetus = RecordHetus {
            current: handle(person.in_force),
            former: former.iter().map(|former| handle(*former)).collect(),
            holders: [person.in_force].iter().chain(&former).filter_map(|known| self.holder(*known)).map(oid).collect(),
        };
        let former_hetus = former.into_iter().map(hetu).collect();
        let finding = Finding::Found(Box::new(RegisterRecord { former_hetus, ..record(person.in_force) }));
        let answers = person.asked.map(|asked| Answer { asked: hetu(asked), finding: &finding });
        let (one, other) = (self.group(one), self.group(other));
        let drafts = merge_verified(Some(&one), Some(&other), Some(&answers), &hetus, "the register says so")?;
        Ok(self.append(drafts, None, true))
    }

    /// Is the event the link of a merge?
    pub fn is_merge(&self, position: u64) -> bool {
        let event = &self.log[position as usize - 1];
        matches!(&event.fact, Fact::PersonLinked(with) if with.data.reason == LinkReason::VerifiedMerged)
    }
}

impl History {
    /// Merges two whom the register has confirmed; where there are none, it confirms somebody.
    pub fn merge(&mut self) {
        let mut people = self.world.numbers();
        let first = self.dice.below(people.len() as u64) as usize;
        people.rotate_left(first);
        let pairs = people.iter().flat_map(|one| people.iter().map(move |other| (*one, *other)));
        let asked = |(one, other)| {
            let asked = merge_verified::to_ask(Some(&self.world.group(one)), Some(&self.world.group(other)))?;
            Some(([one, other], asked.map(|asked| (0..HETUS).find(|known| hetu(*known) == asked).unwrap())))
        };
        match pairs.into_iter().find_map(asked) {
            Some((pair, asked)) => self.merge_pair(pair, asked),
            None => self.confirm_somebody(&people),
        }
    }

    /// Merges are few: where there is one, every third reversal is of the last.
    pub fn merge_to_reverse(&mut self) -> Option<u64> {
        let last = (1..=self.world.log.len() as u64).rev().find(|position| self.world.is_merge(*position))?;
        (self.dice.below(3) == 0).then_some(last)
    }

    fn confirm_somebody(&mut self, people: &[Number]) {
        let with_hetu = |person: &Person| {
            !person.void && !person.erased && !person.is_in_register() && person.present_hetu.is_some()
        };
        let found = people.iter().find(|number| with_hetu(self.world.person(**number)));
        let Some((number, person)) = found.map(|number| (*number, self.world.person(*number).clone())) else { return };
        self.identify(number, &person);
    }

    fn merge_pair(&mut self, [one, other]: [Number; 2], asked: [u16; 2]) {
        let free = self.dice.below(simulation::HETUS) as u16;
        let third = Some(free).filter(|free| self.is_free(*free));
        let in_force = [Some(asked[0]), Some(asked[1]), third][self.dice.below(3) as usize];
        let Some(in_force) = in_force else { return };
        let before = self.world.clone();
        let Ok(first) = self.world.merges(one, other, &OnePerson { asked, in_force }) else {
            self.done.refused += 1;
            return;
        };
        self.done.merges += 1;
        self.done.merges_that_move_hetus += u64::from(self.world.log.len() as u64 > first);
        self.take(first);
        let fault =
            merged_wrongly(&before, &self.world, [one, other], in_force).or_else(|| not_restored(&before, &self.world));
        self.preview = self.preview.take().or(fault.map(|fault| format!("a merge of {one} and {other}: {fault}")));
    }
}

/// Both are one, the older number heads, the hetu in force is shown, and every hetu leads on.
fn merged_wrongly(before: &World, after: &World, pair: [Number; 2], in_force: u16) -> Option<String> {
    let was = pair.map(|number| before.group(number));
    let is = pair.map(|number| after.group(number));
    let leads = |groups: &[Group; 2]| -> BTreeSet<Handle> {
        let tags = groups.iter().flat_map(|group| group.identifiers());
        tags.filter_map(|tag| if let Tag::Hetu(handle) = tag { Some(handle) } else { None }).collect()
    };
    let older = was.iter().min_by_key(|group| group.head().registered_at).map(|group| group.head().oid);
    match () {
        () if is.iter().any(|group| Some(group.head().oid) != older) => {
            Some("the older number does not head".to_owned())
        }
        () if is[0].shown().hetu.map(|known| known.hetu) != Some(hetu(in_force)) => {
            Some(format!("hetu {in_force} is not shown"))
        }
        () if !is[0].shown().is_in_register() => Some("the register has not confirmed them any more".to_owned()),
        () if !leads(&is).is_superset(&leads(&was)) => Some("a hetu leads to nobody any more".to_owned()),
        () => None,
    }
}

/// A reversal of the link alone, just after it, leaves everybody as before.
fn not_restored(before: &World, after: &World) -> Option<String> {
    let mut reversed = after.clone();
    if let Err(refusal) = reversed.reverses(&[after.log.len() as u64]) {
        return Some(format!("its reversal is refused: {refusal:?}"));
    }
    let differs = |number: &Number| settled(before.person(*number)) != settled(reversed.person(*number));
    before.numbers().into_iter().find(differs).map(|number| format!("its reversal does not restore {number}"))
}
