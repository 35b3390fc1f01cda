//! Code sets (*koodisto*) that imports and edits are checked against and that give codes their names.
//!
//! The rules and their sources (ONR's behaviour, DVV's interface description):
//! - Sex must be in `sukupuoli`, mother tongue in `kieli`, each nationality in `maatjavaltiot2` (ONR 3.1), home
//!   municipality in `kunta` (ONR 3.2).
//! - Codes are compared in exact case. `kieli` has upper case (`FI`); the person interface and the store have lower
//!   case (`fi`), so who asks with a stored language raises its case first (ONR 3.1).
//! - Expired codes count as valid (ONR 3.1), so the sets keep municipalities that were merged and states that are gone.
//!   Old register codes that koodisto does not have (`230` Ethiopia, `iw` Hebrew) are mapped, not added (ONR 4.4).
//! - Codes of what is not known are codes as any other: `kunta` 198 none in Finland, 200 abroad, 999 unknown; `kieli`
//!   98 given in clear text only, 99 unknown; nationality 998 and 999 (VTJ 2.5). Repairs use 999, 99, 998 (ONR 6.3).
//! - A language that lacks a name shows null, as English of every municipality; a code that is not in its set shows
//!   null in all three (ONR 2.4): `name_of(code).cloned().unwrap_or_default()`.
//!
//! The sets are data in the binary, so that a koodisto service that is down cannot stop imports as it does today (ONR
//! 3.1). A set may be replaced by configuration: the caller reads the file, [`CodeSets::parse`] judges its text. Where
//! the shipped data come from is told in `crates/domain/codes/README.md`.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

/// Which code set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CodeSetName {
    /// Sex, `sukupuoli`.
    Sex,
    /// Language, `kieli`.
    Language,
    /// Countries and nationalities, `maatjavaltiot2`.
    Country,
    /// Home municipality, `kunta`.
    Municipality,
}

impl CodeSetName {
    /// The name that koodisto has for it.
    pub fn koodisto(self) -> &'static str {
        match self {
            CodeSetName::Sex => "sukupuoli",
            CodeSetName::Language => "kieli",
            CodeSetName::Country => "maatjavaltiot2",
            CodeSetName::Municipality => "kunta",
        }
    }
}

impl fmt::Display for CodeSetName {
    /// The name that koodisto has for it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.koodisto())
    }
}

/// The name of a code in each language; none where koodisto has none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeName {
    /// In Finnish.
    pub fi: Option<String>,
    /// In Swedish.
    pub sv: Option<String>,
    /// In English.
    pub en: Option<String>,
}

/// A text is not the code set that it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("code set {set}: {cause}")]
pub struct CodeSetError {
    /// The set that was expected.
    pub set: CodeSetName,
    /// Why not.
    pub cause: CodeSetCause,
}

/// Why a text is not a code set. Rows are counted from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CodeSetCause {
    /// Not JSON, a value of the wrong kind, or a field that a code set does not have; with line and column.
    #[error("{0}")]
    Malformed(String),
    /// The set lacks its `koodisto` or `koodit`.
    #[error("field `{0}` is missing")]
    MissingField(&'static str),
    /// The code in this row lacks its `koodi` or `nimi`; a blank `koodi` counts as none.
    #[error("field `{0}` is missing in row {1}")]
    MissingInRow(&'static str, usize),
    /// The text is of another koodisto, named here.
    #[error("the text is of koodisto `{0}`")]
    WrongKoodisto(String),
    /// This code stands again in this row.
    #[error("code `{0}` stands again in row {1}")]
    DuplicateCode(String, usize),
    /// Not one code: every import would be refused.
    #[error("there are no codes")]
    Empty,
}

/// A set as written in its file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenSet {
    koodisto: Option<String>,
    koodit: Option<Vec<WrittenCode>>,
}

/// A code as written in its file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenCode {
    koodi: Option<String>,
    nimi: Option<CodeName>,
}

/// One code set, never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeSet {
    name: CodeSetName,
    codes: BTreeMap<String, CodeName>,
}

impl CodeSet {
    /// Which set this is.
    pub fn name(&self) -> CodeSetName {
        self.name
    }

    /// Whether the code is in the set, compared in exact case.
    pub fn contains(&self, code: &str) -> bool {
        self.codes.contains_key(code)
    }

