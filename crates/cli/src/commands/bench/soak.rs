//! Mixed load on a server of its own for hours, and what the server holds meanwhile. Nothing runs at full speed: what is
//! sought is not a limit but whether something grows that should not.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::Failure;

mod answers;
mod figure;
mod load;
mod requests;
pub mod server;

use answers::Answers;
use server::{Process, Sample};

/// How often the server is looked at.
const INTERVAL: Duration = Duration::from_secs(10);
/// After the load has ended: what does the server keep?
const REST: Duration = Duration::from_secs(120);
/// Events that one person of the register may stand for at least, over rows, registration and identification.
const EVENTS_PER_PERSON: u64 = 2;

/// What is done to the server.
pub struct Plan {
    /// How long.
    pub minutes: u64,
    /// Events a second that imports and look-ups write.
    pub events_per_second: u64,
    /// Requests a second beside the imports.
    pub requests_per_second: u64,
    /// Folder for `soak.csv` and `soak.svg`.
    pub output: PathBuf,
}

impl Plan {
    fn lasts(&self) -> Duration {
        Duration::from_secs(self.minutes * 60)
    }

    /// How many people the register must know so that there are new ones until the end.
    fn people(&self) -> u64 {
        self.lasts().as_secs() * self.events_per_second / EVENTS_PER_PERSON + 10_000
    }
}

/// Runs the load, and writes a line every [`INTERVAL`].
pub async fn measure(folder: &Path, plan: &Plan) -> Result<(), Failure> {
    std::fs::create_dir_all(&plan.output).map_err(|error| in_file(&plan.output, &error))?;
    let file = plan.output.join("soak.csv");
    let mut csv = std::fs::File::create(&file).map_err(|error| in_file(&file, &error))?;
    writeln!(csv, "{}", Sample::HEADER).map_err(|error| in_file(&file, &error))?;
    let process = Process::start(folder, plan.people())?;
    let (answers, began) = (Answers::default(), Instant::now());
    let mut work = load::begin(&process.address, plan, &answers);
    let mut samples: Vec<Sample> = Vec::new();
    while began.elapsed() < plan.lasts() + REST {
        if began.elapsed() >= plan.lasts() {
            work.abort_all();
        }
        let sample = process.sample(began.elapsed(), &answers).await?;
        writeln!(csv, "{sample}").map_err(|error| in_file(&file, &error))?;
        samples.push(sample);
        tokio::select! {
            () = tokio::time::sleep(INTERVAL) => {}
            Some(Ok(Err(failure))) = work.join_next() => return Err(failure),
        }
    }
    process.stop()?;
    let figure = plan.output.join("soak.svg");
    std::fs::write(&figure, figure::draw(&samples)).map_err(|error| in_file(&figure, &error))?;
    say!("{}", summary(&samples, plan));
    Ok(())
}

fn in_file(file: &Path, error: &dyn std::fmt::Display) -> Failure {
    Failure(format!("{}: {error}", file.display()))
}

/// One line about everything.
fn summary(samples: &[Sample], plan: &Plan) -> String {
    let under_load = samples.iter().filter(|sample| sample.seconds <= plan.lasts().as_secs()).collect::<Vec<_>>();
    let (Some(first), Some(last), Some(rested)) = (under_load.get(6), under_load.last(), samples.last()) else {
        return "soak       too short for figures".to_owned();
    };
    let second_half = under_load.get(under_load.len() / 2..).unwrap_or_default();
    let mb = |kb: u64| kb / 1024;
    let peak = samples.iter().map(|sample| sample.anonymous_kb).max().unwrap_or(0);
    format!(
        "soak       {} min, events {} to {}, {} answers ({} refused, {} of 5xx, {} without an answer): RssAnon {} MB \
         after a minute, {} MB in the end, {} MB after a rest, peak {} MB; {:.0} bytes an event in the second half; file \
         descriptors {} to {}",
        plan.minutes,
        first.events,
        last.events,
        last.answers.all,
        last.answers.refused,
        last.answers.failed,
        last.answers.lost,
        mb(first.anonymous_kb),
        mb(last.anonymous_kb),
        mb(rested.anonymous_kb),
        mb(peak),
        bytes_per_event(second_half),
        first.descriptors,
        last.descriptors,
    )
}

/// By how much memory grows with each event: the slope of the line that fits best.
fn bytes_per_event(samples: &[&Sample]) -> f64 {
    let n = samples.len() as f64;
    let points = samples.iter().map(|sample| (sample.events as f64, sample.anonymous_kb as f64 * 1024.0));
    let (x, y) = points.clone().fold((0.0, 0.0), |(x, y), point| (x + point.0 / n, y + point.1 / n));
    let (over, under) = points
        .fold((0.0, 0.0), |(over, under), point| (over + (point.0 - x) * (point.1 - y), under + (point.0 - x).powi(2)));
    if under > 0.0 { over / under } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(events: u64, anonymous_kb: u64) -> Sample {
        Sample { events, anonymous_kb, ..Sample::default() }
    }

    #[test]
    fn growth_is_counted_by_event_and_what_stays_level_does_not_grow() {
        let grows = [sample(1_000, 100), sample(2_000, 200), sample(3_000, 300)];
        assert_eq!(bytes_per_event(&grows.iter().collect::<Vec<_>>()), 102.4);
        let level = [sample(1_000, 100), sample(2_000, 120), sample(3_000, 100)];
        assert_eq!(bytes_per_event(&level.iter().collect::<Vec<_>>()), 0.0);
        let idle = [sample(1_000, 100), sample(1_000, 200)];
        assert_eq!(bytes_per_event(&idle.iter().collect::<Vec<_>>()), 0.0);
    }
}
