//! In which language a command speaks: as `--lang` says, or else as the environment does.

use texts::Lang;

/// Variables of the environment that name a language; the first that is set decides (POSIX).
const VARIABLES: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// Reads `fi`, `sv` or `en`.
pub fn parse(code: &str) -> Result<Lang, String> {
    Lang::from_code(code).ok_or_else(|| "fi, sv or en".to_owned())
}

/// The language that was asked for, or else that of the environment; English where it is another one.
pub fn chosen(asked: Option<Lang>, variable: impl Fn(&str) -> Option<String>) -> Lang {
    let of_environment = || {
        let locale = VARIABLES.iter().filter_map(|name| variable(name)).find(|value| !value.is_empty())?;
        Lang::from_code(locale.split(['_', '.', '@']).next()?)
    };
    asked.or_else(of_environment).unwrap_or(Lang::En)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_decides_where_nothing_is_asked() {
        let of = |set: &[(&str, &str)], asked| {
            let value = |name: &str| set.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
            chosen(asked, value)
        };
        assert_eq!(of(&[("LANG", "fi_FI.UTF-8")], None), Lang::Fi);
        assert_eq!(of(&[("LC_ALL", ""), ("LC_MESSAGES", "sv_FI"), ("LANG", "fi_FI.UTF-8")], None), Lang::Sv);
        assert_eq!(of(&[("LC_ALL", "C.UTF-8"), ("LANG", "fi_FI.UTF-8")], None), Lang::En);
        assert_eq!(of(&[("LANG", "fi_FI.UTF-8")], Some(Lang::Sv)), Lang::Sv);
        assert_eq!(of(&[], None), Lang::En);
    }
}
