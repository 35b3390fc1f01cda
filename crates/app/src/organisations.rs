//! The tree of organisations: a right in an organisation reaches the organisations below it, also abolished ones.
//!
//! It is read from a file in the shape of organisaatiopalvelu's hierarchy answer:
//! `{"organisaatiot":[{"oid","parentOid","nimi":{"fi","sv","en"},"status","children":[…]}]}`. `parentOid` is optional
//! where the nesting says the same; the status does not matter. Source: ONR's behaviour.

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use events::OrganisationOid;
use serde::Deserialize;
use texts::Lang;
use texts::alphabet::alphabetical;

/// An organisation's name; a language that it has no name in is absent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct OrganisationName {
    /// In Finnish.
    pub fi: Option<String>,
    /// In Swedish.
    pub sv: Option<String>,
    /// In English.
    pub en: Option<String>,
}

impl OrganisationName {
    /// The name in a language (`fi`, `sv`, `en`), or else in the first of Finnish, Swedish and English that there is.
    pub fn text(&self, language: &str) -> Option<&str> {
        let wanted = match language {
            "sv" => &self.sv,
            "en" => &self.en,
            _ => &self.fi,
        };
        [wanted, &self.fi, &self.sv, &self.en].into_iter().find_map(|name| name.as_deref())
    }
}

/// The organisations that are known, and what is below what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrganisationTree {
    nodes: HashMap<OrganisationOid, Node>,
    /// Where each stands among all by its name, in each language; sorted when somebody asks.
    places: [OnceLock<HashMap<OrganisationOid, usize>>; Lang::ALL.len()],
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Node {
    name: OrganisationName,
    children: Vec<OrganisationOid>,
}

/// Why a text is not a tree of organisations.
#[derive(Debug, thiserror::Error)]
pub enum OrganisationsError {
    /// Not JSON, or not of the expected shape.
    #[error("the organisations are not readable: {0}")]
    Json(#[from] serde_json::Error),
    /// An `oid` or `parentOid` is not one of an organisation.
    #[error("{place} is not the OID of an organisation (1.2.246.562.10.…): {text:?}")]
    NotAnOid {
        /// Where in the file, such as `organisaatiot[2].children[0].oid`.
        place: String,
        /// What stands there.
        text: String,
    },
    /// No organisation at all: surely the wrong file.
    #[error("the file lists no organisations")]
    Empty,
}

#[derive(Deserialize)]
struct File {
    organisaatiot: Vec<Listed>,
}

#[derive(Deserialize)]
struct Listed {
    oid: String,
    #[serde(rename = "parentOid")]
    parent: Option<String>,
    #[serde(default)]
    nimi: OrganisationName,
    #[serde(default)]
    children: Vec<Listed>,
}

impl OrganisationTree {
    /// Reads the file's text. An organisation that is listed in several places is below all of them.
    pub fn parse(json: &str) -> Result<OrganisationTree, OrganisationsError> {
        let file: File = serde_json::from_str(json)?;
        if file.organisaatiot.is_empty() {
            return Err(OrganisationsError::Empty);
        }
        let mut tree = OrganisationTree::default();
        for (at, listed) in file.organisaatiot.into_iter().enumerate() {
            tree.add(listed, None, &format!("organisaatiot[{at}]"))?;
        }
        Ok(tree)
    }

    /// Nesting is bounded by the JSON reader (128 levels), so this recursion is too.
    fn add(&mut self, listed: Listed, above: Option<&OrganisationOid>, place: &str) -> Result<(), OrganisationsError> {
        let oid = organisation(&listed.oid, place, "oid")?;
        let parent = listed.parent.as_deref().map(|text| organisation(text, place, "parentOid")).transpose()?;
        self.nodes.entry(oid.clone()).or_default().name = listed.nimi;
        for parent in above.into_iter().chain(&parent) {
            let children = &mut self.nodes.entry(parent.clone()).or_default().children;
            if !children.contains(&oid) {
                children.push(oid.clone());
            }
        }
        for (at, child) in listed.children.into_iter().enumerate() {
            self.add(child, Some(&oid), &format!("{place}.children[{at}]"))?;
        }
        Ok(())
    }

