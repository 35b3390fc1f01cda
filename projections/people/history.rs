//! A person folded again from the log, where events stopped or began to count.

use domain::Person;
use domain::person::CHANGES;
use events::{OpenedEvent, PersonOid, Position, Tag};
use store::{Order, Reading, Span, Store};

use crate::ReadError;

/// So many events are read at once.
const PART: usize = 1_000;

/// Gives a person as they are after an event, from whatever the log has of them.
pub(crate) type PersonAt<'a> = &'a dyn Fn(PersonOid, Position) -> Result<Option<Person>, ReadError>;

/// A person as of an event, folded from the log; blocks. Events that cannot be opened are left out: they are set aside.
pub fn person_at(store: &Store, oid: PersonOid, at: Position) -> Result<Option<Person>, ReadError> {
    let reading = store.read();
    if reading.position() < at {
        return Err(ReadError::Behind);
    }
    let mut events = Vec::new();
    read(&reading, oid, Span::until(at), &mut events)?;
    Ok(Person::fold(&events))
}

fn read(reading: &Reading<'_>, oid: PersonOid, mut span: Span, found: &mut Vec<OpenedEvent>) -> Result<(), ReadError> {
    loop {
        match reading.page(&[Tag::Person(oid).into()], CHANGES, span, Order::OldestFirst, PART) {
            Ok(part) => {
                let full = part.len() == PART;
                span.after = part.last().map_or(span.until, OpenedEvent::position);
                found.extend(part);
                if !full {
                    return Ok(());
                }
            }
            Err(error) if !error.is_of_one_event() => return Err(error.into()),
            Err(_) if span.until.0 - span.after.0 <= 1 => return Ok(()),
            Err(_) => {
                let middle = Position(span.after.0 + (span.until.0 - span.after.0) / 2);
                read(reading, oid, Span { until: middle, ..span }, found)?;
                return read(reading, oid, Span { after: middle, ..span }, found);
            }
        }
    }
}
