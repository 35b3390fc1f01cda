//! Addresses of signing in, and where it leads back to: a page of ours and nowhere else.

/// Where signing in begins.
pub const SIGN_IN: &str = "/henkilo-ui/kirjaudu";
/// Where the provider sends people back to.
pub const CALLBACK: &str = "/henkilo-ui/kirjaudu/paluu";
/// Where signing out is asked for, and said to be done.
pub const SIGN_OUT: &str = "/henkilo-ui/kirjaudu-ulos";
/// Who one is here, and what one may do.
pub const MYSELF: &str = "/henkilo-ui/omattiedot";
/// Where one comes to who wanted nothing else: the import report.
pub const HOME: &str = "/henkilo-ui/oppijoidentuonti";

/// Everything under it is a page of ours.
const PAGES: &str = "/henkilo-ui/";
/// A longer address is forgotten: it has to fit a cookie.
const LONGEST: usize = 1_000;

/// The address that signs in and leads back to the page wanted.
pub fn sign_in(wanted: &str) -> String {
    let mut query = openidconnect::url::form_urlencoded::Serializer::new(String::new());
    match local(wanted) {
        Some(wanted) => format!("{SIGN_IN}?{}", query.append_pair("takaisin", wanted).finish()),
        None => SIGN_IN.to_owned(),
    }
}

/// Does one sign in or out there?
pub fn is_of_sign_in(path: &str) -> bool {
    path.starts_with(SIGN_IN)
}

/// The address, when it is one of a page of ours; signing in itself is none to come back to.
pub fn local(wanted: &str) -> Option<&str> {
    // A backslash counts as a slash in browsers, control characters do not count at all, and dots climb.
    let plain = wanted.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let path = wanted.split(['?', '#']).next().unwrap_or_default();
    let climbs = path.split('/').skip(1).any(|part| part.is_empty() || part.starts_with('.') || part.contains('%'));
    let ours = path.starts_with(PAGES) && !path.starts_with(SIGN_IN);
    (plain && ours && !climbs && wanted.len() <= LONGEST).then_some(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_ours_are_come_back_to() {
        for page in [
            HOME,
            MYSELF,
            "/henkilo-ui/oppija/1.2.246.562.24.12345678901",
            "/henkilo-ui/oppijoidentuonti?sivu=2&koko=20",
        ] {
            assert_eq!(local(page), Some(page));
        }
        assert_eq!(sign_in("/henkilo-ui/a?b=c&d"), "/henkilo-ui/kirjaudu?takaisin=%2Fhenkilo-ui%2Fa%3Fb%3Dc%26d");
    }

    #[test]
    fn nothing_leads_elsewhere() {
        for elsewhere in [
            "https://evil.example/henkilo-ui/",
            "//evil.example/henkilo-ui/",
            "/\\evil.example/henkilo-ui/",
            "/henkilo-ui/\\evil.example",
            "/henkilo-ui//evil.example",
            "/henkilo-ui/..//evil.example",
            "/henkilo-ui/%2e%2e/x",
            "/henkilo-ui/\t/x",
            "/henkilo-ui/\r\nSet-Cookie: a=b",
            "/henkilo-uix/",
            "henkilo-ui/x",
            "javascript:alert(1)",
            "/oppijanumerorekisteri-service/oppija",
            "/henkilo-ui/kirjaudu-ulos",
            "/henkilo-ui/kirjaudu?takaisin=x",
            "",
        ] {
            assert_eq!(local(elsewhere), None, "{elsewhere:?}");
            assert_eq!(sign_in(elsewhere), SIGN_IN);
        }
        assert_eq!(local(&format!("/henkilo-ui/{}", "x".repeat(LONGEST))), None);
    }
}
