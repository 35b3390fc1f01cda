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
    ] {
        assert!(points(&HENNA, &other) < PROPOSED, "{} {} {}", other.0, other.1, other.2);
    }
    let twins = [Of("Aino Maria", "Mäki", "2001-04-09"), Of("Liisa Maria", "Mäki", "2001-04-09")];
    assert!(points(&twins[0], &twins[1]) < PROPOSED, "twins share a second name");
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
