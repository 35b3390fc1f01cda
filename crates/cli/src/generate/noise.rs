//! Noise in names, as it comes from keyboards, old systems and people in a hurry.

use std::mem::swap;

use events::codes::Interface;
use events::person::Names;
use matching::call_name_is_one_of;

use super::dice::Dice;

/// Letters that a changed letter becomes.
const LETTERS: [char; 12] = ['a', 'e', 'i', 'k', 'l', 'm', 'n', 'o', 'r', 's', 't', 'u'];
/// A name of fewer letters is not mistyped here: too little of it would be left.
const SHORTEST_MISTYPED: usize = 3;

/// One letter changed, dropped, doubled or put in its neighbour's place, in a first name or the surname. False when no
/// name is long enough.
pub(super) fn mistype(names: &mut Names, dice: &mut Dice) -> bool {
    let first = dice.percent(50);
    let fields = if first { [true, false] } else { [false, true] };
    for in_first_names in fields {
        let field = if in_first_names { &mut names.first_names } else { &mut names.surname };
        if let Some(mistyped) = mistyped(field, dice) {
            *field = mistyped;
            keep_call_name(names);
            return true;
        }
    }
    false
}

fn mistyped(name: &str, dice: &mut Dice) -> Option<String> {
    let mut letters: Vec<char> = name.chars().collect();
    let words = letters.split(|c| matches!(c, ' ' | '-'));
    let mut at = 0;
    let mut places = Vec::new();
    for word in words {
        if word.len() >= SHORTEST_MISTYPED {
            places.extend(at..at + word.len());
        }
        at += word.len() + 1;
    }
    let place = dice.pick(&places)?;
    // Names of one repeated letter stay the same when neighbours change places; changing a letter always shows.
    match dice.below(4) {
        1 => drop(letters.remove(place)),
        2 => letters.insert(place + 1, lower(letters[place])),
        3 if places.contains(&(place + 1)) && lower(letters[place]) != lower(letters[place + 1]) => {
            transpose(&mut letters, place);
        }
        _ => change(&mut letters[place], dice),
    }
    Some(letters.into_iter().collect())
}

fn change(letter: &mut char, dice: &mut Dice) {
    let old = lower(*letter);
    let start = dice.place(LETTERS.len());
    let new = LETTERS.iter().cycle().skip(start).find(|new| **new != old).copied().unwrap_or('x');
    *letter = if letter.is_uppercase() { new.to_ascii_uppercase() } else { new };
}

/// A capital stays at the beginning.
fn transpose(letters: &mut [char], place: usize) {
    let capital = letters[place].is_uppercase() && letters[place + 1].is_lowercase();
    letters.swap(place, place + 1);
    if capital {
        letters[place] = upper(letters[place]);
        letters[place + 1] = lower(letters[place + 1]);
    }
}

fn lower(letter: char) -> char {
    let mut lower = letter.to_lowercase();
    lower.next().filter(|_| lower.next().is_none()).unwrap_or(letter)
}

fn upper(letter: char) -> char {
    let mut upper = letter.to_uppercase();
    upper.next().filter(|_| upper.next().is_none()).unwrap_or(letter)
}

/// The name used alone. False when there is but one first name.
pub(super) fn one_first_name(names: &mut Names) -> bool {
    let several = names.first_names.contains(' ');
    if several {
        names.first_names.clone_from(&names.call_name);
    }
    several
}

/// First names and surname in each other's place.
pub(super) fn swap_fields(names: &mut Names, interface: Interface) {
    swap(&mut names.first_names, &mut names.surname);
    // `/oppija` does not compare the name used with the first names, so there it stays where it was.
    if interface == Interface::Yleistunniste {
        keep_call_name(names);
    }
}

/// Letters without their marks. False when there are none.
pub(super) fn transliterate(names: &mut Names) -> bool {
    let mut changed = false;
    for field in [&mut names.first_names, &mut names.call_name, &mut names.surname] {
        let plain: String = field.chars().flat_map(plain).collect();
        changed |= plain != *field;
        *field = plain;
    }
    changed
}

fn plain(letter: char) -> impl Iterator<Item = char> {
    let text = match letter {
        'ß' => "ss",
        'æ' => "ae",
        'Æ' => "Ae",
        'ł' => "l",
        'Ł' => "L",
        'ø' => "o",
        'Ø' => "O",
        'ı' => "i",
        'đ' => "d",
        'Đ' => "D",
        _ => "",
    };
    // What has no entry is a letter with marks, or plain already; Vietnamese has two marks on one letter.
    let base = (text.is_empty()).then(|| base(letter));
    text.chars().chain(base)
}

