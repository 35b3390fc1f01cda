//! Acknowledging changes.

use domain::Draft;
use domain::acknowledge_changes::{Progress, Refusal, acknowledge_changes, acknowledged as upto};
use events::{ConsumerId, Position, Tag};

use crate::given::*;

fn progress(upto: Option<u64>) -> Progress {
    let (consumer, head) = ("koski".to_owned(), Position(10));
    Progress { consumer, upto: upto.map(Position), head, nothing_between: false }
}

pub fn acknowledged() -> Draft {
    acknowledge_changes(&progress(None), Position(7)).unwrap().unwrap()
}

fn decide(before: Option<u64>, cursor: u64) -> Result<Option<Position>, Refusal> {
    let draft = acknowledge_changes(&progress(before), Position(cursor))?;
    Ok(draft.and_then(|draft| upto(&recorded(11, draft))))
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
