//! The commands `generate` and `import` as a shell meets them: what goes where, and with which code they end.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn oppijaloki(line: &str, input: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_oppijaloki"));
    command.args(line.split_whitespace()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    for secret in ["OPPIJALOKI_TOKEN", "OPPIJALOKI_SERVER", "OPPIJALOKI_TOKEN_URL"] {
        command.env_remove(secret);
    }
    command.env("OPPIJALOKI_CLIENT_ID", "me").env("OPPIJALOKI_CLIENT_SECRET", "never-shown");
    let mut child = command.spawn().unwrap();
    // A command that fails early reads nothing.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn what_generate_writes_import_reads() {
    for format in ["json", "csv"] {
        let made = oppijaloki(&format!("generate --rows 50 --format {format}"), b"");
        assert_eq!((made.status.code(), text(&made.stderr).starts_with("50 rows: ")), (Some(0), true));
        let read = oppijaloki("import - --dry-run", &made.stdout);
        assert_eq!(read.status.code(), Some(0), "{}", text(&read.stderr));
        assert_eq!(text(&read.stdout), "rows;would_be_sent;refused;imports\n50;50;0;1\n");
    }
}

#[test]
fn exit_codes_tell_some_refused_from_failure() {
    let made = oppijaloki("generate --rows 100 --share malformed=50", b"");
    let some = oppijaloki("import - --dry-run", &made.stdout);
    assert_eq!(some.status.code(), Some(2));
    assert!(text(&some.stderr).contains(". Next: "));
    let nobody_there = oppijaloki("import - --server http://127.0.0.1:9", &made.stdout);
    assert_eq!((nobody_there.status.code(), nobody_there.stdout.len()), (Some(1), 0));
    assert!(text(&nobody_there.stderr).contains("is it running"));
    let strict = oppijaloki("import - --server http://127.0.0.1:9 --strict", &made.stdout);
    assert_eq!(strict.status.code(), Some(2), "nothing is sent, so nobody needs to be there");
    assert!(text(&strict.stdout).starts_with("\u{feff}tunniste;row;oid;oppijanumero;conflict;state;cause\n"));
    let empty = oppijaloki("import - --dry-run", b"");
    assert_eq!(empty.status.code(), Some(1));
    assert!(text(&empty.stderr).contains("no rows"));
}

#[test]
fn the_secret_is_shown_nowhere() {
    let help = oppijaloki("import --help", b"");
    assert!(text(&help.stdout).contains("OPPIJALOKI_CLIENT_SECRET") && !text(&help.stdout).contains("never-shown"));
}
