//! Notices that go out to a real mail server, which is away, refuses, puts off, or ends in the middle.

use app::mail::{Encryption, Mail, Mailer, Smtp, SmtpConfig};
use events::Fact;
use events::codes::NotSent;
use oppijaloki::commands::demo::Surroundings;
use oppijaloki::generate::Row;
use oppijaloki_tests::client::foreign_row;
use oppijaloki_tests::logs;
use oppijaloki_tests::nodes::HandClock;
use oppijaloki_tests::server::{IN_THE_END, On, Registry};
use oppijaloki_tests::smtp::Mailbox;
use oppijaloki_tests::wait::wait_until;
use serde_json::Value;

on_both_journals! {
    a_notice_arrives_as_it_was_written,
    a_refusal_for_good_ends_it_and_one_for_now_does_not,
    a_server_that_is_away_costs_no_try_and_no_notice,
    a_password_that_is_refused_is_no_notices_fault,
    nothing_goes_out_in_clear_where_encryption_is_demanded,
    a_server_that_ends_before_it_answers_gets_the_same_message_once_more,
    a_notice_that_expires_while_it_is_refused_ends_once,
}

const PUBLIC_ADDRESS: &str = "https://registry.example/";
const READ_BY_SOMEBODY: &str = "opintotoimisto@lumijoki.example";
const MINUTE: i64 = 60 * 1000;

/// A server on this machine, that asks for nothing.
fn plain(port: u16) -> SmtpConfig {
    let (host, hello) = ("127.0.0.1".to_owned(), "registry.example".to_owned());
    SmtpConfig { host, port: Some(port), encryption: Encryption::None, credentials: None, hello }
}

async fn start(on: On, port: u16) -> (Registry, HandClock) {
    start_with(on, plain(port)).await
}

async fn start_with(on: On, config: SmtpConfig) -> (Registry, HandClock) {
    let clock = HandClock::new();
    let mailer = Mailer::Smtp(Smtp::new(config).unwrap());
    let mail = Mail::new(mailer, "Päivystys <noreply@registry.example>", PUBLIC_ADDRESS).unwrap();
    let surroundings = Surroundings { clock: clock.clock(), mail: Some(mail), ..Surroundings::default() };
    (Registry::start_with(on, surroundings).await, clock)
}

/// An import that fails at once.
async fn failing_import(registry: &Registry, address: &str) -> u64 {
    let row = Row { passport: Some("XK1".to_owned()), ..foreign_row("Lina Maria", "Berg", "a") };
    registry.university().await.import_noticed(&[row], address).await
}

/// Something happens, so that anyone who waits for the clock looks at it now.
async fn nudge(registry: &Registry) {
    let learner = serde_json::json!({"etunimet": "Lina", "kutsumanimi": "Lina", "sukunimi": "Berg"});
    assert_eq!(registry.university().await.register_learner(&learner).await.status, 200);
}

/// Everything that is due now has been attended to: a newer import's notice has been sent, and older ones go first.
async fn all_attended_to(registry: &Registry) {
    let newer = failing_import(registry, READ_BY_SOMEBODY).await;
    registry.event_after(newer, "ImportNoticeSent").await;
}

/// The tries to send a notice about an import.
fn tries(registry: &Registry, import: u64) -> Vec<u32> {
    let claim = |fact: &Fact| match fact {
        Fact::ImportNoticeClaimed(with) if with.data.import.0 == import => Some(with.data.attempt),
        _ => None,
    };
    registry.events().iter().filter_map(|event| claim(&event.fact)).collect()
}

async fn tried(registry: &Registry, import: u64, times: u32) {
    let expected: Vec<u32> = (1..=times).collect();
    let so = async || tries(registry, import) == expected;
    wait_until(&format!("try {times}"), IN_THE_END, so).await;
    all_attended_to(registry).await;
    assert_eq!(tries(registry, import), expected, "no try before its time");
}

/// Why a notice about an import was not sent: every end that is written down.
fn ends(registry: &Registry, import: u64) -> Vec<NotSent> {
    let end = |fact: &Fact| match fact {
        Fact::ImportNoticeNotSent(with) if with.data.import.0 == import => Some(with.data.cause),
        _ => None,
    };
    registry.events().iter().filter_map(|event| end(&event.fact)).collect()
}

fn why_not_sent(registry: &Registry, import: u64) -> Option<NotSent> {
    ends(registry, import).first().copied()
}

