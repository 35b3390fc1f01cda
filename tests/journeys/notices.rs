//! Notices about imports, as their readers meet them in the demo's outbox: once for what failed, once more for what
//! was open then, never for what is fine, and never twice.

use app::mail::OutboxMessage;
use events::Fact;
use events::codes::NotSent;
use oppijaloki::commands::demo::{SEED, Surroundings};
use oppijaloki::generate::Row;
use oppijaloki_tests::client::{NOTICE_ADDRESS, foreign_row, oids, row_about};
use oppijaloki_tests::nodes::HandClock;
use oppijaloki_tests::rebuilt::rows_equal_after_rebuild;
use oppijaloki_tests::server::{IN_THE_END, On, PEOPLE, Registry, SOON};
use oppijaloki_tests::wait::{wait_for, wait_until};
use vtj::population::Population;
use vtj::stand_in::Fault;

on_both_journals! {
    learners_without_a_hetu_alone_are_told_of_at_once,
    where_nothing_failed_nothing_is_sent,
    open_rows_are_named_after_a_day_and_told_of_once_more_when_they_fail,
    rows_that_became_fine_are_not_told_of,
    an_address_that_has_expired_is_not_written_to,
    numbers_that_changed_are_told_of_once_a_day,
    without_an_address_nothing_is_written_down,
}

const MINUTE: i64 = 60 * 1000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A registry whose clock stands still until it is set.
async fn start(on: On) -> (Registry, HandClock) {
    let clock = HandClock::new();
    let surroundings = Surroundings { clock: clock.clock(), ..Surroundings::default() };
    (Registry::start_with(on, surroundings).await, clock)
}

fn hetuless(passport: &str) -> Row {
    Row { passport: Some(passport.to_owned()), ..foreign_row("Lina Maria", "Berg", passport) }
}

/// Everybody waits for the register, which is away.
fn outage(registry: &Registry) {
    registry.register().set_fault(Fault { status: Some(500), ..Fault::default() }).unwrap();
}

/// The register is back and has been asked about everybody. A try that fails at the last moment puts the next one off,
/// so time must pass until all is done.
async fn outage_over(registry: &Registry, clock: &HandClock) {
    registry.register().reset_faults();
    let settled = async || {
        clock.advance(MINUTE);
        registry.oph().await.summary("").await["keskeneraiset"] == 0
    };
    wait_until("nobody waits for the register", IN_THE_END, settled).await;
}

/// Something happens, so that anyone who waits for the clock looks at it now.
async fn nudge(registry: &Registry) {
    let learner = serde_json::json!({"etunimet": "Lina", "kutsumanimi": "Lina", "sukunimi": "Berg"});
    assert_eq!(registry.university().await.register_learner(&learner).await.status, 200);
}

/// The messages about an import, the newest first.
async fn about(registry: &Registry, import: u64) -> Vec<OutboxMessage> {
    let link = format!("/henkilo-ui/oppijoidentuonti/{import}?tila=failed\n");
    let messages = registry.app().outbox().await;
    messages.into_iter().filter(|message| message.text.contains(&link)).collect()
}

/// Everything that is due now has been attended to: the notices of two newer imports have been sent, one behind the
/// other, and older ones go first. Who attended to the first may have looked at the clock before it was set.
async fn all_attended_to(registry: &Registry, passport: &str) {
    let university = registry.university().await;
    for _ in 0..2 {
        let newer = university.import_noticed(&[hetuless(passport)], "somebody.else@lumijoki.example").await;
        registry.event_after(newer, "ImportNoticeSent").await;
    }
}

/// What became of an import's notices in the end, other than being sent.
fn not_sent(registry: &Registry, import: u64) -> Vec<NotSent> {
    let events = registry.events();
    let of_import = events.iter().filter_map(|event| match &event.fact {
        Fact::ImportNoticeNotSent(with) if with.data.import.0 == import => Some(with.data.cause),
        _ => None,
    });
    of_import.collect()
}

