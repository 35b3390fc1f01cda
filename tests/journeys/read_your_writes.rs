//! What an official has written is on their next page, on whichever node: the answer to writing carries its position,
//! and the next request waits for it, or knows that it is not there yet.

use std::sync::Arc;

use axum::Router;
use axum::extract::Extension;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use events::Position;
use oppijaloki_tests::client::row_about;
use oppijaloki_tests::server::{IN_THE_END, On, Registry};
use oppijaloki_tests::visitor::Visitor;
use oppijaloki_tests::wait::wait_until;
use tokio::net::TcpListener;
use web::staff::Staff;
use web::staff::keys::Keys;
use web::staff::session::{Behind, Cookies, Official, Sessions, recognise, with_position};
use web::staff::sign_in::{By, SampleUser, SignIn, routes};

/// A page that says whether what was written is there; its form writes the event at a position.
async fn page_that_writes(registry: &Registry, written: Position) -> String {
    let read = async |_: Official, behind: Option<Extension<Behind>>| {
        let shown = if behind.is_some() { "not there yet" } else { "there" };
        format!(r#"{shown}<form method="post" action="/henkilo-ui/sivu"></form>"#)
    };
    let write = move |_: Official| async move { with_position(written, "written") };
    let staff =
        Staff::new(registry.app().clone(), Some(Arc::new(sign_in())), app::places::Places::new("requests", 8, 8));
    let pages: Router<Staff> = routes().route("/henkilo-ui/sivu", get(read).post(write));
    let pages = pages.layer(from_fn_with_state(staff.clone(), recognise)).with_state(staff);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async { axum::serve(listener, pages).await });
    format!("http://{address}/henkilo-ui/sivu")
}

fn sign_in() -> SignIn {
    let keys = Keys::derive([(1, &[7; 32])]).ok().unwrap();
    let (kind, subject) = (app::caller::CallerKind::Person, "somebody".to_owned());
    let caller = app::caller::Caller { kind, subject, client: None, grants: Vec::new() };
    let user = SampleUser { id: "joku".to_owned(), name: "Joku".to_owned(), caller };
    SignIn { sessions: Sessions { keys, cookies: Cookies { https: false } }, by: By::Choice(vec![user]) }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_next_page_knows_whether_it_holds_what_was_written() {
    let registry = Registry::start(On::Followed).await;
    let next = Position(registry.head() + 1);
    let address = page_that_writes(&registry, next).await;
    let visitor = Visitor::new();
    let page = visitor.submit(&visitor.visit(&address).await.form("joku"), &[]).await;
    assert!(page.html.starts_with("there"), "nothing was written yet: {}", page.html);

    // As if another node had written: this one does not have the event.
    assert_eq!(visitor.submit(&page.form(""), &[]).await.html, "written");
    assert!(visitor.visit(&address).await.html.starts_with("not there yet"));
    registry.university().await.import_resolved(&[row_about(&registry.somebody(1), "1")]).await;
    assert!(visitor.visit(&address).await.html.starts_with("there"));
}

/// A sender who is told that there is no such import would send it again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_import_that_the_read_models_do_not_hold_yet_is_asked_for_later_and_not_unknown() {
    let registry = Registry::start(On::Embedded).await;
    let university = registry.university().await;
    // Nothing brings the read models forward any more.
    registry.app().stop();
    wait_until("they stand still", IN_THE_END, async || !registry.app().read_models_advance()).await;
    let number = university.import(&[row_about(&registry.somebody(1), "1")]).await;
    for path in ["/oppija/tuonti=", "/yleistunniste/tuonti="] {
        for what in ["", "/perustiedot"] {
            let answer = university.get(&format!("{path}{number}{what}")).await;
            assert_eq!((answer.status, answer.header("retry-after").is_some()), (503, true), "{path}{what}");
        }
    }
    assert_eq!(university.get(&format!("/oppija/tuonti={}", number + 1)).await.status, 404, "that one nobody has sent");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_without_a_session_is_refused_and_says_so() {
    let registry = Registry::start(On::Embedded).await;
    let address = page_that_writes(&registry, Position(1)).await;
    let visitor = Visitor::new();
    let page = visitor.submit(&visitor.visit(&address).await.form("joku"), &[]).await;
    let late = Visitor::who_reads("en").post(&page.form(""), &[]).await;
    assert_eq!((late.status, late.language()), (401, "en"));
    assert!(late.html.contains("What you sent was not saved"));
}
