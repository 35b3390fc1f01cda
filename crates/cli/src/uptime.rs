//! How long this machine has been running. Linux says so, and says which start of the machine that was; elsewhere it is
//! counted from the start of the process.

use std::time::Instant;

use store::Uptime;
use uuid::Uuid;

/// Milliseconds since the machine started, those in which it was suspended included, and how long it has been idle.
const UPTIME: &str = "/proc/uptime";
/// Drawn at every start of the machine.
const BOOT: &str = "/proc/sys/kernel/random/boot_id";

/// How long the machine has been running.
pub fn of_this_machine() -> impl Fn() -> Uptime + Send + Sync {
    let boot = std::fs::read_to_string(BOOT).ok().and_then(|boot| boot.trim().parse().ok());
    // Both or neither: a number without its boot would be compared with another's.
    let machine = boot.zip(millis()).map(|(boot, _)| boot);
    let (process, began) = (Uuid::new_v4(), Instant::now());
    move || match machine.zip(millis()) {
        Some((boot, millis)) => Uptime { boot, millis },
        None => Uptime { boot: process, millis: i64::try_from(began.elapsed().as_millis()).unwrap_or(i64::MAX) },
    }
}

fn millis() -> Option<i64> {
    let text = std::fs::read_to_string(UPTIME).ok()?;
    let seconds: f64 = text.split_whitespace().next()?.parse().ok()?;
    Some((seconds * 1_000.0) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_on_within_one_boot() {
        let uptime = of_this_machine();
        let (before, after) = (uptime(), uptime());
        assert_eq!(before.boot, after.boot);
        assert!(after.millis >= before.millis);
    }
}
