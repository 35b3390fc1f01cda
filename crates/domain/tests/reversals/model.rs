//! The second model. It keeps what happened as a list, and answers every question by walking over all of it: nothing is
//! carried from one event to the next, so there is little that could be wrong.

use std::collections::BTreeSet;

use super::world::{Number, World, email, handle, oid, organisation};

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
    /// Does the event at a position count? Straight from the definition.
    pub fn counts(&self, position: u64) -> bool {
        if matches!(self.0[position as usize - 1], Act::Erases(_)) {
            return true;
        }
        let names = |act: &Act| matches!(act, Act::Reverses(events) if events.contains(&position));
        let later = (position + 1..).zip(&self.0[position as usize..]);
        !later.filter(|(_, act)| names(act)).any(|(place, _)| self.counts(place))
    }

    fn acts(&self) -> impl Iterator<Item = (u64, &Act)> {
        (1..).zip(&self.0).filter(|(position, _)| self.counts(*position))
    }

    pub fn truth(&self, of: Number) -> Truth {
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

    /// Where the log says otherwise.
    pub fn differs(&self, world: &World) -> Option<String> {
        for number in world.numbers() {
            let (truth, person) = (self.truth(number), world.person(number));
            let hetus = |held: &dyn Fn(u16) -> bool| (0..40).filter(|hetu| held(*hetu)).collect::<BTreeSet<u16>>();
            let found = Truth {
                void: person.void,
                erased: person.erased,
                present: (0..40).find(|hetu| person.present_hetu == Some(handle(*hetu))),
                holds: hetus(&|hetu| person.holds(handle(hetu))),
                holds_email: person.holds(email(number as u16)),
                in_register: person.is_in_register(),
                by_hand: person.identified.contains(&domain::person::IdentifiedBy::Official),
                organisations: (0..40).filter(|by| person.organisations.contains(&organisation(*by))).collect(),
                passive: person.passive.is_some(),
                apart: person
                    .apart
                    .iter()
                    .filter_map(|mark| (0..20).find(|number| oid(*number) == mark.other))
                    .collect(),
                joined: person.link.and_then(|link| (0..20).find(|number| oid(*number) == link.to)),
            };
            if found != truth {
                return Some(format!("person {number}: the log says {found:?}, the model {truth:?}"));
            }
        }
        None
    }
}

fn withdraws(act: &Act, of: Number, hetu: u16) -> bool {
    match *act {
        Act::Replaces { of: number, former, withdrawn: true, .. } => (number, former) == (of, hetu),
        Act::Removes { of: number, hetu: own, withdrawn: true } => (number, own) == (of, hetu),
        _ => false,
    }
}