    /// Every organisation that is known.
    pub fn all(&self) -> impl Iterator<Item = &OrganisationOid> {
        self.nodes.keys()
    }

    /// Where an organisation stands among all in the order of their names; `None` when it is not known.
    pub fn place(&self, oid: &OrganisationOid, lang: Lang) -> Option<usize> {
        let places = self.places[lang as usize].get_or_init(|| {
            let name = |oid: &OrganisationOid| self.name(oid).and_then(|name| name.text(lang.code())).map(alphabetical);
            let mut sorted: Vec<_> = self.all().map(|oid| (name(oid), oid)).collect();
            sorted.sort();
            sorted.into_iter().enumerate().map(|(place, (_, oid))| (oid.clone(), place)).collect()
        });
        places.get(oid).copied()
    }

    /// The first organisation by OID that has this name in any language, whatever the letter case.
    pub fn named(&self, name: &str) -> Option<OrganisationOid> {
        let wanted = name.to_lowercase();
        let is = |text: &Option<String>| text.as_ref().is_some_and(|text| text.to_lowercase() == wanted);
        let named = |(_, node): &(&OrganisationOid, &Node)| is(&node.name.fi) || is(&node.name.sv) || is(&node.name.en);
        self.nodes.iter().filter(named).map(|(oid, _)| oid).min().cloned()
    }

    /// The given organisations and everything below them. Below the root stands every organisation that is known,
    /// listed under it or not. An organisation that is not known stays in the answer, alone.
    ///
    /// What an unknown organisation belongs to is not in the answer: ask [`OrganisationTree::covers`] for one.
    pub fn with_descendants(&self, organisations: &[OrganisationOid]) -> BTreeSet<OrganisationOid> {
        let mut found: BTreeSet<OrganisationOid> = BTreeSet::new();
        if organisations.iter().any(OrganisationOid::is_root) {
            found.extend(self.nodes.keys().cloned());
        }
        // Who is in the answer already is not walked again, so a ring in the file does no harm.
        let mut waiting: Vec<&OrganisationOid> = organisations.iter().collect();
        while let Some(oid) = waiting.pop() {
            if found.insert(oid.clone())
                && let Some(node) = self.nodes.get(oid)
            {
                waiting.extend(&node.children);
            }
        }
        found
    }

    /// Does a right in one of `granted` reach `organisation`? One in the root reaches also what the tree does not know.
    pub fn covers(&self, granted: &[OrganisationOid], organisation: &OrganisationOid) -> bool {
        granted.iter().any(|oid| oid.is_root() || oid == organisation)
            || self.with_descendants(granted).contains(organisation)
    }

    /// The organisation's name; `None` when it is not known.
    pub fn name(&self, oid: &OrganisationOid) -> Option<&OrganisationName> {
        self.nodes.get(oid).map(|node| &node.name)
    }
}

fn organisation(text: &str, place: &str, property: &str) -> Result<OrganisationOid, OrganisationsError> {
    let fault = |_| OrganisationsError::NotAnOid { place: format!("{place}.{property}"), text: text.to_owned() };
    text.parse().map_err(fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn oid(n: u32) -> OrganisationOid {
        format!("1.2.246.562.10.{n}").parse().unwrap()
    }

    fn tree() -> OrganisationTree {
        OrganisationTree::parse(
            r#"{"numHits":9,"organisaatiot":[
              {"oid":"1.2.246.562.10.1","nimi":{"fi":"Yksi","sv":"Ett"},"status":"AKTIIVINEN","children":[
                {"oid":"1.2.246.562.10.2","parentOid":"1.2.246.562.10.1","nimi":{"fi":"Kaksi"},"children":[
                  {"oid":"1.2.246.562.10.3","nimi":{"sv":"Tre"},"status":"PASSIIVINEN"}]}]},
              {"oid":"1.2.246.562.10.4","parentOid":"1.2.246.562.10.2","nimi":{},"children":[]},
              {"oid":"1.2.246.562.10.5","nimi":{"en":"Five"}}]}"#,
        )
        .unwrap()
    }

