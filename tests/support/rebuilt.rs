//! Read models that grew event by event are what a rebuild makes of the same log.

use projections::{ReadDb, Runner, compare, rebuild};

use crate::server::Registry;
use crate::temp::TempFolder;

/// Stops the registry, rebuilds its read models beside those it had, and gives how many rows are equal. Of two nodes the
/// first one's are compared. A node that is stopped may be some events behind another: it takes these in first, as at
/// its next start.
pub async fn rows_equal_after_rebuild(registry: &mut Registry) -> u64 {
    registry.stop().await;
    let (store, journal) = registry.open_store().await;
    drop(Runner::open_at_head(&store, journal).unwrap());
    let fresh = TempFolder::new();
    rebuild(&store, journal, fresh.path(), |_| {}).unwrap();
    let compared = compare(ReadDb::at(store.cache_folder()).path(), ReadDb::at(fresh.path()).path()).unwrap();
    compared.unwrap_or_else(|table| panic!("{table} differs from a rebuild"))
}
