//! Nobody is led to another site: not by what an address says, and not by what a proxy is said to have been asked.

use oppijaloki_tests::server::{On, Registry};
use oppijaloki_tests::visitor::Visitor;
use reqwest::header::LOCATION;
use reqwest::redirect::Policy;

/// Ways of writing another site.
const ELSEWHERE: [&str; 26] = [
    "https://evil.example/",
    "http:evil.example",
    "https:/evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/%5Cevil.example",
    "/%2Fevil.example",
    "/%09/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\u{0}//evil.example",
    " //evil.example",
    "/henkilo-ui//evil.example",
    "/henkilo-ui/../../evil.example",
    "/henkilo-ui/..//evil.example",
    "/henkilo-ui@evil.example",
    "@evil.example",
    ".evil.example",
    "javascript:alert(1)//evil.example",
    "data:text/html,evil.example",
    "/henkilo-ui/oppijoidentuonti\r\nLocation: https://evil.example",
    "/henkilo-ui/oppijoidentuonti%0d%0aSet-Cookie:evil.example",
    "／／evil.example",
];

fn at(registry: &Registry, path: &str) -> String {
    format!("http://{}{path}", registry.address())
}

fn query(name: &str, value: &str) -> String {
    reqwest::Url::parse_with_params("http://x/", &[(name, value)]).unwrap().query().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signing_in_and_choosing_a_language_lead_to_this_registry_alone() {
    let registry = Registry::start(On::Embedded).await;
    let own = format!("http://{}/henkilo-ui", registry.address());
    for elsewhere in ELSEWHERE {
        let visitor = Visitor::new();
        let choice =
            visitor.ask(&at(&registry, &format!("/henkilo-ui/kirjaudu?{}", query("takaisin", elsewhere)))).await;
        assert!(choice.status < 500, "{elsewhere:?}");
        assert!(!choice.html.contains("//evil") && !choice.html.contains("\\evil"), "{elsewhere:?}");
        let entered = visitor.post(&choice.form("\"yliopisto\""), &[("takaisin", elsewhere)]).await;
        let leads_to = entered.leads_to().expect("signed in");
        assert!(leads_to.as_str().starts_with(&own), "{elsewhere:?} leads to {leads_to}");
        assert!(entered.headers.get_all("set-cookie").iter().all(|line| !line.as_bytes().starts_with(b"evil")));
        // A language chosen, by an address that says where.
        let address = format!("/henkilo-ui/ohjeet/import?{}&{}", query("takaisin", elsewhere), query("lang", "sv"));
        let chosen = visitor.ask(&at(&registry, &address)).await.leads_to().expect("without the choice");
        assert!(chosen.as_str().starts_with(&own), "{elsewhere:?} leads to {chosen}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_proxy_is_said_to_have_been_asked_changes_no_address() {
    let registry = Registry::start(On::Embedded).await;
    let http = reqwest::Client::builder().redirect(Policy::none()).build().unwrap();
    let headers = [
        ("host", "evil.example"),
        ("host", "evil.example:80"),
        ("x-forwarded-host", "evil.example"),
        ("x-forwarded-server", "evil.example"),
        ("x-host", "evil.example"),
        ("forwarded", "host=evil.example;proto=https"),
        ("x-forwarded-proto", "javascript"),
        ("x-forwarded-prefix", "//evil.example"),
        ("x-original-url", "//evil.example"),
        ("x-rewrite-url", "//evil.example"),
        ("origin", "https://evil.example"),
        ("referer", "https://evil.example/"),
    ];
    for (name, value) in headers {
        for path in
            ["/", "/henkilo-ui", "/henkilo-ui/oppijoidentuonti", "/henkilo-ui/kirjaudu", "/henkilo-ui/omattiedot"]
        {
            let answer = http.get(at(&registry, path)).header(name, value).send().await.unwrap();
            let (status, location) = (answer.status().as_u16(), answer.headers().get(LOCATION).cloned());
            assert!(status < 500, "{name} at {path}");
            if let Some(location) = location {
                assert!(location.to_str().unwrap().starts_with("/henkilo-ui"), "{name} at {path}: {location:?}");
            }
            assert!(!answer.headers().contains_key("access-control-allow-origin"), "{name} at {path}");
            assert!(!answer.text().await.unwrap().contains("evil"), "{name} at {path}");
        }
    }
}
