//! Answers about one learner.

use app::Person;
use app::report::learner::{HistoryEntry, LearnerView, import_of};
use app::rules::Status;
use events::codes::{Channel, Hint, Right};
use events::person::{ContactField, ContactGroup, ContactOrigin, Names};
use events::{Actor, Day, Instant};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// Names.
#[derive(Clone, Serialize, ToSchema)]
pub struct NamesAnswer {
    /// All first names.
    pub first_names: String,
    /// The name used.
    pub call_name: String,
    /// Surname.
    pub surname: String,
}

impl From<&Names> for NamesAnswer {
    fn from(names: &Names) -> NamesAnswer {
        let Names { first_names, call_name, surname } = names.clone();
        NamesAnswer { first_names, call_name, surname }
    }
}

/// A learner. Protected data is left out for whoever may not see it.
#[derive(Serialize, ToSchema)]
pub struct LearnerAnswer {
    /// OID.
    pub oid: String,
    /// The oppijanumero, when the person is identified.
    pub oppijanumero: Option<String>,
    /// OID of the record that heads this one: its own when it is no member of another.
    pub head: String,
    /// OIDs of the records that are linked to the head, in the order in which they joined.
    pub members: Vec<String>,
    /// `successful`, `in_progress` or `failed`.
    #[schema(value_type = String)]
    pub status: Status,
    /// Why somebody must act.
    pub cause: Option<String>,
    /// OIDs of others here who are the same person by the population register's word: one holds a hetu of another.
    pub also_here_as: Vec<String>,
    /// The OID was issued to somebody else too, who has no other one yet: what is known by it may be of either.
    pub shared: bool,
    /// OIDs of others to whom this one was issued, too. They have these now.
    pub separated: Vec<String>,
    /// A protection order hides data from this caller.
    pub hidden: bool,
    /// The last event that this shows.
    pub position: u64,
    /// What is held.
    #[serde(flatten)]
    pub held: Held,
}

/// What is held of a person.
#[derive(Serialize, ToSchema)]
pub struct Held {
    /// Names.
    pub names: NamesAnswer,
    /// Surnames held before.
    pub former_surnames: Vec<String>,
    /// Current hetu.
    pub hetu: Option<String>,
    /// Hetus held before.
    pub superseded_hetus: Vec<String>,
    /// Birth date.
    #[schema(value_type = Option<String>)]
    pub birth_date: Option<Day>,
    /// Birth date as it was sent with the registration.
    #[schema(value_type = Option<String>)]
    pub sent_birth_date: Option<Day>,
    /// Code of *sukupuoli*.
    pub sex: Option<String>,
    /// Code of *kieli*.
    pub language: Option<String>,
    /// Codes of *maatjavaltiot2*.
    pub nationalities: Vec<String>,
    /// Code of *kunta*.
    pub municipality: Option<String>,
    /// Protection order.
    pub protected: bool,
    /// Day of death.
    #[schema(value_type = Option<String>)]
    pub died: Option<Day>,
    /// Contact details.
    pub contacts: Vec<ContactAnswer>,
    /// Organisations that have access.
    pub organisations: Vec<String>,
    /// Ways in which the person is identified: `official`, `register`.
    pub identified: Vec<String>,
    /// The last failed attempt with the present hetu.
    pub failure: Option<FailureAnswer>,
    /// When the person entered.
    #[schema(value_type = String)]
    pub registered: Instant,
}

/// A failed attempt to identify.
#[derive(Serialize, ToSchema)]
pub struct FailureAnswer {
    /// Why.
    pub cause: String,
    /// What to suspect: `wrong_separator` (of the hetu), or `birth_date_differs` (the hetu's and `sent_birth_date`).
    #[schema(value_type = Option<String>)]
    pub hint: Option<Hint>,
    /// When it failed.
    #[schema(value_type = String)]
    pub at: Instant,
    /// When the register is asked again.
    #[schema(value_type = Option<String>)]
    pub next_try: Option<Instant>,
}

/// Contact details of one kind from one source.
#[derive(Serialize, ToSchema)]
pub struct ContactAnswer {
    /// The number of ONR's `yhteystietotyyppiN`.
    pub kind: u8,
    /// `register`, `official` or `other`.
    pub origin: String,
    /// The details.
    pub details: Vec<ContactDetailAnswer>,
}

/// One contact detail.
#[derive(Serialize, ToSchema)]
pub struct ContactDetailAnswer {
    /// What it is, such as `street_address`.
    pub field: String,
    /// Its value.
    pub value: String,
}

impl From<&ContactGroup> for ContactAnswer {
    fn from(group: &ContactGroup) -> ContactAnswer {
        let origin = match group.origin {
            ContactOrigin::Register => "register",
            ContactOrigin::Official => "official",
            ContactOrigin::Other => "other",
        };
        let details = group
            .details
            .iter()
            .map(|detail| ContactDetailAnswer { field: name_of(detail.field).to_owned(), value: detail.value.clone() });
        ContactAnswer { kind: group.kind, origin: origin.to_owned(), details: details.collect() }
    }
}