/// How often the log says this: tests of one process share it.
fn logged(words: &str) -> usize {
    logs::text().matches(words).count()
}

fn messages_to(mailbox: &Mailbox, address: &str) -> Vec<Value> {
    mailbox.messages().into_iter().filter(|message| message["rcpt_tos"][0] == address).collect()
}

async fn a_notice_arrives_as_it_was_written(on: On) {
    let Some(mailbox) = Mailbox::new() else { return };
    let server = mailbox.server(0);
    let (registry, _) = start(on, server.port).await;
    let import = failing_import(&registry, READ_BY_SOMEBODY).await;
    registry.event_after(import, "ImportNoticeSent").await;
    let [message]: [Value; 1] = mailbox.messages().try_into().unwrap();
    assert_eq!(message["mail_from"], "noreply@registry.example");
    assert_eq!(message["rcpt_tos"], serde_json::json!([READ_BY_SOMEBODY]));
    let headers = &message["headers"];
    let subject = format!(
        "Oppijoiden tuonti {import}: virheessä 1 / Import av studerande {import}: med fel 1 / \
         Learner import {import}: failed 1"
    );
    assert_eq!(headers["Subject"], subject);
    assert_eq!(headers["Message-ID"], format!("<import-{import}-first@registry.example>"));
    assert_eq!(headers["From"], "Päivystys <noreply@registry.example>");
    assert_eq!(headers["To"], READ_BY_SOMEBODY);
    assert_eq!((&headers["Auto-Submitted"], &headers["MIME-Version"]), (&"auto-generated".into(), &"1.0".into()));
    assert_eq!(message["content_type"], "multipart/alternative");
    assert_eq!((&message["defects"], &message["ascii"]), (&serde_json::json!([]), &true.into()));
    for body in [&message["text"], &message["html"]] {
        let body = body.as_str().unwrap();
        assert!(body.contains(&format!("https://registry.example/henkilo-ui/oppijoidentuonti/{import}")), "{body}");
        assert!(body.contains("Virheessä olevia rivejä") && body.contains("överföringen"), "{body}");
    }
}

async fn a_refusal_for_good_ends_it_and_one_for_now_does_not(on: On) {
    let Some(mailbox) = Mailbox::new() else { return };
    let server = mailbox.server(0);
    let (registry, clock) = start(on, server.port).await;
    let refused = failing_import(&registry, "refused@lumijoki.example").await;
    registry.event_after(refused, "ImportNoticeNotSent").await;
    assert_eq!(why_not_sent(&registry, refused), Some(NotSent::Refused));
    let busy = failing_import(&registry, "busy@lumijoki.example").await;
    tried(&registry, busy, 1).await;
    clock.advance(10 * MINUTE);
    nudge(&registry).await;
    tried(&registry, busy, 2).await;
    // The pauses grow.
    clock.advance(10 * MINUTE);
    tried(&registry, busy, 2).await;
    clock.advance(10 * MINUTE);
    nudge(&registry).await;
    tried(&registry, busy, 3).await;
    assert_eq!(tries(&registry, refused), [1]);
    assert_eq!(why_not_sent(&registry, busy), None, "it may still arrive");
    let all = mailbox.messages();
    assert_eq!((all.len(), messages_to(&mailbox, READ_BY_SOMEBODY).len()), (4, 4), "one for each other import");
    for secret in ["refused@", "busy@", "lumijoki.example"] {
        assert!(!logs::text().contains(secret), "an address stands in the log");
    }
    assert!(
        logs::text().contains("answered 451") && logs::text().contains("answered 550"),
        "what the server answered is in the log"
    );
}

async fn a_server_that_is_away_costs_no_try_and_no_notice(on: On) {
    let Some(mailbox) = Mailbox::new() else { return };
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = nobody.local_addr().unwrap().port();
    let (registry, _) = start(on, port).await;
    let import = failing_import(&registry, READ_BY_SOMEBODY).await;
    // It is called, says nothing, and then is gone altogether.
    tokio::task::spawn_blocking(move || drop(nobody.accept().unwrap())).await.unwrap();
    assert_eq!(tries(&registry, import), [0; 0]);
    let _server = mailbox.server(port);
    registry.event_after(import, "ImportNoticeSent").await;
    assert_eq!(tries(&registry, import), [1]);
    assert_eq!(mailbox.messages().len(), 1);
}

