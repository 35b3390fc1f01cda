//! Conflicts side by side: what was sent, what the registry held then, what it holds now.

use app::report::Slice;
use app::report::conflicts::{Conflict, ConflictFilter, Contradiction, Side};
use app::report::imports::ImportDetails;
use app::rules::is_same_name;
use events::codes::ConflictKind;

use super::{chosen, noted_of_row, query_of};
use crate::staff::address::{self, Address};
use crate::staff::dates::{When, day};
use crate::staff::language::Asked;
use crate::staff::paging::{Paging, Part};
use crate::staff::session::Official;
use crate::staff::words::{coded, conflicts};
use texts::Texts;

/// Query name of the kind that conflicts are narrowed to.
const KIND: &str = "laji";

/// Form name of a row that is chosen.
pub const ROW: &str = "rivi";
/// Form name by which the note is taken back.
pub const TAKEN_BACK: &str = "peru";

/// Query name of whether those that are checked are hidden.
pub const CHECKED: &str = "tarkistetut";
const HIDDEN: &str = "piilossa";

/// Which conflicts an address asks for.
pub fn filter(address: &Address) -> ConflictFilter {
    let kind = address.value(KIND);
    ConflictFilter {
        kind: ConflictKind::ALL.iter().copied().find(|known| kind.is_some_and(|kind| known.to_string() == kind)),
        unchecked: address.value(CHECKED) == Some(HIDDEN),
    }
}

/// The tab.
pub struct ConflictTab {
    /// Kinds with their counts: text, address, is it this one.
    pub kinds: Vec<(String, String, bool)>,
    /// Hides those that are checked, or shows them again: text and address.
    pub checked: Option<(String, String)>,
    /// The conflicts.
    pub items: Vec<Item>,
    /// Links below them.
    pub paging: Paging,
    /// What the forms carry.
    pub csrf: String,
    /// May the official note conflicts as checked?
    pub may_check: bool,
    /// Where those who are chosen are sent; `None` where none on this page can be noted.
    pub choose: Option<String>,
    /// The query of this page, which the forms carry too.
    pub query: String,
    /// The page about conflicts.
    pub help: String,
}

/// A conflict.
pub struct Item {
    /// Its heading.
    pub heading: String,
    /// Part of the ids of its elements.
    pub id: u32,
    /// The sender's own reference.
    pub tunniste: Option<String>,
    /// OID.
    pub oid: String,
    /// The learner's page.
    pub href: String,
    /// Kinds in words.
    pub kinds: Vec<String>,
    /// One line for each field that differs.
    pub fields: Vec<Field>,
    /// Identifiers that are somebody else's: a sentence, and the page of that learner for those who may open it.
    pub contradictions: Vec<(String, Option<(String, String)>)>,
    /// The fields that are equal, in words.
    pub equal: Option<String>,
    /// When it was noted as checked, and by whom.
    pub checked: Option<(When, String)>,
    /// Where the button sends its form.
    pub action: String,
    /// What was just noted of it.
    pub noted: Option<String>,
}

/// One field on the three sides; an empty one has words for it.
pub struct Field {
    /// Its name.
    pub label: String,
    /// As sent.
    pub sent: Cell,
    /// As the registry held it then.
    pub then: Cell,
    /// As the registry holds it now.
    pub now: Cell,
}

/// Takes one value from a side.
type Value = fn(&Side) -> String;

/// A value beside what was sent.
pub struct Cell {
    /// The value, or words for its absence.
    pub text: String,
    /// It differs from what was sent.
    pub differs: bool,
}

impl ConflictTab {
    /// The tab of an import and what was found.
    pub fn new(frame: (&Asked, &Official), details: &ImportDetails, slice: &Slice<Conflict>) -> ConflictTab {
        let (asked, official) = frame;
        let (t, address) = (asked.t, &asked.address);
        let ConflictFilter { kind: present, unchecked } = filter(address);
        let all = (t.get("conflicts-all"), chosen(address, KIND, ""), present.is_none());
        let of_kind = |(kind, rows): &(ConflictKind, u32)| {
            let text = format!("{} ({})", coded(&t, "conflict", kind), t.number(*rows));
            (text, chosen(address, KIND, &kind.to_string()), present == Some(*kind))
        };
        let shown = |one: &Conflict| Item { noted: noted_of_row(&t, address, one.row), ..item(&t, one) };
        let items: Vec<Item> = slice.items.iter().map(shown).collect();
        let open = items.iter().filter(|item| item.checked.is_none()).count();
        ConflictTab {
            choose: (details.may_review && open > 1)
                .then(|| format!("{}/ristiriidat", address::import(details.line.number))),
            kinds: std::iter::once(all).chain(details.conflict_kinds.iter().map(of_kind)).collect(),
            checked: checked_link(&t, address, details.conflicts_checked, unchecked),
            items,
            paging: Paging::of(&t, address, &Part::read(address), slice),
            csrf: official.csrf.clone(),
            may_check: details.may_review,
            query: query_of(address),
            help: address::help("conflicts").to_string(),
        }
    }
}

