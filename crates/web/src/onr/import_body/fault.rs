//! What is wrong with a body: where and which rule, never the value.

use std::fmt;

use events::HetuFault;
use serde_json::error::Category;

use crate::onr::errors::{Exception, FieldError, OnrError};
use crate::onr::rules::TextFault;

/// The most violations that a message lists; the rest are counted.
const MOST_LISTED: usize = 50;

/// Why a body is refused.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum BodyFault {
    /// Not JSON, or not built as it should be (shape A).
    #[error("{0}")]
    Unreadable(Unreadable),
    /// Rules about single properties (layer 1, shape A).
    #[error("{0}")]
    Invalid(Violations),
    /// Codes that no code set has, and the hetu of Finnish citizens (layer 2, shape B).
    #[error("{total} fields have unknown or missing values")]
    Unprocessable {
        /// The first of them.
        field_errors: Vec<FieldError>,
        /// How many there are.
        total: usize,
    },
}

/// Where reading ended, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable {
    what: &'static str,
    line: usize,
    column: usize,
}

/// Every violation of layer 1: the first ones in full, all of them counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Violations {
    listed: Vec<Violation>,
    total: usize,
}

/// One violation of layer 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Path of the property, such as `henkilot[3].henkilo.hetu`.
    pub field: String,
    /// The rule broken.
    pub rule: Rule,
}

/// The rules of layer 1. Codes are those of ONR's bean validation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Text was expected, or an ISO date.
    TypeMismatch,
    /// Must not be null or left out.
    NotNull,
    /// Must not be null, left out or empty.
    NotEmpty,
    /// Must not be null, left out, empty or blank.
    NotBlank,
    /// Must not be empty where it is given, nor longer than 255 characters.
    Size,
    /// Must be an e-mail address.
    Email,
    /// Must be names separated by single spaces, without control characters.
    Pattern,
    /// A character that no text may have.
    Character(TextFault),
    /// A row must have at least one of `oid`, `hetu`, `passinumero` and `sahkoposti`.
    AtLeastOneIdentifier,
    /// The name used must be one of the first names.
    CallName,
    /// The contact detail is not of its kind.
    ContactDetail,
    /// Nobody is served in this language.
    ServiceLanguage,
    /// Somebody whom another member state has identified has no hetu.
    HetuAndEidas,
    /// None of the values that there are.
    OneOf(&'static str),
    /// Not a hetu.
    Hetu(HetuFault),
}

impl Rule {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Rule::TypeMismatch => "typeMismatch",
            Rule::NotNull => "NotNull",
            Rule::NotEmpty => "NotEmpty",
            Rule::NotBlank => "NotBlank",
            Rule::Size => "Size",
            Rule::Email => "Email",
            Rule::Pattern | Rule::Character(_) => "Pattern",
            Rule::AtLeastOneIdentifier => "ValidateAtLeastOneNotNull",
            Rule::CallName | Rule::ContactDetail => "AssertTrue",
            Rule::Hetu(_) => "invalid.hetu",
            Rule::ServiceLanguage => "invalid.asiointikieli",
            Rule::HetuAndEidas => "eidas.and.hetu.not.allowed",
            Rule::OneOf(_) => "typeMismatch",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Rule::TypeMismatch => f.write_str("must be text, and a date written yyyy-MM-dd"),
            Rule::NotNull => f.write_str("must not be null"),
            Rule::NotEmpty => f.write_str("must not be empty"),
            Rule::NotBlank => f.write_str("must not be blank"),
            Rule::Size => f.write_str("must have 1 to 255 characters"),
            Rule::Email => f.write_str("must be an e-mail address"),
            Rule::Pattern => f.write_str("must be words separated by single spaces, without control characters"),
            Rule::Character(fault) => fault.fmt(f),
            Rule::AtLeastOneIdentifier => f.write_str("one of oid, hetu, passinumero and sahkoposti must be given"),
            Rule::CallName => f.write_str("must be one of the first names"),
            Rule::ContactDetail => f.write_str("is not a contact detail of its kind"),
            Rule::Hetu(fault) => fault.fmt(f),
            Rule::ServiceLanguage => f.write_str("must be fi, sv or en"),
            Rule::HetuAndEidas => f.write_str("must not be given together with a hetu"),
            Rule::OneOf(values) => write!(f, "must be one of {values}"),
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} ({})", self.field, self.rule.code(), self.rule)
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Validation failed with {} errors", self.total)?;
        for (at, violation) in self.listed.iter().enumerate() {
            write!(f, "{} {violation}", if at == 0 { ':' } else { ';' })?;
        }
        match self.total - self.listed.len() {
            0 => Ok(()),
            more => write!(f, "; and {more} more"),
        }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "JSON parse error: {} at line {} column {}", self.what, self.line, self.column)
    }
}

impl Violations {
    /// Adds one; its path is written out only while there is room for it.
    pub(super) fn add(&mut self, rule: Rule, field: impl FnOnce() -> String) {
        if self.listed.len() < MOST_LISTED {
            self.listed.push(Violation { field: field(), rule });
        }
        self.total += 1;
    }

    /// The first ones.
    pub fn listed(&self) -> &[Violation] {
        &self.listed
    }

    /// How many there are.
    pub fn total(&self) -> usize {
        self.total
    }
}

impl BodyFault {
    /// From the JSON reader's error, whose own text may repeat values of the body.
    pub(super) fn unreadable(error: &serde_json::Error) -> BodyFault {
        let what = match error.classify() {
            Category::Eof => "the text ends too early",
            Category::Syntax => "not JSON",
            Category::Data => "a value of the wrong type, or a property given twice",
            Category::Io => "not read",
        };
        BodyFault::Unreadable(Unreadable { what, line: error.line(), column: error.column() })
    }
}

/// A fault has been put into the `Checks`; there is no value to go on with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reported;

impl From<Reported> for BodyFault {
    /// Not reached: what was reported has ended the checks before.
    fn from(_: Reported) -> BodyFault {
        BodyFault::Invalid(Violations::default())
    }
}

impl From<BodyFault> for OnrError {
    fn from(fault: BodyFault) -> OnrError {
        let message = fault.to_string();
        match fault {
            BodyFault::Unreadable(_) => OnrError::Message { exception: Exception::Unreadable, message: Some(message) },
            BodyFault::Invalid(_) => {
                OnrError::Message { exception: Exception::ArgumentNotValid, message: Some(message) }
            }
            BodyFault::Unprocessable { field_errors, .. } => OnrError::Fields { message, field_errors },
        }
    }
}
