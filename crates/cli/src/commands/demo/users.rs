//! The invented officials of the demo, one of each kind.

use app::caller::{Caller, CallerKind, Grant};
use events::OrganisationOid;
use events::codes::Right;
use web::staff::sign_in::SampleUser;

use super::samples;
use crate::commands::Failure;

/// An official of the university who puts learners right, one of the school who only imports, two of the keeper, of whom one
/// agrees to what the other asks, and an auditor, who can change nothing.
pub fn sample_users() -> Result<Vec<SampleUser>, Failure> {
    let at = |organisation: &str| {
        let parsed = organisation.parse::<OrganisationOid>();
        parsed.map_err(|_| Failure("a sample user's organisation is not an OID".to_owned()))
    };
    let (university, school) = (at(samples::UNIVERSITY.organisation)?, at(samples::SCHOOL.organisation)?);
    let (importer, root) = ([Right::Oppijoidentuonti], OrganisationOid::root());
    let keeper = [Right::Rekisterinpitaja, Right::TuontidataRead];
    let official = [Right::Oppijoidentuonti, Right::HenkilonRu, Right::ManuaalinenYksilointi, Right::VtjVertailunakyma];
    Ok(vec![
        user("yliopisto", "Aino Virkkula", "1.2.246.562.24.00000020011", &university, &official),
        user("koulu", "Birger Nyström", "1.2.246.562.24.00000020024", &school, &importer),
        user("rekisterinpitaja", "Hilkka Saarenmaa", "1.2.246.562.24.00000020037", &root, &keeper),
        user("toinen-rekisterinpitaja", "Kaarina Elovainio", "1.2.246.562.24.00000020079", &root, &keeper),
        user("tarkastaja", "Onerva Tiilikka", "1.2.246.562.24.00000020040", &root, &[Right::RekisterinpitajaRead]),
    ])
}

fn user(id: &str, name: &str, subject: &str, organisation: &OrganisationOid, rights: &[Right]) -> SampleUser {
    let grant = |right: &Right| Grant { organisation: organisation.clone(), right: *right };
    let grants = rights.iter().map(grant).collect();
    let caller = Caller { kind: CallerKind::Person, subject: subject.to_owned(), client: None, grants };
    SampleUser { id: id.to_owned(), name: name.to_owned(), caller }
}
