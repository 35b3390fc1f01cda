//! Sessions that somebody made, altered or brought from elsewhere, and forms that no page of ours sent.

use oppijaloki_tests::client::{foreign_row, row_about};
use oppijaloki_tests::server::{On, Registry};
use oppijaloki_tests::visitor::Visitor;
use reqwest::header::{CONTENT_TYPE, COOKIE, HeaderMap, SET_COOKIE};
use reqwest::redirect::Policy;

const MYSELF: &str = "/henkilo-ui/omattiedot";
const SESSION: &str = "oppijaloki_session";

fn at(registry: &Registry, path: &str) -> String {
    format!("http://{}{path}", registry.address())
}

/// What a browser sends back after an answer.
fn kept(headers: &HeaderMap) -> String {
    let pairs = headers.get_all(SET_COOKIE).iter().map(|line| line.to_str().unwrap().split(';').next().unwrap());
    pairs.filter(|pair| !pair.ends_with('=')).collect::<Vec<_>>().join("; ")
}

/// The cookie of a sample user who has signed in.
pub async fn signed_in(registry: &Registry, user: &str) -> String {
    let visitor = Visitor::new();
    let choice = visitor.visit(&at(registry, MYSELF)).await;
    kept(&visitor.post(&choice.form(&format!("\"{user}\"")), &[]).await.headers)
}

fn http() -> reqwest::Client {
    // Each request on a connection of its own: some are closed before everything was sent.
    reqwest::Client::builder().redirect(Policy::none()).pool_max_idle_per_host(0).build().unwrap()
}

