//! Two nodes behind one address, as officials and programs meet them who know nothing of nodes: whatever they do next
//! is answered by the other one.

use oppijaloki::generate::{Row, to_oppija_json};
use oppijaloki_tests::balancer::Balancer;
use oppijaloki_tests::client::{Client, foreign_row};
use oppijaloki_tests::postgres::Cluster;
use oppijaloki_tests::processes::{Node, finished, oppijaloki};
use oppijaloki_tests::provider::{CLIENT, CLIENT_SECRET, ClaimsIn, ProviderProcess, provider_runs};
use oppijaloki_tests::temp::write_secret;
use oppijaloki_tests::visitor::{Page, Visitor};

use crate::cluster_or_leave_out;
use crate::processes::House;

const MYSELF: &str = "/henkilo-ui/omattiedot";

/// Two nodes, and the address before them.
async fn balanced(house: &House, balancer: Balancer) -> ([Node; 2], String) {
    let nodes = [house.node("one", "both").await, house.node("other", "both").await];
    let address = format!("http://{}", balancer.address);
    balancer.lead_to(nodes.iter().map(|node| node.address).collect());
    (nodes, address)
}

fn sign_in(house: &House, provider: &ProviderProcess, public_address: &str) -> String {
    let secret = house.nodes.folder.join("client-secret");
    write_secret(&secret, CLIENT_SECRET);
    format!(
        "[sign_in]\nissuer = '{}'\nclient_id = '{CLIENT}'\nclient_secret_file = '{}'\n\
         public_address = '{public_address}'\nscopes = ['profile', 'onr']\n\
         [sign_in.claims]\nroles = 'access.roles'\nsubject = 'oid'\n",
        provider.issuer,
        secret.display()
    )
}

/// Signs in at the provider on the way to a page.
async fn signed_in(visitor: &Visitor, address: &str, login: &str) -> Page {
    let form = visitor.visit(address).await.form("name=\"login\"");
    let consent = visitor.submit(&form, &[("login", login), ("password", "any")]).await;
    visitor.submit(&consent.form("value=\"consent\""), &[]).await
}

/// Signing in begins on one node and comes back to the other; forms are made by one and taken by the other; and what
/// was noted on one is on the next page of the other.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_official_is_signed_in_on_both_nodes_and_sees_what_they_wrote() {
    let cluster = cluster_or_leave_out!(Cluster::shared());
    if !provider_runs() {
        return;
    }
    let (mut house, balancer) = (House::new(&cluster.database()).await, Balancer::prepare().await);
    let public_address = format!("http://{}", balancer.address);
    let provider = ProviderProcess::start(0, &public_address, ClaimsIn::IdToken);
    house.nodes.more = sign_in(&house, &provider, &public_address);
    let ([one, _other], address) = balanced(&house, balancer).await;
    let number = conflicts(&house.university(&one).await, &house).await;

    let visitor = Visitor::new();
    let page = signed_in(&visitor, &format!("{address}{MYSELF}"), "ritva").await;
    assert!(page.status == 200 && page.html.contains("Ritva Rekisterinhaltija"), "{} {}", page.status, page.html);
    for _ in 0..4 {
        assert_eq!(visitor.visit(&format!("{address}{MYSELF}")).await.path(), MYSELF, "signed in on both");
    }
    let conflicts = format!("{address}/henkilo-ui/oppijoidentuonti/{number}?nakyma=ristiriidat");
    let mut page = visitor.visit(&conflicts).await;
    for left in (0..CONFLICTS).rev() {
        page = visitor.submit(&page.form(">Merkitse tarkistetuksi<"), &[]).await;
        assert_eq!(page.status, 200);
        assert_eq!(page.html.matches(">Merkitse tarkistetuksi<").count(), left, "the next page shows the note");
    }
    let out = visitor.submit(&page.form("kirjaudu-ulos"), &[]).await;
    assert_eq!(out.status, 200);
    for _ in 0..2 {
        assert_eq!(visitor.ask(&format!("{address}{MYSELF}")).await.status, 303, "signed out of both");
    }
}

const CONFLICTS: usize = 6;

/// An import, each row of which names somebody otherwise than an earlier one.
async fn conflicts(university: &Client, house: &House) -> u64 {
    let rows = house.rows(0..CONFLICTS as u64);
    university.import_resolved(&rows).await;
    let unlike = |row: &Row| Row { names: foreign_row("Tuulikki Inkeri", "Mäkivaara", "").names, ..row.clone() };
    let number = university.import(&rows.iter().map(unlike).collect::<Vec<_>>()).await;
    university.resolved(number).await;
    number
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_import_command_follows_its_import_on_both_nodes() {
    let cluster = cluster_or_leave_out!(Cluster::shared());
    let house = House::new(&cluster.database()).await;
    let (_nodes, address) = balanced(&house, Balancer::prepare().await).await;
    let token_url = format!("{}/oauth2/token", house.outside.issuer());
    for round in 0..10 {
        let file = house.nodes.folder.join("learners.json");
        std::fs::write(&file, to_oppija_json(&house.rows(round * 40..(round + 1) * 40), None)).unwrap();
        let import = ["import", file.to_str().unwrap(), "--server", &address, "--token-url", &token_url];
        let mut command = oppijaloki(&import);
        command.env("OPPIJALOKI_CLIENT_ID", "demo-university").env("OPPIJALOKI_CLIENT_SECRET", "demo-secret");
        let done = finished(command).await;
        let numbers = String::from_utf8(done.stdout).unwrap().matches("1.2.246.562.24.").count();
        let said = String::from_utf8(done.stderr).unwrap();
        assert!(done.status.success() && numbers >= 40, "import {round}: {numbers} numbers; {said}");
    }
}
