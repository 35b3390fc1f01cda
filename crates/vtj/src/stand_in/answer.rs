//! The JSON of an answer, written straight from people: the shapes of DVV's interface description.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};
use events::Hetu;
use serde::Serialize;

use super::faults::Fault;
use super::people::{LookUp, Registered};
use crate::population::{Home, InventedPerson, Sex};

/// How people are put into words.
pub(super) struct Style<'a> {
    /// The groups asked for; `None` for all.
    pub(super) wanted: Option<&'a [Cow<'a, str>]>,
    /// Whether the user may see what a protection order hides.
    pub(super) uncensored: bool,
    /// What is to go wrong.
    pub(super) fault: &'a Fault,
}

#[derive(Serialize)]
struct Person<'a> {
    henkilotunnus: &'a str,
    tietoryhmat: Vec<Group<'a>>,
}

/// A date with its precision.
#[derive(Serialize, Clone, Copy)]
struct When {
    arvo: NaiveDate,
    tarkkuus: &'static str,
}

#[derive(Serialize)]
struct Words<'a> {
    fi: Cow<'a, str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    sv: Cow<'a, str>,
}

#[derive(Serialize)]
struct Nationality<'a> {
    kansalaisuuskoodi: &'a str,
    voimassaolo: &'static str,
}

/// A group (*tietoryhmä*); variants and fields have the register's names.
#[derive(Serialize)]
#[serde(tag = "tietoryhma", rename_all = "SCREAMING_SNAKE_CASE", rename_all_fields = "camelCase")]
enum Group<'a> {
    HenkilonNimi {
        etunimi: Cow<'a, str>,
        sukunimi: Cow<'a, str>,
        #[serde(rename = "etunimiUTF8")]
        etunimi_utf8: Cow<'a, str>,
        #[serde(rename = "sukunimiUTF8")]
        sukunimi_utf8: Cow<'a, str>,
        alkupv: When,
    },
    Kutsumanimi {
        nimilaji: &'static str,
        nimi: Cow<'a, str>,
        #[serde(rename = "nimiUTF8")]
        nimi_utf8: Cow<'a, str>,
    },
    Nimenmuutos(ChangedName<'a>),
    NimenmuutosLaaja(ChangedName<'a>),
    Syntymapaiva {
        syntymapv: When,
    },
    Sukupuoli {
        sukupuoli: &'static str,
    },
    Aidinkieli {
        kielikoodi: &'a str,
        #[serde(rename = "kielikoodiISO6392")]
        kielikoodi_iso6392: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        nimi: Option<&'static str>,
    },
    Kansalaisuus {
        henkilon_kansalaisuudet: Vec<Nationality<'a>>,
    },
    HenkilotunnusKorjaus {
        voimassaolo: &'static str,
        muutettu_henkilotunnus: &'a str,
        aktiivinen_henkilotunnus: Option<&'a str>,
        edelliset_henkilotunnukset: Vec<&'a str>,
    },
    Turvakielto {
        turvakielto_aktiivinen: bool,
    },
    Kuolinpaiva {
        kuollut: bool,
        kuolinpv: When,
    },
    Kotikunta {
        kuntakoodi: &'static str,
        kuntaan_muuttopv: When,
    },
    EdellinenKotikunta {
        kuntakoodi: &'static str,
        kuntaan_muuttopv: When,
        kunnasta_pois_muuttopv: When,
    },
    VakinainenKotimainenOsoite {
        katunimi: Words<'a>,
        katunumero: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        huoneistokirjain: Option<char>,
        #[serde(skip_serializing_if = "Option::is_none")]
        huoneistonumero: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        jakokirjain: Option<char>,
        postinumero: String,
        postitoimipaikka: Words<'a>,
        kuntakoodi: &'static str,
        alkupv: When,
    },
    VakinainenUlkomainenOsoite {
        lahiosoite: String,
        paikkakunta: Cow<'a, str>,
        valtiokoodi: &'static str,
        alkupv: When,
    },
    Sahkopostiosoite {
        sahkopostiosoite: Cow<'a, str>,
        lajikoodi: &'static str,
    },
    /// A group that no client knows yet, with known properties in other shapes.
    TulevaTietoryhma {
        nimi: [&'static str; 2],
        kuollut: &'static str,
        uusi_kentta: Option<bool>,
    },
    /// What a user without the right to see it gets of a group that a protection order hides.
    #[serde(untagged)]
    Censored {
        tietoryhma: &'static str,
        turvakiellon_alaiset_kentat: &'static [&'static str],
    },
}

#[derive(Serialize)]
struct ChangedName<'a> {
    nimilaji: &'static str,
    nimi: Cow<'a, str>,
    #[serde(rename = "nimiUTF8")]
    nimi_utf8: Cow<'a, str>,
    loppupv: When,
}

