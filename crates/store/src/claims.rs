//! Which identifiers an event claims, and by which handles: so that the vault can be held against the log.

use events::codes::{HetuFate, IdentifierKind};
use events::{Envelope, EventKind, Fact, Handle, Hetu, Identifier, Opened, PersonOid, Tag};

/// What an event claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claims {
    /// For whom.
    pub person: PersonOid,
    /// The handles claimed.
    pub handles: Vec<Handle>,
    /// One that nobody holds from here on.
    pub released: Option<Handle>,
    /// The identifiers claimed or released, as far as they can be read.
    pub identifiers: Opened<Vec<Claimed>>,
}

/// An identifier, and the handles of its kind that the event carries: one of them is its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claimed {
    /// The identifier.
    pub identifier: Identifier,
    /// Its handle; `None` where the event does not tell which of several it is.
    pub handle: Option<Handle>,
    /// The handles of its kind.
    pub among: Vec<Handle>,
}

/// May an event claim identifiers? An erasure releases them, and a reversal names events that did; both in clear.
pub(crate) fn may_claim(envelope: &Envelope) -> bool {
    let kind = EventKind::named(&envelope.event_type);
    !matches!(kind, Some(EventKind::ErasureOrdered | EventKind::Reversed))
        && envelope.tags.iter().any(|tag| tag.handle().is_some())
}

/// What an event claims; `None` when nothing.
pub fn claims(envelope: &Envelope, fact: &Fact) -> Option<Claims> {
    match fact {
        Fact::PersonRegistered(with) => {
            let identifiers = read(&with.personal, |details| {
                let hetus = details.hetu.iter().map(Identifier::hetu).collect();
                let passports = details.passports.iter().filter_map(|text| Identifier::passport(text)).collect();
                let emails = details.emails.iter().filter_map(|text| Identifier::email(text)).collect();
                let more = details.more.iter();
                let eidas =
                    more.clone().flat_map(|more| &more.eidas).filter_map(|text| Identifier::eidas(text)).collect();
                let accounts =
                    more.flat_map(|more| &more.accounts).filter_map(|text| Identifier::account(text)).collect();
                [hetus, passports, emails, eidas, accounts]
                    .into_iter()
                    .flat_map(|of_kind| among_tags(envelope, of_kind))
                    .collect()
            });
            let handles = envelope.tags.iter().filter_map(Tag::handle).collect();
            Some(Claims { person: with.data.about.addressed, handles, released: None, identifiers })
        }
        Fact::HetuAssigned(with) => {
            let handles = vec![with.data.assigned];
            let identifiers = read(&with.personal, |hetu| in_order(&[hetu.assigned], &handles));
            Some(Claims { person: with.data.about.addressed, handles, released: None, identifiers })
        }
        Fact::HetuReplaced(with) => {
            let (assigned, former) = (with.data.assigned, with.data.former);
            let both = [assigned, former];
            let identifiers = read(&with.personal, |hetus| in_order(&[hetus.assigned, hetus.former], &both));
            let released = (with.data.fate == HetuFate::Withdrawn).then_some(former);
            Some(Claims { person: with.data.about.addressed, handles: vec![assigned], released, identifiers })
        }
        Fact::HetuRemoved(with) => {
            let removed = with.data.removed;
            let identifiers = read(&with.personal, |hetu| in_order(&[hetu.removed], &[removed]));
            let released = (with.data.fate == HetuFate::Withdrawn).then_some(removed);
            Some(Claims { person: with.data.about.addressed, handles: Vec::new(), released, identifiers })
        }
        Fact::IdentifierAttached(with) => {
            let (kind, handles) = (with.data.kind, vec![with.data.attached]);
            let identifiers = read(&with.personal, |written| written_as(kind, &written.text, &handles));
            Some(Claims { person: with.data.about.addressed, handles, released: None, identifiers })
        }
        Fact::IdentifierDetached(with) => {
            let (kind, detached) = (with.data.kind, with.data.detached);
            let identifiers = read(&with.personal, |written| written_as(kind, &written.text, &[detached]));
            let (handles, released) = (Vec::new(), Some(detached));
            Some(Claims { person: with.data.about.addressed, handles, released, identifiers })
        }
        // None of a record's former hetus are claimed while somebody else holds one of them.
        Fact::IdentifiedFromRegister(with) => {
            let handles = with.data.former.clone();
            let identifiers = read(&with.personal, |record| in_order(&record.former_hetus, &handles));
            Some(Claims { person: with.data.about.addressed, handles, released: None, identifiers })
        }
        Fact::RegisterDataRefreshed(with) => {
            let handles = with.data.former.clone();
            let identifiers = read(&with.personal, |record| in_order(&record.former_hetus, &handles));
            Some(Claims { person: with.data.about.addressed, handles, released: None, identifiers })
        }
        _ => None,
    }
}

fn read<T, U>(personal: &Opened<T>, read: impl FnOnce(&T) -> U) -> Opened<U> {
    match personal {
        Opened::Known(known) => Opened::Known(read(known)),
        Opened::Erased => Opened::Erased,
        Opened::KeyLost => Opened::KeyLost,
    }
}

/// Any identifier but a hetu.
fn written_as(kind: IdentifierKind, text: &str, handles: &[Handle]) -> Vec<Claimed> {
    let identifier = match kind {
        IdentifierKind::Passport => Identifier::passport(text),
        IdentifierKind::Email => Identifier::email(text),
        IdentifierKind::Eidas => Identifier::eidas(text),
        IdentifierKind::Account => Identifier::account(text),
        IdentifierKind::Oid | IdentifierKind::Hetu => None,
    };
    with_handles(identifier.into_iter().collect(), handles)
}

/// Hetus whose handles stand in the same order.
fn in_order(hetus: &[Hetu], handles: &[Handle]) -> Vec<Claimed> {
    if handles.is_empty() { Vec::new() } else { with_handles(hetus.iter().map(Identifier::hetu).collect(), handles) }
}

/// Identifiers of one kind, whose tags stand in the same order.
fn among_tags(envelope: &Envelope, identifiers: Vec<Identifier>) -> Vec<Claimed> {
    let Some(kind) = identifiers.first().map(Identifier::kind) else { return Vec::new() };
    let of_kind = envelope.tags.iter().filter_map(Tag::identifier).filter(|(of, _)| *of == kind);
    with_handles(identifiers, &of_kind.map(|(_, handle)| handle).collect::<Vec<_>>())
}

fn with_handles(identifiers: Vec<Identifier>, handles: &[Handle]) -> Vec<Claimed> {
    let told = handles.len() == identifiers.len();
    let own = |n: usize| if told { handles.get(n).copied() } else { None };
    let all = identifiers.into_iter().enumerate();
    all.map(|(n, identifier)| Claimed { identifier, handle: own(n), among: handles.to_vec() }).collect()
}
