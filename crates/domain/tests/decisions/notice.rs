//! When a notice about an import is due: once, for what has failed, and once more for what was open then.

use domain::notice::{Address, Rows, Verdict};
use domain::{Cause, Draft, Notices};
use events::catalogue::{FailedRows, ImportNoticeClaimed, WhyFailed};
use events::codes::{FailureCause, NotSent, NoticeRound};
use events::{Opened, Position, Subject};

use crate::given::*;
use crate::import::{completed, expired, received};

const DAY: i64 = 24 * 60 * 60;
/// The import is received at position 1 and completed at position 2.
const COMPLETED: u64 = 2;
const IMPORT: Position = Position(1);

/// An import with a notice address, and what happened after its last row was resolved.
fn after(more: impl IntoIterator<Item = Draft>) -> Notices {
    folded([received(Some("n@example.org")), completed()].into_iter().chain(more))
}

fn folded(drafts: impl IntoIterator<Item = Draft>) -> Notices {
    Notices::fold(&history(drafts)).unwrap()
}

fn failed(rows: u32) -> Vec<FailedRows> {
    vec![FailedRows { cause: WhyFailed::NoHetu, rows }]
}

fn rows(open: u32, failed: Vec<FailedRows>) -> Rows {
    Rows { open, failed, failed_since: false, counted_at: Position(9) }
}

/// Rows all of which are final, of which some failed that were open before.
fn failed_since() -> Rows {
    Rows { failed_since: true, ..rows(0, failed(2)) }
}

fn claim(round: NoticeRound, attempt: u32, open: u32, failed: Vec<FailedRows>) -> ImportNoticeClaimed {
    ImportNoticeClaimed { import: IMPORT, round, attempt, open, failed, counted_at: Position(9) }
}

fn first(attempt: u32, open: u32) -> Draft {
    after([]).claimed(claim(NoticeRound::First, attempt, open, failed(3)))
}

fn sent(round: NoticeRound) -> Draft {
    after([]).sent(round)
}

/// The first notice named this many open rows, and arrived.
fn told_of(open: u32) -> Notices {
    after([first(1, open), sent(NoticeRound::First)])
}

/// The verdict so many seconds after the event at a position.
fn verdict(notices: &Notices, rows: &Rows, position: u64, seconds: i64) -> Verdict {
    notices.decide(rows, DAY, moment(position).plus_seconds(seconds))
}

fn ends(verdict: &Verdict, why: NotSent) -> bool {
    matches!(verdict, Verdict::End(end) if end.cause == why)
}

#[test]
fn when_all_rows_are_final_and_one_failed_the_notice_goes_out_at_once() {
    let verdict = verdict(&after([]), &rows(0, failed(1)), COMPLETED, 0);
    assert_eq!(verdict, Verdict::Send(claim(NoticeRound::First, 1, 0, failed(1))));
}

#[test]
fn when_nothing_failed_none_is_due_and_none_ever_will_be() {
    let end = verdict(&after([]), &rows(0, vec![]), COMPLETED, 0);
    assert!(ends(&end, NotSent::NothingFailed));
    // What fails later, because somebody changed the person, is no business of this import.
    let ended = after([after([]).not_sent(NoticeRound::First, NotSent::NothingFailed)]);
    assert_eq!(ended.awaited(), None);
    for rows in [rows(0, failed(1)), failed_since(), rows(1, vec![])] {
        assert_eq!(verdict(&ended, &rows, COMPLETED, 10 * DAY), Verdict::Wait);
    }
}

#[test]
fn open_rows_are_waited_for_as_long_as_is_configured() {
    let cases = [rows(5, failed(2)), rows(5, vec![])];
    for rows in cases {
        assert_eq!(verdict(&after([]), &rows, COMPLETED, DAY - 1), Verdict::Wait);
        let told = claim(NoticeRound::First, 1, 5, rows.failed.clone());
        assert_eq!(verdict(&after([]), &rows, COMPLETED, DAY), Verdict::Send(told));
    }
}

