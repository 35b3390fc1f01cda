//! What to do about a row that is refused, and what the registry is told of it.

use domain::text::TextFault;
use events::HetuFault;
use events::codes::RowFault as Kind;
use web::onr::import_body::Rule;

/// What to do when a rule about a single property is broken.
pub(super) fn next_of_rule(rule: Rule) -> &'static str {
    match rule {
        Rule::TypeMismatch => "write text, and dates as yyyy-MM-dd",
        Rule::NotNull | Rule::NotEmpty | Rule::NotBlank => "fill it in and send the row again",
        Rule::Size => "leave it out where there is none, and shorten it to 255 characters",
        Rule::Email => "correct the address, or leave it out where another identifier is given",
        Rule::Pattern => "fill it in, with single blanks between words, and without tabs and line breaks",
        Rule::Character(TextFault::Control(_)) => "remove tabs and line breaks from it, and send the row again",
        Rule::Character(_) => {
            "type it again on the keyboard, without the characters that are not letters, and send it again"
        }
        Rule::AtLeastOneIdentifier => {
            "add the hetu; for a foreign learner without one a passport number or e-mail address"
        }
        Rule::CallName => "write one of the first names as kutsumanimi, or add it to etunimet",
        Rule::ContactDetail => "correct the contact detail",
        Rule::ServiceLanguage | Rule::HetuAndEidas | Rule::OneOf(_) => "write one of the values that there are",
        Rule::Hetu(fault) => next_of_hetu(fault),
    }
}

fn next_of_hetu(fault: HetuFault) -> &'static str {
    match fault {
        HetuFault::Blank => "write the hetu without blanks",
        HetuFault::Lookalike(_) => "type the seventh character on the keyboard; word processors put other dashes there",
        HetuFault::Length => "write all eleven characters, with the ordinary hyphen of the keyboard",
        HetuFault::Separator => "check the seventh character with the learner",
        HetuFault::WrongSeparator => "check the seventh character: - is for those born in the 1900s, A for the 2000s",
        HetuFault::Date | HetuFault::IndividualNumber => "check the hetu with the learner",
        HetuFault::CheckCharacter => "check the hetu with the learner: one of its characters is mistyped",
    }
}

/// What is wrong, by a code of the server.
pub(super) fn cause_of_code(code: &str) -> &'static str {
    match code {
        "hetu.required.for.finnish" => "a Finnish citizen (nationality 246) must have a hetu",
        "invalid.sukupuoli" => "not in code set sukupuoli",
        "invalid.aidinkieli" => "not in code set kieli",
        "invalid.kansalaisuus" => "not in code set maatjavaltiot2",
        _ => "refused by a rule of the registry",
    }
}

/// What to do about it.
pub(super) fn next_of_code(code: &str) -> &'static str {
    match code {
        "hetu.required.for.finnish" => "add the hetu, or correct the nationality",
        "invalid.sukupuoli" => "write 1 for a man, 2 for a woman, or leave it out",
        "invalid.aidinkieli" => {
            "write the two letters of the language in capitals, such as FI or SV, or 99 for unknown"
        }
        "invalid.kansalaisuus" => "write the three digits of the state, such as 246 or 752, or 999 for unknown",
        _ => "look the code up in the interface's documentation",
    }
}

/// What the registry is told of a rule that is broken.
pub(super) fn kind_of_rule(rule: Rule) -> Kind {
    match rule {
        Rule::TypeMismatch => Kind::WrongKind,
        Rule::NotNull | Rule::NotEmpty | Rule::NotBlank => Kind::Missing,
        Rule::Size => Kind::Length,
        Rule::Email => Kind::Email,
        Rule::Pattern => Kind::Words,
        Rule::Character(_) => Kind::Character,
        Rule::AtLeastOneIdentifier => Kind::NoIdentifier,
        Rule::CallName => Kind::CallName,
        // No row of an import has any of these.
        Rule::ContactDetail | Rule::ServiceLanguage | Rule::HetuAndEidas | Rule::OneOf(_) => Kind::Other,
        Rule::Hetu(HetuFault::Blank) => Kind::HetuBlank,
        Rule::Hetu(HetuFault::Length) => Kind::HetuLength,
        Rule::Hetu(HetuFault::Lookalike(_) | HetuFault::Separator) => Kind::HetuSeparator,
        Rule::Hetu(HetuFault::Date) => Kind::HetuDate,
        Rule::Hetu(HetuFault::WrongSeparator) => Kind::HetuWrongSeparator,
        Rule::Hetu(HetuFault::IndividualNumber) => Kind::HetuIndividualNumber,
        Rule::Hetu(HetuFault::CheckCharacter) => Kind::HetuCheckCharacter,
    }
}

/// What the registry is told of a fault for which the server has this code.
pub(super) fn kind_of_code(code: &str) -> Kind {
    match code {
        "hetu.required.for.finnish" => Kind::HetuNeeded,
        "invalid.sukupuoli" | "invalid.aidinkieli" | "invalid.kansalaisuus" => Kind::UnknownCode,
        _ => Kind::Other,
    }
}
