//! `…/oppija/{oid}/yksiloi`: identify a learner who has no hetu, or have the register asked now about one who has.

use app::App;
use app::caller::Caller;
use app::commands::{IdentifyByHand, RequestIdentification, RevokeIdentification, Statement};
use app::report::learner::LearnerView;
use app::rules::{IdentifiedBy, Readable};
use axum::response::Response;
use events::OrganisationOid;

use super::fields::{Field, Fields, Input};
use super::pages::ActPage;
use super::{ActForm, Acting, Returned, returned, shown};
use crate::staff::learner::facts::{NEEDED, Shown};
use crate::staff::refusal::Refusal;
use crate::staff::words::identified_by;

const BY_HAND: &str = "kasin";
const ASK: &str = "kysy";
const REVOKE: &str = "pura";

/// Is the page worth offering?
pub fn offered(app: &App, caller: &Caller, organisations: &[OrganisationOid], view: &LearnerView) -> bool {
    let person = &view.person;
    let open = person.readable == Readable::Yes && person.passive.is_none() && !person.is_in_register();
    let asks = person.hetu.is_some() && person.failure.is_some();
    let by_hand = person.hetu.is_none() && !person.is_identified();
    let revokes = person.is_identified() && app.may::<RevokeIdentification>(caller, organisations);
    open && (asks || by_hand) && app.may::<IdentifyByHand>(caller, organisations) || revokes
}

/// The page.
pub struct Identify;

impl ActPage for Identify {
    type Opens = IdentifyByHand;

    async fn page(acting: &Acting<'_>, returned: Returned) -> Result<Response, Refusal> {
        Ok(page(acting, returned))
    }

    async fn sent(acting: &Acting<'_>, typed: Fields) -> Result<Response, Refusal> {
        sent(acting, typed).await
    }
}

async fn sent(acting: &Acting<'_>, typed: Fields) -> Result<Response, Refusal> {
    let refused = match typed.one(super::ACT) {
        REVOKE => return revoke(acting, typed).await,
        ASK => {
            let command = RequestIdentification { person: acting.oid() };
            match acting.carry_out(command, &typed, "kysytty").await? {
                Ok(done) => return Ok(done),
                Err(refusal) => vec![shown(refusal)],
            }
        }
        _ => {
            let command = IdentifyByHand { person: acting.oid(), statement: statement(&typed) };
            match acting.carry_out(command, &typed, "yksiloity").await? {
                Ok(done) => return Ok(done),
                // The command names the first fault; whoever filled the form in wants to see all.
                Err(refusal) => {
                    let all = IdentifyByHand::faults(&acting.view.person, &statement(&typed));
                    if all.contains(&refusal) { all.into_iter().map(shown).collect() } else { vec![shown(refusal)] }
                }
            }
        }
    };
    Ok(page(acting, Returned { typed, refused, ..Returned::default() }))
}

async fn revoke(acting: &Acting<'_>, typed: Fields) -> Result<Response, Refusal> {
    let way = match typed.one("way") {
        "register" => IdentifiedBy::Register,
        _ => IdentifiedBy::Official,
    };
    let command = RevokeIdentification { person: acting.oid(), way, words: typed.some("words") };
    let made = acting.confirm(command, ("revoke", &["way", "words"]), &typed, "purettu").await;
    match made {
        Ok(response) => Ok(response),
        Err(refusal) => Ok(page(acting, returned(refusal, typed)?)),
    }
}

fn statement(typed: &Fields) -> Statement {
    Statement {
        no_finnish_hetu: typed.one("no_finnish_hetu") == "true",
        // The page shows nobody yet: the official says that they have looked.
        similar_seen: (typed.one("similar_seen") == "true").then_some(0),
        words: typed.some("words"),
    }
}

fn page(acting: &Acting<'_>, returned: Returned) -> Response {
    let (t, person) = (acting.t(), &acting.view.person);
    let typed = &returned.typed;
    let shown = Shown { words: acting.frame.staff.words(t), hidden: acting.view.hidden };
    let facts = NEEDED.iter().map(|key| shown.named(person, key)).collect();
    let form = |act, texts, fields| ActForm::new(&t, act, texts, fields);
    // What an eIDAS sign-in says is not revoked by hand.
    let ways: Vec<IdentifiedBy> = person.identified.iter().copied().filter(|way| *way != IdentifiedBy::Eidas).collect();
    let revocable = !ways.is_empty() && acting.may::<RevokeIdentification>();
    let mut forms = match person.hetu {
        _ if person.is_in_register() => Vec::new(),
        Some(_) => vec![form(ASK, "ask-register", Vec::new())],
        None if person.is_identified() => Vec::new(),
        None => vec![form(
            BY_HAND,
            "identify-by-hand",
            vec![
                Field::new(&t, "no_finnish_hetu", typed.one("no_finnish_hetu"), Input::Tick),
                Field::new(&t, "similar_seen", typed.one("similar_seen"), Input::Tick),
                Field::new(&t, "words", typed.one("words"), Input::Lines),
            ],
        )],
    };
    if revocable {
        let first = ways.last().copied().map(name_of).unwrap_or_default();
        let ways = ways.into_iter().map(|way| (name_of(way).to_owned(), identified_by(&t, way))).collect();
        let chosen = typed.some("way").unwrap_or_else(|| first.to_owned());
        let way = Field::new(&t, "way", chosen, Input::Radios(ways));
        forms.push(form(REVOKE, "revoke", vec![way, Field::new(&t, "words", typed.one("words"), Input::Lines)]));
    }
    acting.page("edit-identify", facts, forms, returned)
}

fn name_of(way: IdentifiedBy) -> &'static str {
    match way {
        IdentifiedBy::Register => "register",
        IdentifiedBy::Official => "official",
        IdentifiedBy::Eidas => "eidas",
    }
}
