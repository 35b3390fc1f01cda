//! `oppijaloki journal copy` as an operator types it.

use oppijaloki_tests::postgres::Cluster;
use oppijaloki_tests::processes::{finished, oppijaloki};
use oppijaloki_tests::temp::TempFolder;

use crate::cluster_or_leave_out;

/// A mistyped address would else be backed up as an empty journal, with success.
#[tokio::test]
async fn a_source_that_holds_no_journal_is_no_empty_backup() {
    let cluster = cluster_or_leave_out!(Cluster::shared());
    let (source, folder) = (cluster.database().url(), TempFolder::new());
    let to = folder.join("copy");
    let copy = finished(oppijaloki(&["journal", "copy", "--from", &source, "--to", to.to_str().unwrap()])).await;
    let said = String::from_utf8_lossy(&copy.stderr);
    assert!(!copy.status.success(), "{said}");
    assert!(said.contains("no journal at the source"), "{said}");
    assert!(!to.join("journal").exists(), "nothing was begun at the destination");
}