    #[test]
    fn descendants_follow_nesting_and_parents_also_abolished_ones() {
        assert_eq!(tree().with_descendants(&[oid(1)]), BTreeSet::from([oid(1), oid(2), oid(3), oid(4)]));
        assert_eq!(tree().with_descendants(&[oid(3), oid(5)]), BTreeSet::from([oid(3), oid(5)]));
        assert_eq!(tree().with_descendants(&[oid(77)]), BTreeSet::from([oid(77)]));
        assert!(tree().with_descendants(&[]).is_empty());
    }

    #[test]
    fn the_root_holds_everything_though_nothing_is_listed_under_it() {
        let all = tree().with_descendants(&[OrganisationOid::root()]);
        assert_eq!(all.len(), 6);
        assert!(all.contains(&OrganisationOid::root()) && all.contains(&oid(5)));
        assert!(tree().covers(&[OrganisationOid::root()], &oid(77)));
        assert!(tree().covers(&[oid(1)], &oid(4)));
        assert!(tree().covers(&[oid(77)], &oid(77)));
        assert!(!tree().covers(&[oid(1)], &oid(5)));
        assert!(!tree().covers(&[oid(1)], &OrganisationOid::root()));
    }

    #[test]
    fn names_fall_back_to_another_language() {
        let tree = tree();
        let text = |n, language| tree.name(&oid(n)).unwrap().text(language);
        assert_eq!(text(1, "sv"), Some("Ett"));
        assert_eq!(text(1, "en"), Some("Yksi"));
        assert_eq!(text(3, "fi"), Some("Tre"));
        assert_eq!(text(4, "fi"), None);
        assert_eq!(tree.name(&oid(77)), None);
    }

    #[test]
    fn a_ring_in_the_file_ends() {
        let ring = r#"{"organisaatiot":[
            {"oid":"1.2.246.562.10.1","parentOid":"1.2.246.562.10.2"},
            {"oid":"1.2.246.562.10.2","parentOid":"1.2.246.562.10.1"}]}"#;
        let tree = OrganisationTree::parse(ring).unwrap();
        assert_eq!(tree.with_descendants(&[oid(1)]), BTreeSet::from([oid(1), oid(2)]));
    }

    #[test]
    fn faults_name_their_cause() {
        let fault = |json| OrganisationTree::parse(json).unwrap_err().to_string();
        assert_eq!(fault(r#"{"organisaatiot":[]}"#), "the file lists no organisations");
        assert!(fault(r#"{"organisations":[]}"#).contains("organisaatiot"));
        let nested = r#"{"organisaatiot":[{"oid":"1.2.246.562.10.1","children":[{"oid":"1.2.246.562.24.1"}]}]}"#;
        assert_eq!(
            fault(nested),
            "organisaatiot[0].children[0].oid is not the OID of an organisation (1.2.246.562.10.…): \
             \"1.2.246.562.24.1\""
        );
    }

    #[test]
    fn the_demo_tree_is_whole() {
        let tree = OrganisationTree::parse(include_str!("../demo/organisations.json")).unwrap();
        assert!(tree.with_descendants(&[OrganisationOid::root()]).len() >= 20);
        for node in tree.nodes.values() {
            for language in [&node.name.fi, &node.name.sv, &node.name.en] {
                assert!(language.is_some());
            }
        }
        let university: OrganisationOid = "1.2.246.562.10.90000000011".parse().unwrap();
        assert_eq!(tree.with_descendants(std::slice::from_ref(&university)).len(), 3);
    }
}
