//! Metrics in the Prometheus text format.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use app::{App, ClockState, JournalState};
use axum::http::StatusCode;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;

/// What requests are told apart by.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Labels {
    route: String,
    status: u16,
}

/// What commands are told apart by.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct CommandLabels {
    command: &'static str,
    outcome: &'static str,
}

/// A command.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct CommandLabel {
    command: &'static str,
}

/// Everything that is measured. Clones share it.
#[derive(Clone)]
pub struct Metrics(Arc<Inner>);

struct Inner {
    registry: Registry,
    requests: Family<Labels, Histogram>,
    commands: Family<CommandLabels, Counter>,
    retries: Family<CommandLabel, Counter>,
    log_position: Gauge,
    read_position: Gauge,
    read_lag: Gauge,
    journal_followed: Gauge,
    clock_believed: Gauge,
}

impl Default for Metrics {
    fn default() -> Metrics {
        let mut registry = Registry::with_prefix("oppijaloki");
        let requests =
            Family::<Labels, Histogram>::new_with_constructor(|| Histogram::new(exponential_buckets(0.001, 2.0, 14)));
        registry.register("request_seconds", "Time to answer, by route and status", requests.clone());
        let (commands, retries) =
            (Family::<CommandLabels, Counter>::default(), Family::<CommandLabel, Counter>::default());
        registry.register("commands", "Commands, by name and outcome", commands.clone());
        registry.register("command_retries", "Commands looked at again, since something came first", retries.clone());
        let mut gauge = |name: &str, help: &str| {
            let gauge = Gauge::default();
            registry.register(name, help, gauge.clone());
            gauge
        };
        let log_position = gauge("log_position", "Position of the last event");
        let read_position = gauge("read_position", "Position that the read models have reached");
        let read_lag = gauge("read_lag_events", "Events that the read models do not hold yet");
        let journal_followed =
            gauge("journal_followed", "1 while the journal is followed, 0 while it is away or refused");
        let clock_believed = gauge("clock_believed", "1 while nothing contradicts this node's clock, else 0");
        Metrics(Arc::new(Inner {
            registry,
            requests,
            commands,
            retries,
            log_position,
            read_position,
            read_lag,
            journal_followed,
            clock_believed,
        }))
    }
}

impl Metrics {
    /// Counts a request.
    pub fn request(&self, route: &str, status: StatusCode, took: Duration) {
        let labels = Labels { route: route.to_owned(), status: status.as_u16() };
        self.0.requests.get_or_create(&labels).observe(took.as_secs_f64());
    }

    /// The text that Prometheus reads.
    pub fn text(&self, app: &App) -> String {
        let (log, read) = (app.store().head().position.0, app.read_position().0);
        self.0.log_position.set(log as i64);
        self.0.read_position.set(read as i64);
        self.0.read_lag.set(log.saturating_sub(read) as i64);
        self.0.journal_followed.set(i64::from(app.journal_state() == JournalState::Followed));
        let contradicted = matches!(app.clock_state(), ClockState::Behind { .. } | ClockState::Ahead { .. });
        self.0.clock_believed.set(i64::from(!contradicted));
        let counted = app.command_counts();
        for ((command, outcome), times) in counted.outcomes {
            let counter = self.0.commands.get_or_create(&CommandLabels { command, outcome });
            counter.inner().store(times, Ordering::Relaxed);
        }
        for (command, times) in counted.retries {
            self.0.retries.get_or_create(&CommandLabel { command }).inner().store(times, Ordering::Relaxed);
        }
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = encode(&mut text, &self.0.registry);
        text
    }
}
