//! Every code and every cause has words in each language.

use texts::{Lang, Texts};

#[test]
fn every_code_has_words_and_every_cause_a_help_page() {
    use app::rules::Cause;
    use events::codes::*;
    fn all<T: ToString>(list: &str, codes: &[T]) -> Vec<String> {
        codes.iter().map(|code| format!("{list}-{}", code.to_string())).collect()
    }
    let mut wanted: Vec<String> = [
        all("conflict", ConflictKind::ALL),
        all("row-refusal", RowRefusal::ALL),
        all("hint", Hint::ALL),
        all("channel", Channel::ALL),
        all("reason", Reason::ALL),
        all("origin", Origin::ALL),
        all("fate", HetuFate::ALL),
        all("former", HetuFate::ALL),
        all("passivation", PassivationCause::ALL),
        all("passivation-choice", PassivationCause::ALL),
        all("link-reason", LinkReason::ALL),
        all("row-cause", ReassignmentCause::ALL),
        all("way", IdentificationWay::ALL),
        all("request-kind", RequestKind::ALL),
        all("request-told", RequestKind::ALL),
        all("request-accept", RequestKind::ALL),
        all("request-state", RequestOutcome::ALL),
        all("identifier", IdentifierKind::ALL),
    ]
    .concat();
    let refusals = app::commands::all().into_iter().flat_map(|command| command.refusals);
    wanted.extend(refusals.flat_map(|name| [format!("refused-{name}"), format!("refused-{name}-next")]));
    wanted.extend(Cause::all().flat_map(|cause| [format!("cause-{}", cause.name()), format!("next-{}", cause.name())]));
    for lang in Lang::ALL {
        let missing: Vec<&String> = wanted.iter().filter(|key| !Texts(lang).has(key)).collect();
        assert!(missing.is_empty(), "{lang:?}: {missing:?}");
        for cause in Cause::all() {
            let help = crate::staff::words::CauseWords::of(&Texts(lang), cause).help;
            let page = help.rsplit('/').next().unwrap_or_default();
            assert!(crate::staff::help::exists(page), "{page}");
        }
    }
}
