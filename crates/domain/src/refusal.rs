//! What every refusal of a decision tells. It is a value: its words stand in the locale files, under `refused-<name>` (what
//! is wrong) and `refused-<name>-next` (what to do next).

/// Why a decision refuses a command.
pub trait Refusal: Copy + Eq + std::fmt::Debug + Send + Sync + 'static {
    /// Every refusal of the decision, for tests that look for their words.
    const ALL: &'static [Self];

    /// Its name, in lower case with hyphens: part of text keys and of problem types (`urn:oppijaloki:problem:<name>`).
    fn name(self) -> &'static str;

    /// What kind of refusal it is, for interfaces that have a status for each kind.
    fn kind(self) -> RefusalKind;

    /// Number of what stands in the way, where something with a number does.
    fn number(self) -> Option<events::Position> {
        None
    }
}

/// Kinds of refusals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusalKind {
    /// What the command is about does not exist.
    NotFound,
    /// The present state does not allow it.
    Conflict,
    /// A field of the command is not as it should be: its name, as forms and bodies call it.
    Invalid(&'static str),
}
