//! How likely are two records of one person, in points, and why, field by field.
//!
//! Points add up: about 100 when everything agrees, below nothing when they cannot be one person. Weights follow from how
//! rarely a field agrees by chance (a birth date among thousands of days, two first names among hundreds each) and how
//! often it differs within one person (surnames change, first names are left out). [`PROPOSED`] is where officials are
//! told so by themselves; [`POSSIBLE`] where a record is worth a look. Nothing is linked by points.

use events::{Day, Hetu};
use serde::Serialize;

use crate::HeldNames;
use crate::normalise::{name, parts};
use crate::phonetic::code;
use crate::similarity::{SIMILAR_ENOUGH, similarity};

/// From so many points on two records are proposed as one person.
pub const PROPOSED: i16 = 58;
/// From so many points on a record is listed at all.
pub const POSSIBLE: i16 = 20;

/// Single names this near are no contradiction.
const NEAR: f32 = 0.75;

/// What is compared of a record. Not `Debug`: it is personal.
#[derive(Clone, Copy)]
pub struct Likeness<'a> {
    /// Names, present and former.
    pub names: HeldNames<'a>,
    /// The name used.
    pub call_name: &'a str,
    /// Birth date.
    pub birth_date: Option<Day>,
    /// Code of *sukupuoli*.
    pub sex: Option<&'a str>,
    /// Present hetu.
    pub hetu: Option<Hetu>,
    /// The population register has confirmed who this is.
    pub in_register: bool,
}

impl<'a> Likeness<'a> {
    /// Of names alone.
    pub fn of_names(names: HeldNames<'a>) -> Likeness<'a> {
        Likeness { names, call_name: "", birth_date: None, sex: None, hetu: None, in_register: false }
    }
}

/// A field that was compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// *Sukunimi*, former ones too.
    Surname,
    /// *Etunimet*.
    FirstNames,
    /// Birth date.
    BirthDate,
    /// *Sukupuoli*.
    Sex,
    /// Hetu.
    Hetu,
}

/// What the comparison of a field found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Equal but for spelling of the alphabet, case and spacing.
    Same,
    /// Written differently, and nearly alike.
    Similar,
    /// Written differently, and they sound alike.
    SoundsAlike,
    /// One of them is a former surname of the other.
    Former,
    /// First names and surname stand in each other's place.
    Swapped,
    /// One has some of the other's first names.
    SomeMissing,
    /// They have a name in common, and each has names that the other has not.
    Partly,
    /// Day and month stand in each other's place.
    DayAndMonthSwapped,
    /// Day, month or year differs, the others agree.
    OnePartDiffers,
    /// At least one record has none.
    Missing,
    /// They differ.
    Different,
    /// Two hetus, and the register has confirmed both persons: they are two.
    BothConfirmed,
}

/// One field: what was found, how similar it is where that is measured, and what it adds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Finding {
    /// Which field.
    pub field: Field,
    /// What was found.
    pub rule: Rule,
    /// From 0 to 1, where similarity is measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub similarity: Option<f32>,
    /// What it adds to the points; below zero it speaks against.
    pub points: i16,
}

/// How likely two records are of one person.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// The sum.
    pub points: i16,
    /// Where it comes from.
    pub findings: Vec<Finding>,
}

impl Score {
    /// Is it enough for officials to be told?
    pub fn is_proposed(&self) -> bool {
        self.points >= PROPOSED
    }
}

/// Compares two records; their order makes no difference.
pub fn score(a: &Likeness<'_>, b: &Likeness<'_>) -> Score {
    let written = |of: &Likeness<'_>| (of.names.first_names.len(), name(of.names.first_names), name(of.names.surname));
    // Similarity is not quite symmetric, and pairs of names are found from one side.
    let (a, b) = if written(a) <= written(b) { (a, b) } else { (b, a) };
    let mut findings = names_found(a, b);
    findings.push(birth_dates(a.birth_date, b.birth_date));
    let found = |field, rule, points| Finding { field, rule, similarity: None, points };
    if let (Some(a), Some(b)) = (a.sex, b.sex) {
        findings.push(if a == b { found(Field::Sex, Rule::Same, 2) } else { found(Field::Sex, Rule::Different, -12) });
    }
    if let (Some(one), Some(other)) = (a.hetu, b.hetu)
        && one != other
    {
        findings.push(match (a.in_register && b.in_register, mistyped(&one, &other)) {
            (true, _) => found(Field::Hetu, Rule::BothConfirmed, -100),
            // A hetu tells the birth date: where that contradicts, they were not typed from one hetu.
            (false, true) if !birth_dates_agree(a.birth_date, b.birth_date) => found(Field::Hetu, Rule::Similar, 10),
            (false, true) => found(Field::Hetu, Rule::Similar, 25),
            (false, false) => found(Field::Hetu, Rule::Different, -4),
        });
    }
    Score { points: findings.iter().map(|finding| finding.points).sum(), findings }
}

