//! How a decision lists its refusals.

/// Defines a list of refusals: each with its name and its kind (see [`Refusal`](crate::Refusal)).
macro_rules! refusals {
    ($(#[$doc:meta])* $name:ident { $($(#[$of_one:meta])* $one:ident => $text:literal, $kind:expr;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $($(#[$of_one])* $one,)* }

        impl crate::Refusal for $name {
            const ALL: &'static [$name] = &[$($name::$one,)*];

            fn name(self) -> &'static str {
                match self { $($name::$one => $text,)* }
            }

            fn kind(self) -> RefusalKind {
                match self { $($name::$one => $kind,)* }
            }
        }
    };
}

/// The refusals of an official's own words: `WordsTooLong` and `WordsMalformed`.
macro_rules! refuses_words {
    ($name:ident) => {
        impl From<crate::text::StatementFault> for $name {
            fn from(fault: crate::text::StatementFault) -> $name {
                match fault {
                    crate::text::StatementFault::TooLong => $name::WordsTooLong,
                    crate::text::StatementFault::Character => $name::WordsMalformed,
                }
            }
        }
    };
}

pub(crate) use {refusals, refuses_words};
