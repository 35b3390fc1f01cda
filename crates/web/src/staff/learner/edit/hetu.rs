//! `…/oppija/{oid}/hetu`: give a hetu, put another in its place, take it away.

use app::caller::Caller;
use app::commands::{AddHetu, Call, Outcome, RemoveHetu, ReplaceHetu, RevokeIdentification};
use app::report::learner::LearnerView;
use app::{App, Person, rules};
use axum::response::Response;
use events::OrganisationOid;
use events::codes::{Channel, HetuFate};
use texts::Texts;

use super::fields::{Field, Fields, Input};
use super::layout::ActForm;
use super::pages::ActPage;
use super::{Acting, Onward, RefusedField, Returned, link, returned, shown};
use crate::staff::address;
use crate::staff::learner::Labelled;
use crate::staff::refusal::Refusal;
use crate::staff::words::coded;

const ADD: &str = "lisaa";
const REPLACE: &str = "vaihda";
const REMOVE: &str = "poista";
/// What the learner's page is told after a hetu was replaced or removed.
const REPLACED: &str = "hetu-vaihdettu";
const REMOVED: &str = "hetu-poistettu";
/// Both: rows that led to the learner by that hetu may be somebody else's.
pub const TAKEN: [&str; 2] = [REPLACED, REMOVED];

/// Is the page worth offering?
pub fn offered(app: &App, caller: &Caller, organisations: &[OrganisationOid], view: &LearnerView) -> bool {
    let person = &view.person;
    let open = person.readable == rules::Readable::Yes && person.passive.is_none() && !person.is_in_register();
    open && app.may::<AddHetu>(caller, organisations)
}

/// The page.
pub struct Hetu;

impl ActPage for Hetu {
    type Opens = AddHetu;
    const OF_PASSIVE: bool = false;

    async fn page(acting: &Acting<'_>, returned: Returned) -> Result<Response, Refusal> {
        Ok(page(acting, returned))
    }

    async fn sent(acting: &Acting<'_>, typed: Fields) -> Result<Response, Refusal> {
        sent(acting, typed).await
    }
}

async fn sent(acting: &Acting<'_>, typed: Fields) -> Result<Response, Refusal> {
    let person = acting.oid();
    let made = match (typed.one(super::ACT), fate(&typed)) {
        (ADD, _) => {
            let command = AddHetu { person, hetu: typed.one("hetu").to_owned(), words: typed.some("words") };
            if let Some(follows) = other_birth_date(acting, &command).await? {
                let (texts, done) = (("add-hetu", ["hetu", "words"].as_slice()), (vec![follows], "hetu"));
                return acting.confirm_telling(command, texts, &typed, done).await;
            }
            let refusal = match acting.carry_out(command, &typed, "hetu").await? {
                Ok(done) => return Ok(done),
                Err(refusal) => refusal,
            };
            let returned = Returned { refused: vec![shown(refusal)], typed, ..Returned::default() };
            return Ok(page(acting, onwards(acting, returned).await?));
        }
        (act @ (REPLACE | REMOVE), None) => {
            let missing = ("fate-missing", Some("former"));
            let of_hetu = if act == REPLACE { fault_of(acting, &typed).await? } else { None };
            let refused = of_hetu.into_iter().chain([missing]).collect();
            return Ok(page(acting, onwards(acting, Returned { typed, refused, ..Returned::default() }).await?));
        }
        (REPLACE, Some(fate)) => {
            let (hetu, words) = (typed.one("hetu").to_owned(), typed.some("words"));
            let command = ReplaceHetu { person, hetu, fate, words };
            acting.confirm(command, ("replace-hetu", &["hetu", "former", "words"]), &typed, REPLACED).await
        }
        (REMOVE, Some(fate)) => {
            let command = RemoveHetu { person, fate, words: typed.some("words") };
            acting.confirm(command, ("remove-hetu", &["former", "words"]), &typed, REMOVED).await
        }
        _ => Err(Refusal::StaleForm),
    };
    match made {
        Ok(response) => Ok(response),
        Err(refusal) => Ok(page(acting, onwards(acting, returned(refusal, typed)?).await?)),
    }
}

/// What to know where the hetu says another birth date than the learner has: it may be somebody else's, so that it is
/// confirmed before it is taken.
async fn other_birth_date(acting: &Acting<'_>, command: &AddHetu) -> Result<Option<Labelled>, Refusal> {
    let call = Call::new(acting.frame.official.caller.clone(), Channel::Staff, acting.frame.request);
    let Outcome::Previewed(preview) = acting.frame.staff.app.preview(command.clone(), call).await? else {
        return Ok(None);
    };
    let mut changes = preview.impact.persons.iter().flat_map(|person| &person.changes);
    let differs = changes.any(|change| change.field == "birth_date" && !change.before.is_empty());
    let t = acting.t();
    Ok(differs.then(|| Labelled { label: t.get("label-birth-date"), values: vec![t.get("hetu-birth-date-differs")] }))
}

