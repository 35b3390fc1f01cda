//! `oppijaloki demo`: everything on this machine, with invented people.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use app::caller::Grant;
use app::current::Current;
use app::mail::{Mail, Mailer, Outbox};
use app::officials::Officials;
use app::organisations::OrganisationTree;
use app::{App, Settings};
use domain::CodeSets;
use events::codes::Right;
use store::access_register::AccessPlace;
use store::{Accept, Engine, VaultPlace};
use tracing::Instrument;
use vtj::client::RegisterConfig;
use vtj::population::Population;
use vtj::stand_in::{StandIn, StandInConfig};
use web::auth::bearer::TokenRules;
use web::auth::issuer::{ISSUER_PATH, Issuer, IssuerClient, IssuerConfig, SigningKey};
use web::clock::Clock;
use web::connections::ConnectionLimits;
use web::demo_outbox::OUTBOX_PATH;
use web::staff::sign_in::SampleUser;
use web::staff::sign_in::address::SIGN_IN;

use super::Failure;
use crate::accept::AcceptArguments;
use crate::config::{self, SecretsFile};
use crate::data::DEMO_SECRETS;
use crate::names::Names;
use crate::neighbours::Neighbours;
use crate::node::Node;
use crate::server::{Role, Server, asked_to_end, listen, run as run_server, run_to_end, start_logging};
use crate::sign_in;

mod cas;
mod neighbours;
pub mod samples;
mod users;

/// Seed of the invented population; the same people every time.
pub const SEED: u64 = 1;
/// Secret of every sample client.
pub const CLIENT_SECRET: &str = "demo-secret";
/// `aud` of the demo's tokens.
const AUDIENCE: &str = "oppijaloki";
/// What to do when a port is taken: the demo's services take the ports that follow its own.
const OTHER_PORT: &str = "or choose another port with --port; the demo takes the ports behind it too";
/// Whom the demo's notices are from.
const NOTICES_FROM: &str = "Oppijanumerorekisteri <noreply@oppijanumerorekisteri.example>";
/// Individual numbers that count as test hetus here; 900–989 belong to the population register's people.
const TEST_HETUS: std::ops::RangeInclusive<u16> = 990..=999;

/// Arguments of `demo`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Port of the registry; the population register's stand-in takes the next one.
    #[arg(long, default_value_t = 8090)]
    port: u16,
    /// The data folder. A second start goes on with it.
    #[arg(long, default_value = "./demo-data")]
    data: PathBuf,
    /// How many people the population register knows.
    #[arg(long, default_value_t = 2000)]
    people: u64,
    /// Do not make sample imports on the first start.
    #[arg(long)]
    empty: bool,
    #[command(flatten)]
    accept: AcceptArguments,
}

/// Runs until the process is asked to end.
pub fn run(arguments: Arguments) -> Result<(), Failure> {
    start_logging("warn");
    run_to_end(demo(arguments))
}

async fn demo(arguments: Arguments) -> Result<(), Failure> {
    let Arguments { port, data, people, empty, accept } = arguments;
    say!("oppijaloki demo: opening {} …", data.display());
    let asked = Some(neighbours::start(neighbours::beside(port), &data).await?);
    let surroundings = Surroundings { accept: accept.into(), cas: true, neighbours: asked, ..Surroundings::default() };
    let running = start_with(Engine::Embedded, port, &data, people, surroundings).await?;
    if running.first_start && !empty {
        samples::import_all(&running.app, people).await?;
        samples::acknowledge(&running.app).await?;
    }
    print_where_to_go(&running);
    running.ended().await
}

/// A demo that answers requests.
pub struct Running {
    /// Where the registry answers.
    pub address: SocketAddr,
    /// The application.
    pub app: App,
    /// The population register's stand-in.
    pub stand_in: StandIn,
    /// Address of the CAS server's stand-in.
    pub cas: Option<String>,
    /// There was nothing in the data folder before.
    pub first_start: bool,
    serving: tokio::task::JoinHandle<Result<(), Failure>>,
    stop: tokio::sync::oneshot::Sender<()>,
}

