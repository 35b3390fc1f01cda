//! The second model. It keeps what happened as a list, and answers every question by walking over all of it: nothing is
//! carried from one event to the next, so there is little that could be wrong.

use std::collections::BTreeSet;

use domain::Person;
use events::PersonOid;

use super::world::{Number, World, email, handle, oid, organisation};

/// Hetus there may be.
pub const HETUS: u16 = 40;

/// What happened, by position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    Registers(Number, Option<u16>),
    Gives(Number, u16),
    Replaces {
        of: Number,
        former: u16,
        by: u16,
        withdrawn: bool,
    },
    Removes {
        of: Number,
        hetu: u16,
        withdrawn: bool,
    },
    Identifies(Number, u16),
    ByHand(Number),
    Joins(Number, u64),
    Links {
        member: Number,
        to: Number,
    },
    Passive(Number, bool),
    Apart(Number, Number),
    Reverses(Vec<u64>),
    /// Something that changes nothing of what is asked here.
    Says,
    Erases(Vec<Number>),
}

/// Everything that happened; the place in the list is the position less one.
#[derive(Debug, Clone, Default)]
pub struct Model(pub Vec<Act>);

/// What is true of a person.
#[derive(Debug, PartialEq, Eq)]
pub struct Truth {
    pub void: bool,
    pub erased: bool,
    pub present: Option<u16>,
    /// Hetus that lead to the person.
    pub holds: BTreeSet<u16>,
    pub holds_email: bool,
    pub in_register: bool,
    pub by_hand: bool,
    pub organisations: BTreeSet<u64>,
    pub joined: Option<Number>,
    pub passive: bool,
    pub apart: BTreeSet<Number>,
}

impl Model {
    /// What happened and counts, by position. Straight from the definition, from the last to the first: what no later act that counts
    /// reverses.
    pub fn counting(&self) -> Counting<'_> {
        let (mut reversed, mut counting) = (BTreeSet::new(), Vec::new());
        for (place, act) in self.0.iter().enumerate().rev() {
            let position = place as u64 + 1;
            if !reversed.contains(&position) || matches!(act, Act::Erases(_)) {
                if let Act::Reverses(events) = act {
                    reversed.extend(events.iter().copied().filter(|event| *event < position));
                }
                counting.push((position, act));
            }
        }
        counting.reverse();
        Counting(counting)
    }

    /// Where the log says otherwise.
    pub fn differs(&self, world: &World) -> Option<String> {
        let counting = self.counting();
        world.numbers().into_iter().find_map(|number| {
            let (truth, found) = (counting.truth(number), found(number, world.person(number)));
            (found != truth).then(|| format!("person {number}: the log says {found:?}, the model {truth:?}"))
        })
    }
}

/// Acts that count, by position.
pub struct Counting<'a>(Vec<(u64, &'a Act)>);

