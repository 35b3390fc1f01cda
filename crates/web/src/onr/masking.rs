//! Paths without the hetus that some of ONR's paths carry (`/henkilo/hetu={hetu}`, `/s2s/oidByHetu/{hetu}`).
//!
//! An error body repeats the path, and bodies end up in other people's logs.

/// The path with everything that looks like a hetu overwritten, also where its separator is percent-encoded or its
/// letters are lower-case. Asks only for the beginning, `DDMMYY`, separator and three digits, and so also hides a hetu
/// with a wrong check character.
pub(super) fn without_hetus(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut masked = String::with_capacity(path.len());
    // Start of what has not been copied yet. All cuts are beside ASCII bytes, so they are at character boundaries.
    let mut copied = 0;
    let mut at = 0;
    while at < bytes.len() {
        match hetu_length(&bytes[at..]) {
            Some(length) => {
                masked.push_str(path.get(copied..at).unwrap_or_default());
                masked.push_str("***********");
                at += length;
                copied = at;
            }
            None => at += 1,
        }
    }
    masked.push_str(path.get(copied..).unwrap_or_default());
    masked
}

/// How many bytes at the beginning look like a hetu.
fn hetu_length(bytes: &[u8]) -> Option<usize> {
    let (digits, rest) = bytes.split_at_checked(6)?;
    let separator = separator_length(rest)?;
    let (number, rest) = rest[separator..].split_at_checked(3)?;
    let check = usize::from(rest.first().is_some_and(u8::is_ascii_alphanumeric));
    let all_digits = digits.iter().chain(number).all(u8::is_ascii_digit);
    all_digits.then_some(6 + separator + 3 + check)
}

fn separator_length(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [b'%', high, low, ..] => matches!((high, low), (b'2', b'b' | b'B' | b'd' | b'D')).then_some(3),
        [b'+' | b'-', ..] => Some(1),
        [letter, ..] => matches!(letter.to_ascii_uppercase(), b'A'..=b'F' | b'U'..=b'Y').then_some(1),
        [] => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hetus_are_overwritten_wherever_they_stand() {
        let cases = [
            ("/henkilo/hetu=210705A932J", "/henkilo/hetu=***********"),
            ("/henkilo/hetu=210705a932j", "/henkilo/hetu=***********"),
            ("/s2s/oidByHetu/140398-9457/x", "/s2s/oidByHetu/***********/x"),
            ("/s2s/oidByHetu/140398%2B9457", "/s2s/oidByHetu/***********"),
            ("/s2s/oidByHetu/140398%2d945", "/s2s/oidByHetu/***********"),
            ("/a/140398-9457,210705A932J", "/a/***********,***********"),
            ("/ä/140398-9457ö", "/ä/***********ö"),
        ];
        for (path, masked) in cases {
            assert_eq!(without_hetus(path), masked);
        }
    }

    #[test]
    fn other_paths_stay_as_they_are() {
        for path in ["/henkilo/1.2.246.562.24.20518733467/yksiloi", "/oppija/tuonti=918273", "/ö/%2", "", "/140398"] {
            assert_eq!(without_hetus(path), path);
        }
    }

    proptest::proptest! {
        #[test]
        fn never_panics_and_never_grows_by_a_hetu(path in ".{0,40}") {
            let _ = without_hetus(&path);
        }
    }
}
