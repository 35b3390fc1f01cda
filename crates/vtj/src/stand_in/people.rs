//! Who the stand-in's register holds: the invented population, and what a scenario has changed of it.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use chrono::NaiveDate;
use events::Hetu;
use serde::{Deserialize, Deserializer};

use super::control::ControlError;
use crate::population::{InventedPerson, Language, Population, Sex};

/// Somebody in the register.
#[derive(Clone)]
pub(super) struct Registered {
    pub(super) person: InventedPerson,
    /// Whether the register gives a name at all.
    pub(super) named: bool,
}

/// What the register has of a hetu.
pub(super) enum LookUp {
    Registered(Box<Registered>),
    /// A hetu not in force, the one in force now if any, and those before that.
    Passive {
        active: Option<Hetu>,
        former: Vec<Hetu>,
    },
    Unknown,
}

/// What a scenario has made of a hetu.
enum HetuState {
    Registered(Box<Registered>),
    ReplacedBy(Hetu),
    Passive,
    Removed,
}

/// One change of the people in the register, as JSON `{"change": "rename", "hetu": "…", …}` or in the same process. All
/// hetus must have an individual number of 900 or more: no real person can get in here.
#[derive(Clone, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case", deny_unknown_fields)]
pub enum Change {
    /// Adds somebody. What is not given is invented.
    Add {
        /// A hetu that nobody in the register has.
        #[serde(deserialize_with = "test_hetu")]
        hetu: Hetu,
        /// First names.
        first_names: String,
        /// Call name; without it the register has none recorded.
        #[serde(default)]
        call_name: Option<String>,
        /// Surname.
        surname: String,
        /// Surnames held before.
        #[serde(default)]
        former_surnames: Vec<String>,
        /// `1` man, `2` woman.
        #[serde(default)]
        sex: Option<String>,
        /// ISO 639-1 code of the mother tongue.
        #[serde(default)]
        language: Option<String>,
        /// ISO 3166 numeric codes.
        #[serde(default)]
        nationalities: Option<Vec<String>>,
        /// Birth date, when it differs from the one in the hetu.
        #[serde(default)]
        birth_date: Option<NaiveDate>,
    },
    /// Changes names. A surname that is replaced becomes a former one.
    Rename {
        /// Whose.
        #[serde(deserialize_with = "test_hetu")]
        hetu: Hetu,
        /// New first names; unless a call name is given too, none is recorded then.
        #[serde(default)]
        first_names: Option<String>,
        /// New call name.
        #[serde(default)]
        call_name: Option<String>,
        /// New surname.
        #[serde(default)]
        surname: Option<String>,
    },
    /// Gives somebody another hetu. A birth date that was the former one's is the new one's from then on.
    ReplaceHetu {
        /// The one until now.
        #[serde(deserialize_with = "test_hetu")]
        old: Hetu,
        /// The one from now on, which nobody has or had.
        #[serde(deserialize_with = "test_hetu")]
        new: Hetu,
    },
    /// Puts a hetu out of force, with none in its place.
    Passivate {
        /// Which.
        #[serde(deserialize_with = "test_hetu")]
        hetu: Hetu,
    },
    /// Records a death, or without a day takes it back.
    Die {
        /// Whose.
        #[serde(deserialize_with = "test_hetu")]
        hetu: Hetu,
        /// Day of death.
        #[serde(default)]
        day: Option<NaiveDate>,
    },
    /// Begins a protection order.
    Protect {
        /// Whose.
        #[serde(deserialize_with = "test_hetu")]
        hetu: Hetu,
    },
    /// Ends a protection order.
    Unprotect {
        /// Whose.
        #[serde(deserialize_with = "test_hetu")]
        hetu: Hetu,
    },
    /// Removes a hetu, as if the register had never had it.
    Remove {
        /// Which.
        #[serde(deserialize_with = "test_hetu")]
        hetu: Hetu,
    },
    /// Leaves out the group of the name from now on.
    NoName {
        /// Whose.
        #[serde(deserialize_with = "test_hetu")]
        hetu: Hetu,
    },
}

/// The people, safe to read while a scenario changes them.
pub(super) struct People {
    population: Population,
    changed: RwLock<HashMap<Hetu, HetuState>>,
}

impl People {
    pub(super) fn new(population: Population) -> People {
        People { population, changed: RwLock::default() }
    }

