//! A link of ONR (`henkiloviite`) is moved: the slave joins the master as a member.

use events::catalogue::{LinkStatement, PersonLinked};
use events::codes::LinkReason;
use events::{LinkId, Tag, With};

use super::changes::times;
use super::moved;
use crate::draft::Draft;
use crate::group::Group;

/// Why a link is not moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LeftLink {
    /// One of the two is not here.
    Unknown,
    /// The slave has another master already: ONR says so, or it was decided here.
    LinkedOtherwise,
    /// The master is a slave of the slave, perhaps by others.
    Circle,
    /// The data of one of the two was erased here.
    ErasedHere,
}

/// Moves one link; nothing where it stands already. The times of both stay those that ONR gave.
pub fn move_link(member: Option<&Group>, to: Option<&Group>) -> Result<Vec<Draft>, LeftLink> {
    let (member, to) = member.zip(to).ok_or(LeftLink::Unknown)?;
    let (slave, master) = (member.addressed(), to.addressed());
    match slave.link {
        Some(link) if link.to == master.oid => return Ok(Vec::new()),
        Some(_) => return Err(LeftLink::LinkedOtherwise),
        None if member.has(master.oid) => return Err(LeftLink::Circle),
        None if [slave, master].iter().any(|person| person.erased || person.void) => return Err(LeftLink::ErasedHere),
        None => {}
    }
    let link = LinkId::between(slave.oid, master.oid, slave.position.max(master.position));
    let data = PersonLinked { about: member.about(None), to: master.oid, link, reason: LinkReason::MovedFromOnr };
    let draft = Draft::about(slave.oid, With::new(data, LinkStatement { words: None }));
    let linked = draft.tagged([Tag::Person(master.oid), Tag::Link(link)]);
    Ok(vec![linked, moved(&times(slave), member.about(None)), moved(&times(master), to.about(None))])
}
