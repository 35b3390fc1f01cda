//! Sessions: who may read them, when they end, and that a change of the secret signs nobody out.

use app::caller::{CallerKind, Grant};
use axum::http::header::COOKIE;
use events::codes::Right;

use super::*;

const NAME: &str = "Aino Virkkula";

fn sessions(secrets: &[(u32, [u8; 32])]) -> Sessions {
    let keys = Keys::derive(secrets.iter().map(|(version, secret)| (*version, secret))).unwrap_or_else(|_| panic!());
    Sessions { keys, cookies: Cookies { https: true } }
}

fn grant(organisation: &str, right: Right) -> Grant {
    Grant { organisation: format!("1.2.246.562.10.{organisation}").parse().unwrap(), right }
}

fn caller(grants: Vec<Grant>) -> Caller {
    let (kind, subject) = (CallerKind::Person, "1.2.246.562.24.00000020011".to_owned());
    Caller { kind, subject, client: Some("staff".to_owned()), grants }
}

fn university() -> Caller {
    caller(vec![grant("90000000011", Right::Oppijoidentuonti)])
}

fn at(seconds: i64) -> Instant {
    Instant::from_millis(1_800_000_000_000).plus_seconds(seconds)
}

fn signed_in(sessions: &Sessions, caller: &Caller) -> HeaderMap {
    let mut answer = HeaderMap::new();
    sessions.begin(&mut answer, caller, NAME, at(0)).expect("it can be kept");
    sent_back(&answer)
}

fn official(sessions: &Sessions, headers: &HeaderMap, now: Instant) -> Option<Official> {
    sessions.open(headers, now).and_then(|open| sessions.official(&open))
}

/// The session rewritten, as when it is used at `now`.
fn used(sessions: &Sessions, headers: &HeaderMap, now: Instant) -> HeaderMap {
    let open = sessions.open(headers, now).expect("it holds");
    let mut answer = HeaderMap::new();
    assert!(sessions.keep(&mut answer, open.version, &Session { seen: now.millis(), ..open.session }));
    sent_back(&answer)
}

#[test]
fn another_node_knows_who_is_signed_in() {
    let (one, other) = (sessions(&[(1, [7; 32])]), sessions(&[(1, [7; 32])]));
    let headers = signed_in(&one, &university());
    let found = official(&other, &headers, at(1)).unwrap();
    assert_eq!((found.caller, found.name.as_str()), (university(), NAME));
    let cookie = headers.get(COOKIE).unwrap().to_str().unwrap();
    assert!(!cookie.contains("Virkkula") && !cookie.contains("00000020011"));
}

#[test]
fn a_tampered_session_is_none() {
    let sessions = sessions(&[(1, [7; 32])]);
    let cookie = signed_in(&sessions, &university()).get(COOKIE).unwrap().to_str().unwrap().to_owned();
    let start = cookie.find('=').unwrap() + 1;
    for place in (start..cookie.len()).step_by(7) {
        let mut bytes = cookie.clone().into_bytes();
        bytes[place] = if bytes[place] == b'A' { b'B' } else { b'A' };
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, String::from_utf8(bytes).unwrap().parse().unwrap());
        assert!(sessions.open(&headers, at(1)).is_none(), "byte {place} may be altered");
    }
}

#[test]
fn a_session_ends_when_it_is_not_used() {
    let sessions = sessions(&[(1, [7; 32])]);
    let headers = signed_in(&sessions, &university());
    assert!(official(&sessions, &headers, at(IDLE - 1)).is_some());
    assert!(official(&sessions, &headers, at(IDLE)).is_none());
}

#[test]
fn a_session_ends_after_a_working_day_however_much_it_is_used() {
    let sessions = sessions(&[(1, [7; 32])]);
    let mut headers = signed_in(&sessions, &university());
    for half_hour in 1..16 {
        headers = used(&sessions, &headers, at(half_hour * 1800));
    }
    assert!(official(&sessions, &headers, at(LIFETIME - 1)).is_some());
    assert!(official(&sessions, &headers, at(LIFETIME)).is_none());
}