impl Running {
    /// Returns when the process has been asked to end and everything begun is finished.
    pub async fn ended(self) -> Result<(), Failure> {
        let Running { serving, stop: _held, .. } = self;
        serving.await.map_err(|error| Failure(error.to_string()))?
    }

    /// Stops as if the process had been asked to end.
    pub async fn stop(self) -> Result<(), Failure> {
        let Running { serving, stop, stand_in, .. } = self;
        let _ = stop.send(());
        serving.await.map_err(|error| Failure(error.to_string()))??;
        stand_in.stop().await.map_err(|error| Failure(error.to_string()))
    }
}

/// What a demo may be given instead of its own.
#[derive(Clone)]
pub struct Surroundings {
    /// What time it is.
    pub clock: store::Clock,
    /// Where numbers of new people come from.
    pub draw: app::DrawOid,
    /// Who is above whom.
    pub organisations: OrganisationTree,
    /// Rules that may be set.
    pub settings: Settings,
    /// How notices leave; into an outbox when not given.
    pub mail: Option<Mail>,
    /// Officials whom one can be beside the samples.
    pub officials: Vec<SampleUser>,
    /// Where the vault is: nodes that share a journal share it too.
    pub vault: VaultPlace,
    /// Where the access register is.
    pub access: AccessPlace,
    /// Programs may sign in by CAS too, at a stand-in of its own.
    pub cas: bool,
    /// Neighbours that are asked; organisations and codes are those of files where there are none.
    pub neighbours: Option<config::Neighbours>,
    /// What it does where it is not the only node.
    pub role: Role,
    /// So long requests under way may take to end.
    pub stop_within: Duration,
    /// What an operator accepts for this once.
    pub accept: Accept,
}

impl Default for Surroundings {
    fn default() -> Surroundings {
        Surroundings {
            clock: crate::clock(),
            draw: app::draw_from_all(),
            organisations: Names::of_demo().map(|names| names.organisations).unwrap_or_default(),
            settings: Settings { test_hetus: TEST_HETUS, ..Settings::default() },
            mail: None,
            officials: Vec::new(),
            vault: VaultPlace::Folder,
            access: AccessPlace::Folder,
            cas: false,
            neighbours: None,
            role: Role::Both,
            stop_within: ConnectionLimits::default().stop,
            accept: Accept::default(),
        }
    }
}

/// Starts registry, stand-in and token issuer on the embedded journal. Port 0 takes free ones.
pub async fn start(port: u16, data: &Path, people: u64) -> Result<Running, Failure> {
    start_on(Engine::Embedded, port, data, people).await
}

/// As [`start`], on any journal.
pub async fn start_on(engine: Engine, port: u16, data: &Path, people: u64) -> Result<Running, Failure> {
    start_with(engine, port, data, people, Surroundings::default()).await
}