/// What is wrong with the new hetu, whatever becomes of the present one.
async fn fault_of(acting: &Acting<'_>, typed: &Fields) -> Result<Option<RefusedField>, Refusal> {
    let (person, hetu) = (acting.oid(), typed.one("hetu").to_owned());
    let command = ReplaceHetu { person, hetu, fate: HetuFate::Withdrawn, words: None };
    let call = Call::new(acting.frame.official.caller.clone(), Channel::Staff, acting.frame.request);
    let refused = match acting.frame.staff.app.preview(command, call).await? {
        Outcome::Refused(refusal) => Some(shown(refusal)),
        _ => None,
    };
    Ok(refused.filter(|(_, at)| *at == Some("hetu")))
}

/// Where to go on when somebody else has the hetu: to them, where the official may know who it is, and to where the two
/// become one.
async fn onwards(acting: &Acting<'_>, mut returned: Returned) -> Result<Returned, Refusal> {
    if returned.refused.iter().any(|(name, _)| *name == "hetu-in-use") {
        let (app, caller) = (&acting.frame.staff.app, &acting.frame.official.caller);
        let holder = app.holder_shown(caller, acting.oid(), returned.typed.one("hetu").to_owned()).await?;
        let t = acting.t();
        let page_of = |holder| (t.with("hetu-holder", "oid", holder), address::learner(holder).to_string());
        let to_holder = holder.map(page_of).map(Onward::to);
        let to_one = link::ways_to_one(acting, holder, &returned.typed);
        returned.onwards = to_holder.into_iter().chain(to_one).collect();
    }
    Ok(returned)
}

fn fate(typed: &Fields) -> Option<HetuFate> {
    HetuFate::ALL.iter().copied().find(|fate| fate.to_string() == typed.one("former"))
}

/// The page: a form for whoever has no hetu, or two for whoever has one.
fn page(acting: &Acting<'_>, mut returned: Returned) -> Response {
    let (t, person) = (acting.t(), &acting.view.person);
    let (mut facts, mut forms) = contents(&t, person, &returned.typed);
    if person.is_in_register() {
        forms.clear();
        let revokes = acting.may::<RevokeIdentification>();
        let why = [
            "refused-hetu-verified",
            if revokes { "refused-hetu-verified-to-keeper-next" } else { "refused-hetu-verified-next" },
        ];
        facts.push(Labelled { label: t.get("hetu-fixed"), values: why.map(|key| t.get(key)).to_vec() });
        // Somebody else was quicker: what was typed is not lost.
        let typed =
            returned.typed.some("hetu").map(|typed| Labelled { label: t.get("hetu-typed"), values: vec![typed] });
        facts.extend(typed);
        for (name, _) in returned.refused.iter_mut().filter(|(name, _)| revokes && *name == "hetu-verified") {
            *name = "hetu-verified-to-keeper";
        }
        let to_revoke = || (t.get("revoke-title"), acting.other_page("yksiloi"));
        returned.leads.extend(if revokes { Some(to_revoke()) } else { acting.to_request() });
    }
    acting.page("edit-hetu", facts, forms, returned)
}

/// What the page holds.
pub fn contents(t: &Texts, person: &Person, typed: &Fields) -> (Vec<Labelled>, Vec<ActForm>) {
    let act = typed.one(super::ACT);
    let value = |of: &str, name: &str| if act == of { typed.one(name).to_owned() } else { String::new() };
    let form = |act, texts, fields| ActForm::new(t, act, texts, fields);
    let fates = || HetuFate::ALL.iter().rev().map(|fate| (fate.to_string(), coded(t, "former", fate))).collect();
    let forms = match person.hetu {
        None => vec![form(
            ADD,
            "add-hetu",
            vec![
                Field::new(t, "hetu", value(ADD, "hetu"), Input::Line).needed(),
                Field::new(t, "words", value(ADD, "words"), Input::Lines),
            ],
        )],
        Some(_) => vec![
            form(
                REPLACE,
                "replace-hetu",
                vec![
                    Field::new(t, "hetu", value(REPLACE, "hetu"), Input::Line).needed(),
                    Field::new(t, "former", value(REPLACE, "former"), Input::Radios(fates())).needed(),
                    Field::new(t, "words", value(REPLACE, "words"), Input::Lines),
                ],
            ),
            form(
                REMOVE,
                "remove-hetu",
                vec![
                    Field::new(t, "former", value(REMOVE, "former"), Input::Radios(fates())).needed(),
                    Field::new(t, "words", value(REMOVE, "words"), Input::Lines),
                ],
            ),
        ],
    };
    let own = person.hetu.map_or_else(|| t.get("value-none"), |known| known.hetu.as_str().to_owned());
    let facts = vec![Labelled { label: t.get("label-hetu"), values: vec![own] }];
    (facts, forms)
}
