//! Ids and parameters of odd forms, wherever an address takes one.

use oppijaloki_tests::server::{On, Registry};
use reqwest::header::COOKIE;
use reqwest::redirect::Policy;

use super::goes_on;

/// What stands where a number, an OID or a day should, already as an address has it.
const ODD: [&str; 30] = [
    "0",
    "-1",
    "-0",
    "+1",
    "1.0",
    "1e3",
    "0x1",
    "01",
    "%31%00",
    "%00",
    "%0a1",
    "1%20",
    "1;",
    "1,2",
    "1%2f2",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551616",
    "99999999999999999999999999999999999999",
    "%D9%A1",
    "%EF%BC%91",
    "%FF",
    "null",
    "undefined",
    "NaN",
    "*",
    "%25",
    "%27%20OR%20%271%27=%271",
    "1.2.246.562.24.99999999999",
    "2026-02-30",
];

const PATHS: [&str; 15] = [
    "/oppijanumerorekisteri-service/oppija/tuonti={}",
    "/oppijanumerorekisteri-service/oppija/tuonti={}/perustiedot",
    "/oppijanumerorekisteri-service/yleistunniste/tuonti={}",
    "/oppijanumerorekisteri-service/yleistunniste/hae/{}",
    "/oppijanumerorekisteri-service/oppija/tuontidata/{}",
    "/oppijanumerorekisteri-service/oppija/tuontikooste?id={}&page={}&pageSize={}&field={}&sort={}&author={}",
    "/oppijanumerorekisteri-service/oppija/muuttuneet?page={}&count={}&muokattuJalkeen={}",
    "/oppijanumerorekisteri-service/oppija/yhteenveto?tuontiId={}&organisaatioOids={}&nimiHaku={}",
    "/oppijanumerorekisteri-service/internal/oppijoidentuonti/virheet?tuontiId={}&nimiHaku={}&page={}&count={}",
    "/api/v1/imports/{}",
    "/api/v1/imports/{}/rows?after={}&limit={}&filter={}",
    "/api/v1/imports/{}/conflicts?after={}&kind={}",
    "/api/v1/persons/{}?at={}",
    "/api/v1/errors?after={}&limit={}&import={}&organisation={}&as_of={}&older_than_days={}&cause={}",
    "/api/v1/access/looks?person={}&subject={}&from={}&to={}&after={}",
];

const PAGES: [&str; 6] = [
    "/henkilo-ui/oppijoidentuonti?haku={}&syy={}&tuonti={}&ika={}&organisaatio={}&paiva={}&koko={}&sivu={}&jalkeen={}",
    "/henkilo-ui/oppijoidentuonti?nakyma={}&jarjestys={}",
    "/henkilo-ui/oppijoidentuonti/{}",
    "/henkilo-ui/oppijoidentuonti/{}.csv",
    "/henkilo-ui/oppija/{}?tapahtuma={}",
    "/henkilo-ui/ohjeet/{}?lang={}",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_parameter_is_a_fault_of_ours() {
    let registry = Registry::start(On::Embedded).await;
    let oph = registry.oph().await;
    let http = reqwest::Client::builder().redirect(Policy::none()).build().unwrap();
    let long = "1".repeat(5_000);
    for path in PATHS {
        for odd in ODD.into_iter().chain([long.as_str(), ""]) {
            let address = format!("http://{}{}", registry.address(), path.replace("{}", odd));
            let answer = http.get(&address).bearer_auth(oph.token()).send().await.unwrap();
            let (status, text) = (answer.status().as_u16(), answer.text().await.unwrap());
            assert!((200..500).contains(&status), "{path} with {odd}: {status} {text}");
            // The compatible interface names the path that was asked, as ONR does.
            let may_repeat = status == 200 || odd.len() < 6 || !path.starts_with(web::api::PATH);
            assert!(may_repeat || !text.contains(odd), "{path} with {odd}: {text}");
        }
    }
    goes_on(&registry).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_address_of_a_page_is_a_fault_of_ours() {
    let registry = Registry::start(On::Embedded).await;
    let cookie = super::sessions::signed_in(&registry, "rekisterinpitaja").await;
    let http = reqwest::Client::builder().redirect(Policy::none()).build().unwrap();
    for path in PAGES {
        for odd in ODD {
            let address = format!("http://{}{}", registry.address(), path.replace("{}", odd));
            let answer = http.get(&address).header(COOKIE, &cookie).send().await.unwrap();
            let status = answer.status().as_u16();
            assert!((200..500).contains(&status), "{path} with {odd}: {status}");
        }
    }
}
