//! Links are moved when everybody is here.

use std::collections::HashMap;
use std::sync::Arc;

use domain::Person;
use domain::move_in::{LeftLink, move_link};
use events::{PersonOid, Subject, Tag};
use onr::{Database, PageRow};
use store::{Condition, Guard, Outcome, Store, TagKey, Unit};

use super::decide::decided;
use super::report::Report;
use super::{LINKS, MigrateError, Migration};
use crate::people::{changes, group_in, with_linked};
use crate::write::seal;
use crate::{AppError, Maker};

type Row = PageRow<[String; 2]>;

/// What becomes of each link, and what is to be appended for the link of a number.
struct Batch {
    links: Vec<(Row, Result<u64, LeftLink>)>,
    units: Vec<(usize, Unit)>,
}

impl Migration {
    pub(super) async fn links(&self, onr: &mut Database, report: &mut Report) -> Result<(), MigrateError> {
        let mut after = i64::MIN;
        loop {
            let mut rows = onr.links(after, LINKS).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.id;
            // Links of one person are made one after the other.
            while !rows.is_empty() {
                let (store, maker) = (Arc::clone(&self.store), self.maker());
                let batch = tokio::task::spawn_blocking(move || decide(&store, &maker, rows)).await;
                let Batch { links, units } = batch.map_err(AppError::from)??;
                let (places, units): (Vec<usize>, Vec<Unit>) = units.into_iter().unzip();
                let outcomes = self.submit(units).await?;
                let lost =
                    |n| places.iter().zip(&outcomes).any(|(place, outcome)| *place == n && *outcome == Outcome::Lost);
                let mut again = Vec::new();
                for (n, (row, moved)) in links.into_iter().enumerate() {
                    match lost(n) {
                        true => again.push(row),
                        false => report.link(&row.row[1], moved),
                    }
                }
                rows = again;
            }
        }
    }
}

fn decide(store: &Store, maker: &Maker, rows: Vec<Row>) -> Result<Batch, AppError> {
    let reading = store.read();
    let pair = |row: &Row| Some((row.row[1].parse::<PersonOid>().ok()?, row.row[0].parse::<PersonOid>().ok()?));
    let pairs: Vec<Option<(PersonOid, PersonOid)>> = rows.iter().map(pair).collect();
    let mut oids: Vec<PersonOid> = pairs.iter().flatten().flat_map(|(slave, master)| [*slave, *master]).collect();
    oids.sort_unstable();
    oids.dedup();
    let tags: Vec<TagKey> = oids.iter().map(|oid| Tag::Person(*oid).into()).collect();
    let histories = reading.events_of_all(&tags, changes())?;
    let mut people: HashMap<PersonOid, Option<Person>> =
        oids.into_iter().zip(histories.iter().map(Person::fold)).collect();
    with_linked(&reading, &mut people)?;
    let (mut links, mut units, mut places) = (Vec::new(), Vec::new(), Vec::new());
    for (n, (row, pair)) in rows.into_iter().zip(pairs).enumerate() {
        let groups = pair.map(|(slave, master)| (group_in(&people, slave), group_in(&people, master)));
        let (member, to) = groups.unwrap_or_default();
        let drafts = move_link(member.as_ref(), to.as_ref());
        let moved = drafts.as_ref().map(|drafts| drafts.len() as u64).map_err(|why| *why);
        links.push((row, moved));
        let Some(drafts) = drafts.ok().filter(|drafts| !drafts.is_empty()) else { continue };
        let both = [&member, &to].into_iter().flatten();
        let guards = both.clone().flat_map(|group| group.records());
        let guards = guards.map(|person| Guard { tag: Tag::Person(person.oid).into(), types: changes() }).collect();
        let condition = Condition { read_at: reading.position(), guards };
        let keys =
            both.filter_map(|group| Some((Subject::Person(group.addressed().oid), group.addressed().key?))).collect();
        units.push(decided(drafts, condition, keys, maker));
        places.push(n);
    }
    Ok(Batch { links, units: places.into_iter().zip(seal(store.vault(), units)?).collect() })
}