async fn a_server_that_ends_before_it_answers_gets_the_same_message_once_more(on: On) {
    let Some(mailbox) = Mailbox::new() else { return };
    let mut server = mailbox.server(0);
    let port = server.port;
    let (mut registry, clock) = start(on, port).await;
    let import = failing_import(&registry, "vanish@lumijoki.example").await;
    wait_until("the server has ended", IN_THE_END, async || server.has_ended()).await;
    // It took the message, but nobody here knows; nor does the next process.
    registry.stop().await;
    let _server = mailbox.server(port);
    registry.start_again().await;
    tried(&registry, import, 1).await;
    assert_eq!(messages_to(&mailbox, "vanish@lumijoki.example").len(), 1, "the first try may still be under way");
    clock.advance(10 * MINUTE);
    nudge(&registry).await;
    registry.event_after(import, "ImportNoticeSent").await;
    tried(&registry, import, 2).await;
    let [first, again]: [Value; 2] = messages_to(&mailbox, "vanish@lumijoki.example").try_into().unwrap();
    for part in ["text", "html"] {
        assert_eq!(first[part], again[part]);
    }
    assert_eq!(first["headers"]["Message-ID"], again["headers"]["Message-ID"]);
    assert_eq!(first["headers"]["Subject"], again["headers"]["Subject"]);
    clock.advance(600 * MINUTE);
    nudge(&registry).await;
    tried(&registry, import, 2).await;
    assert_eq!(messages_to(&mailbox, "vanish@lumijoki.example").len(), 2);
}

async fn a_password_that_is_refused_is_no_notices_fault(on: On) {
    let Some(mailbox) = Mailbox::new() else { return };
    let server = mailbox.server_asking_for("oppijaloki", "right horse");
    let credentials = |password: &str| Some(("oppijaloki".to_owned(), password.to_owned()));
    let wrong = SmtpConfig { credentials: credentials("wrong horse"), ..plain(server.port) };
    let (registry, _) = start_with(on, wrong).await;
    let before = logged("the server answered 535");
    let import = failing_import(&registry, READ_BY_SOMEBODY).await;
    let told = async || logged("the server answered 535") > before;
    wait_until("the log says that the server does not know us", IN_THE_END, told).await;
    assert_eq!((tries(&registry, import), why_not_sent(&registry, import)), (vec![], None));
    assert!(!logs::text().contains("horse"), "a password stands in the log");
    let right = SmtpConfig { credentials: credentials("right horse"), ..plain(server.port) };
    let (registry, _) = start_with(on, right).await;
    let import = failing_import(&registry, READ_BY_SOMEBODY).await;
    registry.event_after(import, "ImportNoticeSent").await;
    assert_eq!(mailbox.messages().len(), 1);
}

async fn nothing_goes_out_in_clear_where_encryption_is_demanded(on: On) {
    let Some(mailbox) = Mailbox::new() else { return };
    let server = mailbox.server(0);
    for (encryption, complaint) in [(Encryption::StartTls, "STARTTLS is not supported"), (Encryption::Tls, "corrupt")] {
        let (registry, _) = start_with(on, SmtpConfig { encryption, ..plain(server.port) }).await;
        let before = logged(complaint);
        let import = failing_import(&registry, READ_BY_SOMEBODY).await;
        let told = async || logged(complaint) > before;
        wait_until(&format!("the log says why {encryption:?} is not to be had"), IN_THE_END, told).await;
        assert_eq!((tries(&registry, import), why_not_sent(&registry, import)), (vec![], None));
    }
    assert!(mailbox.messages().is_empty());
}

/// The time of the address is over while the server is still thinking about it.
async fn a_notice_that_expires_while_it_is_refused_ends_once(on: On) {
    let Some(mailbox) = Mailbox::new() else { return };
    let server = mailbox.server(0);
    let (registry, clock) = start(on, server.port).await;
    let import = failing_import(&registry, "slow@lumijoki.example").await;
    registry.event_after(import, "ImportNoticeClaimed").await;
    clock.advance(91 * 24 * 60 * MINUTE);
    // As another node would, which looks at this moment.
    let other = tokio::spawn(app::reactors::expire_imports::run(registry.app().clone()));
    registry.event_after(import, "ImportDataExpired").await;
    mailbox.let_go();
    all_attended_to(&registry).await;
    assert_eq!(ends(&registry, import), [NotSent::Expired]);
    other.abort();
}