async fn learners_without_a_hetu_alone_are_told_of_at_once(on: On) {
    let (mut registry, _) = start(on).await;
    let university = registry.university().await;
    let import = university.import_noticed(&[hetuless("XK1"), hetuless("XK2")], NOTICE_ADDRESS).await;
    let sent = registry.event_after(import, "ImportNoticeSent").await;
    let [message] = about(&registry, import).await.try_into().unwrap();
    assert_eq!(message.to, NOTICE_ADDRESS);
    assert_eq!(message.message_id, format!("<import-{import}-first@127.0.0.1>"));
    assert!(message.text.contains("No hetu: 2\n") && message.text.contains("Failed rows: 2\n"), "{}", message.text);
    assert!(!message.text.contains("Rows in progress"), "nothing is open: {}", message.text);
    for personal in ["Berg", "Lina", "XK1", "1.2.246.562.24."] {
        assert!(!message.source.contains(personal) && !message.html.contains(personal), "personal data");
    }
    let page = reqwest::get(format!("http://{}/demo/outbox", registry.address())).await.unwrap();
    assert!(page.headers()["content-security-policy"].to_str().unwrap().starts_with("default-src 'none'"));
    let page = page.text().await.unwrap();
    assert!(page.contains(&format!("&lt;import-{import}-first@127.0.0.1&gt;")) && page.contains(NOTICE_ADDRESS));
    // Its meta leads from the notice to the request that brought the import.
    let claim = registry.event_after(import, "ImportNoticeClaimed").await;
    assert_eq!(sent.recorded.envelope.meta.cause, Some(claim.recorded.envelope.id));
    // Neither a restart nor more of the same repeats it.
    registry.stop().await;
    registry.start_again().await;
    all_attended_to(&registry, "XK1").await;
    assert_eq!(about(&registry, import).await.len(), 1);
    assert!(rows_equal_after_rebuild(&mut registry).await > 0);
}

async fn where_nothing_failed_nothing_is_sent(on: On) {
    let (mut registry, clock) = start(on).await;
    let university = registry.university().await;
    let rows = [row_about(&registry.somebody(1), "a"), row_about(&registry.somebody(2), "b")];
    let import = university.import_noticed(&rows, NOTICE_ADDRESS).await;
    registry.event_after(import, "ImportNoticeNotSent").await;
    clock.advance(2 * DAY);
    all_attended_to(&registry, "XK1").await;
    assert_eq!(not_sent(&registry, import), [NotSent::NothingFailed]);
    assert_eq!(about(&registry, import).await.len(), 0);
    assert!(rows_equal_after_rebuild(&mut registry).await > 0);
}

async fn open_rows_are_named_after_a_day_and_told_of_once_more_when_they_fail(on: On) {
    let (mut registry, clock) = start(on).await;
    outage(&registry);
    let unknown = Population::new(SEED, PEOPLE).hetu(PEOPLE + 4).as_str().to_owned();
    let rows = [
        hetuless("XK1"),
        row_about(&registry.somebody(1), "known"),
        Row { hetu: Some(unknown), ..row_about(&registry.somebody(2), "unknown") },
    ];
    let university = registry.university().await;
    let import = university.import_noticed(&rows, NOTICE_ADDRESS).await;
    // From when its day counts.
    registry.event_after(import, "ImportCompleted").await;
    clock.advance(DAY - HOUR);
    all_attended_to(&registry, "XK2").await;
    assert_eq!(about(&registry, import).await.len(), 0, "there is still time");
    clock.advance(HOUR);
    nudge(&registry).await;
    all_attended_to(&registry, "XK3").await;
    let [first] = about(&registry, import).await.try_into().unwrap();
    assert!(first.text.contains("No hetu: 1\n") && first.text.contains("Rows in progress: 2."), "{}", first.text);

    outage_over(&registry, &clock).await;
    let further = async || about(&registry, import).await.into_iter().find(|message| *message != first);
    let further = wait_for("the further message", IN_THE_END, further).await;
    assert_eq!(further.message_id, format!("<import-{import}-further@127.0.0.1>"));
    assert!(further.text.contains("No hetu: 1\n") && further.text.contains("The hetu is not in VTJ: 1\n"));
    assert!(!further.text.contains("Rows in progress"));
    // The register is asked again every day, and the same row fails again and again: that is no news.
    clock.advance(2 * DAY);
    nudge(&registry).await;
    let asked_again = async || (registry.count("IdentificationFailed") > 1).then_some(());
    wait_for("the register is asked again", IN_THE_END, asked_again).await;
    all_attended_to(&registry, "XK4").await;
    assert_eq!(about(&registry, import).await.len(), 2);
    assert!(rows_equal_after_rebuild(&mut registry).await > 0);
}