/// As [`start_on`], in other surroundings.
pub async fn start_with(
    engine: Engine,
    port: u16,
    data: &Path,
    people: u64,
    surroundings: Surroundings,
) -> Result<Running, Failure> {
    let at = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let listener = listen(at(port), OTHER_PORT)?;
    let address = listener.local_addr().map_err(|error| Failure(error.to_string()))?;
    let next = if port == 0 { 0 } else { port + 1 };
    let stand_in = StandIn::start(at(next), StandInConfig::new(Population::new(SEED, people))).await;
    let stand_in = stand_in.map_err(|error| Failure(format!("the population register's stand-in: {error}")))?;
    let secrets = secrets(data)?;
    let Surroundings { clock, draw, organisations, settings, mail, officials, .. } = surroundings;
    let Surroundings { vault, access, cas, neighbours, role, stop_within, accept, .. } = surroundings;
    let mail = match mail {
        Some(mail) => mail,
        None => outbox(data, address)?,
    };
    let own = node(engine, data, &secrets, &stand_in)?;
    let (neighbours, now) = (Neighbours::new(neighbours.as_ref(), data)?, clock.now());
    let organisations = neighbours.organisations(organisations, now).await;
    let codes = neighbours.codes(codes()?, now).await;
    let own = Node { clock, draw, organisations, codes, settings, vault, access, ..own };
    let own = Node { officials: neighbours.officials(), applications: neighbours.applications(), ..own };
    let node = Node { accept, mail: Some(mail), ..own };
    let app = node.open().await?;
    let first_start = app.store().head().position.0 == 0;
    let cas = if cas { Some(cas::start(at(if port == 0 { 0 } else { port + 2 }), clients()?).await?) } else { None };
    let by_cas = match &cas {
        Some(server) => sign_in::known_by(cas::config(server, address), &secrets)?,
        None => None,
    };
    let server =
        Server { stop_within, neighbours, cas: by_cas, ..server(listener, address, data, &secrets, &app, officials)? };
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let told = async move {
        tokio::select! {
            // A demo that is let go of without a word goes on until the process ends.
            Ok(()) = stopped => {}
            () = asked_to_end() => {}
        }
    };
    let serving = tokio::spawn(run_server(app.clone(), server, role, told).in_current_span());
    Ok(Running { address, app, stand_in, cas, first_start, serving, stop })
}

fn secrets(data: &Path) -> Result<SecretsFile, Failure> {
    store::folder::private(data).map_err(|error| Failure(format!("{}: {error}", data.display())))?;
    let file = data.join(DEMO_SECRETS);
    if !file.exists() {
        SecretsFile::draw().write(&file)?;
    }
    SecretsFile::read_completed(&file)
}

fn node(engine: Engine, data: &Path, secrets: &SecretsFile, stand_in: &StandIn) -> Result<Node, Failure> {
    Ok(Node {
        folder: data.to_owned(),
        engine,
        vault: VaultPlace::Folder,
        access: AccessPlace::Folder,
        secrets: secrets.keys()?,
        register: RegisterConfig {
            base_url: stand_in.base_url(),
            user: "full".to_owned(),
            password: "full".to_owned(),
            max_in_flight: 32,
            ..RegisterConfig::default()
        },
        codes: Current::of(codes()?),
        organisations: Current::of(OrganisationTree::default()),
        services: Current::of(Names::of_demo()?.services),
        officials: Officials::default(),
        applications: None,
        mail: None,
        settings: Settings::default(),
        clock: crate::clock(),
        draw: app::draw_from_all(),
        accept: Accept::default(),
    })
}

fn codes() -> Result<CodeSets, Failure> {
    CodeSets::shipped().map_err(|error| Failure(error.to_string()))
}

/// Notices stay here, and a page lists them.
fn outbox(data: &Path, address: SocketAddr) -> Result<Mail, Failure> {
    let mailer = Mailer::Outbox(Outbox::at(data.join("outbox")));
    let mail = Mail::new(mailer, NOTICES_FROM, &format!("http://{address}"));
    mail.map_err(|error| Failure(error.to_string()))
}

fn server(
    listener: tokio::net::TcpListener,
    address: SocketAddr,
    data: &Path,
    secrets: &SecretsFile,
    app: &App,
    officials: Vec<SampleUser>,
) -> Result<Server, Failure> {
    let issuer = format!("http://{address}{ISSUER_PATH}");
    let rules = TokenRules { issuer: issuer.clone(), audience: Some(AUDIENCE.to_owned()) };
    let config = IssuerConfig { issuer: issuer.clone(), audience: AUDIENCE.to_owned(), lifetime: 3600 };
    let issuing = Issuer::new(config, signing_key(data)?, clients()?);
    let now = app.clone();
    let issuer_routes = web::auth::issuer::router(Arc::new(issuing), Clock::new(move || now.now()));
    let more = issuer_routes.merge(web::demo_outbox::router(app.clone()));
    let users = users::sample_users()?.into_iter().chain(officials).collect();
    let sign_in = sign_in::by_choice(users, secrets)?;
    let stop_within = ConnectionLimits::default().stop;
    let key_set = format!("{issuer}/oauth2/jwks");
    Ok(Server { listener, key_set, rules, cas: None, sign_in, stop_within, neighbours: Neighbours::default(), more })
}

