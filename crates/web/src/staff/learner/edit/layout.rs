//! A page on which officials act: its forms, the faults of what came back, and what stands beside them.

use app::Person;
use app::commands::Reactivate;
use app::rules::Readable;
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use texts::Texts;
use uuid::Uuid;

use super::fields::Field;
use super::{ACT, Acting, Labelled, Onward, Returned, activity, here};
use crate::access;
use crate::staff::address;
use crate::staff::language::Asked;
use crate::staff::learner::list::Carried;
use crate::staff::page::{Chrome, with_status};
use crate::staff::session::Official;
use crate::staff::words::name_or_none;

/// A form on a page.
pub struct ActForm {
    /// Which it is, and begin of its ids.
    pub act: &'static str,
    /// Its heading.
    pub title: String,
    /// What it does.
    pub told: String,
    /// Its fields.
    pub fields: Vec<Field>,
    /// What its button says.
    pub button: String,
}

impl ActForm {
    /// A form whose texts begin alike: `<texts>-title`, `<texts>-told`, and `<texts>-send` on the button.
    pub fn new(t: &Texts, act: &'static str, texts: &str, fields: Vec<Field>) -> ActForm {
        let text = |part: &str| t.get(&format!("{texts}-{part}"));
        ActForm { act, title: text("title"), told: text("told"), fields, button: text("send") }
    }
}

/// A fault in the list above the forms.
pub struct FaultLine {
    /// What is wrong.
    pub text: String,
    /// What to do next.
    pub next: String,
    /// The field, where it is one's.
    pub href: Option<String>,
}

/// Versions of a record, beside each other.
pub struct SideBySide {
    /// What they are.
    pub title: String,
    /// Whose each version is.
    pub columns: Vec<String>,
    /// Field by field.
    pub lines: Vec<SideLine>,
}

/// One field in several versions.
pub struct SideLine {
    /// The field.
    pub label: String,
    /// A value for each column.
    pub cells: Vec<String>,
}

/// Learners who may be the same one, beside the form that says they are not.
pub struct Similar {
    /// What they are.
    pub title: String,
    /// How many, and what to do.
    pub told: String,
    /// Each with what is known, and their page where it may be opened.
    pub people: Vec<(Labelled, Option<String>)>,
    /// Where one of them is linked, or where that is asked for: text and page.
    pub link: Option<(String, String)>,
}

/// A page of acts.
#[derive(Template)]
#[template(path = "staff/edit.html")]
pub struct EditPage {
    c: Chrome,
    t: Texts,
    heading: String,
    name: String,
    oid: String,
    back: String,
    csrf: String,
    /// Names the command, so that a form that is sent twice is carried out once.
    key: String,
    /// What stands above everything.
    banner: Option<String>,
    faults: Vec<FaultLine>,
    /// Something was refused that is no slip in a field.
    refuses: bool,
    /// Ways on from what was refused.
    onwards: Vec<Onward>,
    /// Links that lead elsewhere: text and address.
    leads: Vec<(String, String)>,
    facts: Vec<Labelled>,
    side_by_side: Vec<SideBySide>,
    similar: Option<Similar>,
    forms: Vec<ActForm>,
    action: String,
}

impl EditPage {
    /// What heads the faults: how many are to be corrected, or that nothing was done where none is a field's.
    fn refused(&self) -> String {
        let of_fields = self.faults.iter().any(|fault| fault.href.is_some());
        if of_fields { self.t.count("edit-faults", self.faults.len()) } else { self.t.get("edit-not-done") }
    }

