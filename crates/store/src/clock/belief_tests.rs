//! A clock that is right, set wrong, set right again, proven by others, and found wrong at a start.

use uuid::Uuid;

use super::*;

const NOW: i64 = 1_790_000_000_000;
const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
const YEAR: i64 = 365 * DAY;

/// The clock shows `NOW` and `wall` more, and the machine has been running for `uptime` since this boot.
fn at(boot: u128, uptime: i64, wall: i64) -> Moment {
    let uptime = Uptime { boot: Uuid::from_u128(boot), millis: uptime };
    Moment { wall: Instant::from_millis(NOW + wall), uptime }
}

fn instant(wall: i64) -> Instant {
    Instant::from_millis(NOW + wall)
}

fn nothing_known() -> StartEvidence {
    StartEvidence { journal: None, last_recorded: None, accept: false }
}

fn sign(moment: Moment) -> Option<LastSign> {
    Some(LastSign { moment, proven_from: None, accepted: None })
}

/// A belief in a clock that the last sign of life proves.
fn proven() -> Belief {
    Belief::begin(at(1, MINUTE, MINUTE), sign(at(1, 0, 0)), &nothing_known())
}

const EMPTY: i64 = -NOW;

fn look(belief: &mut Belief, now: Moment) -> ClockState {
    belief.look(now, instant(EMPTY))
}

#[test]
fn a_clock_that_runs_with_the_uptime_is_right_for_ever_also_when_it_drifts() {
    let mut belief = proven();
    for minute in 1..100_000 {
        // Half a second in a thousand, as a time service may set it.
        let now = at(1, minute * MINUTE, minute * (MINUTE + 30));
        assert_eq!(look(&mut belief, now), ClockState::Right);
    }
    // A registry that stood idle for long, or a machine that was suspended: uptime and clock went on together.
    let (uptime, wall) = (100_000 * MINUTE + 200 * DAY, 100_000 * (MINUTE + 30) + 200 * DAY);
    assert_eq!(look(&mut belief, at(1, uptime, wall)), ClockState::Right);
}

#[test]
fn a_clock_that_is_set_ahead_is_not_believed_until_it_is_set_back() {
    for leap in [6 * MINUTE, 2 * HOUR, YEAR] {
        let mut belief = proven();
        let ahead = look(&mut belief, at(1, 10 * MINUTE, 10 * MINUTE + leap));
        assert_eq!(ahead, ClockState::Ahead { by: leap, of: Reference::Uptime });
        assert!(belief.sign().is_none(), "no sign is left of a time that is not believed");
        // However long it stays so.
        let still = look(&mut belief, at(1, 10 * DAY, 10 * DAY + leap));
        assert!(matches!(still, ClockState::Ahead { .. }));
        assert_eq!(look(&mut belief, at(1, 11 * DAY, 11 * DAY)), ClockState::Right);
        assert!(belief.sign().is_some());
    }
}

#[test]
fn a_clock_that_is_set_back_is_behind_and_right_again_when_that_is_corrected() {
    let mut belief = proven();
    let behind = look(&mut belief, at(1, 10 * MINUTE, 10 * MINUTE - DAY));
    assert_eq!(behind, ClockState::Behind { by: DAY, of: Reference::Uptime });
    assert_eq!(look(&mut belief, at(1, 20 * MINUTE, 20 * MINUTE)), ClockState::Right);
}

#[test]
fn a_restart_of_the_process_does_not_make_a_wrong_clock_right() {
    for leap in [6 * MINUTE, YEAR] {
        let restarted = at(1, 2 * MINUTE, 2 * MINUTE + leap);
        let mut belief = Belief::begin(restarted, sign(at(1, MINUTE, MINUTE)), &nothing_known());
        assert!(matches!(look(&mut belief, restarted), ClockState::Ahead { .. }));
        let corrected = at(1, 3 * MINUTE, 3 * MINUTE);
        assert_eq!(look(&mut belief, corrected), ClockState::Right);
    }
}

#[test]
fn an_uptime_that_began_anew_within_one_boot_tells_nothing() {
    let restarted = at(1, 0, 3 * DAY);
    let mut belief = Belief::begin(restarted, sign(at(1, DAY, DAY)), &nothing_known());
    assert_eq!(look(&mut belief, restarted), ClockState::Unproven);
}

#[test]
fn after_a_restart_of_the_machine_nothing_expires_until_the_clock_has_run_evenly() {
    let sign = sign(at(1, 5 * HOUR, 0));
    let mut belief = Belief::begin(at(2, 0, 2 * HOUR), sign, &nothing_known());
    assert_eq!(look(&mut belief, at(2, 0, 2 * HOUR)), ClockState::Unproven);
    // The time service sets it, back or forth: the minutes begin again.
    assert_eq!(look(&mut belief, at(2, 5 * MINUTE, HOUR)), ClockState::Unproven);
    // A restart of the process in between changes nothing.
    let sign = belief.sign();
    let again = at(2, 12 * MINUTE, HOUR + 7 * MINUTE);
    let mut belief = Belief::begin(again, sign, &nothing_known());
    assert_eq!(look(&mut belief, again), ClockState::Unproven);
    assert_eq!(look(&mut belief, at(2, 15 * MINUTE, HOUR + 10 * MINUTE)), ClockState::Right);
    assert!(matches!(look(&mut belief, at(2, 20 * MINUTE, DAY)), ClockState::Ahead { .. }), "now it is proven");

    // A machine that has been running for long was set right long ago.
    let now = at(2, DAY, 2 * DAY);
    let mut belief = Belief::begin(now, self::sign(at(1, 5 * HOUR, 0)), &nothing_known());
    assert_eq!(look(&mut belief, now), ClockState::Right);
    assert!(matches!(look(&mut belief, at(2, DAY, 2 * DAY + 6 * MINUTE)), ClockState::Ahead { .. }));
}

