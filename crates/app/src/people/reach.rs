//! Whose records a caller may read or change on the compatible paths, by the rule of today's registry: everybody's for
//! the keeper, one's own, those of learners in organisations where one imports, and everybody's for whoever holds one
//! of the asked rights at the root. Source: ONR's behaviour, 7.2.

use std::collections::BTreeSet;

use domain::Person;
use events::codes::Right;
use events::{OrganisationOid, PersonOid};

use crate::App;
use crate::caller::Caller;

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// Everybody, also people who do not exist.
    everybody: bool,
    /// The caller, who may be a person here.
    own: Option<PersonOid>,
    /// Learners of these.
    organisations: BTreeSet<OrganisationOid>,
    /// Learners of any organisation.
    any_organisation: bool,
}

impl Reach {
    /// Does it reach a person?
    pub fn covers(&self, person: &Person) -> bool {
        self.everybody
            || self.own == Some(person.oid)
            || (self.any_organisation && !person.organisations.is_empty())
            || person.organisations.iter().any(|organisation| self.organisations.contains(organisation))
    }

    /// Does it reach whoever it may be? Others are not told whether there is anybody.
    pub fn covers_everybody(&self) -> bool {
        self.everybody
    }
}

impl App {
    /// Whom a caller may read by any of these rights.
    pub fn may_read(&self, caller: &Caller, rights: &[Right]) -> Reach {
        self.reach(caller, caller.reads_all(), rights)
    }

    /// Whom a caller may change by any of these rights: whoever only reads everything changes nothing, and nobody their
    /// own record by being who they are.
    pub fn may_change(&self, caller: &Caller, rights: &[Right]) -> Reach {
        Reach { own: None, ..self.reach(caller, caller.is_keeper(), rights) }
    }

    fn reach(&self, caller: &Caller, all: bool, rights: &[Right]) -> Reach {
        let imports_for = caller.organisations_with(&[Right::Oppijoidentuonti]);
        Reach {
            everybody: all || caller.organisations_with(rights).iter().any(OrganisationOid::is_root),
            own: caller.subject.parse().ok(),
            any_organisation: imports_for.iter().any(OrganisationOid::is_root),
            organisations: self.organisations().with_descendants(&imports_for),
        }
    }
}
