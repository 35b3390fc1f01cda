//! `…/oppija/{oid}/passivointi`: make a learner passive, or active again.

use app::App;
use app::access::{LookLine, Wanted};
use app::caller::Caller;
use app::commands::{Passivate, Reactivate};
use app::report::learner::LearnerView;
use app::rules::Readable;
use axum::response::Response;
use events::OrganisationOid;
use events::codes::PassivationCause;

use super::fields::{Field, Fields, Input};
use super::pages::ActPage;
use super::{ActForm, Acting, Returned, returned};
use crate::staff::dates::When;
use crate::staff::learner::Labelled;
use crate::staff::refusal::Refusal;
use crate::staff::words::coded;

const PASSIVATE: &str = "passivoi";
const REACTIVATE: &str = "aktivoi";
/// So many of those who looked at a learner are shown.
const LOOKS: u32 = 50;

/// Is the page worth offering?
pub fn offered(app: &App, caller: &Caller, organisations: &[OrganisationOid], view: &LearnerView) -> bool {
    view.person.readable == Readable::Yes && app.may::<Passivate>(caller, organisations)
}

/// The page.
pub struct Activity;

impl ActPage for Activity {
    type Opens = Passivate;

    async fn page(acting: &Acting<'_>, returned: Returned) -> Result<Response, Refusal> {
        page(acting, returned).await
    }

    async fn sent(acting: &Acting<'_>, typed: Fields) -> Result<Response, Refusal> {
        sent(acting, typed).await
    }
}

async fn sent(acting: &Acting<'_>, typed: Fields) -> Result<Response, Refusal> {
    let (person, words) = (acting.oid(), typed.some("words"));
    let cause = PassivationCause::ALL.iter().find(|cause| cause.to_string() == typed.one("cause"));
    let made = match (typed.one(super::ACT), cause) {
        (PASSIVATE, None) => {
            let refused = vec![("passivation-cause-missing", Some("cause"))];
            return page(acting, Returned { typed, refused, ..Returned::default() }).await;
        }
        (PASSIVATE, Some(cause)) => {
            let command = Passivate { person, cause: *cause, words };
            acting.confirm(command, ("passivate", &["cause", "words"]), &typed, "passivoitu").await
        }
        (REACTIVATE, _) => {
            acting.confirm(Reactivate { person, words }, ("reactivate", &["words"]), &typed, "aktivoitu").await
        }
        _ => Err(Refusal::StaleForm),
    };
    match made {
        Ok(response) => Ok(response),
        Err(refusal) => page(acting, returned(refusal, typed)?).await,
    }
}

async fn page(acting: &Acting<'_>, returned: Returned) -> Result<Response, Refusal> {
    let (t, person) = (acting.t(), &acting.view.person);
    let typed = &returned.typed;
    let form = |act, texts, fields| ActForm::new(&t, act, texts, fields);
    let words = || Field::new(&t, "words", typed.one("words"), Input::Lines);
    let causes = PassivationCause::ALL.iter().map(|cause| (cause.to_string(), coded(&t, "passivation", cause)));
    let forms = match person.passive {
        Some(_) => vec![form(REACTIVATE, "reactivate", vec![words()])],
        None => {
            let cause = Field::new(&t, "cause", typed.one("cause"), Input::Radios(causes.collect()));
            vec![form(PASSIVATE, "passivate", vec![cause, words()])]
        }
    };
    let facts = vec![used(acting).await?];
    Ok(acting.page("edit-activity", facts, forms, returned))
}

/// Who has fetched this number or looked at its holder, as far as it is known here. Use elsewhere is not.
async fn used(acting: &Acting<'_>) -> Result<Labelled, Refusal> {
    let t = acting.t();
    let wanted = Wanted { person: Some(acting.oid()), limit: LOOKS, ..Wanted::default() };
    let looks = acting.frame.staff.app.looks(wanted).await?;
    let own = &acting.frame.official.caller.subject;
    let line = |look: &LookLine| {
        let who = look.looker.organisation.as_ref().map_or_else(
            || look.looker.subject.clone(),
            |organisation| acting.frame.staff.words(t).organisation(organisation),
        );
        t.with_all("look-line", &[("who", who), ("when", When::from(look.last).human), ("times", t.number(look.times))])
    };
    let mut values: Vec<String> = looks.iter().filter(|look| look.looker.subject != *own).map(line).collect();
    if values.is_empty() {
        values.push(t.get("look-nobody"));
    }
    values.push(t.get("look-elsewhere-unknown"));
    Ok(Labelled { label: t.get("look-title"), values })
}
