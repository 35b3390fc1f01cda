//! The shapes of an answer, as JSON has them.
//!
//! The groups (*tietoryhmät*) of a person are told apart by their tag, but tagged enums of serde copy every value
//! before they know the shape. So all groups that matter share one flat struct, most of whose fields are absent in any
//! one of them. Its fields are lenient, so a group of tomorrow with a known field of another shape spoils nothing.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::lenient::{Flag, List, Present, Text, When, Words};

/// The answer. Each person is kept as text until it is read, so that one who cannot be read spoils no other.
#[derive(Deserialize)]
pub(super) struct Body<'a> {
    #[serde(borrow)]
    pub(super) perustiedot: Vec<&'a RawValue>,
}

/// One person.
#[derive(Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub(super) struct Person<'a> {
    pub(super) henkilotunnus: Text<'a>,
    pub(super) tietoryhmat: Vec<Group<'a>>,
}

/// What is still read of a person who cannot be read: whom it is about.
#[derive(Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub(super) struct Nameplate<'a> {
    #[serde(default)]
    pub(super) henkilotunnus: Text<'a>,
}

/// Any group: every field of all the groups that are read. The names are the register's.
#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase", bound(deserialize = "'de: 'a"))]
pub(super) struct Group<'a> {
    pub(super) tietoryhma: Text<'a>,
    /// Present where a protection order hides the group's values; its content is not dependable.
    pub(super) turvakiellon_alaiset_kentat: Present,

    pub(super) etunimi: Text<'a>,
    #[serde(rename = "etunimiUTF8")]
    pub(super) etunimi_utf8: Text<'a>,
    pub(super) sukunimi: Text<'a>,
    #[serde(rename = "sukunimiUTF8")]
    pub(super) sukunimi_utf8: Text<'a>,
    pub(super) nimilaji: Text<'a>,
    pub(super) nimi: Text<'a>,
    #[serde(rename = "nimiUTF8")]
    pub(super) nimi_utf8: Text<'a>,
    pub(super) alkupv: When,
    pub(super) loppupv: When,

    pub(super) voimassaolo: Text<'a>,
    pub(super) muutettu_henkilotunnus: Text<'a>,
    pub(super) aktiivinen_henkilotunnus: Text<'a>,
    pub(super) edelliset_henkilotunnukset: List<Text<'a>>,

    pub(super) syntymapv: When,
    pub(super) sukupuoli: Text<'a>,
    pub(super) kuollut: Flag,
    pub(super) kuolinpv: When,
    pub(super) kuolleeksijulistamispv: When,
    pub(super) turvakielto_aktiivinen: Flag,
    pub(super) henkilon_kansalaisuudet: List<Nationality<'a>>,
    pub(super) kielikoodi: Text<'a>,
    pub(super) kuntakoodi: Text<'a>,

    pub(super) katunimi: Words<'a>,
    pub(super) katunumero: Text<'a>,
    pub(super) huoneistokirjain: Text<'a>,
    pub(super) huoneistonumero: Text<'a>,
    pub(super) jakokirjain: Text<'a>,
    pub(super) postinumero: Text<'a>,
    pub(super) postitoimipaikka: Words<'a>,
    pub(super) postiosoite: Words<'a>,
    pub(super) postiosoite_lisarivi: Text<'a>,
    pub(super) lahiosoite: Text<'a>,
    pub(super) paikkakunta: Text<'a>,
    pub(super) valtiokoodi: Text<'a>,
    pub(super) valtionimi: Text<'a>,
    pub(super) sahkopostiosoite: Text<'a>,
}

/// One row of `henkilonKansalaisuudet`.
#[derive(Deserialize, Default)]
#[serde(default, bound(deserialize = "'de: 'a"))]
pub(super) struct Nationality<'a> {
    pub(super) kansalaisuuskoodi: Text<'a>,
    pub(super) voimassaolo: Text<'a>,
    pub(super) menetyspv: When,
}
