//! `…/oppija/{oid}/erottelu`: one number was given to two persons, and the later one gets another.

use app::App;
use app::caller::Caller;
use app::commands::SeparatePersons;
use app::report::learner::LearnerView;
use axum::response::Response;
use events::OrganisationOid;

use super::fields::{Field, Fields, Input};
use super::layout::ActForm;
use super::pages::ActPage;
use super::{Acting, Returned, returned};
use crate::staff::learner::facts::{NEEDED, Shown};
use crate::staff::refusal::Refusal;

/// Is the page worth offering?
pub fn offered(app: &App, caller: &Caller, organisations: &[OrganisationOid], view: &LearnerView) -> bool {
    is_shared(view) && app.may::<SeparatePersons>(caller, organisations)
}

/// Has somebody else the number, too?
pub fn is_shared(view: &LearnerView) -> bool {
    view.person.others.iter().any(|other| other.has_now.is_none())
}

/// The page.
pub struct Separate;

impl ActPage for Separate {
    type Opens = SeparatePersons;

    async fn page(acting: &Acting<'_>, returned: Returned) -> Result<Response, Refusal> {
        Ok(page(acting, returned))
    }

    async fn sent(acting: &Acting<'_>, typed: Fields) -> Result<Response, Refusal> {
        let command = SeparatePersons { person: acting.oid(), words: typed.some("words") };
        match acting.confirm(command, ("separate", &["words"]), &typed, "eroteltu").await {
            Ok(response) => Ok(response),
            Err(refusal) => Ok(page(acting, returned(refusal, typed)?)),
        }
    }
}

fn page(acting: &Acting<'_>, returned: Returned) -> Response {
    let (t, person) = (acting.t(), &acting.view.person);
    let shown = Shown { words: acting.frame.staff.words(t), hidden: acting.view.hidden };
    let facts = NEEDED.iter().map(|key| shown.named(person, key)).collect();
    let words = Field::new(&t, "words", returned.typed.one("words"), Input::Lines);
    let forms = vec![ActForm::new(&t, "erottele", "separate", vec![words])];
    acting.page("edit-separate", facts, forms, returned)
}
