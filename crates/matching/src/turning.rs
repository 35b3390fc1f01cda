//! What would turn the outcome of a comparison: propose two records that are not proposed, or no longer those that are.

use events::Day;

use crate::HeldNames;
use crate::likeness::{Field, Likeness, Rule, score};

/// The smallest sets of fields that decide the outcome, each of them alone. Of two records that are not proposed: they
/// would be, if they agreed in these. Of two that are: they would not be, if these were not known of one of them. Empty
/// when nothing would turn it.
pub fn turning(a: &Likeness<'_>, b: &Likeness<'_>) -> Vec<Vec<Field>> {
    let now = score(a, b);
    let decides = |rule: Rule, points: i16| if now.is_proposed() { points > 0 } else { rule != Rule::Same };
    let found = now.findings.iter().filter(|found| decides(found.rule, found.points));
    let fields: Vec<Field> = found.map(|found| found.field).collect();
    let turns = |set: &Vec<Field>| {
        let (a, b) = set.iter().fold((*a, *b), |(a, b), field| match now.is_proposed() {
            true => (a, without(b, *field)),
            false => agreeing(a, b, *field),
        });
        score(&a, &b).is_proposed() != now.is_proposed()
    };
    let of_size = |size| subsets(&fields, size).into_iter().filter(&turns).collect::<Vec<_>>();
    (1..=fields.len()).map(of_size).find(|sets| !sets.is_empty()).unwrap_or_default()
}

/// All sets of so many of these fields, in their order.
fn subsets(fields: &[Field], size: usize) -> Vec<Vec<Field>> {
    let sized = (0_u32..1 << fields.len()).filter(|set| set.count_ones() as usize == size);
    let has = |set: u32, at: usize| set >> at & 1 == 1;
    sized.map(|set| (0..fields.len()).filter(|at| has(set, *at)).map(|at| fields[at]).collect()).collect()
}

/// The same record, of which a field is not known.
fn without(of: Likeness<'_>, field: Field) -> Likeness<'_> {
    match field {
        Field::Surname => Likeness { names: HeldNames { surname: "", former_surnames: &[], ..of.names }, ..of },
        Field::FirstNames => Likeness { names: HeldNames { first_names: "", ..of.names }, ..of },
        Field::BirthDate => Likeness { birth_date: None, ..of },
        Field::Sex => Likeness { sex: None, ..of },
        Field::Hetu => Likeness { hetu: None, ..of },
    }
}

/// The same two records, which agree in a field: what is known of one of them is true of both.
fn agreeing<'a>(a: Likeness<'a>, b: Likeness<'a>, field: Field) -> (Likeness<'a>, Likeness<'a>) {
    let known = |own: &'a str, other: &'a str| if own.is_empty() { other } else { own };
    let named = |of: Likeness<'a>, names: HeldNames<'a>| Likeness { names, ..of };
    match field {
        Field::Surname => {
            let surname = known(a.names.surname, b.names.surname);
            let of = |of: Likeness<'a>| named(of, HeldNames { surname, ..of.names });
            (of(a), of(b))
        }
        Field::FirstNames => {
            let first_names = known(a.names.first_names, b.names.first_names);
            let of = |of: Likeness<'a>| named(of, HeldNames { first_names, ..of.names });
            (of(a), of(b))
        }
        Field::BirthDate => {
            // Any day will do that both have.
            let birth_date = a.birth_date.or(b.birth_date).or(Some(Day::MAX));
            (Likeness { birth_date, ..a }, Likeness { birth_date, ..b })
        }
        Field::Sex => (a, Likeness { sex: a.sex, ..b }),
        Field::Hetu => (a, Likeness { hetu: a.hetu, ..b }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(first_names: &'static str, surname: &'static str, born: &str) -> Likeness<'static> {
        let names = HeldNames { first_names, surname, former_surnames: &[] };
        Likeness { birth_date: born.parse().ok(), ..Likeness::of_names(names) }
    }

    #[test]
    fn one_field_that_agreed_would_propose_two_who_are_not() {
        let henna = of("Henna Tuulikki", "Mäkelä", "2001-04-09");
        assert_eq!(turning(&henna, &of("Henna Tuulikki", "Mäkelä", "1987-11-23")), [[Field::BirthDate]]);
        assert_eq!(turning(&henna, &of("Ville Tapani", "Mäkelä", "2001-04-09")), [[Field::FirstNames]]);
        assert_eq!(
            turning(&of("Aino Maria", "Mäki", ""), &of("Aino Maria", "Mäkk", "")),
            [[Field::Surname], [Field::BirthDate]]
        );
    }

    #[test]
    fn nothing_less_than_two_fields_is_told_where_one_alone_turns_nothing() {
        let sets = turning(&of("Henna Tuulikki", "Mäkelä", "2001-04-09"), &of("Ville", "Virtanen", "1987-11-23"));
        assert!(sets.contains(&vec![Field::FirstNames, Field::BirthDate]), "{sets:?}");
        assert!(sets.iter().all(|set| set.len() == 2), "{sets:?}");
    }

    #[test]
    fn what_carries_a_proposal_is_what_would_end_it_if_it_were_not_known() {
        let henna = of("Henna", "Mäkelä", "2001-04-09");
        assert_eq!(turning(&henna, &henna), [[Field::Surname], [Field::BirthDate]]);
        let whole = of("Henna Tuulikki", "Mäkelä", "2001-04-09");
        assert!(!turning(&whole, &whole).contains(&vec![Field::Surname]), "the rest is enough without a surname");
    }
}
