//! Metrics in the Prometheus text format.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use app::{App, ClockState, Counted, JournalState, Spent};
use axum::http::StatusCode;
use prometheus_client::collector::Collector;
use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::{DescriptorEncoder, EncodeLabelSet, NoLabelSet};
use prometheus_client::metrics::MetricType;
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

/// What turns of reactors are told apart by.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct TurnLabels {
    reactor: &'static str,
    outcome: &'static str,
}

/// What calls are told apart by.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct CallLabel {
    outcome: String,
}

/// How long the steps of commands took, as it was counted elsewhere. Clones share it.
#[derive(Debug, Clone, Default)]
struct Steps(Arc<Mutex<BTreeMap<&'static str, Spent>>>);

impl Collector for Steps {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        let help = "Time of the steps on the way of a command";
        let mut family = encoder.encode_descriptor("command_step_seconds", help, None, MetricType::Histogram)?;
        for (step, spent) in self.0.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            let end = |end: Option<Duration>| end.map_or(f64::INFINITY, |end| end.as_secs_f64());
            let classes: Vec<(f64, u64)> = spent.classes().map(|(to, times)| (end(to), times)).collect();
            let labels = [("step", *step)];
            let mut histogram = family.encode_family(&labels)?;
            histogram.encode_histogram::<NoLabelSet>(spent.took.as_secs_f64(), spent.times(), &classes, None)?;
        }
        Ok(())
    }
}

/// Everything that is measured. Clones share it.
#[derive(Clone)]
pub struct Metrics(Arc<Inner>);

struct Inner {
    registry: Registry,
    requests: Family<Labels, Histogram>,
    commands: Family<CommandLabels, Counter>,
    retries: Family<CommandLabel, Counter>,
    steps: Steps,
    turns: Family<TurnLabels, Counter>,
    register_calls: Family<CallLabel, Counter>,
    register_seconds: Family<CallLabel, Counter<f64, AtomicU64>>,
    runs_reactors: Gauge,
    journal_lag: Gauge,
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
        let steps = Steps::default();
        registry.register_collector(Box::new(steps.clone()));
        let turns = Family::<TurnLabels, Counter>::default();
        registry.register("reactor_turns", "Turns of reactors, by name and outcome", turns.clone());
        let register_calls = Family::<CallLabel, Counter>::default();
        registry.register("register_calls", "Requests to the population register, by outcome", register_calls.clone());
        let register_seconds = Family::<CallLabel, Counter<f64, AtomicU64>>::default();
        registry.register("register_call_seconds", "Time these took, all together", register_seconds.clone());
        let mut gauge = |name: &str, help: &str| {
            let gauge = Gauge::default();
            registry.register(name, help, gauge.clone());
            gauge
        };
        let log_position = gauge("log_position", "Position of the last event");
        let read_position = gauge("read_position", "Position that the read models have reached");
        let read_lag = gauge("read_lag_events", "Events that the read models do not hold yet");
        let journal_lag = gauge("journal_lag_events", "Events of the shared journal that this node does not hold yet");
        let runs_reactors = gauge("runs_reactors", "1 while this node runs the reactors, else 0");
        let journal_followed =
            gauge("journal_followed", "1 while the journal is followed, 0 while it is away or refused");
        let clock_believed = gauge("clock_believed", "1 while nothing contradicts this node's clock, else 0");
        Metrics(Arc::new(Inner {
            registry,
            requests,
            commands,
            retries,
            steps,
            turns,
            register_calls,
            register_seconds,
            runs_reactors,
            journal_lag,
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
    pub async fn text(&self, app: &App) -> String {
        let all = &self.0;
        // A journal that is away says nothing: `journal_followed` tells that, and the last lag stands.
        if let Some(lag) = app.journal_lag().await {
            all.journal_lag.set(lag as i64);
        }
        let (log, read) = (app.store().head().position.0, app.read_position().0);
        all.log_position.set(log as i64);
        all.read_position.set(read as i64);
        all.read_lag.set(log.saturating_sub(read) as i64);
        all.journal_followed.set(i64::from(app.journal_state() == JournalState::Followed));
        let contradicted = matches!(app.clock_state(), ClockState::Behind { .. } | ClockState::Ahead { .. });
        all.clock_believed.set(i64::from(!contradicted));
        self.set(app.counted());
        *all.steps.0.lock().unwrap_or_else(PoisonError::into_inner) = app.timed();
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = encode(&mut text, &all.registry);
        text
    }

    fn set(&self, counted: Counted) {
        let all = &self.0;
        let set = |counter: &Counter, times: u64| counter.inner().store(times, Ordering::Relaxed);
        for ((command, outcome), times) in counted.outcomes {
            set(&all.commands.get_or_create(&CommandLabels { command, outcome }), times);
        }
        for (command, times) in counted.retries {
            set(&all.retries.get_or_create(&CommandLabel { command }), times);
        }
        for ((reactor, outcome), times) in counted.turns {
            set(&all.turns.get_or_create(&TurnLabels { reactor, outcome }), times);
        }
        all.runs_reactors.set(i64::from(counted.runs_reactors));
        for (outcome, calls) in counted.register {
            let label = CallLabel { outcome };
            set(&all.register_calls.get_or_create(&label), calls.times);
            let seconds = calls.took.as_secs_f64().to_bits();
            all.register_seconds.get_or_create(&label).inner().store(seconds, Ordering::Relaxed);
        }
    }
}
