//! What the CAS server says of a ticket (CAS protocol 3.0, 2.5): XML with the user's attributes.

use app::caller::{Caller, CallerKind, Grant, right_of_role};
use roxmltree::{Document, Node};

/// The namespace of the protocol.
const NAMESPACE: &str = "http://www.yale.edu/tp/cas";
/// How käyttöoikeuspalvelu's roles begin here, before the names that tokens have.
const ROLE_PREFIX: &str = "ROLE_APP_";

/// Why an answer names nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// The ticket is not accepted.
    Refused,
    /// It is not an answer of the protocol.
    Unreadable,
}

/// Reads an answer. The caller is `oidHenkilo`; roles stand as `ROLE_APP_{SERVICE}_{RIGHT}_{organisation}`.
pub(super) fn read(text: &str) -> Result<Caller, Fault> {
    let document = Document::parse(text).map_err(|_| Fault::Unreadable)?;
    let root = document.root_element();
    if root.tag_name().name() != "serviceResponse" {
        return Err(Fault::Unreadable);
    }
    if child(root, "authenticationFailure").is_some() {
        return Err(Fault::Refused);
    }
    let success = child(root, "authenticationSuccess").ok_or(Fault::Unreadable)?;
    let user = child(success, "user").and_then(text_of).ok_or(Fault::Unreadable)?;
    let attributes = child(success, "attributes");
    let attribute = |name| attributes.and_then(|all| child(all, name)).and_then(text_of);
    let subject = attribute("oidHenkilo").unwrap_or_else(|| user.clone());
    let kind = match attribute("kayttajaTyyppi").as_deref() {
        Some("PALVELU") => CallerKind::Service,
        _ => CallerKind::Person,
    };
    let roles = attributes.into_iter().flat_map(|all| all.children().filter(|one| is(one, "roles")));
    let grants = roles.filter_map(text_of).filter_map(|role| grant_of(&role)).collect();
    Ok(Caller { kind, subject, client: Some(user), grants })
}

/// A role with its organisation; one without says only that there is one with.
pub(super) fn grant_of(role: &str) -> Option<Grant> {
    let (name, organisation) = role.strip_prefix(ROLE_PREFIX)?.rsplit_once('_')?;
    Some(Grant { organisation: organisation.parse().ok()?, right: right_of_role(name)? })
}

fn is(node: &Node<'_, '_>, name: &str) -> bool {
    let tag = node.tag_name();
    node.is_element() && tag.name() == name && tag.namespace().is_none_or(|own| own == NAMESPACE)
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| is(child, name))
}

fn text_of(node: Node<'_, '_>) -> Option<String> {
    node.text().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use events::codes::Right;

    fn answer(inside: &str) -> String {
        format!("<cas:serviceResponse xmlns:cas='{NAMESPACE}'>{inside}</cas:serviceResponse>")
    }

    #[test]
    fn a_user_has_the_roles_of_this_service() {
        let caller = read(&answer(
            "<cas:authenticationSuccess><cas:user>sisu</cas:user><cas:attributes>
               <cas:oidHenkilo> 1.2.246.562.24.10000000001 </cas:oidHenkilo>
               <cas:kayttajaTyyppi>PALVELU</cas:kayttajaTyyppi>
               <cas:roles>ROLE_APP_OPPIJANUMEROREKISTERI_OPPIJOIDENTUONTI</cas:roles>
               <cas:roles>ROLE_APP_OPPIJANUMEROREKISTERI_OPPIJOIDENTUONTI_1.2.246.562.10.11111111111</cas:roles>
               <cas:roles>ROLE_APP_ATARU_EDITORI_CRUD_1.2.246.562.10.11111111111</cas:roles>
             </cas:attributes></cas:authenticationSuccess>",
        ))
        .unwrap();
        assert_eq!((caller.kind, caller.subject.as_str()), (CallerKind::Service, "1.2.246.562.24.10000000001"));
        let organisation = "1.2.246.562.10.11111111111".parse().unwrap();
        assert_eq!(caller.grants, [Grant { organisation, right: Right::Oppijoidentuonti }]);
    }

    #[test]
    fn a_ticket_that_is_not_accepted_is_told_from_an_answer_that_is_none() {
        let failure = "<cas:authenticationFailure code='INVALID_TICKET'>no</cas:authenticationFailure>";
        assert_eq!(read(&answer(failure)), Err(Fault::Refused));
        for text in ["", "<html/>", "{}", &answer(""), &answer("<cas:authenticationSuccess/>")] {
            assert_eq!(read(text), Err(Fault::Unreadable), "{text}");
        }
    }

    #[test]
    fn entities_are_not_expanded_without_end() {
        let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><x>&b;</x>";
        assert_eq!(read(bomb), Err(Fault::Unreadable));
    }
}
