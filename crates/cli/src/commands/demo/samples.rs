//! Sample imports for the first start: some of each kind of success and error.

use app::imports::receive::NewImport;
use app::{App, Maker};
use events::codes::{Channel, Interface, Right};
use events::{Actor, Position, RequestId};
use uuid::Uuid;
use web::onr::import_body::read_oppija_import;

use crate::commands::Failure;
use crate::commands::demo::SEED;
use crate::generate::{Options, rows, to_oppija_json};

/// A sample sender.
pub struct Sender {
    /// Subject of its tokens.
    pub subject: &'static str,
    /// Its organisation.
    pub organisation: &'static str,
    client: &'static str,
    notice_address: &'static str,
}

/// The university of the samples.
pub const UNIVERSITY: Sender = Sender {
    subject: "1.2.246.562.24.00000010016",
    organisation: "1.2.246.562.10.90000000011",
    client: "demo-university",
    notice_address: "opintotoimisto@lumijoki.example",
};

/// The school of the samples.
pub const SCHOOL: Sender = Sender {
    subject: "1.2.246.562.24.00000010074",
    organisation: "1.2.246.562.10.90000000023",
    client: "demo-school",
    notice_address: "oppijat@kuusilampi.example",
};

/// Makes the sample imports: the university's, the school's about partly the same learners, and a late one.
pub async fn import_all(app: &App, people: u64) -> Result<(), Failure> {
    let tenth = (people / 10).max(1);
    import(app, &UNIVERSITY, Options::new(SEED, people, 2 * tenth)).await?;
    import(app, &SCHOOL, Options { first_person: tenth, ..Options::new(SEED, people, tenth) }).await?;
    import(app, &UNIVERSITY, Options { first_person: 4 * tenth, ..Options::new(SEED, people, tenth / 2 + 1) }).await
}

async fn import(app: &App, sender: &Sender, options: Options) -> Result<(), Failure> {
    let organisation = sender.organisation.parse().map_err(|_| Failure("a sample organisation".to_owned()))?;
    let maker = Maker {
        actor: Actor::Service(sender.subject.to_owned()),
        right: Some(Right::Oppijoidentuonti),
        organisations: vec![organisation],
        channel: Channel::Onr,
        client: Some(sender.client.to_owned()),
        request: RequestId(Uuid::new_v4()),
    };
    let number = send(app, maker, Some(sender.notice_address), &options).await?;
    say!("sample import {number} of {}: {} rows", sender.client, options.rows);
    Ok(())
}

/// Sends an import of invented rows.
pub async fn send(app: &App, maker: Maker, notice: Option<&str>, options: &Options) -> Result<Position, Failure> {
    let made: Vec<_> = rows(options).map(|made| made.row).collect();
    let body = to_oppija_json(made.iter(), notice);
    let read = read_oppija_import(body.as_bytes(), app.now().day_in_finland(), &app.codes());
    let read = read.map_err(|fault| Failure(format!("a sample import: {fault}")))?;
    let organisations = maker.organisations.clone();
    let (notice_address, rows) = (read.notice_address, read.rows);
    let new = NewImport { interface: Interface::Oppija, notice_address, organisations, rows };
    app.receive_import(maker, new).await.map_err(|error| Failure(error.to_string()))
}