#[test]
fn a_stop_that_nobody_makes_is_a_wrong_clock_until_an_operator_says_otherwise() {
    let known = |accept| StartEvidence { journal: None, last_recorded: Some(instant(0)), accept };
    let year_later = at(2, 0, YEAR);
    let mut belief = Belief::begin(year_later, None, &known(false));
    let state = belief.look(year_later, instant(0));
    assert_eq!(state, ClockState::Ahead { by: YEAR, of: Reference::LastSeen });
    // It stays so however long, and ends when the clock is set right.
    assert!(matches!(belief.look(at(2, 2 * HOUR, YEAR + 2 * HOUR), instant(0)), ClockState::Ahead { .. }));
    assert_eq!(belief.look(at(2, 3 * HOUR, 3 * HOUR), instant(0)), ClockState::Unproven);
    assert_eq!(belief.look(at(2, 4 * HOUR, 4 * HOUR), instant(0)), ClockState::Right);

    let mut belief = Belief::begin(year_later, None, &known(true));
    assert_eq!(belief.look(year_later, instant(0)), ClockState::Right);
    // A fortnight happens.
    let fortnight = at(2, 0, 14 * DAY);
    let mut belief = Belief::begin(fortnight, None, &known(false));
    assert_eq!(belief.look(fortnight, instant(0)), ClockState::Unproven);
}

#[test]
fn a_new_registry_begins_by_whatever_the_clock_says() {
    let now = at(1, 0, 0);
    let mut belief = Belief::begin(now, None, &nothing_known());
    assert_eq!(look(&mut belief, now), ClockState::Unproven);
    // Stopped within the first minutes, and started much later while the machine went on.
    let later = at(1, 90 * DAY, 90 * DAY);
    let mut belief = Belief::begin(later, belief.sign(), &nothing_known());
    assert_eq!(look(&mut belief, later), ClockState::Right);
}

#[test]
fn the_journals_own_clock_goes_before_everything_else() {
    let known = StartEvidence { journal: Some(instant(0)), last_recorded: Some(instant(-YEAR)), accept: false };
    let mut belief = Belief::begin(at(2, 0, MINUTE), None, &known);
    assert_eq!(look(&mut belief, at(2, 0, MINUTE)), ClockState::Right, "idle for a year, and the database knows it");
    let ahead = look(&mut belief, at(2, MINUTE, YEAR));
    assert!(matches!(ahead, ClockState::Ahead { of: Reference::Journal, .. }));
    // The machine was paused: its uptime stood still, and the database says that the clock is right.
    belief.told(instant(YEAR), at(2, MINUTE, 0).uptime);
    assert_eq!(look(&mut belief, at(2, MINUTE, YEAR)), ClockState::Right);
    let accept = StartEvidence { accept: true, ..known };
    let mut belief = Belief::begin(at(2, 0, YEAR), None, &accept);
    assert!(matches!(look(&mut belief, at(2, 0, YEAR)), ClockState::Ahead { .. }), "nobody may overrule it");
}

#[test]
fn a_log_that_is_ahead_of_the_clock_is_an_alarm_and_an_operator_may_accept_it() {
    let mut belief = proven();
    let now = at(1, 2 * MINUTE, 2 * MINUTE);
    assert_eq!(belief.look(now, instant(6 * MINUTE)), ClockState::Right, "another node's clock may differ a little");
    let ahead = instant(YEAR);
    assert!(matches!(belief.look(now, ahead), ClockState::Behind { of: Reference::Log, .. }));

    let known = StartEvidence { journal: None, last_recorded: Some(ahead), accept: true };
    let mut belief = Belief::begin(now, None, &known);
    assert_eq!(belief.look(now, ahead), ClockState::Right);
    // The next start knows it too, and a log that goes further ahead is another matter.
    let sign = belief.sign();
    let known = StartEvidence { journal: None, last_recorded: Some(ahead), accept: false };
    let mut belief = Belief::begin(now, sign, &known);
    assert_eq!(belief.look(now, ahead), ClockState::Right);
    assert!(matches!(belief.look(now, instant(2 * YEAR)), ClockState::Behind { of: Reference::Log, .. }));
}

#[test]
fn spans_are_told_as_people_say_them() {
    assert_eq!([6 * MINUTE, 5 * HOUR, 365 * DAY].map(span), ["6 minutes", "5 hours", "365 days"]);
}
