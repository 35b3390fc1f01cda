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

pub(crate) use refusals;