fn name_of(field: ContactField) -> &'static str {
    match field {
        ContactField::Email => "email",
        ContactField::Phone => "phone",
        ContactField::MobilePhone => "mobile_phone",
        ContactField::StreetAddress => "street_address",
        ContactField::Municipality => "municipality",
        ContactField::PostalCode => "postal_code",
        ContactField::City => "city",
        ContactField::Country => "country",
    }
}

impl From<&Person> for Held {
    fn from(person: &Person) -> Held {
        let failure = person.failure.as_ref().map(|failure| FailureAnswer {
            cause: failure.cause.to_string(),
            hint: failure.hint,
            at: failure.at,
            next_try: failure.next_try,
        });
        Held {
            names: NamesAnswer::from(&person.names),
            former_surnames: person.former_surnames.clone(),
            hetu: person.hetu.map(|known| known.hetu.as_str().to_owned()),
            superseded_hetus: person.superseded.iter().map(|known| known.hetu.as_str().to_owned()).collect(),
            birth_date: person.birth_date,
            sent_birth_date: person.sent_birth_date,
            sex: person.sex.clone(),
            language: person.language.clone(),
            nationalities: person.nationalities.clone(),
            municipality: person.municipality.clone(),
            protected: person.protected,
            died: person.died,
            contacts: person.contacts.iter().map(ContactAnswer::from).collect(),
            organisations: person.organisations.iter().map(ToString::to_string).collect(),
            identified: person.identified.iter().map(|way| format!("{way:?}").to_lowercase()).collect(),
            failure,
            registered: person.registered_at,
        }
    }
}

impl From<&LearnerView> for LearnerAnswer {
    fn from(view: &LearnerView) -> LearnerAnswer {
        LearnerAnswer {
            oid: view.oid.to_string(),
            head: view.person.oid.to_string(),
            members: view.members.iter().map(ToString::to_string).collect(),
            oppijanumero: view.oppijanumero.map(|oid| oid.to_string()),
            status: view.status,
            cause: view.cause.map(|cause| cause.name()),
            also_here_as: view.also_here_as.iter().map(ToString::to_string).collect(),
            shared: view.person.others.iter().any(|other| other.has_now.is_none()),
            separated: view.person.others.iter().filter_map(|other| other.has_now).map(|oid| oid.to_string()).collect(),
            hidden: view.hidden,
            position: view.position.0,
            held: Held::from(&view.person),
        }
    }
}

/// Something that happened to a learner.
#[derive(Serialize, ToSchema)]
pub struct HistoryAnswer {
    /// Its place in the log; `at` of the learner asks for the state after it.
    pub position: u64,
    /// When.
    #[schema(value_type = String)]
    pub recorded: Instant,
    /// What: the type of the event.
    pub event: String,
    /// Its facts; nothing personal.
    pub data: Value,
    /// Who: `person`, `service`, `registry` or `operator`.
    pub actor: String,
    /// By which right.
    #[schema(value_type = Option<String>)]
    pub right: Option<Right>,
    /// For which organisations.
    pub organisations: Vec<String>,
    /// Along which way.
    #[schema(value_type = String)]
    pub channel: Channel,
    /// Number of the import whose undoing, ordered by an official, it carries out; null for all other events.
    pub undone_import: Option<u64>,
    /// What it changed of what is held.
    pub changes: Vec<ValueChange>,
}

/// A value before and after an event.
#[derive(Serialize, ToSchema)]
pub struct ValueChange {
    /// Which, by its name in the learner.
    pub field: String,
    /// Before; null when there was nothing.
    pub before: Value,
    /// After.
    pub after: Value,
}

impl From<&HistoryEntry> for HistoryAnswer {
    fn from(entry: &HistoryEntry) -> HistoryAnswer {
        let meta = &entry.event.recorded.envelope.meta;
        let actor = match meta.actor {
            Actor::Person(_) => "person",
            Actor::Service(_) => "service",
            Actor::Registry => "registry",
            Actor::Operator => "operator",
        };
        HistoryAnswer {
            position: entry.event.position().0,
            recorded: meta.recorded,
            event: entry.event.fact.event_type().to_owned(),
            data: entry.event.fact.data_json(),
            actor: actor.to_owned(),
            right: meta.right,
            organisations: meta.organisations.iter().map(ToString::to_string).collect(),
            channel: meta.channel,
            undone_import: entry.order.as_ref().and_then(|order| import_of(&order.event.fact)).map(|import| import.0),
            changes: entry.change.as_ref().map_or_else(Vec::new, |(before, after)| changes(before.as_deref(), after)),
        }
    }
}

fn changes(before: Option<&Person>, after: &Person) -> Vec<ValueChange> {
    let held = |person: &Person| serde_json::to_value(Held::from(person)).ok();
    let (before, Some(Value::Object(after))) = (before.and_then(held).unwrap_or_default(), held(after)) else {
        return Vec::new();
    };
    let change = |(field, after): (String, Value)| {
        let before = before.get(&field).cloned().unwrap_or_default();
        (before != after).then_some(ValueChange { field, before, after })
    };
    after.into_iter().filter_map(change).collect()
}