/// At most two characters differ, the check character aside.
fn mistyped(a: &Hetu, b: &Hetu) -> bool {
    let (a, b) = (a.as_str().as_bytes(), b.as_str().as_bytes());
    a.iter().zip(b).take(10).filter(|(x, y)| x != y).count() <= 2
}

/// Could records with these birth dates be proposed? Where two of day, month and year differ, nothing else outweighs it.
pub fn birth_dates_agree(a: Option<Day>, b: Option<Day>) -> bool {
    birth_dates(a, b).rule != Rule::Different
}

fn birth_dates(a: Option<Day>, b: Option<Day>) -> Finding {
    let found = |rule, points| Finding { field: Field::BirthDate, rule, similarity: None, points };
    let (Some(a), Some(b)) = (a.map(Day::year_month_day), b.map(Day::year_month_day)) else {
        return found(Rule::Missing, -10);
    };
    match a.iter().zip(&b).filter(|(own, other)| own == other).count() {
        3 => found(Rule::Same, 35),
        _ if a == [b[0], b[2], b[1]] => found(Rule::DayAndMonthSwapped, 25),
        2 => found(Rule::OnePartDiffers, 5),
        _ => found(Rule::Different, -30),
    }
}

fn names_found(a: &Likeness<'_>, b: &Likeness<'_>) -> Vec<Finding> {
    let straight = [surnames(a.names, b.names), first_names(a.names.first_names, b.names.first_names)];
    let points = |findings: &[Finding]| findings.iter().map(|finding| finding.points).sum::<i16>();
    if points(&straight) >= 40 {
        return straight.to_vec();
    }
    // The fields of one in each other's place.
    let turned = HeldNames { first_names: a.names.surname, surname: a.names.first_names, former_surnames: &[] };
    let swapped = [surnames(turned, b.names), first_names(turned.first_names, b.names.first_names)];
    if points(&swapped) < 40 || points(&swapped) <= points(&straight) {
        return straight.to_vec();
    }
    swapped.map(|finding| Finding { rule: Rule::Swapped, points: finding.points - 4, ..finding }).to_vec()
}

fn surnames(a: HeldNames<'_>, b: HeldNames<'_>) -> Finding {
    let (one, other) = (name(a.surname), name(b.surname));
    if let Some(missing) = missing(Field::Surname, &one, &other) {
        return missing;
    }
    let found =
        |rule, similarity, points| Finding { field: Field::Surname, rule, similarity: Some(similarity), points };
    let alike = likeness_of(&one, &other);
    match alike {
        Alike::Same => return found(Rule::Same, 1.0, 30),
        Alike::Similar(similarity) => return found(Rule::Similar, similarity, 26),
        Alike::Sounds(similarity) => return found(Rule::SoundsAlike, similarity, 24),
        Alike::No(_) => {}
    }
    let former = |own: HeldNames<'_>, present: &str| {
        own.former_surnames.iter().any(|former| !matches!(likeness_of(&name(former), present), Alike::No(_)))
    };
    if former(a, &other) || former(b, &one) {
        return found(Rule::Former, 1.0, 26);
    }
    // One of two surnames: Mäki and Mäki-Virtanen.
    let shared = parts(&one).any(|part| part.len() > 2 && parts(&other).any(|own| own == part));
    let Alike::No(similarity) = alike else { return found(Rule::Same, 1.0, 30) };
    if shared { found(Rule::Partly, similarity, 15) } else { found(Rule::Different, similarity, -15) }
}

/// A name that is not there contradicts nothing; that one record has none is a little less than if both had none.
fn missing(field: Field, one: &str, other: &str) -> Option<Finding> {
    let points = match (one.is_empty(), other.is_empty()) {
        (false, false) => return None,
        (true, true) => 0,
        _ => -5,
    };
    Some(Finding { field, rule: Rule::Missing, similarity: None, points })
}