    /// The name of a code, compared in exact case; none if it is not in the set.
    pub fn name_of(&self, code: &str) -> Option<&CodeName> {
        self.codes.get(code)
    }

    /// How many codes.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Always false: a set without codes is refused.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// Every code with its name, in the order of the codes.
    pub fn codes(&self) -> impl Iterator<Item = (&str, &CodeName)> {
        self.codes.iter().map(|(code, name)| (code.as_str(), name))
    }
}

/// The four code sets that persons are checked against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeSets {
    /// Sex, `sukupuoli`.
    pub sex: CodeSet,
    /// Language, `kieli`.
    pub language: CodeSet,
    /// Countries and nationalities, `maatjavaltiot2`.
    pub country: CodeSet,
    /// Home municipality, `kunta`.
    pub municipality: CodeSet,
}

impl CodeSets {
    /// The sets in the binary. Reads their text each time: call it once, at start. A test proves that it succeeds.
    pub fn shipped() -> Result<CodeSets, CodeSetError> {
        Ok(CodeSets {
            sex: CodeSets::parse(CodeSetName::Sex, include_str!("../codes/sukupuoli.json"))?,
            language: CodeSets::parse(CodeSetName::Language, include_str!("../codes/kieli.json"))?,
            country: CodeSets::parse(CodeSetName::Country, include_str!("../codes/maatjavaltiot2.json"))?,
            municipality: CodeSets::parse(CodeSetName::Municipality, include_str!("../codes/kunta.json"))?,
        })
    }

    /// Reads a set from JSON as in `crates/domain/codes/`. A language without a name may be null or left out.
    pub fn parse(set: CodeSetName, json: &str) -> Result<CodeSet, CodeSetError> {
        read_codes(set, json).map(|codes| CodeSet { name: set, codes }).map_err(|cause| CodeSetError { set, cause })
    }
}

