//! Officials are shown by the names that käyttöoikeuspalvelu tells, also while it is away.

use std::net::Ipv4Addr;
use std::sync::Arc;

use axum::http::StatusCode;
use oppijaloki::commands::demo::Surroundings;
use oppijaloki::config::{AccessRightsService, Neighbours};
use oppijaloki::generate::Row;
use oppijaloki::neighbours::stand_in::{CLIENT, OFFICIALS, Service, StandIn, serve};
use oppijaloki_tests::client::foreign_row;
use oppijaloki_tests::server::{IN_THE_END, On, Registry, SOON};
use oppijaloki_tests::temp::{TempFolder, write_secret};
use oppijaloki_tests::visitor::Visitor;
use oppijaloki_tests::wait::wait_until;
use serde_json::json;

on_both_journals! {
    officials_get_their_names_in_histories_and_in_the_access_register,
}

/// Käyttöoikeuspalvelu, how it is asked, and where its secret is.
async fn access_rights() -> (Arc<StandIn>, Neighbours, TempFolder) {
    let (listener, folder) =
        (tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap(), TempFolder::new());
    let server = format!("http://{}/kayttooikeus-service", listener.local_addr().unwrap());
    let stand_in = Arc::new(StandIn::default());
    tokio::spawn(serve(listener, Arc::clone(&stand_in)));
    let client_secret_file = folder.join("secret");
    write_secret(&client_secret_file, CLIENT.1);
    let officials = Some(AccessRightsService { server, client_id: CLIENT.0.to_owned(), client_secret_file });
    let (organisations, codes, services, applications) = (None, None, None, None);
    (stand_in, Neighbours { refresh_minutes: 60, organisations, codes, services, officials, applications }, folder)
}

async fn auditor(registry: &Registry) -> Visitor {
    let visitor = Visitor::new();
    let choice = visitor.visit(&format!("http://{}/henkilo-ui/omattiedot", registry.address())).await;
    visitor.submit(&choice.form("\"tarkastaja\""), &[]).await;
    visitor
}

async fn officials_get_their_names_in_histories_and_in_the_access_register(on: On) {
    let (stand_in, neighbours, _folder) = access_rights().await;
    let surroundings = Surroundings { neighbours: Some(neighbours), ..Surroundings::default() };
    let mut registry = Registry::start_with(on, surroundings).await;
    let row = Row { passport: Some("PX10001".to_owned()), ..foreign_row("Natalia", "Shevchenkola", "for-1") };
    let oid = registry.university().await.import_resolved(&[row]).await.remove(0);
    registry.everybody_settled(SOON).await;
    // Somebody who has never signed in to the pages looks at the learner, and an official passivates them.
    let (former, first, last) = OFFICIALS[4];
    let now = registry.app().now().millis() / 1000;
    let claims = json!({
        "iss": registry.issuer(), "aud": "oppijaloki", "sub": former, "client_id": "test", "iat": now, "nbf": now,
        "exp": now + 600, "roles": {"1.2.246.562.10.00000000001": ["OPPIJANUMEROREKISTERI_READ"]},
    });
    let program = registry.with_token(Some(registry.signing_key().sign(&claims).unwrap()));
    program.get(&format!("/henkilo/{oid}")).await.ok();
    let keeper = Visitor::new();
    let choice = keeper.visit(&format!("http://{}/henkilo-ui/omattiedot", registry.address())).await;
    keeper.submit(&choice.form("\"rekisterinpitaja\""), &[]).await;
    let page = keeper.visit(&format!("http://{}/henkilo-ui/oppija/{oid}/passivointi", registry.address())).await;
    let preview = keeper.submit(&page.form("value=\"passivoi\""), &[("cause", "test_person")]).await;
    let done = keeper.submit(&preview.form("fingerprint"), &[]).await;
    assert_eq!(done.status, 200);
    let visitor = auditor(&registry).await;
    let pages = [format!("/henkilo-ui/oppija/{oid}"), "/henkilo-ui/katselurekisteri?ohjelmat=1".to_owned()];
    let wanted = ["Virkailija Hilkka Saarenmaa (1.2.246.562.24.00000020037)".to_owned(), format!("{first} {last}")];
    let shown = async |registry: &Registry, visitor: &Visitor| {
        let mut shown = Vec::new();
        for (page, wanted) in pages.iter().zip(&wanted) {
            let page = visitor.visit(&format!("http://{}{page}", registry.address())).await;
            assert_eq!(page.status, 200, "{}", page.address);
            shown.push(page.html.contains(wanted.as_str()));
        }
        shown
    };
    let all_shown = async || shown(&registry, &visitor).await == [true, true];
    wait_until("names stand on the pages", IN_THE_END, all_shown).await;
    // What officials opened stands first: the one who acted, and not the person whose program fetched.
    let first = visitor.visit(&format!("http://{}/henkilo-ui/katselurekisteri", registry.address())).await;
    assert!(first.html.contains(&oid) && !first.html.contains(wanted[1].as_str()), "{}", first.html);
    registry.stop().await;
    stand_in.say(Service::Officials, Some((StatusCode::SERVICE_UNAVAILABLE, "later")));
    registry.start_again().await;
    let visitor = auditor(&registry).await;
    assert_eq!(shown(&registry, &visitor).await, [true, true], "they were kept");
}
