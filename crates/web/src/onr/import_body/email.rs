//! The syntax of e-mail addresses.

/// The longest local part, in characters (RFC 5321, 4.5.3.1).
const LONGEST_LOCAL_PART: usize = 64;
/// The longest label of a domain name, in characters.
const LONGEST_LABEL: usize = 63;

/// Is it an address by the rules of Hibernate Validator's `@Email`, which ONR uses for imports? Letters beyond ASCII
/// are allowed on both sides, a top-level domain is not demanded. Unlike there, quoted local parts (`"a b"@c`) and
/// domains that are IP literals (`a@[127.0.0.1]`) are refused, and so are control characters.
pub(super) fn is_email(text: &str) -> bool {
    text.rsplit_once('@').is_some_and(|(local, domain)| {
        local.chars().count() <= LONGEST_LOCAL_PART
            && local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(|c| c == '-' || in_atom(c)))
            && domain.split('.').all(is_label)
    })
}

/// As [`is_email`], but for contact details, where ONR asks for a top-level domain too.
pub(super) fn is_contact_email(text: &str) -> bool {
    is_email(text) && text.rsplit_once('@').is_some_and(|(_, domain)| domain.contains('.'))
}

fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label.chars().count() <= LONGEST_LABEL
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(|c| c == '-' || in_atom(c))
}

fn in_atom(c: char) -> bool {
    let beyond_ascii = !c.is_ascii() && !c.is_control() && !c.is_whitespace();
    c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~".contains(c) || beyond_ascii
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for text in [
            "oppijat@esimerkkikunta.example",
            "lina.berg+onr@posti.example",
            "a@b",
            "åsa.öberg@språk.example",
            "o'brien@a-b.example",
            &format!("{}@b.example", "a".repeat(64)),
        ] {
            assert!(is_email(text), "{text}");
        }
        assert!(!is_contact_email("a@b"));
        assert!(is_contact_email("a@b.fi"));
    }

    #[test]
    fn no_addresses() {
        for text in [
            "",
            "a",
            "@",
            "a@",
            "@b.example",
            ".a@b.example",
            "a.@b.example",
            "a..b@c.example",
            "a b@c.example",
            "a@b c.example",
            "a@b..example",
            "a@b.example.",
            "a@-b.example",
            "a@b-.example",
            "a@b@c.example",
            "a,b@c.example",
            "a\u{0}@b.example",
            "a\u{85}b@c.example",
            "a\u{a0}b@c.example",
            &format!("{}@b.example", "a".repeat(65)),
            &format!("a@{}.example", "b".repeat(64)),
        ] {
            assert!(!is_email(text), "{text:?}");
        }
    }
}
