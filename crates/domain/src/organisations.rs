//! A program says which organisations have access to a learner (`/oppija/{oid}/organisaatio`).

use events::catalogue::{OrganisationJoined, OrganisationLeft};
use events::{OrganisationOid, Tag, With};

use crate::draft::Draft;
use crate::group::Group;
use crate::refusal::RefusalKind;

/// What becomes of organisations' access.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Access {
    /// These gain it.
    Gained(Vec<OrganisationOid>),
    /// This one loses it.
    Lost(OrganisationOid),
}

/// Why nothing changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is no such person.
    #[error("there is no person with this OID")]
    NoPerson,
    /// It is so already.
    #[error("the organisations' access is as asked already")]
    NothingChanges,
}

impl crate::Refusal for Refusal {
    const ALL: &'static [Refusal] = &[Refusal::NoPerson, Refusal::NothingChanges];

    fn name(self) -> &'static str {
        match self {
            Refusal::NoPerson => "no-person",
            Refusal::NothingChanges => "access-as-asked",
        }
    }

    fn kind(self) -> RefusalKind {
        match self {
            Refusal::NoPerson => RefusalKind::NotFound,
            Refusal::NothingChanges => RefusalKind::Conflict,
        }
    }
}

/// Decides.
pub fn change_access(access: &Access, group: Option<&Group>) -> Result<Vec<Draft>, Refusal> {
    let group = group.ok_or(Refusal::NoPerson)?;
    let person = group.addressed();
    let (about, tags) = (group.about(None), vec![Tag::Person(person.oid)]);
    let draft = match access {
        Access::Gained(organisations) => {
            let new = organisations.iter().filter(|organisation| !person.organisations.contains(*organisation));
            let organisations: Vec<OrganisationOid> = new.cloned().collect();
            (!organisations.is_empty())
                .then(|| Draft::plain(With::new(OrganisationJoined { about, organisations }, Default::default()), tags))
        }
        Access::Lost(organisation) => person.organisations.contains(organisation).then(|| {
            let data = OrganisationLeft { about, organisations: vec![organisation.clone()] };
            Draft::plain(With::new(data, Default::default()), tags)
        }),
    };
    draft.map(|draft| vec![draft]).ok_or(Refusal::NothingChanges)
}
