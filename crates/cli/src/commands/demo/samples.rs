//! Samples for the first start: imports with some of each kind of success and error, and a system that follows the changes.

use app::caller::{Caller, CallerKind, Grant};
use app::commands::{AcknowledgeChanges, Call, ReportUnsentRows, Reported};
use app::imports::receive::NewImport;
use app::{App, Maker};
use events::catalogue::UnsentFault;
use events::codes::{Channel, Interface, Right, RowFault, RowField};
use events::{Actor, OrganisationOid, Position, RequestId};
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

/// A system that follows the changes: its client, and the subject of its tokens.
pub const KOSKI: (&str, &str) = ("demo-koski", "1.2.246.562.24.00000010999");
/// By which it reads them, at the root.
pub const READS: Right = Right::RekisterinpitajaRead;

/// Makes the sample imports: the university's, the school's about partly the same learners, and a late one.
pub async fn import_all(app: &App, people: u64) -> Result<(), Failure> {
    let tenth = (people / 10).max(1);
    let first = import(app, &UNIVERSITY, Options::new(SEED, people, 2 * tenth)).await?;
    report_unsent(app, &UNIVERSITY, first).await?;
    import(app, &SCHOOL, Options { first_person: tenth, ..Options::new(SEED, people, tenth) }).await?;
    import(app, &UNIVERSITY, Options { first_person: 4 * tenth, ..Options::new(SEED, people, tenth / 2 + 1) }).await?;
    Ok(())
}

/// A system acknowledges the changes that there are now; what the imports bring about is left to it.
pub async fn acknowledge(app: &App) -> Result<(), Failure> {
    let ((client, subject), cursor) = (KOSKI, app.store().head().position);
    let grants = vec![Grant { organisation: OrganisationOid::root(), right: READS }];
    let (subject, named) = (subject.to_owned(), Some(client.to_owned()));
    let caller = Caller { kind: CallerKind::Service, subject, client: named, grants };
    let call = Call::new(caller, Channel::Api, RequestId(Uuid::new_v4()));
    let done = app.carry_out(AcknowledgeChanges { cursor }, call).await;
    done.map_err(|error| Failure(error.to_string()))?;
    say!("sample acknowledgement: {client} has taken the changes up to event {cursor}");
    Ok(())
}

async fn import(app: &App, sender: &Sender, options: Options) -> Result<Position, Failure> {
    let organisation = organisation(sender)?;
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
    Ok(number)
}

/// The sender's program tells of rows that it refused before it sent the others.
async fn report_unsent(app: &App, sender: &Sender, import: Position) -> Result<(), Failure> {
    let grants = vec![Grant { organisation: organisation(sender)?, right: Right::Oppijoidentuonti }];
    let (subject, client) = (sender.subject.to_owned(), Some(sender.client.to_owned()));
    let caller = Caller { kind: CallerKind::Service, subject, client, grants };
    let row = |row: u32, field, fault| Reported {
        row,
        tunniste: Some(format!("lumi-{row}")),
        faults: vec![UnsentFault { field: Some(field), fault }],
    };
    let rows =
        vec![row(12, RowField::Hetu, RowFault::HetuCheckCharacter), row(27, RowField::Sukunimi, RowFault::Missing)];
    let call = Call::new(caller, Channel::Api, RequestId(Uuid::new_v4()));
    app.carry_out(ReportUnsentRows { import, rows }, call).await.map_err(|error| Failure(error.to_string()))?;
    Ok(())
}

fn organisation(sender: &Sender) -> Result<OrganisationOid, Failure> {
    sender.organisation.parse().map_err(|_| Failure("a sample organisation".to_owned()))
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
