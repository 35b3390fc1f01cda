//! What a provider says of somebody, by the claims that a house has configured.
//!
//! Roles come in the shape of the bearer tokens: `{organisation OID: ["OPPIJANUMEROREKISTERI_…", …]}`. Roles of other
//! services and organisations of another arc are passed over.

use app::caller::{Caller, CallerKind, Grant, right_of_role};
use events::OrganisationOid;
use serde::Serialize;
use serde_json::Value;

use super::SignedIn;

/// The longest name and subject that are kept, in characters.
const LONGEST: usize = 200;

/// Which claims say what: names, or for a claim within another the names on the way to it, with dots between.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimNames {
    /// Who somebody is, for ever: the OID of an official.
    pub subject: String,
    /// What somebody is called.
    pub name: String,
    /// What somebody may do, and where.
    pub roles: String,
}

/// Claims as they were sent.
pub(super) fn values(claims: &impl Serialize) -> Value {
    serde_json::to_value(claims).unwrap_or_default()
}

impl ClaimNames {
    /// Is everything said that is asked for?
    pub(super) fn all_in(&self, said: &[Value]) -> bool {
        [&self.subject, &self.name, &self.roles].into_iter().all(|path| find(said, path).is_some())
    }

    /// Who is signed in. `None` without a subject.
    pub(super) fn signed_in(&self, said: &[Value]) -> Option<SignedIn> {
        let text = |path| find(said, path)?.as_str().map(str::trim).filter(|text| !text.is_empty()).map(cut);
        let subject = text(&self.subject)?;
        let name = text(&self.name).unwrap_or_else(|| subject.clone());
        let grants = find(said, &self.roles).map(grants).unwrap_or_default();
        Some(SignedIn { caller: Caller { kind: CallerKind::Person, subject, client: None, grants }, name })
    }
}

/// The claim itself, or the one that the path leads to; what is said first counts.
fn find<'a>(said: &'a [Value], path: &str) -> Option<&'a Value> {
    let within = |value: &'a Value| path.split('.').try_fold(value, |value, part| value.get(part));
    said.iter().find_map(|value| value.get(path).or_else(|| within(value))).filter(|value| !value.is_null())
}

fn grants(roles: &Value) -> Vec<Grant> {
    let mut grants = Vec::new();
    for (organisation, roles) in roles.as_object().into_iter().flatten() {
        let Ok(organisation) = organisation.parse::<OrganisationOid>() else { continue };
        let rights = roles.as_array().into_iter().flatten().filter_map(|role| right_of_role(role.as_str()?));
        grants.extend(rights.map(|right| Grant { organisation: organisation.clone(), right }));
    }
    grants
}

fn cut(text: &str) -> String {
    text.chars().filter(|character| !character.is_control()).take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use events::codes::Right;
    use serde_json::json;

    use super::*;

    fn names(subject: &str, name: &str, roles: &str) -> ClaimNames {
        ClaimNames { subject: subject.to_owned(), name: name.to_owned(), roles: roles.to_owned() }
    }

    #[test]
    fn roles_have_the_shape_of_the_bearer_tokens() {
        let said = json!({
            "sub": "1.2.246.562.24.00000020011",
            "name": "Aino Virkkula",
            "roles": {
                "1.2.246.562.10.90000000011": ["OPPIJANUMEROREKISTERI_OPPIJOIDENTUONTI", "KOSKI_READ", 7],
                "1.2.246.562.28.90000000011": ["OPPIJANUMEROREKISTERI_REKISTERINPITAJA"],
                "1.2.246.562.10.90000000012": "OPPIJANUMEROREKISTERI_REKISTERINPITAJA",
            },
        });
        let who = names("sub", "name", "roles").signed_in(&[said]).unwrap();
        assert_eq!((who.caller.subject.as_str(), who.name.as_str()), ("1.2.246.562.24.00000020011", "Aino Virkkula"));
        let organisation = "1.2.246.562.10.90000000011".parse().unwrap();
        assert_eq!(who.caller.grants, [Grant { organisation, right: Right::Oppijoidentuonti }]);
    }

    #[test]
    fn claims_may_stand_within_others_or_have_dots_in_their_names() {
        let roles = json!({"1.2.246.562.10.00000000001": ["OPPIJANUMEROREKISTERI_REKISTERINPITAJA_READ"]});
        let said = json!({"access": {"onr": {"roles": roles}}, "https://house.example/oid": "oid-1", "name": null});
        let who = names("https://house.example/oid", "name", "access.onr.roles").signed_in(&[said]).unwrap();
        assert!(who.caller.reads_all());
        assert_eq!(who.name, "oid-1", "without a name they are called by their subject");
    }

    #[test]
    fn what_the_token_does_not_say_the_second_answer_may() {
        let (names, token, more) =
            (names("sub", "name", "roles"), json!({"sub": "a"}), json!({"sub": "b", "name": "N", "roles": {}}));
        assert!(!names.all_in(std::slice::from_ref(&token)));
        let said = [token, more];
        assert!(names.all_in(&said));
        let who = names.signed_in(&said).unwrap();
        assert_eq!((who.caller.subject.as_str(), who.name.as_str()), ("a", "N"));
        assert!(who.caller.grants.is_empty());
    }

    #[test]
    fn nobody_is_signed_in_without_a_subject() {
        for said in [json!({}), json!({"sub": " "}), json!({"sub": 7}), Value::Null] {
            assert!(names("sub", "name", "roles").signed_in(&[said]).is_none());
        }
    }
}
