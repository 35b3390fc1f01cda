//! The sweep over everybody for the review queue: how many people a second are compared with all who share a key with them.

use std::time::Instant;

use projections::ReadDb;
use projections::pairs::sweep;

use crate::commands::Failure;
use crate::commands::demo::Running;

/// Compares everybody in the registry.
pub async fn measure(running: &Running) -> Result<(), Failure> {
    running.app.caught_up().await;
    let folder = running.app.store().cache_folder().to_owned();
    let swept = tokio::task::spawn_blocking(move || {
        let (began, mut pairs) = (Instant::now(), 0);
        let people = sweep(
            &ReadDb::at(&folder),
            || true,
            |found| {
                pairs += found.len();
                Ok(())
            },
        )?;
        Ok::<_, projections::ReadError>((people.unwrap_or_default(), pairs, began.elapsed()))
    });
    let swept = swept.await.map_err(|error| Failure(error.to_string()))?;
    let (people, pairs, took) = swept.map_err(|error| Failure(error.to_string()))?;
    let seconds = took.as_secs_f64();
    say!(
        "sweep      {people} people in {seconds:.2} s, {:.0} people/s; {pairs} pairs proposed",
        people as f64 / seconds
    );
    Ok(())
}
