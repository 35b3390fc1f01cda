//! Following imports that have been accepted: until every row is resolved, and until the register has answered.

use std::time::{Duration, Instant};

use super::registry::Registry;
use super::trouble::Trouble;

/// How often to ask, and how long to wait for nothing.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// The first wait between two questions; it grows.
    pub first: Duration,
    /// The longest.
    pub longest: Duration,
    /// After so long without any progress it is given up.
    pub patience: Duration,
}

/// An import that has been accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accepted {
    /// Its number.
    pub import: i64,
    /// How many rows it has.
    pub rows: u64,
    /// How many of them have no hetu: the register is not asked about those.
    pub hetuless: u64,
}

/// How the waiting ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// There is nothing more to wait for.
    Done,
    /// Nothing has moved for a long time; so many are still waited for.
    Patience(u64),
}

/// Waits until every row is resolved. `show` is told how many are, each time.
pub async fn resolved(
    registry: &mut Registry,
    accepted: &[Accepted],
    pace: Pace,
    mut show: impl FnMut(u64),
) -> Result<Ended, Trouble> {
    let mut waiting = Waiting::new(pace);
    loop {
        let asked = Instant::now();
        let (mut done, mut left) = (0, 0);
        for one in accepted {
            let basics = registry.basics(one.import).await?;
            done += basics.kasiteltyja.min(basics.kasiteltavia);
            left += if basics.kasitelty { 0 } else { basics.kasiteltavia.saturating_sub(basics.kasiteltyja).max(1) };
        }
        show(done);
        if left == 0 {
            return Ok(Ended::Done);
        }
        if waiting.is_over(left, asked).await {
            return Ok(Ended::Patience(left));
        }
    }
}

/// Waits until the register has answered about everybody with a hetu, whatever it says. `show` is told how many people
/// there are and how many are waited for.
pub async fn identified(
    registry: &mut Registry,
    accepted: &[Accepted],
    pace: Pace,
    mut show: impl FnMut(u64, u64),
) -> Result<Ended, Trouble> {
    let mut waiting = Waiting::new(pace);
    // Anyone who may ask for counts is spared the rows; the clients of `/yleistunniste` may not.
    let mut by_counts = true;
    loop {
        let asked = Instant::now();
        let counted = if by_counts { counts(registry, accepted).await? } else { None };
        by_counts = counted.is_some();
        let (people, left) = match counted {
            Some(counted) => counted,
            None => rows(registry, accepted).await?,
        };
        show(people, left);
        if left == 0 {
            return Ok(Ended::Done);
        }
        if waiting.is_over(left, asked).await {
            return Ok(Ended::Patience(left));
        }
    }
}

async fn counts(registry: &mut Registry, accepted: &[Accepted]) -> Result<Option<(u64, u64)>, Trouble> {
    let (mut people, mut left) = (0, 0);
    for one in accepted {
        let Some(summary) = registry.summary(one.import).await? else { return Ok(None) };
        people += summary.yhteensa;
        left += summary.keskeneraiset;
    }
    Ok(Some((people, left)))
}

/// Rows tell only who is identified: anyone who is listed with an error is waited for until patience ends.
async fn rows(registry: &mut Registry, accepted: &[Accepted]) -> Result<(u64, u64), Trouble> {
    let (mut all, mut left) = (0, 0);
    for one in accepted {
        let answered = registry.rows(one.import).await?;
        let open = answered.iter().filter(|row| row.henkilo.oppijanumero.is_none() && !row.henkilo.passivoitu).count();
        all += answered.len() as u64;
        left += (open as u64).saturating_sub(one.hetuless);
    }
    Ok((all, left))
}

struct Waiting {
    pace: Pace,
    pause: Duration,
    least: u64,
    since: Instant,
}

impl Waiting {
    fn new(pace: Pace) -> Waiting {
        Waiting { pace, pause: pace.first, least: u64::MAX, since: Instant::now() }
    }

    /// Sleeps a while; true when there has been no progress for too long.
    async fn is_over(&mut self, left: u64, asked: Instant) -> bool {
        if left < self.least {
            (self.least, self.since) = (left, Instant::now());
        } else if self.since.elapsed() >= self.pace.patience {
            return true;
        }
        // Never ask for longer than we wait.
        tokio::time::sleep(self.pause.max(asked.elapsed())).await;
        self.pause = (self.pause * 3 / 2).min(self.pace.longest);
        false
    }
}
