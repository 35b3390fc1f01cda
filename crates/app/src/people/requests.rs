//! A request to the keeper, as commands that decide it read it.

use domain::request::{READS, Request};
use events::{Position, Tag};

use crate::AppError;
use crate::commands::Look;

impl Look<'_> {
    /// The request with a number, a part for each of its persons; nothing when there is no such request. Whatever ends it
    /// makes the decision void. The persons are read too, since what is said of them is sealed under their keys.
    pub(crate) fn request(&mut self, number: Position) -> Result<Vec<Request>, AppError> {
        let Some(first) = self.event(number)?.as_ref().and_then(Request::opened) else { return Ok(Vec::new()) };
        if first.number != number {
            return Ok(Vec::new());
        }
        let mut parts = Vec::new();
        for place in 0..first.asked.people {
            let event = self.event(Position(number.0 + u64::from(place)))?;
            let Some(part) = event.as_ref().and_then(Request::opened) else { continue };
            let person = part.person();
            self.person(person)?;
            parts.push(part.after(&self.events(Tag::Person(person), READS)?));
        }
        Ok(parts)
    }
}