/// The key that the demo's tokens are signed with, kept so that tokens outlive a restart.
fn signing_key(data: &Path) -> Result<SigningKey, Failure> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let file = data.join("demo-signing-key.der");
    if let Ok(der) = std::fs::read(&file) {
        return SigningKey::from_pkcs8(&der).map_err(|error| Failure(error.to_string()));
    }
    let key = SigningKey::generate().map_err(|error| Failure(error.to_string()))?;
    let der = key.to_pkcs8().map_err(|error| Failure(error.to_string()))?;
    let opened = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&file);
    let written = opened.and_then(|mut open| open.write_all(&der));
    written.map_err(|error| Failure(format!("{}: {error}", file.display())))?;
    Ok(key)
}

/// The sample clients: a university, a school, OPH, and a consumer of the changes.
fn clients() -> Result<Vec<IssuerClient>, Failure> {
    use Right::{Oppijoidentuonti, Rekisterinpitaja, TuontidataRead, YleistunnisteLuonti};
    let client = |(id, subject, organisation, rights): (&str, &str, &str, &[Right])| {
        let organisation: events::OrganisationOid = organisation.parse().ok()?;
        let grant = |right: &Right| Grant { organisation: organisation.clone(), right: *right };
        Some(IssuerClient {
            id: id.to_owned(),
            secret: CLIENT_SECRET.to_owned(),
            subject: subject.to_owned(),
            grants: rights.iter().map(grant).collect(),
        })
    };
    let importer: &[Right] = &[Oppijoidentuonti, YleistunnisteLuonti];
    let keeper: &[Right] = &[Rekisterinpitaja, TuontidataRead, YleistunnisteLuonti, Oppijoidentuonti];
    let all = [
        ("demo-university", samples::UNIVERSITY.subject, samples::UNIVERSITY.organisation, importer),
        ("demo-school", samples::SCHOOL.subject, samples::SCHOOL.organisation, importer),
        ("demo-oph", "1.2.246.562.24.00000010139", "1.2.246.562.10.00000000001", keeper),
        (samples::KOSKI.0, samples::KOSKI.1, "1.2.246.562.10.00000000001", &[samples::READS]),
    ];
    let clients: Option<Vec<IssuerClient>> = all.into_iter().map(client).collect();
    clients.ok_or_else(|| Failure("a sample client's organisation is not an OID".to_owned()))
}

fn print_where_to_go(running: &Running) {
    let Running { address, app, stand_in, .. } = running;
    let events = app.store().head().position;
    say!(
        "
oppijaloki demo is ready on http://{address} ({events} events in the log)

  A token:   curl -s http://{address}{ISSUER_PATH}/oauth2/token \\
               -d grant_type=client_credentials -d client_id=demo-university -d client_secret={CLIENT_SECRET}
             (clients: demo-university, demo-school, demo-oph, demo-koski)
  Interface: http://{address}/oppijanumerorekisteri-service   (OpenAPI: …/v3/api-docs)
  Pages:     http://{address}{SIGN_IN}   (for officials; four invented ones to choose from)
  Health:    http://{address}/health/ready   http://{address}/metrics
  Outbox:    http://{address}{OUTBOX_PATH} (notices by e-mail, which the demo does not send)
  CAS:       {}/v1/tickets (username and password of a client)
  Register:  {} (the population register's stand-in; faults at /control/faults)

  Stop with Ctrl-C; start again and it goes on.",
        running.cas.as_deref().unwrap_or("none"),
        stand_in.base_url()
    );
}
