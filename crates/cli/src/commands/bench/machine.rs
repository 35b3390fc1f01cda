//! What a measurement took of the machine.

/// Processor time in seconds, of all cores.
#[derive(Clone, Copy)]
pub struct Used {
    /// By this process.
    pub process: f64,
    /// By everybody on this machine: a database beside it too.
    pub machine: f64,
}

impl Used {
    /// So far.
    pub fn now() -> Used {
        Used { process: process(), machine: machine() }
    }

    /// Since then.
    pub fn since(self) -> Used {
        let now = Used::now();
        Used { process: now.process - self.process, machine: now.machine - self.machine }
    }
}

/// Linux counts in hundredths of a second for every program.
const TICK: f64 = 0.01;

fn process() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    sum(after_name.split_whitespace().skip(11).take(2))
}

fn machine() -> f64 {
    let stat = std::fs::read_to_string("/proc/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.lines().next().unwrap_or_default().split_whitespace().skip(1).collect();
    // user nice system idle iowait irq softirq
    let busy = [0, 1, 2, 5, 6].into_iter().filter_map(|n| fields.get(n).copied());
    sum(busy)
}

fn sum<'f>(fields: impl Iterator<Item = &'f str>) -> f64 {
    fields.filter_map(|field| field.parse::<f64>().ok()).sum::<f64>() * TICK
}

/// Peak resident memory of this process.
pub fn peak_memory_mb() -> u64 {
    status_mb("VmHWM:")
}

/// Resident memory of this process.
pub fn memory_mb() -> u64 {
    status_mb("VmRSS:")
}

/// The peak counts from now on.
pub fn forget_peak_memory() {
    // Where this is not allowed, the peak is that of the whole run.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

fn status_mb(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}