const ADDRESS: &[&str] = &[
    "katunimi",
    "katunumero",
    "huoneistokirjain",
    "huoneistonumero",
    "jakokirjain",
    "postinumero",
    "postitoimipaikka",
    "rakennustunnus",
    "osoitenumero",
    "kuntakoodi",
];
const ADDRESS_ABROAD: &[&str] = &["lahiosoite", "paikkakunta", "valtiokoodi", "valtionimi"];

/// The groups that a protection order hides, and their hidden fields. They come even where there is nothing to hide.
const HIDDEN: [(&str, &[&str]); 8] = [
    ("VAKINAINEN_KOTIMAINEN_OSOITE", ADDRESS),
    ("TILAPAINEN_KOTIMAINEN_OSOITE", ADDRESS),
    ("VAKINAINEN_ULKOMAINEN_OSOITE", ADDRESS_ABROAD),
    ("TILAPAINEN_ULKOMAINEN_OSOITE", ADDRESS_ABROAD),
    ("KOTIMAINEN_POSTIOSOITE", &["postiosoite", "postinumero", "postitoimipaikka"]),
    (
        "ULKOMAINEN_POSTIOSOITE",
        &["postiosoite", "postiosoiteLisarivi", "postitoimipaikka", "valtiokoodi", "valtionimi"],
    ),
    ("SAHKOPOSTIOSOITE", &["sahkopostiosoite", "lajikoodi"]),
    ("KOTIKUNTA", &["kuntakoodi", "kuntaanMuuttopv"]),
];

/// Writes the entry of the hetu asked. Writes nothing, and says so, when the register would not mention it.
pub(super) fn write(out: &mut Vec<u8>, asked: &Hetu, found: &LookUp, style: &Style<'_>) -> serde_json::Result<bool> {
    let mut groups = match found {
        LookUp::Unknown => return Ok(false),
        LookUp::Passive { active, former } => vec![Group::HenkilotunnusKorjaus {
            voimassaolo: "PASSIIVI",
            muutettu_henkilotunnus: asked.as_str(),
            aktiivinen_henkilotunnus: active.as_ref().map(Hetu::as_str),
            edelliset_henkilotunnukset: former.iter().map(Hetu::as_str).collect(),
        }],
        LookUp::Registered(held) => groups(held, style),
    };
    if let Some(wanted) = style.wanted {
        groups.retain(|group| wanted.iter().any(|name| name == group.name()));
    }
    serde_json::to_writer(out, &Person { henkilotunnus: asked.as_str(), tietoryhmat: groups })?;
    Ok(true)
}

