//! Who asks, and what they have been granted.
//!
//! Rights are granted by käyttöoikeuspalvelu, each in one organisation, and arrive in the token as role names
//! (`OPPIJANUMEROREKISTERI_…`). Source: ONR's behaviour.

use events::codes::Right;
use events::{Actor, OrganisationOid};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};
use store::access_register::Looker;

/// How the names of our roles begin in a token; roles of other services begin otherwise.
const ROLE_PREFIX: &str = "OPPIJANUMEROREKISTERI_";

/// The one role of another service that is looked at.
const SERVICE_USERS: &str = "KAYTTOOIKEUS_PALVELUKAYTTAJA_CRUD";

/// A right in one organisation. Whether it reaches the organisation's descendants depends on what is done with it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Grant {
    /// Where.
    pub organisation: OrganisationOid,
    /// What.
    pub right: Right,
}

/// Which of the two kinds a caller is. The way by which they came tells: people sign in to the pages, and programs bring
/// a token that was given to themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallerKind {
    /// A person who signed in to the pages.
    Person,
    /// A program, by a token of its own.
    Service,
}

/// A person or service who has proven who they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// Person or service.
    pub kind: CallerKind,
    /// `sub` of the token: in today's environments the OID of the official or of the service user.
    pub subject: String,
    /// The program through which they came (`client_id` or `azp`), when the token says so.
    pub client: Option<String>,
    /// Every grant, in the order of the token.
    pub grants: Vec<Grant>,
}

impl Caller {
    /// Do they hold the right in any organisation? This opens an endpoint; what it shows is a question of where.
    pub fn holds(&self, right: Right) -> bool {
        self.grants.iter().any(|grant| grant.right == right)
    }

    /// Do they hold any of the rights in any organisation?
    pub fn holds_any(&self, rights: &[Right]) -> bool {
        self.grants.iter().any(|grant| rights.contains(&grant.right))
    }

    /// The organisations in which they hold any of the rights, exactly as granted (no descendants), each once.
    pub fn organisations_with(&self, rights: &[Right]) -> Vec<OrganisationOid> {
        let mut organisations = Vec::new();
        for grant in self.grants.iter().filter(|grant| rights.contains(&grant.right)) {
            if !organisations.contains(&grant.organisation) {
                organisations.push(grant.organisation.clone());
            }
        }
        organisations
    }

    /// The keeper of the registry: REKISTERINPITAJA at the root. The same right elsewhere makes nobody the keeper.
    pub fn is_keeper(&self) -> bool {
        self.holds_at_root(Right::Rekisterinpitaja)
    }

    /// May read everything: the keeper, or REKISTERINPITAJA_READ at the root (an auditor).
    pub fn reads_all(&self) -> bool {
        self.is_keeper() || self.holds_at_root(Right::RekisterinpitajaRead)
    }

    /// Their name as a consumer of the changes: the program as it names itself, of which events keep 64 characters, or
    /// the subject where the token names no program.
    pub fn consumer(&self) -> String {
        self.client.as_ref().unwrap_or(&self.subject).chars().take(64).collect()
    }

    /// Them as events name them.
    pub fn actor(&self) -> Actor {
        match self.kind {
            CallerKind::Person => Actor::Person(self.subject.clone()),
            CallerKind::Service => Actor::Service(self.subject.clone()),
        }
    }

    /// Them as the access register names them: under the first of these rights that they hold.
    pub fn looker(&self, rights: &[Right]) -> Looker {
        let organisation = self.organisations_with(rights).into_iter().next();
        Looker { subject: self.subject.clone(), organisation, client: self.client.clone() }
    }

    fn holds_at_root(&self, right: Right) -> bool {
        self.grants.iter().any(|grant| grant.right == right && grant.organisation.is_root())
    }
}

