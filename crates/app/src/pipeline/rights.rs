//! Whether a right reaches what a command is about. No other place answers this for commands.

use events::OrganisationOid;
use events::codes::Right;

use crate::caller::Caller;
use crate::maker::Granted;
use crate::organisations::OrganisationTree;

/// Where a right must be held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Where {
    /// In any organisation.
    Anywhere,
    /// In an organisation of what the command is about, or above one; or in the root.
    Within,
    /// In the root.
    Root,
}

/// A right that opens a command, and where it must be held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opens {
    /// The right.
    pub right: Right,
    /// Where.
    pub held: Where,
}

impl Opens {
    /// A right in any organisation.
    pub const fn anywhere(right: Right) -> Opens {
        Opens { right, held: Where::Anywhere }
    }

    /// A right in an organisation of what the command is about.
    pub const fn within(right: Right) -> Opens {
        Opens { right, held: Where::Within }
    }

    /// A right in the root.
    pub const fn at_root(right: Right) -> Opens {
        Opens { right, held: Where::Root }
    }
}

/// What a right must reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Something that belongs to these organisations; one of them is enough. What belongs to none is reached from the
    /// root.
    Organisations(Vec<OrganisationOid>),
    /// A person of these organisations; as above, but to callers who may open no learner of theirs there is no such person.
    Person(Vec<OrganisationOid>),
    /// There is nothing of the kind. The decision says so, to everybody who holds one of the rights somewhere.
    Nothing,
}

/// Does the caller hold one of these rights at all?
pub(crate) fn held_somewhere(caller: &Caller, rights: &[Opens]) -> bool {
    rights.iter().any(|opens| match opens.held {
        Where::Root => caller.organisations_with(&[opens.right]).iter().any(OrganisationOid::is_root),
        Where::Anywhere | Where::Within => caller.holds(opens.right),
    })
}

/// The first of the rights that reaches, and the organisations from which it does.
pub(crate) fn granted(
    tree: &OrganisationTree,
    caller: &Caller,
    rights: &[Opens],
    reach: &[OrganisationOid],
) -> Option<Granted> {
    rights.iter().find_map(|Opens { right, held }| {
        let mut organisations = caller.organisations_with(&[*right]);
        match held {
            Where::Anywhere => {}
            Where::Root => organisations.retain(OrganisationOid::is_root),
            Where::Within => organisations.retain(|granted| {
                let granted = std::slice::from_ref(granted);
                granted[0].is_root() || reach.iter().any(|organisation| tree.covers(granted, organisation))
            }),
        }
        (!organisations.is_empty()).then_some(Granted { right: *right, organisations })
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a broken assumption must fail the test")]
mod tests {
    use super::*;
    use crate::caller::{CallerKind, Grant};

    const ROOT: &str = "1.2.246.562.10.00000000001";
    const UNIVERSITY: &str = "1.2.246.562.10.1";
    const FACULTY: &str = "1.2.246.562.10.2";
    const SCHOOL: &str = "1.2.246.562.10.3";
    const RIGHTS: &[Opens] = &[Opens::within(Right::TuontidataRead), Opens::at_root(Right::Rekisterinpitaja)];

    fn organisation(text: &str) -> OrganisationOid {
        text.parse().unwrap()
    }

    fn found(grants: &[(Right, &str)], rights: &[Opens], reach: &[&str]) -> Option<(Right, Vec<String>)> {
        let tree = r#"{"organisaatiot":[{"oid":"1.2.246.562.10.1","children":[{"oid":"1.2.246.562.10.2"}]}]}"#;
        let tree = OrganisationTree::parse(tree).unwrap();
        let grants = grants.iter().map(|(right, at)| Grant { organisation: organisation(at), right: *right }).collect();
        let caller = Caller { kind: CallerKind::Person, subject: "somebody".to_owned(), client: None, grants };
        let reach: Vec<OrganisationOid> = reach.iter().map(|text| organisation(text)).collect();
        let granted = granted(&tree, &caller, rights, &reach)?;
        Some((granted.right, granted.organisations.iter().map(ToString::to_string).collect()))
    }

    #[test]
    fn a_right_reaches_its_organisation_and_those_below_and_from_the_root_everything() {
        let at = |place| found(&[(Right::TuontidataRead, place)], RIGHTS, &[FACULTY]);
        assert_eq!(at(FACULTY).unwrap().1, [FACULTY]);
        assert_eq!(at(UNIVERSITY).unwrap().1, [UNIVERSITY]);
        assert_eq!(at(ROOT).unwrap().1, [ROOT]);
        assert_eq!(at(SCHOOL), None);
        assert_eq!(found(&[(Right::TuontidataRead, FACULTY)], RIGHTS, &[UNIVERSITY]), None, "never upwards");
    }

    #[test]
    fn what_belongs_to_nobody_is_reached_from_the_root_alone() {
        assert_eq!(found(&[(Right::TuontidataRead, UNIVERSITY)], RIGHTS, &[]), None);
        assert!(found(&[(Right::TuontidataRead, ROOT)], RIGHTS, &[]).is_some());
    }

    #[test]
    fn a_right_of_the_root_counts_nowhere_else() {
        assert_eq!(found(&[(Right::Rekisterinpitaja, UNIVERSITY)], RIGHTS, &[UNIVERSITY]), None);
        let keeper = found(&[(Right::Rekisterinpitaja, ROOT)], RIGHTS, &[UNIVERSITY]).unwrap();
        assert_eq!(keeper, (Right::Rekisterinpitaja, vec![ROOT.to_owned()]));
    }

    #[test]
    fn only_the_organisations_that_reach_are_recorded() {
        let both = [(Right::TuontidataRead, SCHOOL), (Right::TuontidataRead, UNIVERSITY)];
        assert_eq!(found(&both, RIGHTS, &[FACULTY]).unwrap().1, [UNIVERSITY]);
        let anywhere = &[Opens::anywhere(Right::TuontidataRead)];
        assert_eq!(found(&both, anywhere, &[]).unwrap().1, [SCHOOL, UNIVERSITY]);
        assert_eq!(found(&[(Right::HenkilonRu, ROOT)], anywhere, &[]), None);
    }
}