#[test]
fn nothing_is_due_while_rows_are_unresolved_or_where_no_address_was_given() {
    let unresolved = folded([received(Some("n@example.org"))]);
    let silent = folded([received(None), completed()]);
    assert_eq!(silent.awaited(), None);
    for notices in [unresolved, silent] {
        assert_eq!(verdict(&notices, &rows(0, failed(1)), COMPLETED, 2 * DAY), Verdict::Wait);
    }
}

#[test]
fn a_notice_that_named_no_open_row_is_the_last() {
    assert_eq!(told_of(0).awaited(), None);
    assert_eq!(verdict(&told_of(0), &failed_since(), 4, 10 * DAY), Verdict::Wait);
}

#[test]
fn what_was_open_and_failed_later_is_told_once_when_all_rows_are_final() {
    let told = told_of(4);
    let still_open = Rows { failed_since: true, ..rows(1, failed(3)) };
    assert_eq!(verdict(&told, &still_open, 4, 10 * DAY), Verdict::Wait);
    let further = claim(NoticeRound::Further, 1, 0, failed(2));
    assert_eq!(verdict(&told, &failed_since(), 4, 0), Verdict::Send(further.clone()));
    let both = [first(1, 4), sent(NoticeRound::First), told.claimed(further), sent(NoticeRound::Further)];
    assert_eq!(after(both).awaited(), None);
}

#[test]
fn what_was_open_and_became_fine_is_not_told() {
    // The rows that have failed are those of the first notice.
    assert!(ends(&verdict(&told_of(4), &rows(0, failed(3)), 4, 0), NotSent::NothingFailed));
    assert!(ends(&verdict(&told_of(4), &rows(0, vec![]), 4, 0), NotSent::NothingFailed));
}

#[test]
fn while_a_try_may_be_under_way_nobody_else_sends() {
    let claimed = after([first(1, 4)]);
    assert_eq!(verdict(&claimed, &rows(0, failed(9)), 3, 10 * 60 - 1), Verdict::Wait);
}

#[test]
fn a_try_of_which_nothing_was_heard_is_repeated_with_the_same_words() {
    let claimed = after([first(1, 4)]);
    let again = claim(NoticeRound::First, 2, 4, failed(3));
    assert_eq!(verdict(&claimed, &rows(0, failed(9)), 3, 10 * 60), Verdict::Send(again));
}

#[test]
fn the_pauses_between_tries_grow_up_to_four_hours() {
    let pause = |attempt| {
        let pauses = [10, 20, 40, 80, 160, 240, 240];
        pauses[usize::try_from(attempt).unwrap() - 1] * 60
    };
    for attempt in 1..=7 {
        let claimed = after([first(attempt, 0)]);
        assert_eq!(verdict(&claimed, &rows(0, failed(1)), 3, pause(attempt) - 1), Verdict::Wait);
        let again = verdict(&claimed, &rows(0, failed(1)), 3, pause(attempt));
        assert!(matches!(again, Verdict::Send(claim) if claim.attempt == attempt + 1));
    }
}

#[test]
fn after_thirty_tries_the_notice_is_given_up() {
    let given_up = verdict(&after([first(30, 4)]), &rows(0, failed(1)), 3, DAY);
    assert!(ends(&given_up, NotSent::GivenUp));
    let tries: Vec<Draft> = (1..=30).map(|attempt| first(attempt, 4)).collect();
    assert!(ends(&verdict(&after(tries), &rows(0, failed(1)), 32, DAY), NotSent::GivenUp));
}

#[test]
fn after_a_refusal_nothing_more_is_tried() {
    let refused = after([first(1, 4), after([]).not_sent(NoticeRound::First, NotSent::Refused)]);
    assert_eq!(refused.awaited(), None);
    assert_eq!(verdict(&refused, &failed_since(), 4, 10 * DAY), Verdict::Wait);
}