/// Hides those that are checked, where there are any, or shows them again.
fn checked_link(t: &Texts, address: &Address, checked: u32, hidden: bool) -> Option<(String, String)> {
    match (hidden, checked) {
        (true, _) => Some((t.get("conflicts-show-checked"), chosen(address, CHECKED, ""))),
        (false, 0) => None,
        (false, _) => Some((t.get("conflicts-hide-checked"), chosen(address, CHECKED, HIDDEN))),
    }
}

fn item(t: &Texts, conflict: &Conflict) -> Item {
    let number = t.number(conflict.row.saturating_add(1));
    Item {
        heading: t.with("conflict-heading", "row", number),
        id: conflict.row,
        tunniste: conflict.tunniste.clone(),
        oid: conflict.oid.to_string(),
        href: address::learner(conflict.oid).to_string(),
        kinds: conflicts(t, &conflict.kinds),
        contradictions: conflict.contradictions.iter().map(|one| contradiction(t, one)).collect(),
        equal: equal(t, conflict),
        fields: fields(t, conflict),
        checked: conflict.checked.as_ref().map(|(at, by)| (When::from(*at), by.clone())),
        action: format!("{}/ristiriidat/{}", address::import(conflict.import), conflict.row),
        noted: None,
    }
}

fn contradiction(t: &Texts, one: &Contradiction) -> (String, Option<(String, String)>) {
    let sent = one.sent.clone().unwrap_or_else(|| t.get("value-erased"));
    let values = [("identifier", coded(t, "identifier", one.kind)), ("value", sent)];
    let other = one.other.map(|oid| (oid.to_string(), address::learner(oid).to_string()));
    let key = if other.is_some() { "conflict-identifier-of" } else { "conflict-identifier-of-other" };
    (t.with_all(key, &values), other)
}

/// Every field, those that differ and those that are equal.
fn all_fields(t: &Texts, conflict: &Conflict) -> Vec<Field> {
    let labels: [(&str, Value); 5] = [
        ("label-surname", |side| side.names.surname.clone()),
        ("label-first-names", |side| side.names.first_names.clone()),
        ("label-call-name", |side| side.names.call_name.clone()),
        ("label-hetu", |side| side.hetu.map(|hetu| hetu.as_str().to_owned()).unwrap_or_default()),
        ("label-birth-date", |side| side.birth_date.map(day).unwrap_or_default()),
    ];
    labels.map(|(label, value)| field(t, label, conflict, value)).into_iter().collect()
}

/// The fields that differ; all of them where nothing does, or what was sent is gone.
fn fields(t: &Texts, conflict: &Conflict) -> Vec<Field> {
    let (differing, equal): (Vec<Field>, Vec<Field>) = all_fields(t, conflict).into_iter().partition(Field::differs);
    if differing.is_empty() && !contradicts(conflict) { equal } else { differing }
}

/// The fields that are equal, in one sentence, where something else differs.
fn equal(t: &Texts, conflict: &Conflict) -> Option<String> {
    let (differing, equal): (Vec<Field>, Vec<Field>) = all_fields(t, conflict).into_iter().partition(Field::differs);
    let labels: Vec<String> = equal.into_iter().map(|field| field.label.to_lowercase()).collect();
    let something = !differing.is_empty() || contradicts(conflict);
    (something && !labels.is_empty()).then(|| t.with("conflict-equal", "fields", labels.join(", ")))
}

/// Are identifiers somebody else's, and is it known which?
fn contradicts(conflict: &Conflict) -> bool {
    conflict.sent.is_some() && !conflict.contradictions.is_empty()
}

impl Field {
    fn differs(&self) -> bool {
        self.then.differs || self.now.differs
    }
}

fn field(t: &Texts, label: &str, conflict: &Conflict, value: Value) -> Field {
    let sent = conflict.sent.as_ref().map(value);
    let cell = |side: Option<&Side>| {
        let held = side.map(value);
        let sent = sent.as_ref().filter(|sent| !sent.is_empty());
        let differs = sent.zip(held.as_ref()).is_some_and(|(sent, held)| !is_same_name(sent, held));
        Cell { differs, text: or_words(t, held) }
    };
    Field {
        label: t.get(label),
        then: cell(conflict.then.as_ref()),
        now: cell(conflict.now.as_ref()),
        sent: Cell { text: or_words(t, sent.clone()), differs: false },
    }
}

fn or_words(t: &Texts, value: Option<String>) -> String {
    match value {
        None => t.get("value-erased"),
        Some(value) if value.is_empty() => t.get("value-none"),
        Some(value) => value,
    }
}
