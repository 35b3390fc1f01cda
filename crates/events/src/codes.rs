//! Closed lists of codes that stand in events. A code is stored as its number: never reuse or renumber one.

use minicbor::{Decode, Encode};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Defines a list of codes stored by number and written in JSON by name.
macro_rules! codes {
    ($(#[$doc:meta])* $style:literal $name:ident { $($(#[$variant_doc:meta])* $number:literal => $variant:ident,)* }) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Encode, Decode, Serialize, Deserialize, JsonSchema,
        )]
        #[cbor(index_only)]
        #[serde(rename_all = $style)]
        pub enum $name { $($(#[$variant_doc])* #[n($number)] $variant,)* }

        impl $name {
            /// Every code of the list.
            pub const ALL: &[$name] = &[$($name::$variant,)*];

            /// The number that is stored.
            pub fn number(self) -> u32 {
                match self { $($name::$variant => $number,)* }
            }

            /// The code of a stored number.
            pub fn from_number(number: u32) -> Option<$name> {
                match number { $($number => Some($name::$variant),)* _ => None }
            }
        }

        impl std::fmt::Display for $name {
            /// The name as JSON has it.
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.serialize(f)
            }
        }
    };
}

mod requests;
mod rows;

pub use requests::{RequestKind, RequestOutcome};
pub use rows::{KeptBecause, ReassignmentCause, RowFault, RowField};

codes! {
    /// Rights in the learner number service (`OPPIJANUMEROREKISTERI_…` roles), granted per organisation by
    /// käyttöoikeuspalvelu. Source: ONR's behaviour.
    "SCREAMING_SNAKE_CASE" Right {
        /// The keeper of the registry (OPH).
        0 => Rekisterinpitaja,
        /// Auditor: reads everything, changes nothing.
        1 => RekisterinpitajaRead,
        /// Imports learners and works on the import report.
        2 => Oppijoidentuonti,
        /// Finds or creates numbers by hetu alone.
        3 => YleistunnisteLuonti,
        /// Sees what was sent in imports, and conflicts.
        4 => TuontidataRead,
        /// Edits persons.
        5 => HenkilonRu,
        /// Reads persons.
        6 => Read,
        /// Identifies by hand or asks the register.
        7 => ManuaalinenYksilointi,
        /// Revokes an identification made by hand.
        8 => YksiloinninPurku,
        /// Looks for duplicates and links.
        9 => Duplikaattinakyma,
        /// Compares with the register and overrides.
        10 => VtjVertailunakyma,
        /// Reads links.
        11 => DuplicateRead,
        /// Registers persons by an eIDAS identifier.
        12 => EidasHenkilonLuonti,
        /// Reads where persons lived.
        13 => Kotikuntahistoria,
        /// Reads where persons under a protection order lived.
        14 => Turvakieltokotikuntahistoria,
        /// Manages service users: a role of käyttöoikeuspalvelu that today's registry honours.
        15 => PalvelukayttajaCrud,
    }
}

codes! {
    /// Where a command came in.
    "snake_case" Channel {
        /// The interface compatible with today's registry.
        0 => Onr,
        /// Our own programming interface.
        1 => Api,
        /// The pages for officials.
        2 => Staff,
        /// The command line.
        3 => Cli,
        /// The registry itself, carrying on what somebody began.
        4 => Reactor,
    }
}

codes! {
    /// Which path of the compatible interface an import came by (`api` of the import report).
    "SCREAMING_SNAKE_CASE" Interface {
        /// `PUT /yleistunniste`: hetu and names only.
        0 => Yleistunniste,
        /// `PUT /oppija`: whole learners.
        1 => Oppija,
    }
}

codes! {
    /// The kinds of identifier that a person is found by, in the order in which rows are matched.
    "snake_case" IdentifierKind {
        /// Person OID.
        0 => Oid,
        /// Personal identity code, current or superseded.
        1 => Hetu,
        /// Passport number.
        2 => Passport,
        /// E-mail address given as an identifier; never contact details.
        3 => Email,
        /// Identifier from another member state of the EU (eIDAS).
        4 => Eidas,
        /// Account at another identity provider.
        5 => Account,
    }
}

codes! {
    /// How a row of an import differed from the person it matched, before the row changed anything. Source: docs/rules.md.
    "snake_case" ConflictKind {
        /// Some first names are missing on one side.
        0 => MissingFirstNames,
        /// A name is spelled differently.
        1 => Spelling,
        /// The surname is a former one.
        2 => FormerSurname,
        /// First names and surname are swapped.
        3 => SwappedFields,
        /// Another name altogether.
        4 => DifferentName,
        /// The hetu sent is not one of the person's.
        5 => HetuDiffers,
        /// Identifiers of the row belong to different persons.
        6 => ContradictingIdentifiers,
    }
}

codes! {
    /// Why an accepted row could not be resolved.
    "snake_case" RowRefusal {
        /// A field is missing or malformed.
        0 => InvalidField,
        /// The hetu has a wrong shape.
        1 => InvalidHetu,
        /// A code is not in its code set.
        2 => UnknownCode,
        /// No identifier at all, or none where a Finnish citizen needs a hetu.
        3 => MissingIdentifier,
        /// The row is too large to be stored.
        4 => TooLarge,
        /// The person that the row matched has been erased.
        5 => PersonErased,
        /// The key to the data of the person that the row matched is lost, or an event about them cannot be read: an
        /// operator must act.
        6 => PersonUnreadable,
        /// The registration of the person that the row matched does not count any more.
        7 => PersonVoid,
    }
}

codes! {
    /// Why a person was not identified. Each has its own next step for the official. Source: docs/rules.md.
    "snake_case" FailureCause {
        /// The register does not know the hetu (asked again daily for 14 days).
        0 => NotInRegister,
        /// A test or temporary hetu: never looked up.
        1 => TestHetu,
        /// The register knows the hetu as passive, with no successor.
        2 => HetuPassive,
        /// Another person here holds one of the hetus that the register has for this person, the present one or a former
        /// one: they are one person twice.
        3 => HetuChanged,
        /// Names differ a little: the comparison decides.
        4 => NamesNearlySame,
        /// Names differ clearly: is it the right hetu?
        5 => NamesClearlyDifferent,
        /// The register has no name for the hetu.
        6 => NoNameInRegister,
        /// The register may not give the data.
        7 => DataWithheld,
        /// The register answered something that cannot be understood.
        8 => UnreadableAnswer,
    }
}

codes! {
    /// What an official should suspect beside a failure's cause.
    "snake_case" Hint {
        /// The hetu is well-formed, but its age is implausible, or another century's separator would make it agree with
        /// the birth date sent: is the separator wrong?
        0 => WrongSeparator,
        /// The birth date sent is another one than the hetu's, whatever its separator: which of the two is wrong?
        1 => BirthDateDiffers,
    }
}

codes! {
    /// How a person came to be in the registry.
    "snake_case" Origin {
        /// By a row of an import.
        0 => ImportRow,
        /// By a single find-or-create (`POST /yleistunniste/hae`).
        1 => SingleLookUp,
        /// As a single learner without a hetu (`POST /oppija`).
        2 => SingleLearner,
        /// By a program that registers persons (`POST /henkilo`, `findOrCreateHenkiloPerustieto`).
        3 => Program,
        /// Moved in from the registry before this one (Oppijanumerorekisteri, ONR).
        4 => MovedFromOnr,
    }
}

codes! {
    /// How an identification from the register came about.
    "snake_case" IdentificationWay {
        /// By itself, after an import or a correction.
        0 => Automatic,
        /// Asked for by an official.
        1 => Asked,
        /// An official overrode the names with the register's.
        2 => Override,
        /// At once, by the single find-or-create that asked the register anyway.
        3 => SingleLookUp,
        /// By the registry before this one (ONR), whose word is taken: the register was not asked again.
        4 => MovedFromOnr,
    }
}

codes! {
    /// Whom an official asked before they took over a register's record whose names are clearly others.
    "snake_case" VerifiedWith {
        /// The learner.
        0 => Learner,
        /// The Digital and Population Data Services Agency (DVV).
        1 => Dvv,
        /// The keeper, who asked DVV.
        2 => Oph,
    }
}

codes! {
    /// What an official may correct of a person. Identifiers are no details.
    "snake_case" DetailField {
        /// All first names.
        0 => FirstNames,
        /// The name used.
        1 => CallName,
        /// Surname.
        2 => Surname,
        /// Birth date.
        3 => BirthDate,
        /// Sex.
        4 => Sex,
        /// Mother tongue.
        5 => Language,
        /// Service language.
        6 => ServiceLanguage,
        /// Nationalities.
        7 => Nationalities,
        /// Contact details that are not the register's.
        8 => Contacts,
        /// Home municipality.
        9 => Municipality,
        /// Day of death.
        10 => DayOfDeath,
    }
}

codes! {
    /// Why a person was passivated.
    "snake_case" PassivationCause {
        /// The number was issued needlessly, and nobody uses it.
        0 => UnusedNumber,
        /// No natural person: somebody's test.
        1 => TestPerson,
        /// Something else, which stands in words.
        2 => Other,
    }
}

codes! {
    /// What became of a hetu that left a person. Only a superseded one still matches imports. Source: docs/rules.md.
    "snake_case" HetuFate {
        /// The register says it was theirs and is now replaced.
        0 => Superseded,
        /// It was never theirs.
        1 => Withdrawn,
    }
}

codes! {
    /// On which grounds two records are linked.
    "snake_case" LinkReason {
        /// An official found that they are one person's.
        0 => SamePerson,
        /// The population register says so: the hetu of one replaced that of the other.
        1 => RegisterSays,
        /// Two records that the register both confirmed are one person's; two officials agreed.
        2 => VerifiedMerged,
        /// They were linked in the registry before this one (ONR).
        3 => MovedFromOnr,
    }
}

codes! {
    /// Coded reason of a change; a reason in words is sealed. That the register's data is the reason is said by
    /// `meta.register`, which names the answer.
    "snake_case" Reason {
        /// The data subject's right to erasure.
        0 => ErasureRequest,
        /// The configured time after completion has passed.
        1 => RetentionEnded,
        /// The registry before this one (ONR) said so: imported from there.
        2 => MovedFromOnr,
        /// The data was recorded without lawful grounds, so it is erased (GDPR 17(1)(d)).
        3 => UnlawfulProcessing,
        /// A law, a court or an authority requires the erasure (GDPR 17(1)(e)).
        4 => LegalObligation,
    }
}

codes! {
    /// How the register failed to answer.
    "snake_case" Outage {
        /// No connection, or no answer in time.
        0 => Unreachable,
        /// It asked us to slow down (429).
        1 => Throttled,
        /// It failed (5xx, or an answer that is not what it should be).
        2 => Failing,
        /// It refused our credentials or request (other 4xx): an operator must act.
        3 => Refused,
    }
}

codes! {
    /// Which notice about an import. Source: docs/rules.md.
    "snake_case" NoticeRound {
        /// The one that tells of an import's failures.
        0 => First,
        /// The one further message, when rows that the first one called open have failed since.
        1 => Further,
        /// One that tells of numbers that changed after the import was done; there may be several.
        2 => Numbers,
    }
}

codes! {
    /// Why a notice was not sent and never will be.
    "snake_case" NotSent {
        /// Every row is final, and none has failed that was not told of before.
        0 => NothingFailed,
        /// The mail server refused it for good.
        1 => Refused,
        /// The address cannot be written to at all.
        2 => MalformedAddress,
        /// The address is no longer readable, because the time for which it was kept has passed.
        3 => Expired,
        /// The mail server put it off again and again.
        4 => GivenUp,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rights_have_the_names_of_todays_roles() {
        assert_eq!(Right::YleistunnisteLuonti.to_string(), "YLEISTUNNISTE_LUONTI");
        assert_eq!(Right::RekisterinpitajaRead.to_string(), "REKISTERINPITAJA_READ");
    }

    #[test]
    fn numbers_come_back() {
        for cause in FailureCause::ALL {
            assert_eq!(FailureCause::from_number(cause.number()), Some(*cause));
        }
    }
}
