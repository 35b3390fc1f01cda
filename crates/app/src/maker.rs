//! Who makes events, and how that is written in each of them.

use events::codes::{Channel, Reason, Right};
use events::{Actor, AskedDigest, CommandId, EventId, Instant, Meta, OrganisationOid, RegisterAnswer, RequestId};

use crate::caller::Caller;

/// On whose behalf, by which right, and along which way a command came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Maker {
    /// Who.
    pub actor: Actor,
    /// The right they acted under.
    pub right: Option<Right>,
    /// The organisations in which they hold it and for which they act.
    pub organisations: Vec<OrganisationOid>,
    /// The way.
    pub channel: Channel,
    /// The program, as it names itself; at most 64 characters are kept.
    pub client: Option<String>,
    /// The request that all began with.
    pub request: RequestId,
}

/// A right, and the organisations in which a caller holds it for what they act on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Granted {
    /// The right.
    pub right: Right,
    /// Where, exactly as granted.
    pub organisations: Vec<OrganisationOid>,
}

/// What is particular to one event's making.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grounds {
    /// The event that led to it.
    pub cause: Option<EventId>,
    /// The register's answer it rests on.
    pub register: Option<RegisterAnswer>,
    /// Coded reason.
    pub reason: Option<Reason>,
    /// What was asked for, of a command that its sender named.
    pub asked: Option<AskedDigest>,
}

impl Maker {
    /// A caller, by the first of these rights that they hold, for every organisation in which they hold it.
    pub fn on_behalf_of(caller: &Caller, rights: &[Right], channel: Channel, request: RequestId) -> Maker {
        let right = rights.iter().copied().find(|right| caller.holds(*right));
        let organisations = right.map(|right| caller.organisations_with(&[right])).unwrap_or_default();
        let (actor, client) = (caller.actor(), caller.client.clone());
        Maker { actor, right, organisations, channel, client, request }
    }

    /// A caller, by the grants that reach what they act on.
    pub(crate) fn granted(caller: &Caller, granted: Granted, channel: Channel, request: RequestId) -> Maker {
        let Granted { right, organisations } = granted;
        let (actor, client) = (caller.actor(), caller.client.clone());
        Maker { actor, right: Some(right), organisations, channel, client, request }
    }

    /// The registry itself, carrying on what a request began.
    pub fn registry(request: RequestId) -> Maker {
        let (right, organisations, client) = (None, Vec::new(), None);
        Maker { actor: Actor::Registry, right, organisations, channel: Channel::Reactor, client, request }
    }

    /// The meta of an event; the sequencer stamps when it is recorded.
    pub(crate) fn meta(&self, command: CommandId, grounds: &Grounds, compared: bool) -> Meta {
        Meta {
            recorded: Instant::from_millis(0),
            valid_from: None,
            actor: self.actor.clone(),
            right: self.right,
            organisations: self.organisations.clone(),
            channel: self.channel,
            client: self.client.as_ref().map(|client| client.chars().take(64).collect()),
            command,
            request: self.request,
            cause: grounds.cause,
            reason: grounds.reason,
            compensates: None,
            rules: compared.then_some(matching::RULES_VERSION),
            register: grounds.register.clone(),
            asked: grounds.asked,
        }
    }
}
