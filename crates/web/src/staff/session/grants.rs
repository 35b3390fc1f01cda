//! Grants as a session holds them: few bytes for each organisation, since an official may have rights in hundreds and a
//! browser keeps four kilobytes in a cookie.
//!
//! Organisations in which somebody has the same rights stand together, by the number of digits of their last arc, each
//! as that arc's number: five bytes for an OID of today, ten for one of the oldest.

use std::collections::BTreeMap;

use app::caller::Grant;
use events::OrganisationOid;
use events::codes::Right;
use minicbor::{Decode, Encode};

/// The arc of organisation OIDs.
const ARC: &str = "1.2.246.562.10.";

/// Organisations with the same rights and OIDs of the same length.
#[derive(Encode, Decode)]
pub(crate) struct Group {
    /// A bit for the number of each right.
    #[n(0)]
    rights: u64,
    #[n(1)]
    digits: u32,
    #[cbor(n(2), with = "minicbor::bytes")]
    numbers: Vec<u8>,
}

/// Packs grants, in an order of their own. `None` when one cannot be packed.
pub(crate) fn pack(grants: &[Grant]) -> Option<Vec<Group>> {
    let mut rights: BTreeMap<&OrganisationOid, u64> = BTreeMap::new();
    for grant in grants {
        *rights.entry(&grant.organisation).or_default() |= 1u64.checked_shl(grant.right.number())?;
    }
    let mut groups: BTreeMap<(u64, u32), Vec<u8>> = BTreeMap::new();
    for (organisation, rights) in rights {
        let oid = organisation.to_string();
        let arc = oid.strip_prefix(ARC)?;
        let digits = u32::try_from(arc.len()).ok()?;
        let number = arc.parse::<u128>().ok()?.to_be_bytes();
        groups.entry((rights, digits)).or_default().extend(&number[number.len() - width(digits)?..]);
    }
    Some(groups.into_iter().map(|((rights, digits), numbers)| Group { rights, digits, numbers }).collect())
}

/// The grants that were packed. `None` when this is nothing that was packed here.
pub(crate) fn unpack(groups: &[Group]) -> Option<Vec<Grant>> {
    let mut grants = Vec::new();
    for Group { rights, digits, numbers } in groups {
        for bytes in numbers.chunks(width(*digits)?) {
            let number = bytes.iter().fold(0u128, |number, byte| number << 8 | u128::from(*byte));
            let organisation: OrganisationOid =
                format!("{ARC}{number:0digits$}", digits = usize::try_from(*digits).ok()?).parse().ok()?;
            let held = |right: &&Right| 1u64.checked_shl(right.number()).is_some_and(|bit| rights & bit != 0);
            let grant = |right: &Right| Grant { organisation: organisation.clone(), right: *right };
            grants.extend(Right::ALL.iter().filter(held).map(grant));
        }
    }
    Some(grants)
}

/// How many bytes a number of so many digits needs.
fn width(digits: u32) -> Option<usize> {
    let largest = 10u128.checked_pow(digits).filter(|_| digits > 0)? - 1;
    usize::try_from((u128::BITS - largest.leading_zeros()).div_ceil(8)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grants(list: &[(&str, Right)]) -> Vec<Grant> {
        let grant = |(arc, right): &(&str, Right)| Grant {
            organisation: format!("{ARC}{arc}").parse().unwrap(),
            right: *right,
        };
        list.iter().map(grant).collect()
    }

    #[test]
    fn organisations_of_every_age_come_back_with_their_rights() {
        let longest = "9".repeat(30);
        let list = grants(&[
            ("00000000001", Right::Rekisterinpitaja),
            ("99999999999", Right::Oppijoidentuonti),
            ("99999999999", Right::VtjVertailunakyma),
            ("2013112014294919827487", Right::Oppijoidentuonti),
            ("0", Right::DuplicateRead),
            (&longest, Right::Read),
        ]);
        let mut back = unpack(&pack(&list).unwrap()).unwrap();
        assert_eq!(back.len(), list.len());
        back.retain(|grant| !list.contains(grant));
        assert!(back.is_empty(), "{back:?}");
    }

    #[test]
    fn every_right_fits() {
        let all: Vec<_> = Right::ALL.iter().map(|right| ("00000000001", *right)).collect();
        assert_eq!(unpack(&pack(&grants(&all)).unwrap()).unwrap(), grants(&all));
    }
}
