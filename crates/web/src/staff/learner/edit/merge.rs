//! `…/oppija/{oid}/yhdistaminen`: two learners whom the register has confirmed are one person by its word.

use app::commands::{Joining, MergeVerified};
use axum::response::Response;
use events::PersonOid;

use super::fields::{Field, Fields, Input};
use super::layout::ActForm;
use super::pages::ActPage;
use super::{Acting, Onward, Returned, link, returned};
use crate::staff::address::{self, Address};
use crate::staff::language::Asked;
use crate::staff::learner::facts::{NEEDED, Shown};
use crate::staff::refusal::Refusal;

/// Query name of the other learner.
const OTHER: &str = "toinen";

/// The page on which two learners are merged.
pub fn page_of(person: PersonOid, other: Option<PersonOid>) -> Address {
    Address::of(format!("{}/yhdistaminen", address::learner(person))).set_some(OTHER, other)
}

/// The page, for whoever acts on a learner on another one and may merge them.
pub(super) fn offered(acting: &Acting<'_>, other: Option<PersonOid>) -> Option<(String, String)> {
    let may = acting.view.person.is_in_register() && acting.may::<MergeVerified>();
    may.then(|| (acting.t().get("act-merge"), page_of(acting.oid(), other).to_string()))
}

/// The same where something was refused; the reason that was typed goes along.
pub(super) fn way(acting: &Acting<'_>, other: Option<PersonOid>, words: Option<&String>) -> Option<Onward> {
    let beside = other.map(|oid| ("other", oid.to_string()));
    Some(Onward::to(offered(acting, other)?).with(words, beside))
}

/// The page.
pub struct Merge;

impl ActPage for Merge {
    type Opens = MergeVerified;

    fn at_first(asked: &Asked) -> Returned {
        let other = asked.address.value(OTHER).unwrap_or_default().to_owned();
        Returned { typed: Fields(vec![("other".to_owned(), other)]), ..Returned::default() }
    }

    async fn page(acting: &Acting<'_>, returned: Returned) -> Result<Response, Refusal> {
        Ok(page(acting, returned))
    }

    async fn sent(acting: &Acting<'_>, typed: Fields) -> Result<Response, Refusal> {
        sent(acting, typed).await
    }
}

async fn sent(acting: &Acting<'_>, typed: Fields) -> Result<Response, Refusal> {
    let (app, caller, person) = (&acting.frame.staff.app, &acting.frame.official.caller, acting.oid());
    let Some(other) = typed.some("other").and_then(|text| text.parse::<PersonOid>().ok()) else {
        return Ok(refused(acting, typed, ("merge-nobody-chosen", Some("other"))));
    };
    let heard = match app.hear_of_both(caller, [person, other]).await.map_err(Refusal::from) {
        Ok(heard) => heard,
        // The register does not answer just now: the page says so, and the work is kept.
        Err(Refusal::Unavailable) => return Ok(refused(acting, typed, ("register-away", None))),
        Err(refusal) => return Err(refusal),
    };
    let command = MergeVerified { person, other, words: typed.one("words").to_owned(), heard };
    let pair = link::beside(acting, other, Joining::default()).await?;
    let records = pair.iter().map(|pair| link::records(acting, pair)).collect();
    let beside = (Vec::new(), records);
    match acting.confirm_beside(command, ("merge", &["other", "words"]), &typed, beside, "yhdistetty").await {
        Ok(response) => Ok(response),
        Err(refusal) => {
            let mut returned = returned(refusal, typed)?;
            if returned.refused.iter().any(|(name, _)| *name == "merge-not-verified") {
                let words = returned.typed.some("words");
                returned.onwards.extend(link::way_to_link(acting, Some(other), words.as_ref()));
            }
            Ok(page(acting, returned))
        }
    }
}

fn refused(acting: &Acting<'_>, typed: Fields, why: (&'static str, Option<&'static str>)) -> Response {
    page(acting, Returned { typed, refused: vec![why], ..Returned::default() })
}

fn page(acting: &Acting<'_>, returned: Returned) -> Response {
    let (t, person) = (acting.t(), &acting.view.person);
    let shown = Shown { words: acting.frame.staff.words(t), hidden: acting.view.hidden };
    let facts = NEEDED.iter().map(|key| shown.named(person, key)).collect();
    let typed = &returned.typed;
    let other =
        Field { label: t.get("merge-other"), ..Field::new(&t, "other", typed.one("other"), Input::Line).needed() };
    let words = Field::reason_needed(&t, typed);
    let forms = vec![ActForm::new(&t, "yhdista", "merge", vec![other, words])];
    acting.page("edit-merge", facts, forms, returned)
}
