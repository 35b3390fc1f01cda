//! Rows that break a rule of the import.

use events::codes::Interface;
use serde::Serialize;

use super::dice::Dice;
use super::row::Row;

/// Which rule a malformed row breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// The check character does not follow from the digits.
    CheckCharacter,
    /// The 32nd day of a month.
    ImpossibleDate,
    /// Small letters in the hetu.
    LowerCaseHetu,
    /// A blank inside the hetu.
    BlankInHetu,
    /// The surname is empty.
    NoSurname,
    /// The first names are empty.
    NoFirstNames,
    /// A nationality that is in no code set (`/oppija`).
    UnknownNationality,
    /// A language code in lower case (`/oppija`).
    LowerCaseLanguage,
    /// A Finnish citizen without a hetu (`/oppija`).
    FinnishWithoutHetu,
    /// Nothing to find the learner by (`/oppija`).
    NoIdentifier,
    /// Two blanks between first names (`/yleistunniste`).
    DoubleBlank,
    /// A call name that is not one of the first names (`/yleistunniste`).
    StrangeCallName,
    /// A blank *tunniste* (`/yleistunniste`).
    BlankTunniste,
}

const OF_BOTH: [Fault; 6] = [
    Fault::CheckCharacter,
    Fault::ImpossibleDate,
    Fault::LowerCaseHetu,
    Fault::BlankInHetu,
    Fault::NoSurname,
    Fault::NoFirstNames,
];
const OF_OPPIJA: [Fault; 4] =
    [Fault::UnknownNationality, Fault::LowerCaseLanguage, Fault::FinnishWithoutHetu, Fault::NoIdentifier];
const OF_YLEISTUNNISTE: [Fault; 3] = [Fault::DoubleBlank, Fault::StrangeCallName, Fault::BlankTunniste];

impl Fault {
    /// One of the faults that rows of a path can have, each as likely.
    pub(super) fn draw(interface: Interface, dice: &mut Dice) -> Option<Fault> {
        let own: &[Fault] = match interface {
            Interface::Oppija => &OF_OPPIJA,
            Interface::Yleistunniste => &OF_YLEISTUNNISTE,
        };
        dice.pick(&[&OF_BOTH, own].concat())
    }

    /// The field in which the rule is broken; the whole learner where it is no single one.
    pub(super) fn field(self) -> &'static str {
        match self {
            Fault::CheckCharacter | Fault::ImpossibleDate | Fault::LowerCaseHetu | Fault::BlankInHetu => "hetu",
            Fault::FinnishWithoutHetu => "hetu",
            Fault::NoSurname => "sukunimi",
            Fault::NoFirstNames | Fault::DoubleBlank => "etunimet",
            Fault::UnknownNationality => "kansalaisuus",
            Fault::LowerCaseLanguage => "aidinkieli",
            Fault::NoIdentifier => "henkilo",
            Fault::StrangeCallName => "kutsumanimi",
            Fault::BlankTunniste => "tunniste",
        }
    }

    /// Spoils a clean row with a hetu. False when the row cannot be spoilt in this way.
    pub(super) fn spoil(self, row: &mut Row) -> bool {
        let Some(hetu) = row.hetu.take() else { return false };
        row.hetu = match self {
            Fault::CheckCharacter => Some(with_another_check_character(&hetu)),
            Fault::ImpossibleDate => Some(format!("32{}", &hetu[2..])),
            Fault::LowerCaseHetu if !hetu.bytes().any(|byte| byte.is_ascii_uppercase()) => return false,
            Fault::LowerCaseHetu => Some(hetu.to_ascii_lowercase()),
            Fault::BlankInHetu => Some(format!("{} {}", &hetu[..6], &hetu[6..])),
            Fault::FinnishWithoutHetu | Fault::NoIdentifier => None,
            _ => Some(hetu),
        };
        match self {
            Fault::NoSurname => row.names.surname.clear(),
            Fault::NoFirstNames => row.names.first_names.clear(),
            Fault::UnknownNationality => row.nationalities = vec!["9Z9".to_owned()],
            Fault::LowerCaseLanguage => row.language = Some("fi".to_owned()),
            Fault::FinnishWithoutHetu => {
                row.nationalities = vec!["246".to_owned()];
                row.email = Some("without.hetu@example.com".to_owned());
            }
            Fault::NoIdentifier => {
                row.email = None;
                row.nationalities = vec!["752".to_owned()];
            }
            Fault::DoubleBlank => row.names.first_names = format!("{}  Aino", row.names.first_names),
            Fault::StrangeCallName => row.names.call_name = "Muunimi".to_owned(),
            Fault::BlankTunniste => row.tunniste = Some(" ".to_owned()),
            _ => {}
        }
        true
    }
}

fn with_another_check_character(hetu: &str) -> String {
    let (rest, check) = hetu.split_at(hetu.len() - 1);
    format!("{rest}{}", if check == "X" { "Y" } else { "X" })
}
