//! What a configuration may say about where journal and vault are, and what is refused with which words.

use oppijaloki::config::Config;
use oppijaloki_tests::temp::TempFolder;

/// Reads a configuration with these lines; gives the words of a refusal.
fn read(places: &str) -> Result<Config, String> {
    let folder = TempFolder::new();
    let file = folder.join("oppijaloki.toml");
    let rest = "data = 'd'\nsecrets = 's'\norganisations = 'o'\n[tokens]\nkey_set = 'k'\nissuer = 'i'\n\
                [register]\nbase_url = 'b'\nuser = 'u'\npassword_file = 'p'\n";
    std::fs::write(&file, format!("{places}\n{rest}")).unwrap();
    Config::read(&file).map_err(|failure| failure.to_string())
}

#[test]
fn a_journal_on_kurrentdb_needs_a_vault_on_postgresql() {
    for scheme in ["esdb", "kurrentdb", "esdb+discover", "kurrentdb+discover"] {
        let journal = format!("journal = '{scheme}://node:2113'");
        let config = read(&format!("{journal}\nvault = 'postgres://vault/oppijaloki'")).unwrap();
        assert_eq!(config.journal_address(), Some(format!("{scheme}://node:2113").as_str()));
        assert!(read(&journal).unwrap_err().contains("needs a vault elsewhere"));
        assert!(read(&format!("{journal}\nvault = 'sqlite'")).unwrap_err().contains("a vault that they share"));
        let vault = format!("{journal}\nvault = '{scheme}://node:2113'");
        assert!(read(&vault).unwrap_err().contains("vault must be"));
    }
    assert!(read("journal = 'mysql://node'").unwrap_err().contains("journal must be"));
}

#[cfg(not(feature = "kurrentdb"))]
#[tokio::test]
async fn a_program_without_kurrentdb_says_how_to_build_one_with_it() {
    let refused = oppijaloki::engine::journal_at("kurrentdb://node:2113", uuid::Uuid::new_v4()).await;
    assert!(refused.err().unwrap().to_string().contains("--features kurrentdb"));
}