/// The right that a role name of a token stands for. `None` for roles of other services and for names that we do not
/// know: both are ignored, since a token lists everything that its holder has anywhere.
pub fn right_of_role(role: &str) -> Option<Right> {
    if role == SERVICE_USERS {
        return Some(Right::PalvelukayttajaCrud);
    }
    let name = role.strip_prefix(ROLE_PREFIX)?;
    let name: StrDeserializer<'_, Error> = name.into_deserializer();
    Right::deserialize(name).ok().filter(|right| *right != Right::PalvelukayttajaCrud)
}

/// The role name that stands for a right in a token.
pub fn role_of_right(right: Right) -> String {
    match right {
        Right::PalvelukayttajaCrud => SERVICE_USERS.to_owned(),
        right => format!("{ROLE_PREFIX}{right}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caller(grants: &[(&str, Right)]) -> Caller {
        let grant = |(oid, right): &(&str, Right)| Grant { organisation: oid.parse().unwrap(), right: *right };
        let (subject, grants) = ("1.2.246.562.24.1".to_owned(), grants.iter().map(grant).collect());
        Caller { kind: CallerKind::Service, subject, client: None, grants }
    }

    const ROOT: &str = "1.2.246.562.10.00000000001";
    const UNIVERSITY: &str = "1.2.246.562.10.11111111111";
    const OTHER: &str = "1.2.246.562.10.22222222222";

    #[test]
    fn every_right_has_a_role_and_comes_back() {
        for right in Right::ALL {
            assert_eq!(right_of_role(&role_of_right(*right)), Some(*right));
        }
        assert_eq!(role_of_right(Right::YleistunnisteLuonti), "OPPIJANUMEROREKISTERI_YLEISTUNNISTE_LUONTI");
    }

    #[test]
    fn unknown_roles_and_roles_of_other_services_are_ignored() {
        for role in ["OPPIJANUMEROREKISTERI_KEISARI", "KAYTTOOIKEUS_READ", "READ", "OPPIJANUMEROREKISTERI_", ""] {
            assert_eq!(right_of_role(role), None, "{role}");
        }
        // A known right is no prefix match: today's registry confuses READ with READ_X (7.4).
        assert_eq!(right_of_role("OPPIJANUMEROREKISTERI_READ_ALL"), None);
    }

    #[test]
    fn only_the_root_makes_a_keeper() {
        let keeper = caller(&[(ROOT, Right::Rekisterinpitaja)]);
        let local = caller(&[(UNIVERSITY, Right::Rekisterinpitaja), (UNIVERSITY, Right::RekisterinpitajaRead)]);
        let auditor = caller(&[(ROOT, Right::RekisterinpitajaRead)]);
        assert!(keeper.is_keeper() && keeper.reads_all());
        assert!(!local.is_keeper() && !local.reads_all());
        assert!(!auditor.is_keeper() && auditor.reads_all());
        assert!(local.holds(Right::Rekisterinpitaja) && !local.holds(Right::Oppijoidentuonti));
        assert!(!caller(&[(ROOT, Right::Oppijoidentuonti)]).reads_all());
    }

    #[test]
    fn events_tell_a_person_from_a_service() {
        let service = caller(&[]);
        let person = Caller { kind: CallerKind::Person, ..service.clone() };
        assert_eq!(service.actor(), Actor::Service(service.subject.clone()));
        assert_eq!(person.actor(), Actor::Person(person.subject));
    }

    #[test]
    fn organisations_come_as_granted_and_once() {
        let rights = [Right::Oppijoidentuonti, Right::YleistunnisteLuonti];
        let caller = caller(&[
            (UNIVERSITY, Right::Oppijoidentuonti),
            (OTHER, Right::TuontidataRead),
            (UNIVERSITY, Right::YleistunnisteLuonti),
            (ROOT, Right::YleistunnisteLuonti),
        ]);
        let found: Vec<String> = caller.organisations_with(&rights).iter().map(ToString::to_string).collect();
        assert_eq!(found, [UNIVERSITY, ROOT]);
        assert!(caller.organisations_with(&[]).is_empty());
    }
}