impl Counting<'_> {
    /// Does the event at a position count?
    pub fn has(&self, position: u64) -> bool {
        self.0.binary_search_by_key(&position, |(at, _)| *at).is_ok()
    }

    fn acts(&self) -> impl Iterator<Item = (u64, &Act)> {
        self.0.iter().copied()
    }

    fn truth(&self, of: Number) -> Truth {
        let registers = |(_, act): &(u64, &Act)| matches!(act, Act::Registers(number, _) if *number == of);
        let void = !self.acts().any(|event| registers(&event));
        let erased = self.acts().any(|(_, act)| matches!(act, Act::Erases(persons) if persons.contains(&of)));
        let (mut present, mut holds) = (None, BTreeSet::new());
        for (_, act) in self.acts() {
            match *act {
                Act::Registers(number, hetu) if number == of => {
                    present = hetu;
                    holds.extend(hetu);
                }
                Act::Gives(number, hetu) if number == of => {
                    present = Some(hetu);
                    holds.insert(hetu);
                }
                Act::Replaces { of: number, former, by, withdrawn } if number == of => {
                    if withdrawn {
                        holds.remove(&former);
                    }
                    present = Some(by);
                    holds.insert(by);
                }
                Act::Removes { of: number, hetu, withdrawn } if number == of => {
                    if withdrawn {
                        holds.remove(&hetu);
                    }
                    present = present.filter(|own| *own != hetu);
                }
                _ => {}
            }
        }
        let dead = void || erased;
        let acts = || self.acts().map(|(_, act)| act);
        let organisations = acts().filter_map(|act| match act {
            Act::Joins(number, by) if *number == of => Some(*by),
            _ => None,
        });
        let joined = acts().filter_map(|act| match act {
            Act::Links { member, to } if *member == of => Some(*to),
            _ => None,
        });
        let passive = acts().filter_map(|act| match *act {
            Act::Passive(number, passive) if number == of => Some(passive),
            _ => None,
        });
        let apart = acts().filter_map(|act| match *act {
            Act::Apart(one, other) if one == of => Some(other),
            Act::Apart(one, other) if other == of => Some(one),
            _ => None,
        });
        Truth {
            passive: passive.last().unwrap_or_default(),
            apart: apart.collect(),
            void,
            erased,
            present: present.filter(|_| !void),
            holds: if dead { BTreeSet::new() } else { holds },
            holds_email: !dead,
            in_register: !void && self.identified(of),
            by_hand: !void && acts().any(|act| *act == Act::ByHand(of)),
            organisations: organisations.chain([of]).collect(),
            joined: joined.last(),
        }
    }

    /// An answer of the register counts while the person has the hetu by which it was asked: they had it then, and it was
    /// not withdrawn since.
    fn identified(&self, of: Number) -> bool {
        self.acts().any(|(position, act)| match *act {
            Act::Identifies(number, by) if number == of => {
                self.has_until(of, by, position) && !self.withdrawn_after(of, by, position)
            }
            _ => false,
        })
    }

    fn has_until(&self, of: Number, hetu: u16, position: u64) -> bool {
        let mut has = false;
        for (_, act) in self.acts().take_while(|(at, _)| *at < position) {
            match *act {
                Act::Registers(number, Some(own)) if (number, own) == (of, hetu) => has = true,
                Act::Gives(number, own) if (number, own) == (of, hetu) => has = true,
                Act::Replaces { of: number, by, .. } if (number, by) == (of, hetu) => has = true,
                _ if withdraws(act, of, hetu) => has = false,
                _ => {}
            }
        }
        has
    }

    fn withdrawn_after(&self, of: Number, hetu: u16, position: u64) -> bool {
        self.acts().any(|(at, act)| at > position && withdraws(act, of, hetu))
    }
}

/// What the log says of somebody.
fn found(number: Number, person: &Person) -> Truth {
    let hetus = |held: &dyn Fn(u16) -> bool| (0..HETUS).filter(|hetu| held(*hetu)).collect::<BTreeSet<u16>>();
    let number_of = |person: PersonOid| (0..20).find(|number| oid(*number) == person);
    Truth {
        void: person.void,
        erased: person.erased,
        present: (0..HETUS).find(|hetu| person.present_hetu == Some(handle(*hetu))),
        holds: hetus(&|hetu| person.holds(handle(hetu))),
        holds_email: person.holds(email(number as u16)),
        in_register: person.is_in_register(),
        by_hand: person.identified.contains(&domain::person::IdentifiedBy::Official),
        organisations: (0..40).filter(|by| person.organisations.contains(&organisation(*by))).collect(),
        passive: person.passive.is_some(),
        apart: person.apart.iter().filter_map(|mark| number_of(mark.other)).collect(),
        joined: person.link.and_then(|link| number_of(link.to)),
    }
}

fn withdraws(act: &Act, of: Number, hetu: u16) -> bool {
    match *act {
        Act::Replaces { of: number, former, withdrawn: true, .. } => (number, former) == (of, hetu),
        Act::Removes { of: number, hetu: own, withdrawn: true } => (number, own) == (of, hetu),
        _ => false,
    }
}
