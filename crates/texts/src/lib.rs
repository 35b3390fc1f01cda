//! Texts that people read, in three languages. They stand in `locales/`, one file for each language, in Fluent's format.

pub mod alphabet;

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};

/// A language in which people are spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Finnish, which is also the language of those who say nothing.
    Fi,
    /// Swedish.
    Sv,
    /// English.
    En,
}

impl Lang {
    /// Every language, in the order in which they are offered.
    pub const ALL: [Lang; 3] = [Lang::Fi, Lang::Sv, Lang::En];

    /// Its code in `lang` attributes, cookies and addresses.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Fi => "fi",
            Lang::Sv => "sv",
            Lang::En => "en",
        }
    }

    /// The language of a code.
    pub fn from_code(code: &str) -> Option<Lang> {
        Lang::ALL.into_iter().find(|lang| lang.code() == code)
    }

    /// What those who speak it call it.
    pub fn own_name(self) -> &'static str {
        match self {
            Lang::Fi => "Suomi",
            Lang::Sv => "Svenska",
            Lang::En => "English",
        }
    }

    fn source(self) -> &'static str {
        match self {
            Lang::Fi => include_str!("../locales/fi.ftl"),
            Lang::Sv => include_str!("../locales/sv.ftl"),
            Lang::En => include_str!("../locales/en.ftl"),
        }
    }
}

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<[Bundle; 3]> = LazyLock::new(|| Lang::ALL.map(bundle));

/// The texts of a language. Faults of the files are the tests' to find; whatever can be read is used.
fn bundle(lang: Lang) -> Bundle {
    let resource = match FluentResource::try_new(lang.source().to_owned()) {
        Ok(resource) | Err((resource, _)) => resource,
    };
    let mut bundle = Bundle::new_concurrent(vec![lang.code().parse().unwrap_or_default()]);
    // Marks around inserted values are for texts of mixed direction; screen readers stumble over them.
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(resource);
    bundle
}

/// Marks a text that is missing or lacks a value, for the tests to find.
pub const MISSING: char = '⟦';

/// How many there are of something.
pub trait Count: Copy {
    /// As the widest number.
    fn number(self) -> u64;
}

impl Count for u64 {
    fn number(self) -> u64 {
        self
    }
}

impl Count for u32 {
    fn number(self) -> u64 {
        u64::from(self)
    }
}

impl Count for usize {
    fn number(self) -> u64 {
        self as u64
    }
}

impl<T: Count> Count for &T {
    fn number(self) -> u64 {
        (*self).number()
    }
}

/// The texts of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Texts(pub Lang);

impl Texts {
    /// The language.
    pub fn lang(&self) -> Lang {
        self.0
    }

    /// A text without values.
    pub fn get(&self, key: &str) -> String {
        self.format(key, None)
    }

    /// A text with one value.
    pub fn with(&self, key: &str, name: &str, value: impl ToString) -> String {
        self.with_all(key, &[(name, value.to_string())])
    }

    /// A text with several values.
    pub fn with_all(&self, key: &str, values: &[(&str, String)]) -> String {
        let mut args = FluentArgs::new();
        values.iter().for_each(|(name, value)| args.set(*name, value.as_str()));
        self.format(key, Some(&args))
    }

    /// A text that speaks of so many: `$n` chooses its form, `$count` shows the number.
    pub fn count(&self, key: &str, n: impl Count) -> String {
        let n = n.number();
        let mut args = FluentArgs::new();
        args.set("n", n);
        args.set("count", self.number(n));
        self.format(key, Some(&args))
    }

    /// A number with its digits in groups of three.
    pub fn number(&self, n: impl Count) -> String {
        let digits = n.number().to_string();
        let gap = if self.0 == Lang::En { ',' } else { '\u{a0}' };
        let mut grouped = String::with_capacity(digits.len() * 2);
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                grouped.push(gap);
            }
            grouped.push(digit);
        }
        grouped
    }

    /// Is there such a text?
    pub fn has(&self, key: &str) -> bool {
        self.bundle().has_message(key)
    }

    fn bundle(&self) -> &'static Bundle {
        &BUNDLES[self.0 as usize]
    }

    fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let bundle = self.bundle();
        let mut faults = Vec::new();
        let text = bundle
            .get_message(key)
            .and_then(|message| message.value())
            .map(|pattern| bundle.format_pattern(pattern, args, &mut faults).into_owned());
        match text {
            Some(text) if faults.is_empty() => text,
            _ => {
                tracing::error!(key, lang = self.0.code(), "a text is missing or lacks a value");
                format!("{MISSING}{key}⟧")
            }
        }
    }
}
