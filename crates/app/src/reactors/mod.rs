//! Reactors: they carry on what a command began. None has a checkpoint; their to-do list is a read model, each
//! completion an event, so a crash loses nothing and repeats nothing.

pub mod complete_erasures;
pub mod expire_imports;
pub mod forget_looks;
pub mod identify;
pub mod lease;
pub mod resolve_imports;
pub mod send_notices;

use domain::identify::Finding;
use tokio::task::JoinSet;
use vtj::client::Answer;

use crate::App;

/// Starts every reactor that one node at a time runs. They end after [`App::stop`].
pub fn start(app: &App) -> JoinSet<()> {
    let mut reactors = JoinSet::new();
    reactors.spawn(resolve_imports::run(app.clone()));
    reactors.spawn(identify::run(app.clone()));
    reactors.spawn(expire_imports::run(app.clone()));
    reactors.spawn(complete_erasures::run(app.clone()));
    reactors.spawn(send_notices::run(app.clone()));
    reactors
}

/// The register's answer as decisions know it.
pub(crate) fn finding(answer: Answer) -> Finding {
    match answer {
        Answer::Found(record) => Finding::Found(record),
        Answer::NotFound => Finding::NotFound,
        Answer::Passive => Finding::Passive,
        Answer::NoName => Finding::NoName,
        Answer::Withheld => Finding::Withheld,
        Answer::Unreadable => Finding::Unreadable,
    }
}

/// Waits, but not past the end.
async fn pause(app: &App, time: std::time::Duration) {
    let mut stopping = app.stopping();
    let _ = tokio::time::timeout(time, stopping.wait_for(|stop| *stop)).await;
}

fn stopped(app: &App) -> bool {
    *app.stopping().borrow()
}
