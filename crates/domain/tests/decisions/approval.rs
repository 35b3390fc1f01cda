//! What one official asks for, another one gives or refuses.

use domain::Draft;
use domain::approval::{About, Approval, Refusal, ask, give, refuse};
use events::catalogue::{AskedCommand, Provenance};
use events::{Actor, Opened, OpenedEvent, Subject, Tag};

use crate::given::*;

const FINGERPRINT: [u8; 16] = [7; 16];

fn asked() -> Draft {
    let about = About::Person(Provenance::unlinked(oid(1), None));
    ask(about, "order_erasure", AskedCommand { command: vec![1], fingerprint: FINGERPRINT })
}

fn by(subject: &str) -> Actor {
    Actor::Person(subject.to_owned())
}

/// An approval that somebody asked for, after what followed.
fn approval(later: Vec<Draft>) -> Approval {
    let events = history([vec![asked()], later].concat());
    let asked = Approval { asked_by: by("first"), ..Approval::asked(&events[0]).unwrap() };
    asked.after(&events[1..])
}

/// One event of each type.
pub fn asked_given_refused() -> Vec<Draft> {
    let approval = approval(Vec::new());
    let given = give(Some(&approval), &by("second"), FINGERPRINT).unwrap();
    vec![asked(), given, refuse(Some(&approval), Some("not in use".to_owned())).unwrap()]
}

#[test]
fn another_official_agrees_to_what_was_asked() {
    let draft = give(Some(&approval(Vec::new())), &by("second"), FINGERPRINT).unwrap();
    assert_eq!((types(std::slice::from_ref(&draft)), draft.tags), (vec!["ApprovalGiven"], vec![Tag::Person(oid(1))]));
    assert_eq!(asked().subject, Some(Subject::Person(oid(1))), "what is asked goes with the person's data");
}

#[test]
fn nobody_approves_their_own_not_even_through_a_program() {
    let approval = approval(Vec::new());
    let program = Actor::Service("first".to_owned());
    for own in [by("first"), program] {
        assert_eq!(give(Some(&approval), &own, FINGERPRINT), Err(Refusal::OwnApproval));
    }
    assert!(refuse(Some(&approval), None).is_ok(), "but whoever asked may take it back");
}

#[test]
fn it_is_decided_once() {
    for decided in &asked_given_refused()[1..] {
        let approval = approval(vec![decided.clone()]);
        assert_eq!(give(Some(&approval), &by("second"), FINGERPRINT), Err(Refusal::AlreadyDecided));
        assert_eq!(refuse(Some(&approval), None), Err(Refusal::AlreadyDecided));
    }
    assert_eq!(give(None, &by("second"), FINGERPRINT), Err(Refusal::NoApproval));
}

#[test]
fn what_would_happen_now_must_be_what_was_asked() {
    assert_eq!(give(Some(&approval(Vec::new())), &by("second"), [8; 16]), Err(Refusal::Changed));
}

#[test]
fn what_was_asked_about_somebody_erased_cannot_be_given() {
    let erased = Approval { asked: Opened::Erased, ..approval(Vec::new()) };
    assert_eq!(give(Some(&erased), &by("second"), FINGERPRINT), Err(Refusal::Unreadable));
}

#[test]
fn only_what_asks_for_an_approval_is_one() {
    let events: Vec<OpenedEvent> = history(asked_given_refused());
    let found = events.iter().filter_map(Approval::asked).count();
    assert_eq!(found, 1);
}
