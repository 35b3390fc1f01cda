//! What the demo has so that people can look around is not in the registry as it is run.

use oppijaloki_tests::served::Served;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_of_the_demo_is_served() {
    let mut served = Served::prepare().await;
    served.start("").await.unwrap();
    let http = reqwest::Client::new();
    for path in [
        "/kayttooikeus-service/oauth2/token",
        "/kayttooikeus-service/oauth2/jwks",
        "/kayttooikeus-service/.well-known/openid-configuration",
        web::demo_outbox::OUTBOX_PATH,
        "/control/faults",
        "/control/people",
        "/api/v1/perustiedot",
    ] {
        let form = "grant_type=client_credentials&client_id=demo-oph&client_secret=demo-secret";
        let address = format!("{}{path}", served.address());
        for request in [http.get(&address), http.post(&address).body(form)] {
            let request = request.header("content-type", "application/x-www-form-urlencoded");
            assert_eq!(request.send().await.unwrap().status().as_u16(), 404, "{path}");
        }
    }
    // Nor is there a choice of officials, or one whom a form could choose.
    let choice = http.post(format!("{}/henkilo-ui/kirjaudu", served.address())).form(&[("kuka", "rekisterinpitaja")]);
    assert_eq!(choice.send().await.unwrap().status().as_u16(), 501);
    served.stop().await;
}