/// Somebody who is not signed in is sent to sign in.
async fn opens(http: &reqwest::Client, registry: &Registry, cookie: &str) -> bool {
    let answer = http.get(at(registry, MYSELF)).header(COOKIE, cookie).send().await.unwrap();
    match answer.status().as_u16() {
        200 => true,
        303 => false,
        other => panic!("status {other}"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_was_altered_anywhere_is_none() {
    let registry = Registry::start(On::Embedded).await;
    let (http, cookie) = (http(), signed_in(&registry, "yliopisto").await);
    assert!(opens(&http, &registry, &cookie).await);
    let value = cookie.strip_prefix(&format!("{SESSION}=")).unwrap();
    let with = |value: &str| format!("{SESSION}={value}");
    for place in 0..value.len() {
        let mut flipped = value.as_bytes().to_vec();
        // Every letter stands for six bits: one of the highest is changed, which none may be left over from.
        flipped[place] = if flipped[place] == b'w' { b'Q' } else { b'w' };
        let flipped = String::from_utf8(flipped).unwrap();
        assert!(!opens(&http, &registry, &with(&flipped)).await, "place {place} of {}", value.len());
    }
    for length in (0..value.len()).step_by(5) {
        assert!(!opens(&http, &registry, &with(&value[..length])).await, "{length} letters");
    }
    for made in [
        format!("{value}A"),
        format!("A{value}"),
        format!("{value}{value}"),
        format!("{value}."),
        value.to_uppercase(),
        "e30".to_owned(),
        "A".repeat(8_000),
    ] {
        assert!(!opens(&http, &registry, &with(&made)).await, "{} letters", made.len());
    }
    // Under another name, and where a program's token belongs.
    for elsewhere in [format!("{SESSION}_1={value}"), format!("session={value}"), format!("oppijaloki_sign_in={value}")]
    {
        assert!(!opens(&http, &registry, &elsewhere).await);
    }
    let as_token = registry.with_token(Some(value.to_owned()));
    assert_eq!(as_token.get("/oppija/yhteenveto").await.status, 401);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_somebody_put_into_a_browser_is_not_the_one_that_signing_in_begins() {
    let registry = Registry::start(On::Embedded).await;
    let (http, planted) = (http(), signed_in(&registry, "koulu").await);
    // The browser that holds the planted session signs in as somebody else.
    let choice = http.get(at(&registry, "/henkilo-ui/kirjaudu")).header(COOKIE, &planted).send().await.unwrap();
    let attempt = kept(choice.headers());
    let html = choice.text().await.unwrap();
    let csrf = html.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let form = [("kuka", "rekisterinpitaja"), ("csrf", csrf.as_str())];
    let browser = format!("{planted}; {attempt}");
    let entered =
        http.post(at(&registry, "/henkilo-ui/kirjaudu")).header(COOKIE, browser).form(&form).send().await.unwrap();
    assert_eq!(entered.status().as_u16(), 303);
    let own = kept(entered.headers());
    assert!(!own.contains(&planted) && opens(&http, &registry, &own).await);
    // Anyone who planted it is who they were.
    let theirs = http.get(at(&registry, MYSELF)).header(COOKIE, &planted).send().await.unwrap().text().await.unwrap();
    assert!(theirs.contains("Birger Nyström") && !theirs.contains("REKISTERINPITAJA"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_that_no_page_sent_is_answered_by_a_page_and_changes_nothing() {
    let registry = Registry::start(On::Embedded).await;
    let university = registry.university().await;
    let mut differing = row_about(&registry.somebody(1), "stu-1");
    university.import_resolved(std::slice::from_ref(&differing)).await;
    differing.names = foreign_row("Olavi", "Tervasmäki", "").names;
    let number = university.import(&[differing]).await;
    university.resolved(number).await;
    let (http, keeper) = (http(), signed_in(&registry, "rekisterinpitaja").await);
    let before = registry.head();
    let note = format!("/henkilo-ui/oppijoidentuonti/{number}/ristiriidat/0");
    let huge = format!("csrf={}", "x".repeat(3_000_000));
    let bodies: [(Option<&str>, &str); 8] = [
        (None, ""),
        (None, "csrf=x"),
        (Some("application/json"), "{\"csrf\":\"x\"}"),
        (Some("text/plain"), "csrf=x"),
        (Some("multipart/form-data; boundary=x"), "--x--"),
        (Some("application/x-www-form-urlencoded"), ""),
        (Some("application/x-www-form-urlencoded"), "csrf=%ff%fe&csrf=x"),
        (Some("application/x-www-form-urlencoded"), &huge),
    ];
    for path in [note.as_str(), "/henkilo-ui/kirjaudu-ulos", "/henkilo-ui/oppijoidentuonti/x/ristiriidat/0"] {
        for (kind, body) in bodies {
            let request = http.post(at(&registry, path)).header(COOKIE, &keeper).header("accept-language", "sv");
            let request = kind.map_or(request.try_clone().unwrap(), |kind| request.header(CONTENT_TYPE, kind));
            let Ok(answer) = request.body(body.to_owned()).send().await else {
                // The connection may be closed before so much was sent.
                assert!(body.len() > 1_000_000, "{path}");
                continue;
            };
            let status = answer.status().as_u16();
            assert!((400..500).contains(&status), "{path} with {kind:?}: {status}");
            let html = answer.text().await.unwrap();
            assert!(html.contains("<html lang=\"sv\">"), "{path} with {kind:?} is answered by {html:?}");
        }
    }
    // A row that is none.
    for row in ["x", "-1", "1e3", "99999999999999999999", "%00"] {
        let path = format!("/henkilo-ui/oppijoidentuonti/{number}/ristiriidat/{row}");
        let answer =
            http.post(at(&registry, &path)).header(COOKIE, &keeper).form(&[("csrf", "x")]).send().await.unwrap();
        assert_eq!(answer.status().as_u16(), 404, "{row}");
        assert!(answer.text().await.unwrap().contains("<html lang="), "{row}");
    }
    // The search, whose form may be empty.
    let search = http.post(at(&registry, "/henkilo-ui/oppijoidentuonti")).header(COOKIE, &keeper);
    let answer = search.header(CONTENT_TYPE, "application/json").body("{}").send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 403);
    assert!(answer.text().await.unwrap().contains("<html lang="));
    assert_eq!(registry.head(), before);
    assert!(opens(&http, &registry, &keeper).await, "still signed in");
}
