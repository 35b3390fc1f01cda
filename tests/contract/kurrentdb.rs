//! The journal on KurrentDB: on a stand-in always, and on a real server where `OPPIJALOKI_TEST_KURRENTDB` names one (its
//! connection string; each test has a stream of its own there, which stays). What the engine promises besides is in the
//! modules, on the stand-in.

use std::sync::Arc;

use async_trait::async_trait;
use oppijaloki_tests::kurrentdb::StandIn;
use store::journal::Journal;
use store::journal::kurrentdb::KurrentJournal;
use uuid::Uuid;

use crate::engines::Engine;

mod faults;
mod leases;
mod serving;
mod setting_up;

/// A stand-in of the test's own. Each opening has a connection of its own, as another node would.
pub struct StandInEngine(StandIn);

#[async_trait]
impl Engine for StandInEngine {
    async fn start() -> Option<StandInEngine> {
        Some(StandInEngine(StandIn::start()))
    }

    async fn open(&self) -> Arc<dyn Journal> {
        open(&self.0.address("journal")).await
    }
}

/// A stream of its own on a real server.
pub struct ServerEngine(String);

#[async_trait]
impl Engine for ServerEngine {
    async fn start() -> Option<ServerEngine> {
        let Ok(server) = std::env::var("OPPIJALOKI_TEST_KURRENTDB") else {
            oppijaloki_tests::skipped::skipped_also_in_ci(
                "the journal on a real KurrentDB server",
                "OPPIJALOKI_TEST_KURRENTDB names none",
            );
            return None;
        };
        let more = if server.contains('?') { '&' } else { '?' };
        Some(ServerEngine(format!("{server}{more}stream=oppijaloki-test-{}", Uuid::new_v4().simple())))
    }

    async fn open(&self) -> Arc<dyn Journal> {
        open(&self.0).await
    }
}

async fn open(address: &str) -> Arc<dyn Journal> {
    Arc::new(KurrentJournal::open(address, Uuid::new_v4()).await.unwrap())
}
