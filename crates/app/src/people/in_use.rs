//! Who has a hetu that an official typed for somebody else, where they may know it: a hetu field must not be an oracle.

use events::{Hetu, Identifier, PersonOid};

use projections::counts::query::Scope;

use super::state::person;
use crate::caller::Caller;
use crate::{App, AppError};

impl App {
    /// The holder of a hetu, when the official works on them too or their names are those of the learner in question. A
    /// request to OPH is offered otherwise.
    pub async fn holder_shown(
        &self,
        caller: &Caller,
        learner: PersonOid,
        typed: String,
    ) -> Result<Option<PersonOid>, AppError> {
        let caller = caller.clone();
        self.blocking(move |app| {
            let Ok(hetu) = Hetu::parse_typed(&typed, app.now().day_in_finland()) else { return Ok(None) };
            let Some(holder) = app.holder_of(Identifier::hetu(&hetu))? else { return Ok(None) };
            let Some(learner) = person(&mut app.store().read(), learner)? else { return Ok(None) };
            let names = &learner.names;
            let own = matching::Names { first_names: &names.first_names, surname: &names.surname };
            let works_on = match app.identifiers_shown(&caller) {
                Scope::Everybody => true,
                Scope::Organisations(seen) => seen.iter().any(|one| holder.organisations().contains(one)),
            };
            let may = works_on || matching::names_match(own, holder.shown().held_names());
            Ok(may.then_some(holder.addressed().oid))
        })
        .await
    }
}
