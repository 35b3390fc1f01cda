//! Waiting for what must happen by itself, within a deadline that says how soon. The one place of the tests where
//! anything pauses, and only between two looks.

use std::time::{Duration, Instant};

/// Between two looks.
const PAUSE: Duration = Duration::from_millis(10);

/// Looks again and again until it is so; fails with `what` when it is not within the deadline.
pub async fn wait_until(what: &str, deadline: Duration, mut is_so: impl AsyncFnMut() -> bool) {
    wait_for(what, deadline, async || is_so().await.then_some(())).await;
}

/// Looks again and again until there is something, and gives it; fails with `what` when there is nothing within the
/// deadline.
pub async fn wait_for<T>(what: &str, deadline: Duration, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        // Also a look that gets no answer has the deadline.
        let left = deadline.saturating_sub(began.elapsed()).max(PAUSE);
        if let Ok(Some(found)) = tokio::time::timeout(left, look()).await {
            return found;
        }
        assert!(began.elapsed() < deadline, "not within {deadline:?}: {what}");
        tokio::time::sleep(PAUSE).await;
    }
}
