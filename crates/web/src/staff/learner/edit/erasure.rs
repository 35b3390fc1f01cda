//! `…/oppija/{oid}/poisto`: order that a learner's personal data is erased. A second official is asked.

use app::commands::{ERASURE_GROUNDS, OrderErasure};
use axum::response::Response;
use texts::Texts;

use super::fields::{Field, Fields, Input};
use super::layout::ActForm;
use super::pages::ActPage;
use super::{Acting, Returned, returned};
use crate::staff::refusal::Refusal;
use crate::staff::words::coded;

/// Name of the page.
pub const PAGE: &str = "poisto";
const ERASE: &str = "poista";

/// The page.
pub struct Erasure;

impl ActPage for Erasure {
    type Opens = OrderErasure;

    async fn page(acting: &Acting<'_>, returned: Returned) -> Result<Response, Refusal> {
        Ok(page(acting, returned))
    }

    async fn sent(acting: &Acting<'_>, typed: Fields) -> Result<Response, Refusal> {
        let words = typed.one("reason").to_owned();
        let ground = ERASURE_GROUNDS.into_iter().find(|ground| ground.to_string() == typed.one("ground"));
        let command = OrderErasure { person: acting.oid(), words, ground };
        if ground.is_none() {
            let no_reason = typed.some("reason").is_none().then_some(("no-reason", Some("reason")));
            let refused = [("no-ground", Some("ground"))].into_iter().chain(no_reason).collect();
            return Ok(page(acting, Returned { typed, refused, ..Returned::default() }));
        }
        let texts = ("command-order-erasure", ["ground", "reason"].as_slice());
        match acting.confirm_to(command, texts, &typed, |()| acting.learner().to_string()).await {
            Ok(response) => Ok(response),
            Err(refusal) => Ok(page(acting, returned(refusal, typed)?)),
        }
    }
}

fn page(acting: &Acting<'_>, returned: Returned) -> Response {
    let forms = vec![form(&acting.t(), &returned.typed)];
    acting.page("command-order-erasure", Vec::new(), forms, returned)
}

/// On which ground, which stays in the log, and why, which is erased with the rest.
pub fn form(t: &Texts, typed: &Fields) -> ActForm {
    let grounds = ERASURE_GROUNDS.iter().map(|ground| (ground.to_string(), coded(t, "reason", ground)));
    let ground = Field::new(t, "ground", typed.one("ground"), Input::Radios(grounds.collect())).needed();
    let reason = Field::new(t, "reason", typed.one("reason"), Input::Lines).needed();
    ActForm::new(t, ERASE, "command-order-erasure", vec![ground, reason])
}
