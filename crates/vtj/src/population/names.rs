//! How an invented person is named: first names, the name used, surnames.

use super::dice::Dice;
use super::finnish;
use super::origins::{Custom, ELSEWHERE, Origin, SAMI};
use super::person::Sex;
use super::swedish;

/// Whose names somebody bears.
#[derive(Clone, Copy)]
pub(super) enum Culture {
    Finnish,
    Swedish,
    Sami(&'static Origin),
    Elsewhere(&'static Origin),
}

impl Culture {
    /// Draws one, by roughly the shares of the mother tongues in Finland.
    pub(super) fn draw(dice: &mut Dice) -> Culture {
        match dice.below(1000) {
            0..845 => Culture::Finnish,
            845..897 => Culture::Swedish,
            897..900 => Culture::Sami(dice.pick_by_share(&SAMI, |origin| origin.share)),
            _ => Culture::Elsewhere(dice.pick_by_share(&ELSEWHERE, |origin| origin.share)),
        }
    }

    fn first_name_list(self, sex: Sex) -> &'static [&'static str] {
        match (self, sex) {
            (Culture::Finnish, Sex::Woman) => finnish::WOMEN,
            (Culture::Finnish, Sex::Man) => finnish::MEN,
            (Culture::Swedish, Sex::Woman) => swedish::WOMEN,
            (Culture::Swedish, Sex::Man) => swedish::MEN,
            (Culture::Sami(origin) | Culture::Elsewhere(origin), Sex::Woman) => origin.women,
            (Culture::Sami(origin) | Culture::Elsewhere(origin), Sex::Man) => origin.men,
        }
    }
}

/// One to three first names, separated by single spaces, all different.
pub(super) fn first_names(dice: &mut Dice, culture: Culture, sex: Sex) -> String {
    let count = match (culture, dice.below(100)) {
        (Culture::Elsewhere(_), 0..60) => 1,
        (Culture::Elsewhere(_), _) => 2,
        (_, 0..8) => 1,
        (_, 8..80) => 2,
        _ => 3,
    };
    let list = culture.first_name_list(sex);
    let mut names = String::with_capacity(32);
    if matches!(culture, Culture::Finnish) && dice.chance(60) {
        names.push_str(&hyphenated(dice, sex));
    }
    for _ in 0..count {
        // A few draws suffice to find a name that is not there; if not, there is one name less.
        let there = |part: &str| names.split([' ', '-']).any(|has| has == part);
        let fresh = (0..4).map(|_| dice.pick_common(list)).find(|name| !name.split('-').any(there));
        if let Some(name) = fresh.filter(|_| names.split(' ').count() < 3) {
            if !names.is_empty() {
                names.push(' ');
            }
            names.push_str(name);
        }
    }
    names
}

fn hyphenated(dice: &mut Dice, sex: Sex) -> String {
    let (fronts, backs) = match sex {
        Sex::Woman => (finnish::WOMENS_FRONTS, finnish::WOMENS_BACKS),
        Sex::Man => (finnish::MENS_FRONTS, finnish::MENS_BACKS),
    };
    let (front, back) = (dice.pick(fronts), dice.pick(backs));
    if front == back { front.to_owned() } else { format!("{front}-{back}") }
}

/// The name used: mostly the first of the first names, sometimes a later one or half of a hyphenated one.
pub(super) fn call_name(dice: &mut Dice, first_names: &str) -> String {
    let count = first_names.split(' ').count() as u32;
    let place = if dice.chance(700) { 0 } else { dice.below(count) };
    let name = first_names.split(' ').nth(place as usize).unwrap_or(first_names);
    let half = name.split('-').next().filter(|_| dice.chance(250));
    half.unwrap_or(name).to_owned()
}

/// A surname. Two women's or two men's of one culture differ in one of tens of thousands of compounds.
pub(super) fn surname(dice: &mut Dice, culture: Culture, sex: Sex) -> String {
    match culture {
        Culture::Finnish => match dice.below(1000) {
            0..180 => dice.pick_common(finnish::COMMON_SURNAMES).to_owned(),
            180..900 => compound(dice, finnish::SURNAME_FRONTS, finnish::SURNAME_BACKS),
            900..960 => {
                let prefix = dice.pick(finnish::SURNAME_PREFIXES);
                format!("{prefix}-{}", compound(dice, finnish::SURNAME_FRONTS, finnish::SURNAME_BACKS))
            }
            _ => {
                let own = compound(dice, finnish::SURNAME_FRONTS, finnish::SURNAME_BACKS);
                format!("{own}-{}", dice.pick_common(finnish::COMMON_SURNAMES))
            }
        },
        Culture::Swedish if dice.chance(350) => dice.pick_common(swedish::COMMON_SURNAMES).to_owned(),
        Culture::Swedish => compound(dice, swedish::SURNAME_FRONTS, swedish::SURNAME_BACKS),
        Culture::Sami(origin) | Culture::Elsewhere(origin) => surname_of(dice, origin, sex),
    }
}

/// *Kuusi* and *niemi*: Kuusiniemi; *Linna* and *aho*: Linna-aho, as Finnish writes a vowel that meets itself.
fn compound(dice: &mut Dice, fronts: &[&'static str], backs: &[&'static str]) -> String {
    let front = dice.pick(fronts);
    let own = |back: &&'static str| !front.to_lowercase().starts_with(*back);
    let back = (0..4).map(|_| dice.pick(backs)).find(own).unwrap_or("la");
    let meets =
        front.chars().next_back() == back.chars().next() && back.starts_with(['a', 'e', 'i', 'o', 'u', 'y', 'ä', 'ö']);
    if meets { format!("{front}-{back}") } else { format!("{front}{back}") }
}

fn surname_of(dice: &mut Dice, origin: &Origin, sex: Sex) -> String {
    match origin.custom {
        Custom::Forefathers => {
            let father = dice.pick(origin.men);
            let grandfather = (0..4).map(|_| dice.pick(origin.men)).find(|name| *name != father);
            grandfather.map_or(father.to_owned(), |grandfather| format!("{father} {grandfather}"))
        }
        Custom::Double => format!("{} {}", dice.pick(origin.surnames), dice.pick(origin.surnames)),
        Custom::Gendered if sex == Sex::Woman => {
            let surname = dice.pick(origin.surnames);
            surname.strip_suffix("kij").map_or_else(|| format!("{surname}a"), |stem| format!("{stem}kaja"))
        }
        Custom::Gendered | Custom::Plain => dice.pick(origin.surnames).to_owned(),
    }
}