fn groups<'a>(held: &'a Registered, style: &Style<'_>) -> Vec<Group<'a>> {
    let person = &held.person;
    let mut groups = Vec::with_capacity(14);
    if held.named {
        names(&mut groups, person, style);
    }
    groups.push(Group::Syntymapaiva { syntymapv: day(person.birth_date, style) });
    groups.push(Group::Sukupuoli {
        sukupuoli: match person.sex {
            _ if style.fault.unknown_enum => "MUU_TULEVA_ARVO",
            Sex::Man => "MIES",
            Sex::Woman => "NAINEN",
        },
    });
    groups.push(Group::Aidinkieli {
        kielikoodi: &person.language.code,
        kielikoodi_iso6392: person.language.iso639_2,
        nimi: person.language.text,
    });
    let nationality =
        |code: &'a Cow<'static, str>| Nationality { kansalaisuuskoodi: code.as_ref(), voimassaolo: "AKTIIVI" };
    let henkilon_kansalaisuudet = person.nationalities.iter().map(nationality).collect();
    groups.push(Group::Kansalaisuus { henkilon_kansalaisuudet });
    if !person.former_hetus.is_empty() {
        groups.push(Group::HenkilotunnusKorjaus {
            voimassaolo: "AKTIIVI",
            muutettu_henkilotunnus: person.hetu.as_str(),
            aktiivinen_henkilotunnus: Some(person.hetu.as_str()),
            edelliset_henkilotunnukset: person.former_hetus.iter().map(Hetu::as_str).collect(),
        });
    }
    if person.protected {
        groups.push(Group::Turvakielto { turvakielto_aktiivinen: true });
    }
    if let Some(died) = person.died {
        groups.push(Group::Kuolinpaiva { kuollut: true, kuolinpv: day(died, style) });
    }
    if person.protected && !style.uncensored {
        let hidden = |(tietoryhma, fields)| Group::Censored { tietoryhma, turvakiellon_alaiset_kentat: fields };
        groups.extend(HIDDEN.into_iter().map(hidden));
    } else {
        whereabouts(&mut groups, person, style);
    }
    if style.fault.unknown_enum {
        groups.push(Group::TulevaTietoryhma { nimi: ["uusi", "muoto"], kuollut: "EHKA", uusi_kentta: None });
    }
    groups
}

fn names<'a>(groups: &mut Vec<Group<'a>>, person: &'a InventedPerson, style: &Style<'_>) {
    groups.push(Group::HenkilonNimi {
        etunimi: padded(old_characters(&person.first_names), style),
        sukunimi: padded(old_characters(&person.surname), style),
        etunimi_utf8: padded(Cow::Borrowed(&person.first_names), style),
        sukunimi_utf8: padded(Cow::Borrowed(&person.surname), style),
        alkupv: day(person.birth_date, style),
    });
    if person.call_name_recorded {
        groups.push(Group::Kutsumanimi {
            nimilaji: if style.fault.unknown_enum { "TULEVA_KUTSUMANIMI" } else { "NYKYINEN_KUTSUMANIMI" },
            nimi: padded(old_characters(&person.call_name), style),
            nimi_utf8: padded(Cow::Borrowed(&person.call_name), style),
        });
    }
    for former in &person.former_surnames {
        let change = || ChangedName {
            nimilaji: "EDELLINEN_SUKUNIMI",
            nimi: padded(old_characters(former), style),
            nimi_utf8: padded(Cow::Borrowed(former), style),
            loppupv: day(events::date(2018, 6, 16), style),
        };
        // Who has the right to both gets each change twice.
        groups.extend([Group::Nimenmuutos(change()), Group::NimenmuutosLaaja(change())]);
    }
}

