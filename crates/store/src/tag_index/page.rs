//! Events with a tag, so many at a time, from either end of a part of the log: a tag may have any number of events.

use std::sync::PoisonError;

use events::{KindSet, Position};

use super::wanted::{Order, Span, Wanted};
use super::{Posting, TagIndex, file};
use crate::StoreError;
use crate::tag::TagKey;

impl TagIndex {
    /// The first events of a part of the log, in this order, that carry any of these tags and are of these types: at most
    /// `limit`. What it costs does not depend on how many more there are.
    pub fn page(
        &self,
        tags: &[TagKey],
        types: KindSet,
        span: Span,
        order: Order,
        limit: usize,
    ) -> Result<Vec<Posting>, StoreError> {
        let wanted = Wanted { types, span, order, limit };
        let (newer, floor): (Vec<Vec<Posting>>, Position) = {
            let recent = self.0.recent.read().unwrap_or_else(PoisonError::into_inner);
            let of_tag = |tag| recent.postings.get(tag).map(|postings| wanted.among(postings)).unwrap_or_default();
            (tags.iter().map(of_tag).collect(), recent.floor)
        };
        // Up to there only the file knows, unless memory had enough already.
        let older = Wanted { span: Span { until: span.until.min(floor), ..span }, ..wanted };
        let enough = |newer: &Vec<Posting>| order == Order::NewestFirst && newer.len() >= limit;
        let asks = |(tag, newer): &(&TagKey, &Vec<Posting>)| !enough(newer) && self.0.known_tags.may_have(tag);
        let asked: Vec<TagKey> = tags.iter().zip(&newer).filter(asks).map(|(tag, _)| *tag).collect();
        let mut found = newer.concat();
        if !asked.is_empty() && !older.span.is_empty() {
            self.0.readers.with(|connection| file::page(connection, &asked, older, &mut found))?;
        }
        wanted.arrange(&mut found);
        Ok(found)
    }
}