    /// The page of a learner with its forms. What was refused stands in the list and beside its field.
    pub fn new(
        (asked, official): (&Asked, &Official),
        person: &Person,
        (texts, facts, mut forms): (&str, Vec<Labelled>, Vec<ActForm>),
        returned: Returned,
    ) -> EditPage {
        let t = asked.t;
        let act = returned.typed.one(ACT).to_owned();
        let of_form = |form: &ActForm| form.act == act || forms_of_one(&act);
        for form in forms.iter_mut().filter(|form| of_form(form)) {
            for (name, at) in &returned.refused {
                if let Some(place) = place_of(&form.fields, *at) {
                    form.fields[place].error.get_or_insert_with(|| t.get(&format!("refused-{name}")));
                }
            }
        }
        let line = |(name, at): &(&'static str, Option<&'static str>)| {
            let form = forms.iter().find(|form| of_form(form));
            let field = form.and_then(|form| Some(&form.fields[place_of(&form.fields, *at)?]));
            FaultLine {
                text: t.get(&format!("refused-{name}")),
                next: t.get(&format!("refused-{name}-next")),
                href: form.zip(field).map(|(form, field)| format!("#{}", field.id(form.act))),
            }
        };
        let heading = t.get(&format!("{texts}-title"));
        let (oid, back) =
            (person.oid.to_string(), Carried::read(&asked.address).on(address::learner(person.oid)).to_string());
        EditPage {
            c: Chrome::new(asked, Some(official), heading.clone()).below_learner(oid.clone(), back.clone()),
            heading,
            name: name_or_none(&t, &person.names),
            oid,
            back,
            csrf: official.csrf.clone(),
            key: Uuid::new_v4().to_string(),
            banner: returned.stale.then(|| t.get("edit-stale")),
            faults: returned.refused.iter().map(line).collect(),
            refuses: returned.refused.iter().any(|(name, at)| at.is_none() || name.ends_with("-in-use")),
            onwards: returned.onwards,
            leads: returned.leads,
            facts,
            side_by_side: returned.side_by_side,
            similar: returned.similar,
            forms,
            action: here(asked),
            t,
        }
    }

    fn answer(&self) -> Response {
        let status = match (&self.faults[..], &self.banner) {
            ([], None) => StatusCode::OK,
            ([], Some(_)) => StatusCode::FORBIDDEN,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let mut response = with_status(status, self);
        // A slip in a field is no refusal; that somebody else has what was typed is one.
        if self.refuses {
            response.extensions_mut().insert(access::Denied);
        }
        response
    }
}

impl Acting<'_> {
    /// The page with its forms.
    pub fn page(&self, texts: &str, facts: Vec<Labelled>, forms: Vec<ActForm>, returned: Returned) -> Response {
        let frame = (self.frame.asked, self.frame.official);
        EditPage::new(frame, &self.view.person, (texts, facts, forms), returned).answer()
    }

    pub(super) fn is_erased(&self) -> bool {
        self.view.person.readable == Readable::Erased
    }

    /// The page instead of one whose forms a passive learner's state would refuse: what comes first.
    pub(super) fn passive(&self) -> Response {
        let (t, activates) = (self.t(), self.may::<Reactivate>());
        let facts = vec![Labelled {
            label: t.get("learner-state"),
            values: vec![t.get("person-passive"), t.get("passive-told")],
        }];
        let to_activity = || (t.get("passive-first-passivointi"), self.other_page(activity::PAGE));
        let leads = if activates { Some(to_activity()) } else { self.to_request() };
        let leads = leads.into_iter().collect();
        self.page("edit-passive", facts, Vec::new(), Returned { leads, ..Returned::default() })
    }

    /// The page instead of any other of a learner whose data is erased: nothing is left that could be changed.
    pub(super) fn erased(&self) -> Response {
        let t = self.t();
        let why = ["value-erased", "refused-person-unreadable-next"].map(|key| t.get(key)).to_vec();
        let facts = vec![Labelled { label: t.get("learner-state"), values: why }];
        self.page("edit-erased", facts, Vec::new(), Returned::default())
    }
}

/// Where a field of this name stands: of several the one of which a fault is known already, or else the first.
fn place_of(fields: &[Field], name: Option<&str>) -> Option<usize> {
    let of_name = |field: &Field| Some(field.name) == name;
    let faulty = fields.iter().position(|field| of_name(field) && field.error.is_some());
    faulty.or_else(|| fields.iter().position(of_name))
}

/// Pages with one form do not say which it is.
fn forms_of_one(act: &str) -> bool {
    act.is_empty()
}
