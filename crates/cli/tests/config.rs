//! The configuration as operators write it: the documented one can be read, and what would silently do nothing, or send
//! a password in clear, is refused.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a broken assumption must fail the test")]

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use oppijaloki::commands::serve;
use oppijaloki::config::{Config, Encryption};

/// The configuration that `docs/operations/README.md` shows.
fn documented() -> String {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/operations/README.md");
    let page = std::fs::read_to_string(page).unwrap();
    let block = page.split("```toml\n").nth(1).unwrap();
    block.split("```").next().unwrap().to_owned()
}

/// The same with another section of mail.
fn with_mail(changes: &[(&str, &str)]) -> String {
    let text = documented();
    let (before, after) = text.split_once("[mail]").unwrap();
    let (mail, after) = after.split_once("[rules]").unwrap();
    let mail = changes.iter().fold(mail.to_owned(), |mail, (from, to)| {
        assert!(mail.contains(from), "{from} is not documented");
        mail.replace(from, to)
    });
    format!("{before}[mail]{mail}[rules]{after}")
}

fn read(text: &str) -> Result<Config, String> {
    let file = temporary("config.toml");
    std::fs::write(&file, text).unwrap();
    let read = Config::read(&file).map_err(|failure| failure.to_string());
    std::fs::remove_file(&file).unwrap();
    read
}

#[expect(clippy::disallowed_methods, reason = "only to give a file a name of its own")]
fn temporary(name: &str) -> PathBuf {
    let nanos = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos();
    std::env::temp_dir().join(format!("oppijaloki-{}-{nanos}-{name}", std::process::id()))
}

#[test]
fn the_documented_configuration_can_be_read() {
    let mail = read(&documented()).unwrap().mail.unwrap();
    assert_eq!((mail.host.as_str(), mail.port, mail.encryption), ("mail.example", Some(587), Encryption::Starttls));
    assert_eq!(mail.notice_after_hours, 24);
}

#[test]
fn without_a_mail_server_no_notices_are_sent() {
    let text = documented();
    let (before, after) = text.split_once("[mail]").unwrap();
    let after = after.split_once("[rules]").unwrap().1;
    assert!(read(&format!("{before}[rules]{after}")).unwrap().mail.is_none());
}

#[test]
fn a_mail_server_that_cannot_be_used_is_refused_and_the_reason_said() {
    for (from, to, reason) in [
        ("encryption = \"starttls\"", "encryption = \"none\"", "where a password is sent"),
        ("encryption = \"starttls\"", "encryption = \"ssl\"", "ssl"),
        ("password_file", "# password_file", "belong together"),
        ("notice_after_hours = 24", "notice_after_hours = 0", "notice_after_hours"),
    ] {
        let error = read(&with_mail(&[(from, to)])).unwrap_err();
        assert!(error.contains(reason), "{to}: {error}");
    }
}

#[test]
fn addresses_of_mail_are_checked_at_the_start() {
    let mail = read(&with_mail(&[("user", "# user"), ("password_file", "# password_file")])).unwrap().mail.unwrap();
    assert!(serve::mail(&mail).is_ok());
    let mut unsendable = mail.clone();
    unsendable.from = "nobody".to_owned();
    assert!(serve::mail(&unsendable).err().unwrap().to_string().contains("not an e-mail address"));
    for address in ["registry.example", "ftp://registry.example", "https://registry.example?a=b", "/pages"] {
        let mail = oppijaloki::config::Mail { public_address: address.to_owned(), ..mail.clone() };
        assert!(serve::mail(&mail).err().unwrap().to_string().contains("public address"), "{address}");
    }
}