#[test]
fn a_page_that_looks_for_news_by_itself_keeps_no_session_alive() {
    let used = |mode: Option<&str>| {
        let mut headers = HeaderMap::new();
        if let Some(mode) = mode {
            headers.insert("sec-fetch-mode", mode.parse().unwrap());
        }
        used_by_somebody(&headers)
    };
    assert!(used(Some("navigate")) && used(None));
    assert!(!used(Some("cors")) && !used(Some("same-origin")) && !used(Some("no-cors")));
}

#[test]
fn a_session_of_a_clock_that_went_wrong_is_none() {
    let sessions = sessions(&[(1, [7; 32])]);
    let headers = signed_in(&sessions, &university());
    assert!(official(&sessions, &headers, at(-LEEWAY)).is_some());
    assert!(official(&sessions, &headers, at(-LEEWAY - 1)).is_none());
}

#[test]
fn a_new_secret_signs_nobody_out_and_breaks_no_open_form() {
    let before = sessions(&[(1, [1; 32])]);
    let headers = signed_in(&before, &university());
    let form = official(&before, &headers, at(1)).unwrap().csrf;
    let changed = sessions(&[(1, [1; 32]), (2, [2; 32])]);
    let headers = used(&changed, &headers, at(120));
    assert!(check_csrf(&official(&changed, &headers, at(121)).unwrap(), &form));
    // Sessions that begin now are sealed under the new version alone.
    let new = signed_in(&changed, &university());
    assert!(official(&sessions(&[(2, [2; 32])]), &new, at(1)).is_some());
    assert!(official(&sessions(&[(2, [2; 32])]), &headers, at(121)).is_none());
}

#[test]
fn what_was_sealed_for_another_purpose_is_no_session() {
    let sessions = sessions(&[(1, [7; 32])]);
    let open = sessions.open(&signed_in(&sessions, &university()), at(1)).unwrap();
    let plain = minicbor::to_vec(&open.session).unwrap();
    let sealed = sessions.keys.seal(Purpose::SignInAttempt, 1, &plain).unwrap();
    let mut answer = HeaderMap::new();
    sessions.cookies.set(&mut answer, CookieKind::Session, &sealed, None);
    assert!(sessions.open(&sent_back(&answer), at(1)).is_none());
}

#[test]
fn an_official_of_hundreds_of_organisations_is_kept_whole() {
    let sessions = sessions(&[(1, [7; 32])]);
    let rights = [Right::Oppijoidentuonti, Right::HenkilonRu, Right::VtjVertailunakyma];
    // OIDs of the oldest, longest form.
    let organisation = |n: u64| format!("20131120142949{:08}", n * 982_451_653 % 100_000_000);
    let grants: Vec<Grant> = (0..300).flat_map(|n| rights.map(|right| grant(&organisation(n), right))).collect();
    let headers = signed_in(&sessions, &caller(grants.clone()));
    assert!(headers.get(COOKIE).unwrap().len() < 8_000, "proxies refuse longer headers");
    let found = official(&sessions, &headers, at(1)).unwrap().caller.grants;
    assert_eq!(found.len(), grants.len());
    assert!(grants.iter().all(|grant| found.contains(grant)));
}

#[test]
fn rights_in_too_many_organisations_are_refused_whole() {
    let sessions = sessions(&[(1, [7; 32])]);
    let grants = (0..2_000).map(|n| grant(&format!("{:011}", n), Right::Oppijoidentuonti)).collect();
    let mut answer = HeaderMap::new();
    assert_eq!(sessions.begin(&mut answer, &caller(grants), NAME, at(0)), Err(TooManyGrants));
    assert!(sessions.open(&sent_back(&answer), at(1)).is_none());
}

#[test]
fn a_form_of_another_session_does_not_pass() {
    let sessions = sessions(&[(1, [7; 32])]);
    let open = |headers: &HeaderMap| official(&sessions, headers, at(1)).unwrap();
    let (mine, other) = (open(&signed_in(&sessions, &university())), open(&signed_in(&sessions, &university())));
    assert!(check_csrf(&mine, &mine.csrf));
    for sent in ["", other.csrf.as_str(), &mine.csrf[1..]] {
        assert!(!check_csrf(&mine, sent));
    }
    let without = Official { csrf: String::new(), ..mine };
    assert!(!check_csrf(&without, ""), "nothing is no proof");
}
