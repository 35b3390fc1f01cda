//! An official signs in by a real OpenID provider, whose forms they fill in like anybody else's.

use oppijaloki_tests::provider::{
    CLIENT, CLIENT_OF_ANOTHER_ALGORITHM, CLIENT_SECRET, ClaimsIn, ProviderProcess, provider_runs,
};
use oppijaloki_tests::served::Served;
use oppijaloki_tests::temp::write_secret;
use oppijaloki_tests::visitor::{Page, Visitor};

const MYSELF: &str = "/henkilo-ui/omattiedot";

fn section(served: &Served, issuer: &str, client: &str) -> String {
    let secret = served.path("client-secret");
    write_secret(&secret, CLIENT_SECRET);
    format!(
        "[sign_in]\nissuer = \"{issuer}\"\nclient_id = \"{client}\"\nclient_secret_file = \"{secret}\"\n\
         public_address = \"{address}\"\nscopes = [\"profile\", \"onr\"]\n\
         [sign_in.claims]\nroles = \"access.roles\"\nsubject = \"oid\"\n",
        secret = secret.display(),
        address = served.address(),
    )
}

/// A registry and its provider.
async fn both(claims: ClaimsIn, client: &str) -> (Served, ProviderProcess) {
    let mut served = Served::prepare().await;
    let provider = ProviderProcess::start(0, &served.address(), claims);
    served.start(&section(&served, &provider.issuer, client)).await.unwrap();
    (served, provider)
}

/// Goes to a page, and signs in and consents at the provider; gives the registry's one answer to what that came to.
async fn through_provider(visitor: &Visitor, served: &Served, path: &str, login: &str) -> Page {
    let form = visitor.visit(&format!("{}{path}", served.address())).await.form("name=\"login\"");
    let mut page = visitor.submit(&form, &[("login", login), ("password", "any")]).await;
    assert!(page.html.contains("value=\"consent\""), "{}", page.html);
    page = visitor.post(&page.form("value=\"consent\""), &[]).await;
    // Step by step, so that the answer that the provider sends the browser with can be looked at.
    while let Some(next) = page.leads_to() {
        if next.as_str().starts_with(&served.address()) {
            return visitor.ask(next.as_str()).await;
        }
        page = visitor.ask(next.as_str()).await;
    }
    panic!("the provider keeps the visitor: {}", page.html);
}