fn first_names(a: &str, b: &str) -> Finding {
    let (one, other) = (name(a), name(b));
    if let Some(missing) = missing(Field::FirstNames, &one, &other) {
        return missing;
    }
    let found = |rule, similarity, points| Finding { field: Field::FirstNames, rule, similarity, points };
    let (ours, theirs): (Vec<&str>, Vec<&str>) = (parts(&one).collect(), parts(&other).collect());
    let pairs = pairs(&ours, &theirs);
    let (matched, near) = (pairs.matched, pairs.near);
    // Of each, how many names are in no pair.
    let left = (ours.len() - matched - near).min(theirs.len() - matched - near);
    let whole = ours.len() == theirs.len();
    let by_count = match matched {
        0 => 0,
        1 => 22,
        2 => 38,
        _ => 44,
    };
    match (matched, left) {
        (0, 0) if near > 0 => found(Rule::Similar, Some(pairs.least), -5),
        (0, _) => found(Rule::Different, Some(pairs.least), -40),
        (_, 0) if !whole => found(Rule::SomeMissing, Some(pairs.least), by_count - 3),
        (_, 0) if one == other => found(Rule::Same, None, by_count),
        (_, 0) if near > 0 => found(Rule::Similar, Some(pairs.least), by_count - 8),
        // Without a birth date, or with another surname, only the very same first names are enough to be proposed: among a
        // million people those whose names are merely alike are as often two.
        (_, 0) => found(if pairs.sound { Rule::SoundsAlike } else { Rule::Similar }, Some(pairs.least), by_count - 3),
        (1, _) => found(Rule::Partly, Some(pairs.least), -25),
        (_, _) => found(Rule::Partly, Some(pairs.least), 8),
    }
}

/// Single names of one record beside those of the other.
struct Pairs {
    /// So many are alike.
    matched: usize,
    /// So many are near each other, and not alike.
    near: usize,
    /// The least similarity of a pair, or of the best that is none.
    least: f32,
    /// Some pair is alike only as it sounds.
    sound: bool,
}

fn pairs(ours: &[&str], theirs: &[&str]) -> Pairs {
    let mut taken = vec![false; theirs.len()];
    let mut pairs = Pairs { matched: 0, near: 0, least: 1.0, sound: false };
    let mut alone = Vec::new();
    for own in ours {
        let alike =
            theirs.iter().enumerate().filter(|(at, _)| !taken[*at]).map(|(at, their)| (at, likeness_of(own, their)));
        let best = alike.max_by(|(_, a), (_, b)| a.similarity().total_cmp(&b.similarity()).then(a.is().cmp(&b.is())));
        match best {
            Some((at, alike)) if alike.is() => {
                taken[at] = true;
                pairs.matched += 1;
                pairs.sound |= matches!(alike, Alike::Sounds(_));
                pairs.least = pairs.least.min(alike.similarity());
            }
            _ => alone.push(*own),
        }
    }
    for own in alone {
        let free = theirs.iter().enumerate().filter(|(at, _)| !taken[*at]);
        let best = free.map(|(at, their)| (at, similarity(own, their))).max_by(|(_, a), (_, b)| a.total_cmp(b));
        if let Some((at, similarity)) = best {
            pairs.least = pairs.least.min(similarity);
            if similarity >= NEAR {
                taken[at] = true;
                pairs.near += 1;
            }
        }
    }
    pairs
}

/// How two normalised names are alike.
enum Alike {
    Same,
    Similar(f32),
    Sounds(f32),
    No(f32),
}

impl Alike {
    fn similarity(&self) -> f32 {
        match self {
            Alike::Same => 1.0,
            Alike::Similar(similarity) | Alike::Sounds(similarity) | Alike::No(similarity) => *similarity,
        }
    }

    fn is(&self) -> bool {
        !matches!(self, Alike::No(_))
    }
}

fn likeness_of(a: &str, b: &str) -> Alike {
    if a == b && !a.is_empty() {
        return Alike::Same;
    }
    let similarity = similarity(a, b);
    let sound_alike = || {
        let one = code(a);
        // Short codes say too little: Aino, Anja and Anna sound alike to them.
        one.len() >= 3 && one == code(b)
    };
    match similarity {
        enough if enough >= SIMILAR_ENOUGH => Alike::Similar(similarity),
        near if near >= 0.7 && sound_alike() => Alike::Sounds(similarity),
        _ => Alike::No(similarity),
    }
}

#[cfg(test)]
#[path = "likeness_tests.rs"]
mod tests;
