//! An official signs in to the pages of the demo, and out again.

use oppijaloki_tests::served::Served;
use oppijaloki_tests::server::{On, Registry};
use oppijaloki_tests::visitor::{Page, Visitor};

const MYSELF: &str = "/henkilo-ui/omattiedot";

fn at(registry: &Registry, path: &str) -> String {
    format!("http://{}{path}", registry.address())
}

async fn signed_in_as(visitor: &Visitor, registry: &Registry, user: &str) -> Page {
    let choice = visitor.visit(&at(registry, MYSELF)).await;
    visitor.submit(&choice.form(&format!("\"{user}\"")), &[]).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_signs_in_comes_to_the_page_wanted_until_they_sign_out() {
    let registry = Registry::start(On::Embedded).await;
    let visitor = Visitor::new();
    let wanted = format!("{MYSELF}?sivu=2&jotain=%C3%A4");

    let choice = visitor.visit(&at(&registry, &wanted)).await;
    assert_eq!((choice.status, choice.address.path()), (200, "/henkilo-ui/kirjaudu"));
    let page = visitor.submit(&choice.form("\"yliopisto\""), &[]).await;
    assert_eq!((page.status, page.path()), (200, wanted));
    assert!(page.html.contains("Aino Virkkula") && page.html.contains("Lumijoen yliopisto: OPPIJOIDENTUONTI"));

    let out = visitor.submit(&page.form("kirjaudu-ulos"), &[]).await;
    assert_eq!((out.status, out.path().as_str()), (200, "/henkilo-ui/kirjaudu-ulos"));
    let again = visitor.ask(&at(&registry, MYSELF)).await;
    assert_eq!(again.leads_to().unwrap().path(), "/henkilo-ui/kirjaudu");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_sample_user_has_the_rights_of_one_kind_of_official() {
    let registry = Registry::start(On::Embedded).await;
    for (user, rights) in [
        (
            "yliopisto",
            ["OPPIJOIDENTUONTI", "HENKILON_RU", "MANUAALINEN_YKSILOINTI", "VTJ_VERTAILUNAKYMA"]
                .map(|right| format!("Lumijoen yliopisto: {right}"))
                .to_vec(),
        ),
        ("koulu", vec!["Kuusilammen kaupunki: OPPIJOIDENTUONTI".to_owned()]),
        (
            "rekisterinpitaja",
            vec!["Opetushallitus: REKISTERINPITAJA".to_owned(), "Opetushallitus: TUONTIDATA_READ".to_owned()],
        ),
        ("tarkastaja", vec!["Opetushallitus: REKISTERINPITAJA_READ".to_owned()]),
    ] {
        let page = signed_in_as(&Visitor::new(), &registry, user).await;
        let items = page.html.split("<li>").skip(1).map(|item| item.split('<').next().unwrap());
        let shown: Vec<&str> = items.filter(|item| !item.is_empty()).collect();
        assert_eq!(shown, rights, "{user}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_outlives_a_restart() {
    let mut registry = Registry::start(On::Embedded).await;
    let visitor = Visitor::new();
    signed_in_as(&visitor, &registry, "koulu").await;
    // As a demo from before there were pages: the secret is drawn again then, and nobody is signed in any more.
    registry.stop().await;
    registry.start_again().await;
    let page = visitor.visit(&at(&registry, MYSELF)).await;
    assert!(page.html.contains("Birger Nyström"), "cookies do not know of ports: {}", page.address);

    registry.stop().await;
    let secrets = registry.path("secrets.toml");
    let old = std::fs::read_to_string(&secrets).unwrap();
    std::fs::write(&secrets, old.split("[session_secret]").next().unwrap()).unwrap();
    registry.start_again().await;
    let page = visitor.visit(&at(&registry, MYSELF)).await;
    assert_eq!(page.address.path(), "/henkilo-ui/kirjaudu");
    assert_ne!(std::fs::read_to_string(&secrets).unwrap(), old);
    assert!(std::fs::read_to_string(&secrets).unwrap().contains("[session_secret]"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_signed_in_or_out_by_another_site() {
    let registry = Registry::start(On::Embedded).await;
    let (visitor, stranger) = (Visitor::new(), Visitor::new());
    // A form that a stranger fetched, sent by somebody's browser: they would work as the stranger without knowing.
    let strangers = stranger.visit(&at(&registry, MYSELF)).await;
    assert_eq!(visitor.submit(&strangers.form("\"koulu\""), &[]).await.status, 400);
    assert_eq!(visitor.ask(&at(&registry, MYSELF)).await.status, 303);

    let page = signed_in_as(&visitor, &registry, "koulu").await;
    let strangers = signed_in_as(&stranger, &registry, "koulu").await;
    for form in [strangers.form("kirjaudu-ulos"), page.form("kirjaudu-ulos")] {
        assert_eq!(visitor.submit(&form, &[("csrf", "guessed")]).await.status, 403);
    }
    assert_eq!(visitor.submit(&strangers.form("kirjaudu-ulos"), &[]).await.status, 403);
    assert_eq!(visitor.ask(&at(&registry, MYSELF)).await.status, 200, "still signed in");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signing_in_leads_to_no_other_site() {
    let registry = Registry::start(On::Embedded).await;
    for elsewhere in ["https://evil.example/", "//evil.example", "/\\evil.example", "/henkilo-ui//evil.example"] {
        let visitor = Visitor::new();
        let choice = visitor.visit(&at(&registry, &format!("/henkilo-ui/kirjaudu?takaisin={elsewhere}"))).await;
        assert!(!choice.html.contains("evil"), "{elsewhere}");
        let form = choice.form("\"yliopisto\"");
        let answer = visitor.post(&form, &[("takaisin", elsewhere)]).await;
        assert_eq!(answer.leads_to().unwrap().as_str(), at(&registry, "/henkilo-ui/oppijoidentuonti"), "{elsewhere}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_of_signing_in_comes_in_three_languages() {
    let registry = Registry::start(On::Embedded).await;
    for (language, word) in [("fi", "Kirjaudu sisään"), ("sv", "Logga in"), ("en", "Sign in")] {
        let page = Visitor::who_reads(language).visit(&at(&registry, "/henkilo-ui/kirjaudu")).await;
        assert_eq!(page.language(), language);
        assert!(page.html.contains(word), "{language}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_registry_without_a_provider_says_so() {
    let mut served = Served::prepare().await;
    served.start("").await.unwrap();
    for (language, words) in [
        ("fi", "Kirjautumista ei ole otettu käyttöön"),
        ("sv", "Inloggningen har inte tagits i bruk"),
        ("en", "No sign-in configured"),
    ] {
        for path in ["/henkilo-ui/kirjaudu", MYSELF] {
            let page = Visitor::who_reads(language).visit(&format!("{}{path}", served.address())).await;
            assert_eq!((page.status, page.language()), (501, language));
            assert!(page.html.contains(words), "{path} in {language}");
        }
    }
    served.stop().await;
}
