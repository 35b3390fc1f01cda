//! Pages that need no application, as a browser meets them.

use axum::body::{Body, to_bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, LOCATION, REFERRER_POLICY, SET_COOKIE};
use axum::http::{Request, StatusCode};
use axum::response::Response;
use tower::ServiceExt;

use crate::staff::{assets, framed, open};

async fn get(address: &str, header: (&str, &str)) -> Response {
    let request = Request::get(address).header(header.0, header.1).body(Body::empty()).unwrap();
    framed(open()).oneshot(request).await.unwrap()
}

async fn text(response: Response) -> String {
    String::from_utf8(to_bytes(response.into_body(), 1 << 20).await.unwrap().to_vec()).unwrap()
}

fn header<'r>(response: &'r Response, name: &axum::http::HeaderName) -> &'r str {
    response.headers().get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
}

#[tokio::test]
async fn a_language_is_chosen_remembered_and_leaves_the_address() {
    let chosen = get("/henkilo-ui/ohjeet/conflicts?lang=sv&x=1", ("accept", "*/*")).await;
    assert_eq!(chosen.status(), StatusCode::SEE_OTHER);
    assert_eq!(header(&chosen, &LOCATION), "/henkilo-ui/ohjeet/conflicts?x=1");
    let cookie = header(&chosen, &SET_COOKIE).split(';').next().unwrap().to_owned();
    let page = text(get("/henkilo-ui/ohjeet/conflicts", ("cookie", &cookie)).await).await;
    assert!(page.contains("<html lang=\"sv\">") && page.contains("Skiljaktigheter"));
    let page = text(get("/henkilo-ui/ohjeet/conflicts", ("accept-language", "en-GB")).await).await;
    assert!(page.contains("<html lang=\"en\">"));
}

#[tokio::test]
async fn a_chosen_language_never_leads_to_another_host() {
    for address in ["//elsewhere.example/henkilo-ui?lang=sv", "/\\\\elsewhere.example?lang=sv"] {
        let chosen = get(address, ("accept", "*/*")).await;
        assert_eq!(header(&chosen, &LOCATION).find("elsewhere"), Some(1), "one slash and no other before it");
    }
}

#[tokio::test]
async fn every_answer_forbids_what_the_pages_do_not_need() {
    for address in ["/henkilo-ui/ohjeet/import", "/henkilo-ui/ei-ole", assets::style()] {
        let answer = get(address, ("accept", "*/*")).await;
        let policy = header(&answer, &CONTENT_SECURITY_POLICY);
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{address}");
        assert!(!policy.contains("unsafe"), "{address}");
        assert_eq!(header(&answer, &REFERRER_POLICY), "no-referrer");
    }
    let style = get(assets::style(), ("accept", "*/*")).await;
    assert!(header(&style, &CACHE_CONTROL).contains("immutable"));
    assert!(text(style).await.contains("font-face"));
}

#[tokio::test]
async fn what_is_not_there_is_said_so_in_the_readers_language() {
    for address in ["/henkilo-ui/ohjeet/ei-ole", "/henkilo-ui/mikä/tahansa"] {
        let address = address.replace('ä', "%C3%A4");
        let answer = get(&address, ("accept-language", "sv")).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND);
        assert!(text(answer).await.contains("Sidan finns inte"));
    }
}

#[tokio::test]
async fn the_short_addresses_lead_to_the_report() {
    for address in ["/", "/henkilo-ui"] {
        assert_eq!(header(&get(address, ("accept", "*/*")).await, &LOCATION), "/henkilo-ui/oppijoidentuonti");
    }
}

#[tokio::test]
async fn links_between_help_pages_lead_to_help_pages() {
    for name in crate::staff::help::names() {
        let page = text(get(&format!("/henkilo-ui/ohjeet/{name}"), ("accept-language", "fi")).await).await;
        assert!(!page.contains(".md\""), "{name} links to a file");
    }
}
