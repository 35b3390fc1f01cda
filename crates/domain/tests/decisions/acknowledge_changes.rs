//! Acknowledging changes.

use domain::Draft;
use domain::acknowledge_changes::{Progress, Refusal, acknowledge_changes, known};
use domain::remove_consumer::{self, remove_consumer};
use events::{ConsumerId, Position, Tag};

use crate::given::*;

fn progress(upto: Option<u64>) -> Progress {
    let (consumer, head) = ("koski".to_owned(), Position(10));
    Progress { consumer, upto: upto.map(Position), removed: false, head, nothing_between: false }
}

pub fn acknowledged() -> Draft {
    acknowledge_changes(&progress(None), Position(7)).unwrap().unwrap()
}

fn decide(before: Option<u64>, cursor: u64) -> Result<Option<Position>, Refusal> {
    let draft = acknowledge_changes(&progress(before), Position(cursor))?;
    Ok(draft.and_then(|draft| known(Some(&recorded(11, draft))).0))
}

#[test]
fn what_was_taken_is_written_down_under_the_consumers_tag() {
    assert_eq!(acknowledged().tags, [Tag::Consumer(ConsumerId::named("koski"))]);
    assert_eq!(decide(None, 7), Ok(Some(Position(7))));
    assert_eq!(decide(Some(7), 10), Ok(Some(Position(10))), "up to the end of the log");
    assert_eq!(decide(None, 0), Ok(Some(Position(0))), "a consumer that begins makes itself known");
}

#[test]
fn the_same_again_adds_nothing_and_what_was_taken_stays_taken() {
    assert_eq!(decide(Some(7), 7), Ok(None));
    assert_eq!(decide(Some(7), 6), Err(Refusal::Behind));
    assert_eq!(decide(Some(7), 11), Err(Refusal::Ahead), "nobody has taken what is not there");
}

#[test]
fn an_acknowledgement_behind_which_nothing_was_told_adds_nothing() {
    let idle = Progress { nothing_between: true, ..progress(Some(7)) };
    assert_eq!(acknowledge_changes(&idle, Position(9)), Ok(None));
    let unknown = Progress { nothing_between: true, ..progress(None) };
    assert!(acknowledge_changes(&unknown, Position(9)).unwrap().is_some(), "the first makes the consumer known");
}

/// A consumer that was taken off the list.
pub fn removed() -> Draft {
    remove_consumer("koski", Some(&recorded(11, acknowledged()))).unwrap()
}

#[test]
fn a_consumer_that_is_gone_is_taken_off_the_list_once_and_is_back_when_it_acknowledges() {
    assert_eq!(removed().tags, acknowledged().tags);
    let newest = recorded(12, removed());
    assert_eq!(known(Some(&newest)), (Some(Position(7)), true));
    assert_eq!(remove_consumer("koski", Some(&newest)), Err(remove_consumer::Refusal::NoConsumer));
    assert_eq!(remove_consumer("koski", None), Err(remove_consumer::Refusal::NoConsumer));
    let back = Progress { removed: true, nothing_between: true, ..progress(Some(7)) };
    assert!(acknowledge_changes(&back, Position(7)).unwrap().is_some());
    assert_eq!(acknowledge_changes(&back, Position(6)), Err(Refusal::Behind), "what was taken stays taken");
}