fn read_codes(set: CodeSetName, json: &str) -> Result<BTreeMap<String, CodeName>, CodeSetCause> {
    let written: WrittenSet = serde_json::from_str(json).map_err(|error| CodeSetCause::Malformed(error.to_string()))?;
    let koodisto = written.koodisto.ok_or(CodeSetCause::MissingField("koodisto"))?;
    if koodisto != set.koodisto() {
        return Err(CodeSetCause::WrongKoodisto(koodisto));
    }
    let mut codes = BTreeMap::new();
    for (row, entry) in (1..).zip(written.koodit.ok_or(CodeSetCause::MissingField("koodit"))?) {
        let missing = |field| CodeSetCause::MissingInRow(field, row);
        let code = entry.koodi.filter(|code| !code.trim().is_empty()).ok_or_else(|| missing("koodi"))?;
        let name = entry.nimi.ok_or_else(|| missing("nimi"))?;
        if codes.contains_key(&code) {
            return Err(CodeSetCause::DuplicateCode(code, row));
        }
        codes.insert(code, name);
    }
    if codes.is_empty() { Err(CodeSetCause::Empty) } else { Ok(codes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(fi: &str, sv: &str, en: Option<&str>) -> CodeName {
        CodeName { fi: Some(fi.into()), sv: Some(sv.into()), en: en.map(Into::into) }
    }

    #[test]
    fn shipped_sets_have_the_names_that_the_interface_shows() {
        let sets = CodeSets::shipped().unwrap();
        assert_eq!(sets.sex.name_of("1"), Some(&name("mies", "man", Some("male"))));
        assert_eq!(sets.sex.name_of("2"), Some(&name("nainen", "kvinna", Some("female"))));
        assert_eq!(sets.language.name_of("FI"), Some(&name("suomi", "finska", Some("Finnish"))));
        assert_eq!(sets.language.name_of("SE"), Some(&name("pohjoissaame", "nordsamiska", Some("Northern Sami"))));
        assert_eq!(sets.country.name_of("246"), Some(&name("Suomi", "Finland", Some("Finland"))));
        assert_eq!(sets.country.name_of("752"), Some(&name("Ruotsi", "Sverige", Some("Sweden"))));
        assert_eq!(sets.municipality.name_of("837"), Some(&name("Tampere", "Tammerfors", None)));
        assert_eq!(sets.municipality.name_of("091"), Some(&name("Helsinki", "Helsingfors", None)));
        assert_eq!(sets.municipality.name_of("049"), Some(&name("Espoo", "Esbo", None)));
    }

    #[test]
    fn shipped_sets_have_expired_codes_and_those_of_what_is_not_known() {
        let sets = CodeSets::shipped().unwrap();
        for (set, codes) in [
            (&sets.language, &["98", "99", "VK", "SH"][..]),
            (&sets.country, &["729", "736", "231", "810", "891", "998", "999"]),
            (&sets.municipality, &["198", "200", "999", "588", "911", "532"]),
        ] {
            for code in codes {
                assert!(set.contains(code), "{} {code}", set.name());
            }
        }
    }

    #[test]
    fn comparison_is_exact() {
        let sets = CodeSets::shipped().unwrap();
        for (set, codes) in [
            (&sets.sex, &["", " ", "0", "3"][..]),
            (&sets.language, &["fi", "Fi", "FIN", " FI", "IW"]),
            (&sets.country, &["46", "0246", "FIN", "9Z9"]),
            (&sets.municipality, &["91", "49", "Espoo"]),
        ] {
            for code in codes {
                assert!(!set.contains(code) && set.name_of(code).is_none(), "{} {code}", set.name());
            }
        }
    }

    #[test]
    fn shipped_codes_are_well_formed_and_named() {
        let sets = CodeSets::shipped().unwrap();
        let digits = |code: &str, length| code.len() == length && code.bytes().all(|b| b.is_ascii_digit());
        let upper = |code: &str| code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase());
        assert_eq!(sets.sex.codes().map(|(code, _)| code).collect::<Vec<_>>(), ["1", "2"]);
        assert!(sets.language.codes().all(|(code, _)| upper(code) || digits(code, 2)));
        assert!(sets.country.codes().chain(sets.municipality.codes()).all(|(code, _)| digits(code, 3)));
        assert!(sets.language.len() > 180 && sets.country.len() > 249 && sets.municipality.len() > 308);
        let given = |name: &Option<String>| name.as_ref().is_some_and(|name| !name.trim().is_empty());
        for set in [&sets.sex, &sets.language, &sets.country, &sets.municipality] {
            assert!(set.codes().all(|(_, name)| given(&name.fi) && given(&name.sv)), "{}", set.name());
            assert!(set.codes().all(|(_, name)| given(&name.en) == (set.name() != CodeSetName::Municipality)));
        }
    }

    #[test]
    fn a_wrong_text_is_refused_with_its_cause() {
        let text = |codes: &str| format!(r#"{{"koodisto":"sukupuoli","koodit":[{codes}]}}"#);
        let one = r#"{"koodi":"1","nimi":{"fi":"mies","sv":null}}"#;
        let right = CodeSets::parse(CodeSetName::Sex, &text(one)).unwrap();
        assert_eq!(right.name_of("1"), Some(&CodeName { fi: Some("mies".into()), ..CodeName::default() }));
        for (json, cause) in [
            (text(&format!("{one},{one}")), CodeSetCause::DuplicateCode("1".into(), 2)),
            (text(&format!(r#"{one},{{"nimi":{{}}}}"#)), CodeSetCause::MissingInRow("koodi", 2)),
            (text(r#"{"koodi":" ","nimi":{}}"#), CodeSetCause::MissingInRow("koodi", 1)),
            (text(r#"{"koodi":"1"}"#), CodeSetCause::MissingInRow("nimi", 1)),
            (text(""), CodeSetCause::Empty),
            (text(one).replace("sukupuoli", "kieli"), CodeSetCause::WrongKoodisto("kieli".into())),
            (r#"{"koodit":[]}"#.into(), CodeSetCause::MissingField("koodisto")),
            (r#"{"koodisto":"sukupuoli"}"#.into(), CodeSetCause::MissingField("koodit")),
        ] {
            assert_eq!(CodeSets::parse(CodeSetName::Sex, &json), Err(CodeSetError { set: CodeSetName::Sex, cause }));
        }
        for json in ["", "[]", &text(r#"{"koodi":1,"nimi":{}}"#), &text(r#"{"koodi":"1","nimi":{"FI":"mies"}}"#)] {
            let error = CodeSets::parse(CodeSetName::Sex, json).unwrap_err();
            assert!(matches!(error.cause, CodeSetCause::Malformed(_)), "{json}");
            assert!(error.to_string().starts_with("code set sukupuoli: "), "{error}");
        }
    }
}
