//! The embedded journal on a disk that is full: a definite refusal, nothing half-written, and it goes on when there is
//! room again.
//!
//! A real full disk would need a file system of its own. Instead this test runs itself in a child process whose files
//! may not grow beyond a limit (`ulimit -f`): the system refuses the write in the same place.

use std::path::{Path, PathBuf};
use std::process::Command;

use events::Head;
use oppijaloki_tests::temp::TempFolder;
use store::journal::sqlite::SqliteJournal;
use store::journal::{AppendError, EventBytes, Journal};
use uuid::Uuid;

use crate::engines::{events, everything};

/// Names the folder to the child process.
const FOLDER: &str = "OPPIJALOKI_TEST_FULL_DISK";
/// Size in bytes of the events with which the disk is filled.
const EVENT: usize = 20_000;
/// Events of a batch.
const BATCH: usize = 3;

#[tokio::test]
async fn a_full_disk_refuses_definitely_and_leaves_nothing_half_written() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return fill(&PathBuf::from(folder)).await;
    }
    let folder = TempFolder::new();
    let output = Command::new("bash")
        .args(["-c", "trap '' XFSZ; ulimit -f 1024; exec \"$0\" \"$@\""])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "sqlite_full_disk::a_full_disk_refuses_definitely_and_leaves_nothing_half_written"])
        .arg("--nocapture")
        .env(FOLDER, folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));

    // Without the limit: exactly what was answered is there, and the journal goes on.
    let answered = said.lines().find_map(|line| line.strip_prefix("answered: ")).unwrap().parse::<usize>().unwrap();
    let journal = SqliteJournal::open(folder.path(), Uuid::new_v4()).unwrap();
    assert_eq!(everything(&journal).await.len(), answered);
    let head = journal.head().await.unwrap();
    journal.append(head, &events(&["there is room again"])).await.unwrap();
    assert_eq!(everything(&journal).await.len(), answered + 1);
}

/// In the child: appends until the disk is full, and looks at what then stands there.
async fn fill(folder: &Path) {
    let journal = SqliteJournal::open(folder, Uuid::new_v4()).unwrap();
    let mut head = Head::START;
    for n in 0..200u8 {
        let event: EventBytes = vec![n; EVENT].into();
        match journal.append(head, &vec![event; BATCH]).await {
            Ok(new_head) => head = new_head,
            Err(AppendError::Unavailable(_)) => {
                assert!(n > 0, "nothing could be written at all");
                assert_eq!(everything(&journal).await.len(), usize::from(n) * BATCH);
                // Asked again, the answer is as definite, and reading still works.
                let again = journal.append(head, &events(&["small, but there is no room for it"])).await;
                assert!(matches!(again, Err(AppendError::Unavailable(_)) | Ok(_)), "{again:?}");
                let answered = everything(&journal).await.len();
                assert_eq!(answered, usize::from(n) * BATCH + usize::from(again.is_ok()));
                println!("\nanswered: {answered}");
                return;
            }
            Err(error) => panic!("after {n} batches: {error:?}"),
        }
    }
    panic!("the limit was never reached");
}
