//! How alike are two names, from 0 to 1: Jaro–Winkler in Lucene's variant, because that is what today's thresholds mean.
//!
//! Jaro counts the letters that two words share within a window, and how many of those stand in another order; Winkler
//! adds a bonus for a common beginning. Lucene's variant (ONR 4.5) differs from the textbook in three ways: the bonus is
//! given from a Jaro value of 0.7 up, for a common beginning of any length, and shrinks for long words; and two empty
//! words have no similarity at all.
//!
//! The measure is not exactly symmetric: among words of equal length the first one chooses its partners.

/// Names this similar are similar enough: ONR's threshold for surnames and for first names alike, never overridden in
/// any of its environments (ONR 4.5).
pub const SIMILAR_ENOUGH: f32 = 0.85;

/// Only so many characters of a name are compared. VTJ's names end long before; the cap keeps a row of ten thousand
/// letters from costing a hundred million steps. (255, so that a position fits a byte.)
pub(crate) const COMPARED_CHARS: usize = 255;

/// From this Jaro value on Lucene gives the bonus for a common beginning.
const BONUS_FROM: f32 = 0.7;

/// The similarity of two already normalised texts, from 0 (nothing in common, or one of them empty) to 1 (equal).
///
/// Lucene's Jaro–Winkler (ONR 4.5). Ours: texts longer than 255 characters are compared by their first 255.
pub fn similarity(a: &str, b: &str) -> f32 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    if a == b {
        return 1.0;
    }
    if a.is_ascii() && b.is_ascii() {
        let (a, b) = (a.as_bytes(), b.as_bytes());
        return jaro_winkler(&a[..a.len().min(COMPARED_CHARS)], &b[..b.len().min(COMPARED_CHARS)]);
    }
    let (mut a_buffer, mut b_buffer) = (['\0'; COMPARED_CHARS], ['\0'; COMPARED_CHARS]);
    jaro_winkler(first_chars(a, &mut a_buffer), first_chars(b, &mut b_buffer))
}

/// The beginning of a text that is compared, as text: at most [`COMPARED_CHARS`] characters.
pub(crate) fn compared(text: &str) -> &str {
    match text.char_indices().nth(COMPARED_CHARS) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}

fn first_chars<'b>(text: &str, buffer: &'b mut [char; COMPARED_CHARS]) -> &'b [char] {
    let mut length = 0;
    for (place, c) in buffer.iter_mut().zip(text.chars()) {
        *place = c;
        length += 1;
    }
    &buffer[..length]
}

/// Both slices are non-empty and no longer than [`COMPARED_CHARS`].
fn jaro_winkler<T: Copy + PartialEq>(a: &[T], b: &[T]) -> f32 {
    let (shorter, longer) = if a.len() > b.len() { (b, a) } else { (a, b) };
    let (matching, out_of_order) = shared_letters(shorter, longer);
    if matching == 0 {
        return 0.0;
    }
    let shared = matching as f32;
    // Each pair that has changed places is counted twice, once from either end; Lucene halves without remainder.
    let transpositions = (out_of_order / 2) as f32;
    let jaro = (shared / a.len() as f32 + shared / b.len() as f32 + (shared - transpositions) / shared) / 3.0;
    if jaro < BONUS_FROM {
        return jaro;
    }
    let beginning = shorter.iter().zip(longer).take_while(|(x, y)| x == y).count() as f32;
    let weight = (1.0 / longer.len() as f32).min(0.1);
    // Rounding alone could lift the sum above one.
    (jaro + weight * beginning * (1.0 - jaro)).min(1.0)
}

