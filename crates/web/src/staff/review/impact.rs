//! What a link of a group would change, before anybody decides: numbers, rows, the error list, requests, and who has
//! fetched the numbers.

use std::collections::BTreeSet;

use app::commands::{Call, HetuOfMember, LinkRecords, Outcome};
use app::report::review::{ReviewItem, ReviewRecord};
use events::PersonOid;
use events::codes::Channel;

use crate::staff::command::{Frame, people_shown, told};
use crate::staff::learner::Labelled;
use crate::staff::refusal::Refusal;

/// So many links of a larger group are told of.
const MOST: usize = 4;

/// For each link of the group's first record with another: what it would change, where the official may make it.
pub async fn of_links(frame: &Frame<'_>, item: Option<&ReviewItem>) -> Result<Vec<Labelled>, Refusal> {
    let Frame { staff, asked, official, request } = frame;
    let records: Vec<&ReviewRecord> = item.into_iter().flat_map(|item| &item.records).collect();
    let (decide, read): (Vec<_>, Vec<_>) = records.into_iter().partition(|record| record.decides);
    let [first, others @ ..] = &decide[..] else { return Ok(Vec::new()) };
    let mut lines = Vec::new();
    for other in others.iter().chain(&read).take(MOST) {
        let both_have = first.person.holds_hetu() && other.person.holds_hetu();
        let command = LinkRecords {
            person: first.person.oid,
            other: other.person.oid,
            head: None,
            hetu: if both_have { HetuOfMember::Kept } else { HetuOfMember::Unsaid },
            words: None,
        };
        let call = Call::new(official.caller.clone(), Channel::Staff, *request);
        // Why it cannot be done stands on the page already.
        let Outcome::Previewed(preview) = staff.app.preview(command, call).await? else { continue };
        let oids: BTreeSet<PersonOid> = preview.impact.persons.iter().map(|person| person.oid).collect();
        let people = people_shown(staff, official, oids).await?;
        lines.extend(told(&staff.words(asked.t), &preview, &people));
    }
    Ok(lines)
}