fn base(letter: char) -> char {
    const BASES: [(char, &str); 20] = [
        ('a', "äåáàâãăāąảạắằẳẵặấầẩẫậ"),
        ('o', "öóòôõőơỏọốồổỗộớờởỡợ"),
        ('e', "éèêëēėęẻẽẹếềểễệ"),
        ('u', "üúùûūůűưủũụứừửữự"),
        ('i', "íìîïīįỉĩị"),
        ('y', "ýÿỳỷỹỵ"),
        ('s', "šśşș"),
        ('z', "žźż"),
        ('c', "čćç"),
        ('n', "ñńňŋ"),
        ('g', "ğǧģ"),
        ('d', "ď"),
        ('t', "ťŧț"),
        ('l', "ľļ"),
        ('r', "řŕ"),
        ('k', "ķǩ"),
        ('h', "ħ"),
        ('j', "ĵ"),
        ('w', "ŵ"),
        ('v', "ṽ"),
    ];
    let small = lower(letter);
    match BASES.iter().find(|(_, marked)| marked.contains(small)) {
        Some((base, _)) if small != letter => base.to_ascii_uppercase(),
        Some((base, _)) => *base,
        None => letter,
    }
}

/// Capitals or small letters; on `/oppija`, which takes them, also superfluous blanks.
pub(super) fn space(names: &mut Names, interface: Interface, dice: &mut Dice) {
    let all = |names: &mut Names, write: fn(&str) -> String| {
        for field in [&mut names.first_names, &mut names.call_name, &mut names.surname] {
            *field = write(field);
        }
    };
    // A letter such as ß has no capital of its own and would come back as two.
    let returns = |text: &String| text.to_uppercase().to_lowercase() == text.to_lowercase();
    let capitals = returns(&names.first_names) && returns(&names.surname);
    match (interface, dice.below(6)) {
        (Interface::Oppija, 0) => names.surname = format!("{} ", names.surname),
        (Interface::Oppija, 1) => names.first_names = format!(" {}  ", names.first_names),
        (Interface::Oppija, 2) if names.first_names.contains(' ') => {
            names.first_names = names.first_names.replace(' ', "  ");
        }
        (Interface::Oppija, 3) if names.surname.contains('-') => names.surname = names.surname.replace('-', " - "),
        (_, 0..=4) if capitals => all(names, |name| name.to_uppercase()),
        _ => all(names, |name| name.to_lowercase()),
    }
}

/// Who mistypes a first name mistypes the name used too: it stays one of the first names.
pub(super) fn keep_call_name(names: &mut Names) {
    if !call_name_is_one_of(&names.call_name, &names.first_names) {
        names.call_name = names.first_names.split(' ').next().unwrap_or_default().to_owned();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vtj::population::Population;

    fn names(first_names: &str, call_name: &str, surname: &str) -> Names {
        Names { first_names: first_names.into(), call_name: call_name.into(), surname: surname.into() }
    }

    #[test]
    fn a_mistyped_name_differs_by_one_letter_and_keeps_its_words() {
        let mut dice = Dice::new(1, 2);
        for _ in 0..2_000 {
            let mut typed = names("Aada Ii Maria", "Maria", "af Öst-Lehto");
            assert!(mistype(&mut typed, &mut dice));
            let (first, last) = (typed.first_names.as_str(), typed.surname.as_str());
            assert_ne!((first, last), ("Aada Ii Maria", "af Öst-Lehto"));
            assert!(first == "Aada Ii Maria" || last == "af Öst-Lehto", "one field only");
            assert_eq!((first.split(' ').count(), last.split(['-', ' ']).count()), (3, 3));
            assert!(first.contains(" Ii ") && last.starts_with("af "), "{first} {last}");
            let changed = if last == "af Öst-Lehto" { (first, 13) } else { (last, 12) };
            assert!(changed.0.chars().count().abs_diff(changed.1) <= 1);
            assert!(call_name_is_one_of(&typed.call_name, first));
        }
        assert!(!mistype(&mut names("Li", "Li", "Wu"), &mut dice));
    }

    #[test]
    fn no_letter_of_the_population_keeps_its_marks() {
        let population = Population::new(1, 50_000);
        for index in 0..50_000 {
            let person = population.person(index);
            let mut plain = names(&person.first_names, &person.call_name, &person.surname);
            let marked = !format!("{}{}", plain.first_names, plain.surname).is_ascii();
            assert_eq!(transliterate(&mut plain), marked);
            assert!(plain.first_names.is_ascii() && plain.surname.is_ascii(), "{}", plain.surname);
        }
        let mut sami = names("Áŋŋel ẤNH", "Áŋŋel", "Čođđi-Strauß");
        assert!(transliterate(&mut sami));
        assert_eq!((sami.first_names.as_str(), sami.surname.as_str()), ("Annel ANH", "Coddi-Strauss"));
    }

    #[test]
    fn spacing_changes_nothing_that_counts() {
        let mut dice = Dice::new(3, 3);
        for round in 0..500 {
            let interface = if round % 2 == 0 { Interface::Oppija } else { Interface::Yleistunniste };
            let mut noisy = names("Anna Leena-Maria", "Anna", "Strauß-Mäki");
            space(&mut noisy, interface, &mut dice);
            assert!((noisy.first_names.as_str(), noisy.surname.as_str()) != ("Anna Leena-Maria", "Strauß-Mäki"));
            let sent = matching::Names { first_names: &noisy.first_names, surname: &noisy.surname };
            let held =
                matching::HeldNames { first_names: "Anna Leena-Maria", surname: "Strauß-Mäki", former_surnames: &[] };
            assert!(matching::name_conflicts(sent, held).is_empty());
            assert!(interface == Interface::Oppija || !noisy.first_names.contains("  "));
        }
    }
}