fn whereabouts<'a>(groups: &mut Vec<Group<'a>>, person: &'a InventedPerson, style: &Style<'_>) {
    let moved = day(events::date(2019, 8, 1), style);
    let kuntakoodi = person.home.municipality();
    // The dead have no home municipality: their last one is a former one.
    groups.push(match person.died {
        None => Group::Kotikunta { kuntakoodi, kuntaan_muuttopv: moved },
        Some(died) => {
            Group::EdellinenKotikunta { kuntakoodi, kuntaan_muuttopv: moved, kunnasta_pois_muuttopv: day(died, style) }
        }
    });
    match &person.home {
        Home::Domestic { municipality, street, number, staircase, apartment, division, .. } => {
            groups.push(Group::VakinainenKotimainenOsoite {
                katunimi: Words { fi: padded(Cow::Borrowed(street.0), style), sv: Cow::Borrowed(street.1) },
                katunumero: number.to_string(),
                huoneistokirjain: *staircase,
                huoneistonumero: apartment.map(|apartment| format!("{apartment:03}")),
                jakokirjain: *division,
                postinumero: person.home.postal_code(),
                postitoimipaikka: Words {
                    fi: padded(Cow::Borrowed(municipality.city), style),
                    sv: Cow::Borrowed(municipality.city_sv),
                },
                kuntakoodi,
                alkupv: moved,
            });
        }
        Home::Abroad { street, number, town, country } => groups.push(Group::VakinainenUlkomainenOsoite {
            lahiosoite: format!("{street} {number}"),
            paikkakunta: padded(Cow::Borrowed(town), style),
            valtiokoodi: country,
            alkupv: moved,
        }),
    }
    if let Some(email) = &person.email {
        let sahkopostiosoite = padded(Cow::Borrowed(email), style);
        groups.push(Group::Sahkopostiosoite { sahkopostiosoite, lajikoodi: "1" });
    }
}

impl Group<'_> {
    /// The tag, for those who ask for some groups only.
    fn name(&self) -> &'static str {
        match self {
            Group::HenkilonNimi { .. } => "HENKILON_NIMI",
            Group::Kutsumanimi { .. } => "KUTSUMANIMI",
            Group::Nimenmuutos(_) => "NIMENMUUTOS",
            Group::NimenmuutosLaaja(_) => "NIMENMUUTOS_LAAJA",
            Group::Syntymapaiva { .. } => "SYNTYMAPAIVA",
            Group::Sukupuoli { .. } => "SUKUPUOLI",
            Group::Aidinkieli { .. } => "AIDINKIELI",
            Group::Kansalaisuus { .. } => "KANSALAISUUS",
            Group::HenkilotunnusKorjaus { .. } => "HENKILOTUNNUS_KORJAUS",
            Group::Turvakielto { .. } => "TURVAKIELTO",
            Group::Kuolinpaiva { .. } => "KUOLINPAIVA",
            Group::Kotikunta { .. } => "KOTIKUNTA",
            Group::EdellinenKotikunta { .. } => "EDELLINEN_KOTIKUNTA",
            Group::VakinainenKotimainenOsoite { .. } => "VAKINAINEN_KOTIMAINEN_OSOITE",
            Group::VakinainenUlkomainenOsoite { .. } => "VAKINAINEN_ULKOMAINEN_OSOITE",
            Group::Sahkopostiosoite { .. } => "SAHKOPOSTIOSOITE",
            Group::TulevaTietoryhma { .. } => "TULEVA_TIETORYHMA",
            Group::Censored { tietoryhma, .. } => tietoryhma,
        }
    }
}

fn day(arvo: NaiveDate, style: &Style<'_>) -> When {
    match style.fault.month_precision {
        true => When { arvo: arvo.with_day(1).unwrap_or(arvo), tarkkuus: "KUUKAUSI" },
        false => When { arvo, tarkkuus: "PAIVA" },
    }
}

fn padded<'a>(text: Cow<'a, str>, style: &Style<'_>) -> Cow<'a, str> {
    if style.fault.blank_padding { Cow::Owned(format!("{text:<40}")) } else { text }
}

/// A name in the character set of the fields without UTF8 in their name: letters outside it are transliterated.
fn old_characters(name: &str) -> Cow<'_, str> {
    if name.chars().all(|letter| letter <= 'ÿ') {
        return Cow::Borrowed(name);
    }
    let old = name.chars().map(|letter| match letter {
        'š' | 'ş' => 's',
        'Š' | 'Ş' => 'S',
        'ž' | 'ź' | 'ż' => 'z',
        'Ž' | 'Ż' => 'Z',
        'č' | 'ć' => 'c',
        'Č' | 'Ć' => 'C',
        'đ' => 'd',
        'Đ' => 'D',
        'ł' => 'l',
        'Ł' => 'L',
        letter if letter <= 'ÿ' => letter,
        _ => '?',
    });
    Cow::Owned(old.collect())
}