/// How many letters of the shorter word have a partner in the longer one (equal, not taken, and no further away than the
/// window), and how many of those stand in another order.
fn shared_letters<T: Copy + PartialEq>(shorter: &[T], longer: &[T]) -> (usize, usize) {
    let window = (longer.len() / 2).saturating_sub(1);
    let mut taken = [false; COMPARED_CHARS];
    let mut matched = [0_u8; COMPARED_CHARS];
    let mut matching = 0;
    for (at, letter) in shorter.iter().enumerate() {
        let from = at.saturating_sub(window);
        let to = (at + window + 1).min(longer.len());
        if let Some(partner) = (from..to).find(|&there| !taken[there] && longer[there] == *letter) {
            taken[partner] = true;
            matched[matching] = at as u8;
            matching += 1;
        }
    }
    let in_longer = longer.iter().zip(&taken).filter(|(_, taken)| **taken).map(|(letter, _)| letter);
    let in_shorter = matched[..matching].iter().map(|&at| &shorter[usize::from(at)]);
    (matching, in_shorter.zip(in_longer).filter(|(x, y)| x != y).count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn assert_similarity(a: &str, b: &str, expected: f32) {
        for found in [similarity(a, b), similarity(b, a)] {
            assert!((found - expected).abs() < 0.0005, "{a}/{b}: {found}, not {expected}");
        }
    }

    #[test]
    fn the_accepted_pairs_of_onr_score_as_in_onr() {
        assert_similarity("seppo", "sepo", 0.953);
        assert_similarity("karhu", "karju", 0.907);
        assert_similarity("elias", "eelis", 0.88);
        assert_similarity("test", "te", 0.867);
    }

    #[test]
    fn the_rejected_pairs_of_onr_score_as_in_onr() {
        assert_similarity("virtanen", "lahtinen", 0.778);
        assert_similarity("makinen", "makela", 0.822);
        assert_similarity("test", "t", 0.775);
    }

    #[test]
    fn the_bonus_starts_at_a_jaro_of_seven_tenths() {
        // pe-: 2 of 5 letters shared, Jaro 0.6; the common beginning counts nothing.
        assert_similarity("pekka", "petri", 0.6);
    }

    #[test]
    fn the_bonus_shrinks_for_long_words_and_knows_no_longest_beginning() {
        // The textbook stops at four common letters: 0.8889 + 4 × 0.1 × 0.1111 = 0.933.
        assert_similarity("abcdef", "abcdeg", 0.8889 + 5.0 * 0.1 * 0.1111);
        // Twenty letters weigh a twentieth each, not a tenth.
        assert_similarity("aaaaaaaaaaaaaaaaaaab", "aaaaaaaaaaaaaaaaaaac", 0.9667 + 19.0 * 0.05 * 0.0333);
    }

    #[test]
    fn letters_that_changed_places_cost_a_little() {
        assert_similarity("martta", "matrta", 0.9444 + 2.0 * 0.1 * 0.0556);
    }

    #[test]
    fn nothing_is_similar_to_an_empty_name() {
        assert_eq!(similarity("", ""), 0.0);
        assert_eq!(similarity("", "henna"), 0.0);
        assert_eq!(similarity("henna", ""), 0.0);
    }

    #[test]
    fn letters_beyond_ascii_count_as_letters() {
        assert_eq!(similarity("\u{13000}a", "\u{13001}a"), similarity("xa", "ya"));
        assert_eq!(similarity("\u{13000}", "\u{13000}"), 1.0);
    }

    #[test]
    fn very_long_names_are_compared_by_their_beginning() {
        let long = "ab".repeat(5_000);
        let other_end = format!("{}c", "ab".repeat(4_999));
        assert_eq!(similarity(&long, &other_end), 1.0);
        assert_eq!(similarity(&long, &"ö".repeat(10_000)), 0.0);
        assert_eq!(compared(&long).len(), 255);
        assert_eq!(compared("ööö"), "ööö");
    }

    proptest! {
        #[test]
        fn always_between_zero_and_one(a in any::<String>(), b in any::<String>()) {
            prop_assert!((0.0..=1.0).contains(&similarity(&a, &b)));
        }

        #[test]
        fn near_names_too(a in "[abä]{0,12}", b in "[abä]{0,12}") {
            prop_assert!((0.0..=1.0).contains(&similarity(&a, &b)));
        }

        #[test]
        fn equal_names_are_wholly_similar(a in ".{1,300}") {
            prop_assert_eq!(similarity(&a, &a), 1.0);
        }

        #[test]
        fn one_letter_more_is_less_than_equal(a in "[a-z]{1,100}") {
            let longer = format!("{a}x");
            prop_assert!(similarity(&a, &longer) < 1.0);
        }

        #[test]
        fn ascii_and_other_letters_are_measured_alike(a in "[a-d]{1,20}", b in "[a-d]{1,20}") {
            let elsewhere = |text: &str| text.replace('a', "\u{13000}");
            prop_assert_eq!(similarity(&a, &b), similarity(&elsewhere(&a), &elsewhere(&b)));
        }
    }
}