async fn signs_in(claims: ClaimsIn) {
    if !provider_runs() {
        return;
    }
    let (served, _provider) = both(claims, CLIENT).await;
    let visitor = Visitor::new();
    let back = through_provider(&visitor, &served, &format!("{MYSELF}?sivu=2"), "aino").await;
    let page = visitor.visit(back.leads_to().expect("signed in").as_str()).await;
    assert_eq!((page.status, page.path()), (200, format!("{MYSELF}?sivu=2")));
    assert!(page.html.contains("Aino Virkkula"));
    assert!(page.html.contains("<li>Lumijoen yliopisto: OPPIJOIDENTUONTI</li>") && !page.html.contains("KOSKI"));

    // Out, here and there.
    let out = visitor.submit(&page.form("kirjaudu-ulos"), &[]).await;
    let there = visitor.visit(&out.goes_on_to().expect("on to the provider")).await;
    let done = visitor.submit(&there.form("xsrf"), &[("logout", "yes")]).await;
    assert_eq!((done.status, done.address.path()), (200, "/henkilo-ui/kirjaudu-ulos"));
    assert!(done.goes_on_to().is_none(), "that was all");
    let again = visitor.visit(&format!("{}{MYSELF}", served.address())).await;
    assert!(again.html.contains("name=\"login\""), "the provider asks again who they are");
    served.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_official_signs_in_and_out_by_what_the_id_token_says() {
    signs_in(ClaimsIn::IdToken).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_official_signs_in_and_out_by_what_the_user_information_says() {
    signs_in(ClaimsIn::UserInfo).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_has_no_right_of_ours_is_told_which_and_from_whom() {
    if !provider_runs() {
        return;
    }
    let (served, _provider) = both(ClaimsIn::UserInfo, CLIENT).await;
    let visitor = Visitor::who_reads("en");
    let page = through_provider(&visitor, &served, MYSELF, "veikko").await;
    assert_eq!((page.status, page.language()), (403, "en"));
    for words in ["OPPIJOIDENTUONTI", "Your own organisation grants it"] {
        assert!(page.html.contains(words), "{words}");
    }
    assert_eq!(visitor.ask(&format!("{}{MYSELF}", served.address())).await.status, 303, "not signed in");
    let too_many = through_provider(&Visitor::who_reads("en"), &served, MYSELF, "kerttu").await;
    assert_eq!(too_many.status, 403);
    assert!(too_many.html.contains("rights in too many organisations"));
    served.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_is_taken_once_and_in_the_browser_that_asked() {
    if !provider_runs() {
        return;
    }
    let (served, provider) = both(ClaimsIn::UserInfo, CLIENT).await;
    let (visitor, stranger) = (Visitor::new(), Visitor::new());
    let used = through_provider(&visitor, &served, MYSELF, "aino").await.address;
    // Somebody else is sent the stranger's answer, and would work as the stranger without knowing.
    assert_eq!(stranger.ask(used.as_str()).await.status, 400);
    assert_eq!(stranger.ask(&format!("{}{MYSELF}", served.address())).await.status, 303);
    // Anyone who is signed in and comes back to an old answer is not troubled.
    assert_eq!(visitor.ask(used.as_str()).await.leads_to().unwrap().path(), "/henkilo-ui/oppijoidentuonti");

    // A question of one's own with a code that is not its code, and with somebody else's answer.
    let callback = format!("{}/henkilo-ui/kirjaudu/paluu", served.address());
    let question = stranger.ask(&format!("{}/henkilo-ui/kirjaudu", served.address())).await.leads_to().unwrap();
    let value = |name: &str| question.query_pairs().find(|(key, _)| key == name).unwrap().1.into_owned();
    assert_eq!((value("code_challenge_method").as_str(), value("response_type").as_str()), ("S256", "code"));
    let (state, issuer) = (value("state"), &provider.issuer);
    for (answer, status) in [
        (format!("code=invented&state=invented&iss={issuer}"), 400),
        (format!("code=invented&state={state}&iss={issuer}"), 400),
        (format!("code=&state={state}&iss={issuer}"), 400),
        (format!("state={state}&iss={issuer}"), 400),
        (format!("code={}&state={state}&iss={issuer}", "x".repeat(5_000)), 400),
        (format!("code=%00%0a%22&state={state}&iss={issuer}"), 400),
        (format!("error=access_denied&state={state}&iss={issuer}"), 403),
        (format!("error=made_up&state={state}&iss={issuer}"), 403),
        (format!("error=%0aERROR&state={state}&iss={issuer}"), 403),
        (String::new(), 400),
        // An answer that says of another issuer, or of none though this provider's answers do.
        (format!("code=invented&state={state}&iss=http://127.0.0.1:9"), 502),
        (format!("code=invented&state={state}"), 502),
        (format!("error=access_denied&state={state}&iss=http://127.0.0.1:9"), 502),
        (format!("error=access_denied&state={state}"), 502),
    ] {
        let page = stranger.ask(&format!("{callback}?{answer}")).await;
        assert_eq!(page.status, status, "{answer}");
        // Anyone who is not signed in wakes nobody.
        let own = page.headers["x-request-id"].to_str().unwrap();
        let log = oppijaloki_tests::logs::text();
        let mut lines = log.lines().filter(|line| line.contains(own) && line.contains("\"level\":\"ERROR\""));
        assert_eq!(lines.next(), None, "{answer}");
    }
    served.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_id_token_of_another_algorithm_signs_nobody_in() {
    if !provider_runs() {
        return;
    }
    let (served, _provider) = both(ClaimsIn::UserInfo, CLIENT_OF_ANOTHER_ALGORITHM).await;
    let visitor = Visitor::new();
    assert_eq!(through_provider(&visitor, &served, MYSELF, "aino").await.status, 502);
    assert_eq!(visitor.ask(&format!("{}{MYSELF}", served.address())).await.status, 303);
    served.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_outage_of_the_provider_is_said_and_passes() {
    if !provider_runs() {
        return;
    }
    let (served, provider) = both(ClaimsIn::UserInfo, CLIENT).await;
    let port = provider.port();
    let sign_in = format!("{}/henkilo-ui/kirjaudu", served.address());
    drop(provider);
    let page = Visitor::who_reads("sv").ask(&sign_in).await;
    assert_eq!((page.status, page.language()), (503, "sv"));
    assert!(page.headers.contains_key("retry-after"));
    assert!(page.html.contains("Inloggningstjänsten svarar inte"));

    let provider = ProviderProcess::start(port, &served.address(), ClaimsIn::UserInfo);
    let visitor = Visitor::new();
    assert_eq!(through_provider(&visitor, &served, MYSELF, "aino").await.status, 303);
    // It comes back with other keys than those that are held here.
    drop(provider);
    let provider = ProviderProcess::start(port, &served.address(), ClaimsIn::UserInfo);
    assert_eq!(through_provider(&Visitor::new(), &served, MYSELF, "aino").await.status, 303);
    // Anyone who is signed in already needs no provider.
    drop(provider);
    assert_eq!(visitor.ask(&format!("{}{MYSELF}", served.address())).await.status, 200);
    served.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_registry_without_a_session_secret_says_what_is_missing() {
    let mut served = Served::prepare().await;
    let secrets = served.path("secrets.toml");
    let text = std::fs::read_to_string(&secrets).unwrap();
    std::fs::write(&secrets, text.split("[session_secret]").next().unwrap()).unwrap();
    let section = section(&served, "https://login.example", CLIENT);
    let refusal = served.start(&section).await.unwrap_err();
    assert!(refusal.contains("[session_secret]") && refusal.contains("oppijaloki config --secrets"), "{refusal}");
    served.stop().await;
}
