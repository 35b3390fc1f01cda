//! `…/oppija/{oid}/passivointi`: make a learner passive, or active again.

use std::collections::BTreeSet;

use app::access::{LookKind, LookLine, Looker, Wanted};
use app::acknowledgements::Taking;
use app::caller::Caller;
use app::commands::{Passivate, Reactivate};
use app::report::learner::{HistoryEntry, HistoryPart, LearnerView, import_of, sender_of};
use app::rules::Readable;
use app::{App, Person};
use axum::response::Response;
use events::codes::PassivationCause;
use events::{OrganisationOid, Position};
use texts::Texts;

use super::fields::{Field, Fields, Input};
use super::layout::ActForm;
use super::pages::ActPage;
use super::{Acting, Returned, returned};
use crate::staff::dates::When;
use crate::staff::learner::Labelled;
use crate::staff::refusal::Refusal;
use crate::staff::words::coded;

/// Name of the page.
pub const PAGE: &str = "passivointi";
const PASSIVATE: &str = "passivoi";
const REACTIVATE: &str = "aktivoi";
/// So many of those who looked at a learner are shown.
const LOOKS: u32 = 50;
/// What programs do.
const FETCHED: [LookKind; 2] = [LookKind::Numbers, LookKind::Fetched];

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
    let forms = forms(&acting.t(), &acting.view.person, &returned.typed);
    Ok(acting.page("edit-activity", used(acting).await?, forms, returned))
}

/// It makes passive, or active again; either for somebody who is passive and has been sent in since.
pub fn forms(t: &Texts, person: &Person, typed: &Fields) -> Vec<ActForm> {
    let words = || Field::new(t, "words", typed.one("words"), Input::Lines);
    let reactivate = || ActForm::new(t, REACTIVATE, "reactivate", vec![words()]);
    let passivate = || {
        let causes =
            PassivationCause::ALL.iter().map(|cause| (cause.to_string(), coded(t, "passivation-choice", cause)));
        let cause = Field::new(t, "cause", typed.one("cause"), Input::Radios(causes.collect())).needed();
        ActForm::new(t, PASSIVATE, "passivate", vec![cause, words()])
    };
    match person.passive {
        None => vec![passivate()],
        Some(_) if person.sent_while_passive => vec![reactivate(), passivate()],
        Some(_) => vec![reactivate()],
    }
}

/// Who has fetched this number and who has looked at its holder, as far as it is known here: whoever sent them in, and the
/// official who asks, say nothing of use. Nor do lists that the learner stood in.
async fn used(acting: &Acting<'_>) -> Result<Vec<Labelled>, Refusal> {
    let t = acting.t();
    let wanted = Wanted { person: Some(acting.oid()), limit: LOOKS, without: &[LookKind::Listed], ..Wanted::default() };
    let looks = acting.frame.staff.app.looks(wanted).await?;
    let words = acting.frame.staff.words(t);
    let (mut own, organisations, begins) = importers(acting).await?;
    own.insert(acting.frame.official.caller.subject.clone());
    let is_fetched = |look: &LookLine| FETCHED.iter().any(|kind| look.kind == Some(*kind));
    let of_importer =
        |look: &LookLine| look.looker.organisation.as_ref().is_some_and(|own| organisations.contains(own));
    let is_own = |look: &&LookLine| own.contains(&look.looker.subject) || is_fetched(look) && of_importer(look);
    let others: Vec<&LookLine> = looks.iter().filter(|look| !is_own(look)).collect();
    let line = |look: &LookLine| {
        let Looker { organisation, client, subject } = &look.looker;
        let who = words.system(organisation.as_ref(), client.as_deref(), Some(subject)).unwrap_or_default();
        t.with_all("look-line", &[("who", who), ("when", When::from(look.last).human), ("times", t.number(look.times))])
    };
    let listed = |title: &str, none: &str, fetched: bool| {
        let of_kind = |look: &&&LookLine| is_fetched(look) == fetched;
        let mut values: Vec<String> = others.iter().filter(of_kind).map(|look| line(look)).collect();
        if values.is_empty() {
            values.push(t.get(none));
        }
        Labelled { label: t.get(title), values }
    };
    let elsewhere = Labelled { label: t.get("look-elsewhere"), values: vec![t.get("look-elsewhere-unknown")] };
    let mut used = vec![listed("look-title", "look-nobody", true), listed("look-officials", "look-no-official", false)];
    used.extend(acknowledged(acting, begins).await?);
    used.push(elsewhere);
    Ok(used)
}

/// Systems that follow the changes and have acknowledged that the number was issued, where there are any.
async fn acknowledged(acting: &Acting<'_>, issued: Option<Position>) -> Result<Option<Labelled>, Refusal> {
    let (t, Some(issued)) = (acting.t(), issued) else { return Ok(None) };
    let takings = acting.frame.staff.app.taken(issued).await?.unwrap_or_default();
    let told = |taking: &Taking| {
        let who = taking.name.clone().unwrap_or_else(|| taking.consumer.clone());
        Some(t.with_all("look-acknowledged-line", &[("who", who), ("when", When::from(taking.taken?).human)]))
    };
    let values: Vec<String> = takings.iter().filter_map(told).collect();
    Ok((!values.is_empty()).then(|| Labelled { label: t.get("look-acknowledged"), values }))
}

/// Who has sent the learner in and for which organisations, as far back as a part of their history goes, and its first
/// event.
async fn importers(
    acting: &Acting<'_>,
) -> Result<(BTreeSet<String>, BTreeSet<OrganisationOid>, Option<Position>), Refusal> {
    let part = HistoryPart { newest_first: false, after: None, limit: LOOKS };
    let (app, caller) = (&acting.frame.staff.app, &acting.frame.official.caller);
    let Ok(view) = app.learner(caller, acting.oid(), None, Some(part)).await? else { return Ok(Default::default()) };
    let sent: Vec<&HistoryEntry> =
        view.history.items.iter().filter(|entry| import_of(&entry.event.fact).is_some()).collect();
    let organisations = sent.iter().flat_map(|entry| entry.event.recorded.envelope.meta.organisations.iter().cloned());
    let organisations = organisations.filter(|organisation| !organisation.is_root()).collect();
    let senders = sent.iter().filter_map(|entry| sender_of(&entry.event)).map(str::to_owned);
    let begins = view.history.items.first().map(|entry| entry.event.position());
    Ok((senders.collect(), organisations, begins))
}
