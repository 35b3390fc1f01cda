//! The process ends by its deadline, whatever anybody does on their connections.

use std::time::Duration;

use oppijaloki::commands::demo::Surroundings;
use oppijaloki_tests::client::{CONTEXT, row_about};
use oppijaloki_tests::raw::{Raw, head};
use oppijaloki_tests::server::{IN_THE_END, On, Registry};
use oppijaloki_tests::visitor::Visitor;

use super::serves;

everywhere! {
    a_stop_waits_for_nobody_for_ever,
}

async fn a_stop_waits_for_nobody_for_ever(on: On) {
    let surroundings = Surroundings { stop_within: Duration::from_millis(500), ..Surroundings::default() };
    let mut registry = Registry::start_with(on, surroundings).await;
    let (university, address) = (registry.university().await, registry.address());
    let known = university.import_resolved(&[row_about(&registry.somebody(1), "stu-1")]).await;
    // A body that comes by and by, at a pace that is waited for; answers that nobody takes; a page that is open.
    let body = head(&university, "PUT", "/oppija", &["Content-Length: 60000000"]);
    let body = Raw::said(address, body).await.goes_on_saying(vec![b' '; 16 * 1024], Duration::from_millis(50));
    let document = format!("GET {CONTEXT}/v3/api-docs HTTP/1.1\r\nHost: x\r\n\r\n").repeat(200);
    let reader = Raw::that_reads_nothing(address, document).await;
    let silent = Raw::silent(address).await;
    let live = open_page(&registry, on).await;
    tokio::time::timeout(IN_THE_END, registry.stop()).await.expect("it ends although they hold on");
    drop((reader, silent, live));
    body.abort();
    // And what was acknowledged is there.
    registry.start_again().await;
    let university = registry.university().await;
    assert_eq!(university.numbers(&known[0]).await.status, 200);
    serves(&registry, &university, 2).await;
}

/// An official's page that is told of changes; with several nodes nobody can sign in.
async fn open_page(registry: &Registry, on: On) -> Option<reqwest::Response> {
    if matches!(on, On::TwoNodes(_)) {
        return None;
    }
    let at = |path: &str| format!("http://{}{path}", registry.address());
    let visitor = Visitor::new();
    let choice = visitor.visit(&at("/henkilo-ui/oppijoidentuonti")).await;
    visitor.submit(&choice.form("\"yliopisto\""), &[]).await;
    let live = visitor.begin(&at(web::staff::address::CHANGES)).await;
    assert_eq!(live.status(), 200);
    Some(live)
}