    /// Holds off changes as long as one answer is put together.
    pub(super) fn read(&self) -> View<'_> {
        View { people: self, changed: self.changed.read().unwrap_or_else(PoisonError::into_inner) }
    }

    /// Forgets every change.
    pub(super) fn reset(&self) {
        self.changed.write().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Makes one change, or none at all.
    pub(super) fn apply(&self, change: Change) -> Result<(), ControlError> {
        let mut changed = self.changed.write().unwrap_or_else(PoisonError::into_inner);
        match change {
            Change::Add { hetu, .. } => {
                self.must_be_free(&changed, &hetu)?;
                let held = Box::new(Registered { person: self.newcomer(&hetu, change)?, named: true });
                changed.insert(hetu, HetuState::Registered(held));
            }
            Change::ReplaceHetu { old, new } => {
                self.must_be_free(&changed, &new)?;
                let mut held = self.held(&changed, &old)?;
                held.person.former_hetus.push(old);
                if held.person.birth_date == old.birth_date() {
                    held.person.birth_date = new.birth_date();
                }
                held.person.hetu = new;
                changed.insert(old, HetuState::ReplacedBy(new));
                changed.insert(new, HetuState::Registered(held));
            }
            Change::Passivate { hetu } => {
                self.held(&changed, &hetu)?;
                changed.insert(hetu, HetuState::Passive);
            }
            Change::Remove { hetu } => {
                self.held(&changed, &hetu)?;
                changed.insert(hetu, HetuState::Removed);
            }
            Change::Rename { hetu, .. }
            | Change::Die { hetu, .. }
            | Change::Protect { hetu }
            | Change::Unprotect { hetu }
            | Change::NoName { hetu } => {
                let mut held = self.held(&changed, &hetu)?;
                change_person(&mut held, change);
                changed.insert(hetu, HetuState::Registered(held));
            }
        }
        Ok(())
    }

    fn held(&self, changed: &HashMap<Hetu, HetuState>, hetu: &Hetu) -> Result<Box<Registered>, ControlError> {
        match changed.get(hetu) {
            Some(HetuState::Registered(held)) => Ok(held.clone()),
            Some(_) => Err(ControlError::NobodyThere),
            None => self.invented(hetu).ok_or(ControlError::NobodyThere),
        }
    }

    fn invented(&self, hetu: &Hetu) -> Option<Box<Registered>> {
        self.population.index_of(hetu)?;
        Some(Box::new(Registered { person: self.population.invent(hetu), named: true }))
    }

    fn must_be_free(&self, changed: &HashMap<Hetu, HetuState>, hetu: &Hetu) -> Result<(), ControlError> {
        let taken = match changed.get(hetu) {
            Some(HetuState::Removed) => false,
            Some(_) => true,
            None => self.population.index_of(hetu).is_some(),
        };
        match (is_test_hetu(hetu), taken) {
            (false, _) => Err(ControlError::NotATestHetu),
            (true, true) => Err(ControlError::HetuTaken),
            (true, false) => Ok(()),
        }
    }

    fn newcomer(&self, hetu: &Hetu, given: Change) -> Result<InventedPerson, ControlError> {
        let mut person = self.population.invent(hetu);
        (person.protected, person.died) = (false, None);
        if let Change::Add {
            first_names,
            call_name,
            surname,
            former_surnames,
            sex,
            language,
            nationalities,
            birth_date,
            ..
        } = given
        {
            person.call_name_recorded = call_name.is_some();
            person.call_name = call_name.unwrap_or_default();
            (person.first_names, person.surname, person.former_surnames) = (first_names, surname, former_surnames);
            person.sex = match sex.as_deref() {
                None => person.sex,
                Some("1") => Sex::Man,
                Some("2") => Sex::Woman,
                Some(_) => return Err(ControlError::UnknownSex),
            };
            if let Some(code) = language {
                person.language = Language { code: code.into(), iso639_2: "mis", text: None };
            }
            if let Some(codes) = nationalities {
                person.nationalities = codes.into_iter().map(Into::into).collect();
            }
            person.birth_date = birth_date.unwrap_or_else(|| hetu.birth_date());
        }
        Ok(person)
    }
}

fn change_person(held: &mut Registered, change: Change) {
    let person = &mut held.person;
    match change {
        Change::Rename { first_names, call_name, surname, .. } => {
            if let Some(first_names) = first_names {
                person.first_names = first_names;
                person.call_name_recorded = false;
            }
            if let Some(call_name) = call_name {
                person.call_name = call_name;
                person.call_name_recorded = true;
            }
            if let Some(surname) = surname {
                person.former_surnames.push(std::mem::replace(&mut person.surname, surname));
            }
        }
        Change::Die { day, .. } => person.died = day,
        Change::Protect { .. } => person.protected = true,
        Change::Unprotect { .. } => person.protected = false,
        Change::NoName { .. } => held.named = false,
        _ => {}
    }
}

/// The people as they are while one answer is put together.
pub(super) struct View<'a> {
    people: &'a People,
    changed: RwLockReadGuard<'a, HashMap<Hetu, HetuState>>,
}

impl View<'_> {
    /// What the register has of a hetu.
    pub(super) fn look_up(&self, hetu: &Hetu) -> LookUp {
        match self.changed.get(hetu) {
            None => self.people.invented(hetu).map_or(LookUp::Unknown, LookUp::Registered),
            Some(HetuState::Registered(held)) => LookUp::Registered(held.clone()),
            Some(HetuState::ReplacedBy(new)) => self.replaced(*new),
            Some(HetuState::Passive) => LookUp::Passive { active: None, former: Vec::new() },
            Some(HetuState::Removed) => LookUp::Unknown,
        }
    }

    /// Follows replacements to the hetu that is in force. A hetu is given only while it is free, so there is no circle.
    fn replaced(&self, mut new: Hetu) -> LookUp {
        loop {
            match self.changed.get(&new) {
                Some(HetuState::ReplacedBy(newer)) => new = *newer,
                Some(HetuState::Registered(held)) => {
                    return LookUp::Passive { active: Some(new), former: held.person.former_hetus.clone() };
                }
                _ => return LookUp::Passive { active: None, former: Vec::new() },
            }
        }
    }
}

/// Whether an individual number is one that is never given to a real person.
pub(super) fn is_test_hetu(hetu: &Hetu) -> bool {
    hetu.individual_number() >= 900
}

fn test_hetu<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Hetu, D::Error> {
    let text = String::deserialize(deserializer)?;
    let hetu = Hetu::parse(&text, NaiveDate::MAX).ok().filter(is_test_hetu);
    hetu.ok_or_else(|| serde::de::Error::custom("not a hetu with an individual number of 900 or more"))
}

pub(super) fn test_hetus<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Hetu>, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    let hetus = texts.iter().map(|text| Hetu::parse(text, NaiveDate::MAX).ok().filter(is_test_hetu)).collect();
    Option::ok_or_else(hetus, || serde::de::Error::custom("not hetus with individual numbers of 900 or more"))
}
