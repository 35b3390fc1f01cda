//! What a notice says, and what it never says.

use events::Position;
use events::codes::FailureCause;

use super::*;

fn notice(round: NoticeRound, open: u32) -> Notice {
    let failed = vec![
        FailedRows { cause: WhyFailed::NoHetu, rows: 12 },
        FailedRows { cause: WhyFailed::Identification(FailureCause::NamesNearlySame), rows: 3 },
    ];
    let said =
        ImportNoticeClaimed { import: Position(4_711), round, attempt: 2, open, failed, counted_at: Position(9) };
    let service = Some("Lumijoen opintotietojärjestelmä".to_owned());
    Notice {
        said,
        received: Instant::from_millis(1_789_990_000_000),
        service,
        at: Instant::from_millis(1_790_000_000_000),
    }
}

fn pages() -> Url {
    "https://registry.example/".parse().unwrap()
}

fn source(notice: &Notice) -> String {
    let [from, to] = ["Rekisteri <noreply@registry.example>", "opintotoimisto@koulu.example"];
    let message = notice.message(from.parse().unwrap(), to.parse().unwrap(), &pages()).unwrap();
    String::from_utf8(message.formatted()).unwrap()
}

#[test]
fn each_language_says_which_import_how_many_and_why_and_where_to_go() {
    let notice = notice(NoticeRound::First, 5);
    for text in [notice.text(&pages()), notice.html(&pages())] {
        let places = ["Oppijoiden tuonti 4711", "Import av studerande 4711", "Learner import 4711"];
        let places = places.map(|heading| text.rfind(heading).unwrap());
        assert!(places.is_sorted(), "Finnish, then Swedish, then English");
        assert_eq!(text.matches("https://registry.example/henkilo-ui/oppijoidentuonti/4711?tila=failed").count(), 3);
        for cause in ["no_hetu", "names_nearly_same"] {
            let rows = format!("https://registry.example/henkilo-ui/oppijoidentuonti/4711?syy={cause}");
            assert_eq!(text.matches(&rows).count(), 3, "each cause leads to its own rows");
        }
        for said in ["21.9.2026 14:26", "Lumijoen opintotietojärjestelmä"] {
            assert_eq!(text.matches(said).count(), 3, "{said}");
        }
        for said in ["Hetu puuttuu: 12", "Personbeteckning saknas: 12", "No hetu: 12", "Nimet ovat lähes samat: 3"] {
            assert!(text.contains(said), "{said}");
        }
        for said in ["Kesken olevia rivejä: 5.", "Pågående rader: 5.", "Rows in progress: 5."] {
            assert!(text.contains(said), "{said}");
        }
    }
    assert!(notice.text(&pages()).contains("Failed rows: 15"));
    assert!(notice.html(&pages()).contains("Failed rows: <strong>15</strong>"));
    let unnamed = Notice { service: None, ..notice };
    assert!(unnamed.text(&pages()).contains("Received 21.9.2026 14:26\n"));
}

#[test]
fn open_rows_and_the_further_message_are_spoken_of_only_where_there_are_any() {
    let last = notice(NoticeRound::First, 0);
    assert!(!last.text(&pages()).contains("in progress") && !last.subject().contains("kesken"));
    assert_eq!(
        last.subject(),
        "Oppijoiden tuonti 4711: virheessä 15 / Import av studerande 4711: med fel 15 / Learner import 4711: failed 15"
    );
    let further = notice(NoticeRound::Further, 0);
    assert!(further.subject().contains("Learner import 4711 (further notice): failed 15"));
    assert!(further.text(&pages()).contains("This is how it stands now."));
    assert!(!last.text(&pages()).contains("This is how it stands now."));
}

#[test]
fn the_id_of_the_message_follows_from_the_import_and_the_round_alone() {
    let id = |notice: &Notice| notice.message_id(&pages());
    let first = notice(NoticeRound::First, 5);
    assert_eq!(id(&first), "<import-4711-first@registry.example>");
    let again = Notice { at: first.at.plus_seconds(600), ..first.clone() };
    assert_eq!(id(&again), id(&first));
    assert_eq!(id(&notice(NoticeRound::Further, 0)), "<import-4711-further@registry.example>");
}

#[test]
fn the_message_is_ascii_on_the_wire_and_says_that_it_is_automatic() {
    let source = source(&notice(NoticeRound::First, 5));
    assert!(source.is_ascii(), "subject and bodies are encoded");
    assert!(source.lines().all(|line| line.len() <= 998));
    for header in [
        "Message-ID: <import-4711-first@registry.example>",
        "Auto-Submitted: auto-generated",
        "To: opintotoimisto@koulu.example",
        "Date: Mon, 21 Sep 2026 14:13:20 +0000",
        "Content-Type: multipart/alternative;",
    ] {
        assert!(source.contains(header), "{header}\n{source}");
    }
}

#[test]
fn links_keep_the_path_of_the_public_address_and_are_escaped() {
    let pages: Url = "https://registry.example/a&b".parse().unwrap();
    let notice = notice(NoticeRound::First, 0);
    assert!(
        notice.text(&pages).contains("https://registry.example/a&b/henkilo-ui/oppijoidentuonti/4711?tila=failed\n")
    );
    assert!(
        notice
            .html(&pages)
            .contains("href=\"https://registry.example/a&amp;b/henkilo-ui/oppijoidentuonti/4711?tila=failed\"")
    );
}

#[test]
fn a_notice_of_changed_numbers_says_where_they_are_and_nothing_of_failures() {
    let mut notice = notice(NoticeRound::Numbers, 0);
    notice.said.failed.clear();
    for text in [notice.text(&pages()), notice.html(&pages())] {
        assert_eq!(text.matches("/henkilo-ui/oppijoidentuonti/4711?tila=renumbered").count(), 3);
        assert!(!text.contains("Failed rows") && text.contains("have other numbers than when it was processed"));
    }
    assert!(notice.subject().ends_with("Learner import 4711: numbers have changed"));
    assert_eq!(notice.message_id(&pages()), "<import-4711-numbers-9@registry.example>");
}

#[test]
fn causes_are_called_as_on_the_pages_that_say_what_to_do() {
    for lang in Lang::ALL {
        let title = |page: &str| {
            let file = format!("{}/../../docs/staff/{}/{page}.md", env!("CARGO_MANIFEST_DIR"), lang.code());
            let text = std::fs::read_to_string(file).unwrap();
            text.lines().next().unwrap().trim_start_matches("# ").to_owned()
        };
        assert_eq!(why(Texts(lang), WhyFailed::NoHetu), title("no-hetu"));
        assert_eq!(why(Texts(lang), WhyFailed::Passivated), title("person-passivated"));
        assert_eq!(why(Texts(lang), WhyFailed::Refused), title("row-refused"));
        for cause in FailureCause::ALL {
            let page = cause.to_string().replace('_', "-");
            assert_eq!(why(Texts(lang), WhyFailed::Identification(*cause)), title(&page));
        }
    }
}