async fn rows_that_became_fine_are_not_told_of(on: On) {
    let (mut registry, clock) = start(on).await;
    outage(&registry);
    let university = registry.university().await;
    let rows = [hetuless("XK1"), row_about(&registry.somebody(1), "a"), row_about(&registry.somebody(2), "b")];
    let import = university.import_noticed(&rows, NOTICE_ADDRESS).await;
    // From when its day counts.
    registry.event_after(import, "ImportCompleted").await;
    clock.advance(DAY);
    nudge(&registry).await;
    registry.event_after(import, "ImportNoticeSent").await;
    outage_over(&registry, &clock).await;
    registry.event_after(import, "ImportNoticeNotSent").await;
    assert_eq!(not_sent(&registry, import), [NotSent::NothingFailed]);
    let [only] = about(&registry, import).await.try_into().unwrap();
    assert!(only.text.contains("Rows in progress: 2."));
    assert!(rows_equal_after_rebuild(&mut registry).await > 0);
}

async fn an_address_that_has_expired_is_not_written_to(on: On) {
    let (mut registry, clock) = start(on).await;
    outage(&registry);
    let university = registry.university().await;
    let unknown = Population::new(SEED, PEOPLE).hetu(PEOPLE + 4).as_str().to_owned();
    let rows = [Row { hetu: Some(unknown), ..row_about(&registry.somebody(2), "unknown") }];
    let import = university.import_noticed(&rows, NOTICE_ADDRESS).await;
    // From when its day counts.
    registry.event_after(import, "ImportCompleted").await;
    clock.advance(DAY);
    nudge(&registry).await;
    registry.event_after(import, "ImportNoticeSent").await;
    // The notice about those that are still open is awaited when the time of the address is over.
    clock.advance(91 * DAY);
    registry.stop().await;
    registry.start_again().await;
    outage(&registry);
    registry.event_after(import, "ImportDataExpired").await;
    assert_eq!(not_sent(&registry, import), [NotSent::Expired]);
    outage_over(&registry, &clock).await;
    all_attended_to(&registry, "XK1").await;
    assert_eq!(about(&registry, import).await.len(), 1);
    assert!(rows_equal_after_rebuild(&mut registry).await > 0);
}

async fn without_an_address_nothing_is_written_down(on: On) {
    let (registry, _) = start(on).await;
    let university = registry.university().await;
    let import = university.import(&[hetuless("XK1")]).await;
    university.resolved(import).await;
    all_attended_to(&registry, "XK2").await;
    assert_eq!(about(&registry, import).await.len(), 0);
    for event_type in ["ImportNoticeClaimed", "ImportNoticeSent"] {
        assert_eq!(registry.count(event_type), 2, "{event_type}: only about the two other imports");
    }
    assert_eq!(registry.count("ImportNoticeNotSent"), 0);
}

async fn numbers_that_changed_are_told_of_once_a_day(on: On) {
    let (mut registry, clock) = start(on).await;
    let university = registry.university().await;
    let rows = [row_about(&registry.somebody(1), "a"), row_about(&registry.somebody(2), "b")];
    let import = university.import_noticed(&rows, NOTICE_ADDRESS).await;
    registry.event_after(import, "ImportNoticeNotSent").await;
    let oids = oids(&university.number_rows(import).await);
    clock.advance(HOUR);
    // A token lasts no hour.
    let moved = async |row: usize, from: &str| {
        let keeper = registry.oph().await;
        let wanted = serde_json::json!({"rows": [{"import": import, "row": row, "to": "new"}]});
        keeper.own_confirmed(&format!("/persons/{from}/rows/reassignment"), &wanted).await.ok();
    };
    let told = async || -> Vec<OutboxMessage> {
        let link = format!("/henkilo-ui/oppijoidentuonti/{import}?tila=renumbered\n");
        let messages = registry.app().outbox().await;
        messages.into_iter().filter(|message| message.text.contains(&link)).collect()
    };
    moved(0, &oids[0]).await;
    wait_until("the sender is told", SOON, async || told().await.len() == 1).await;
    registry.event_after(import, "ImportNoticeSent").await;
    clock.advance(HOUR);
    moved(1, &oids[1]).await;
    all_attended_to(&registry, "XK1").await;
    assert_eq!(told().await.len(), 1, "not twice a day");
    clock.advance(DAY);
    nudge(&registry).await;
    wait_until("the sender is told again", SOON, async || told().await.len() == 2).await;
    let [second, first] = told().await.try_into().unwrap();
    assert!(first.message_id != second.message_id && first.to == NOTICE_ADDRESS);
    let university = registry.university().await;
    let details = university.own_get(&format!("/imports/{import}")).await;
    assert_eq!(details["renumbered"], 2, "{details}");
    let changed = university.own_get(&format!("/imports/{import}/rows?filter=renumbered")).await;
    assert_eq!(changed["items"][0]["renumbered"]["was"], oids[0].as_str(), "{changed}");
    assert!(rows_equal_after_rebuild(&mut registry).await > 0);
}
