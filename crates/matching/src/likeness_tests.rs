//! Which records are proposed as one person.

use super::*;
use proptest::prelude::*;

struct Of(&'static str, &'static str, &'static str);

fn points(a: &Of, b: &Of) -> i16 {
    found(a, b).points
}

fn found(a: &Of, b: &Of) -> Score {
    let of = |Of(first_names, surname, born): &Of| {
        let names = HeldNames { first_names, surname, former_surnames: &[] };
        Likeness { birth_date: born.parse().ok(), ..Likeness::of_names(names) }
    };
    let score = score(&of(a), &of(b));
    assert_eq!(score.points, super::score(&of(b), &of(a)).points, "the order makes no difference");
    score
}

const HENNA: Of = Of("Henna Tuulikki", "Mäkelä", "2001-04-09");

#[test]
fn one_person_written_in_several_ways_is_proposed() {
    for other in [
        HENNA,
        Of("HENNA TUULIKKI", "MAKELA", "2001-04-09"),
        Of("Hena Tuulikki", "Mäkelä", "2001-04-09"),
        Of("Henna Tuulikki", "Mäklä", "2001-04-09"),
        Of("Henna", "Mäkelä", "2001-04-09"),
        Of("Tuulikki Henna", "Mäkelä", "2001-04-09"),
        Of("Mäkelä", "Henna Tuulikki", "2001-04-09"),
        Of("Henna Tuulikki", "Virtanen", "2001-04-09"),
        Of("Henna Tuulikki", "Mäkelä", "2001-09-04"),
        Of("Henna Tuulikki", "Mäkelä", "2001-04-19"),
        Of("Henna Tuulikki", "Mäkelä-Virtanen", "2001-04-09"),
    ] {
        assert!(points(&HENNA, &other) >= PROPOSED, "{} {} {}", other.0, other.1, other.2);
    }
    let natalia = |first, last| Of(first, last, "1999-12-30");
    assert!(points(&natalia("Наталья", "Шевченко"), &natalia("Natalija", "Ševtšenko")) >= PROPOSED);
}

#[test]
fn others_are_not_proposed() {
    for other in [
        Of("Ville Tapani", "Mäkelä", "2001-04-09"),
        Of("Hanna Tuulikki", "Mäkelä", "1987-11-23"),
        Of("Henna", "Virtanen", "2001-04-09"),
        Of("Henna Tuulikki", "Mäkelä", "1987-11-23"),
        Of("Henna", "Mäkelä", "2001-04-19"),
        Of("Ville", "Virtanen", "2001-04-09"),
        Of("Aino Maria", "Mäkelä", ""),
        Of("Hena Tuulikki", "Mäkelä", ""),
        Of("Hena Tuulikki", "Virtanen", "2001-04-09"),
    ] {
        assert!(points(&HENNA, &other) < PROPOSED, "{} {} {}", other.0, other.1, other.2);
    }
    let twins = [Of("Aino Maria", "Mäki", "2001-04-09"), Of("Liisa Maria", "Mäki", "2001-04-09")];
    assert!(points(&twins[0], &twins[1]) < PROPOSED, "twins share a second name");
}

#[test]
fn a_name_that_is_missing_contradicts_nothing() {
    let alone = Of("", "Mäkelä", "2001-04-09");
    assert!(points(&alone, &alone) >= PROPOSED, "one name, the same on both sides");
    assert!(points(&Of("Mäkelä", "", "2001-04-09"), &Of("Mäkelä", "-", "2001-04-09")) > POSSIBLE);
    assert!(points(&HENNA, &Of("Henna Tuulikki", "", "2001-04-09")) >= PROPOSED);
    let missing = found(&HENNA, &Of("Henna Tuulikki", "", "2001-04-09")).findings[0];
    assert_eq!((missing.field, missing.rule, missing.similarity), (Field::Surname, Rule::Missing, None));
}

#[test]
fn records_that_may_be_worth_a_look_are_listed_and_not_proposed() {
    for (one, other) in [
        // Another first name: a twin, or somebody whose first name was changed.
        (HENNA, Of("Onni Eemeli", "Mäkelä", "2001-04-09")),
        // Another birth date: a namesake, or a date that somebody guessed.
        (HENNA, Of("Henna Tuulikki", "Mäkelä", "1987-11-23")),
        (Of("Henna", "Mäkelä", "2001-04-09"), Of("Henna", "Mäkelä", "1987-11-23")),
        (Of("Henna", "Mäkelä", "2001-04-09"), Of("Henna", "Virtanen", "2001-04-09")),
    ] {
        assert!((POSSIBLE..PROPOSED).contains(&points(&one, &other)), "{} {} {}", other.0, other.1, other.2);
    }
    for other in [Of("Ville Tapani", "Mäkelä", "1987-11-23"), Of("Ville", "Virtanen", "2001-04-09")] {
        assert!(points(&HENNA, &other) < POSSIBLE, "{} {} {}", other.0, other.1, other.2);
    }
}

#[test]
fn some_first_names_say_less_than_all_of_them() {
    let all = Of("Henna Tuulikki Anneli", "Virtanen", "2001-04-09");
    assert!(points(&all, &Of("Henna Tuulikki Anneli", "Mäkelä", "2001-04-09")) >= PROPOSED);
    assert!(points(&all, &Of("Henna Tuulikki", "Mäkelä", "2001-04-09")) < PROPOSED);
}

#[test]
fn birth_dates_that_contradict_each_other_are_never_outweighed() {
    let day = |text: &str| text.parse::<Day>().unwrap_or(Day(Default::default()));
    let hetu = |born: &str, number| Hetu::compose(day(born).0, '-', number);
    let names = HeldNames { first_names: "Henna Tuulikki Anneli", surname: "Mäkelä", former_surnames: &[] };
    let of = |born: &str, number| Likeness {
        birth_date: born.parse().ok(),
        hetu: hetu(born, number),
        sex: Some("2"),
        ..Likeness::of_names(names)
    };
    let (one, other) = (of("1981-02-11", 914), of("1981-03-12", 914));
    assert!(one.hetu.is_some() && other.hetu.is_some() && !birth_dates_agree(one.birth_date, other.birth_date));
    assert!(!score(&one, &other).is_proposed());
    assert!(score(&one, &of("1981-02-12", 914)).is_proposed());
}

#[test]
fn the_explanation_names_each_field() {
    let score = found(&HENNA, &Of("Henna", "Makela", "2001-09-04"));
    let rules: Vec<(Field, Rule)> = score.findings.iter().map(|finding| (finding.field, finding.rule)).collect();
    let expected = [
        (Field::Surname, Rule::Same),
        (Field::FirstNames, Rule::SomeMissing),
        (Field::BirthDate, Rule::DayAndMonthSwapped),
    ];
    assert_eq!(rules, expected);
    let swapped = found(&HENNA, &Of("Mäkelä", "Henna Tuulikki", "2001-04-09"));
    assert!(swapped.findings[..2].iter().all(|finding| finding.rule == Rule::Swapped));
}

#[test]
fn whom_the_register_has_confirmed_twice_are_two() {
    let hetu = |number| "1981-02-11".parse::<Day>().ok().and_then(|born| Hetu::compose(born.0, '-', number));
    let names = HeldNames { first_names: "Henna", surname: "Mäkelä", former_surnames: &[] };
    let birth_date = "1981-02-11".parse().ok();
    let one = Likeness { birth_date, in_register: true, hetu: hetu(911), ..Likeness::of_names(names) };
    let other = Likeness { hetu: hetu(912), ..one };
    assert!(one.hetu.is_some() && one.hetu != other.hetu);
    assert!(score(&one, &other).points < 0);
    assert!(score(&one, &Likeness { in_register: false, ..other }).is_proposed());
}

proptest! {
    #[test]
    fn any_names_are_compared(a in any::<String>(), b in any::<String>(), c in any::<String>()) {
        let of = |first_names, surname| Likeness::of_names(HeldNames { first_names, surname, former_surnames: &[] });
        let score = score(&of(&a, &b), &of(&c, &b));
        prop_assert!((-200..=200).contains(&score.points));
    }
}