#[test]
fn an_address_that_has_expired_ends_what_was_awaited() {
    let before = after([expired()]);
    let between = after([first(1, 4), sent(NoticeRound::First), expired()]);
    for (notices, round) in [(before, NoticeRound::First), (between, NoticeRound::Further)] {
        assert_eq!(notices.awaited(), Some(round));
        assert!(ends(&verdict(&notices, &failed_since(), 5, 0), NotSent::Expired));
    }
    assert_eq!(folded([received(None), completed(), expired()]).awaited(), None);
}

#[test]
fn a_lost_key_is_neither_expiry_nor_an_empty_address() {
    let mut events = history([received(Some("n@example.org")), completed()]);
    if let events::Fact::ImportReceived(with) = &mut events[0].fact {
        with.personal = Opened::KeyLost;
    }
    let notices = Notices::fold(&events).unwrap();
    assert_eq!(notices.address, Address::KeyLost);
    assert_eq!(verdict(&notices, &rows(0, failed(1)), COMPLETED, DAY), Verdict::Wait);
}

#[test]
fn drafts_are_found_by_the_import_and_have_nothing_personal() {
    let notices = after([]);
    let drafts =
        [first(1, 4), notices.sent(NoticeRound::First), notices.not_sent(NoticeRound::First, NotSent::Refused)];
    for draft in drafts {
        assert_eq!(draft.tags, [events::Tag::Import(import_id())]);
        assert_eq!((draft.subject, draft.fact.personal_bytes()), (None::<Subject>, None));
    }
}

#[test]
fn a_notice_tells_what_its_reader_can_act_upon() {
    let untold: Vec<Cause> = Cause::all().filter(|cause| cause.told().is_none()).collect();
    assert_eq!(untold, [Cause::KeyLost, Cause::Void]);
    let cause = FailureCause::NamesNearlySame;
    assert_eq!(Cause::Identification(cause).told(), Some(WhyFailed::Identification(cause)));
}

#[test]
fn changed_numbers_are_told_of_once_and_later_ones_once_more_after_a_day() {
    let told = after([after([]).not_sent(NoticeRound::First, NotSent::NothingFailed)]);
    let numbers = |notices: &Notices, changed: u64, hours: i64| {
        let now = moment(COMPLETED).plus_seconds(hours * 3600);
        notices.decide_numbers(Some(moment(changed)), Position(9), DAY, now)
    };
    let first = claim(NoticeRound::Numbers, 1, 0, vec![]);
    assert_eq!(numbers(&told, 20, 20), Verdict::Send(first.clone()));
    assert_eq!(told.decide_numbers(None, Position(9), DAY, moment(30)), Verdict::Wait, "nothing has changed");
    // The claim stands at position 4, and is sent at 5.
    let not_sent = after([]).not_sent(NoticeRound::First, NotSent::NothingFailed);
    let claimed = after([not_sent.clone(), after([]).claimed(first.clone())]);
    assert_eq!(numbers(&claimed, 3, 2), Verdict::Wait, "it is being sent");
    let again = Verdict::Send(ImportNoticeClaimed { attempt: 2, ..first.clone() });
    assert_eq!(numbers(&claimed, 3, 3), again, "nothing was heard of it");
    let sent = after([not_sent, after([]).claimed(first.clone()), sent(NoticeRound::Numbers)]);
    assert_eq!((sent.numbers.ended, sent.awaited()), (1, None));
    assert_eq!(numbers(&sent, 3, 100), Verdict::Wait, "that was told");
    assert_eq!(numbers(&sent, 6, 10), Verdict::Wait, "not twice a day");
    assert_eq!(numbers(&sent, 6, 30), Verdict::Send(first));
}

#[test]
fn changed_numbers_are_told_of_only_where_there_is_an_address() {
    for notices in [folded([received(None), completed()]), after([expired()])] {
        let told = notices.decide_numbers(Some(moment(20)), Position(9), DAY, moment(30));
        assert_eq!(told, Verdict::Wait);
    }
}
