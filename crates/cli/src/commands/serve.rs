//! `oppijaloki serve`: runs the registry as configured.

use std::path::{Path, PathBuf};
use std::time::Duration;

use app::Settings;
use app::mail::{Encryption, Mail, MailError, Mailer, Smtp, SmtpConfig};
use domain::CodeSets;
use domain::code_sets::CodeSetName;
use events::Position;
use store::{Accept, Engine};
use tokio::net::TcpListener;
use vtj::client::RegisterConfig;
use web::auth::bearer::TokenRules;

use super::Failure;
use crate::accept::AcceptArguments;
use crate::config::{self, Codes, Config, SecretsFile, read_secret};
use crate::engine::{open_when_there, vault_when_there};
use crate::names::Names;
use crate::neighbours::Neighbours;
use crate::node::{Node, read};
use crate::server::{Role, Server, asked_to_end, listen, run as run_server, run_to_end, start_logging};
use crate::sign_in;

mod waiting;

/// Single look-ups that may ask the register at the same time, beside the requests of the reactor.
const LOOK_UPS: usize = 16;

/// Arguments of `serve`.
#[derive(clap::Args)]
pub struct Arguments {
    /// The configuration file (TOML); `oppijaloki config` describes it.
    #[arg(long, env = "OPPIJALOKI_CONFIG")]
    config: PathBuf,
    /// What this node does. Nodes that share a journal may divide the work.
    #[arg(long, value_enum, default_value_t = Role::Both)]
    role: Role,
    #[command(flatten)]
    accept: AcceptArguments,
}

/// Runs until the process is asked to end.
pub fn run(arguments: Arguments) -> Result<(), Failure> {
    // What the client of KurrentDB has to tell is told by what uses it, once and in its own words.
    start_logging("info,kurrentdb=off");
    let config = Config::read(&arguments.config)?;
    run_to_end(async {
        let listener = listen(config.address, "or choose another address in the configuration")?;
        serve_accepting(config, arguments.role, arguments.accept.into(), listener, asked_to_end()).await
    })
}

/// Answers requests on this listener until `stop` is done.
pub async fn serve(
    config: Config,
    role: Role,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Failure> {
    serve_accepting(config, role, Accept::default(), listener, stop).await
}

/// As [`serve`], and goes on with what an operator accepts.
pub async fn serve_accepting(
    config: Config,
    role: Role,
    accept: Accept,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Failure> {
    let secrets = SecretsFile::read(&config.secrets)?;
    let opening = async {
        let engine = open_when_there(config.journal_address()).await?;
        vault_when_there(&config.vault_place(), &secrets).await?;
        Ok(engine)
    };
    let engine = waiting::answer_until(&listener, opening).await?;
    let server = Server {
        listener,
        key_set: config.tokens.key_set.clone(),
        rules: TokenRules { issuer: config.tokens.issuer.clone(), audience: config.tokens.audience.clone() },
        cas: sign_in::by_cas(config.cas.as_ref(), &secrets)?,
        sign_in: sign_in::by_provider(config.sign_in.as_ref(), &secrets)?,
        stop_within: Duration::from_secs(config.stop_within_seconds),
        neighbours: Neighbours::default(),
        more: axum::Router::new(),
    };
    let neighbours = Neighbours::new(config.neighbours.as_ref(), &config.data)?;
    let app = Node { accept, ..node(&config, &neighbours, &secrets, engine).await? }.open().await?;
    tracing::info!(address = %config.address, ?role, "ready");
    run_server(app, Server { neighbours, ..server }, role, stop).await
}

async fn node(
    config: &Config,
    neighbours: &Neighbours,
    secrets: &SecretsFile,
    engine: Engine,
) -> Result<Node, Failure> {
    let Names { organisations, services, .. } = Names::configured(config)?;
    let clock = crate::clock();
    let (codes, now) = (codes(&config.codes)?, clock.now());
    let (organisations, codes, services) = tokio::join!(
        neighbours.organisations(organisations, now),
        neighbours.codes(codes, now),
        neighbours.services(services, now),
    );
    Ok(Node {
        folder: config.data.clone(),
        engine,
        vault: config.vault_place(),
        access: config.access_place(),
        secrets: secrets.keys()?,
        register: register(config)?,
        codes,
        organisations,
        services,
        officials: neighbours.officials(),
        applications: neighbours.applications(),
        mail: config.mail.as_ref().map(mail).transpose()?,
        settings: Settings {
            test_hetus: config.rules.test_hetus_from..=config.rules.test_hetus_to,
            raw_rows_kept: Duration::from_secs(config.rules.raw_rows_kept_days * 24 * 60 * 60),
            access_kept: Duration::from_secs(config.rules.access_kept_days * 24 * 60 * 60),
            notice_after: config.mail.as_ref().map_or(Settings::default().notice_after, |mail| {
                Duration::from_secs(mail.notice_after_hours * 60 * 60)
            }),
            register_requests: config.register.requests,
            register_batch: config.register.batch,
            accepted_breaks: config.accepted_breaks.iter().copied().map(Position).collect(),
        },
        clock,
        draw: app::draw_from_all(),
        accept: Accept::default(),
    })
}

fn register(config: &Config) -> Result<RegisterConfig, Failure> {
    let register = &config.register;
    Ok(RegisterConfig {
        base_url: register.base_url.clone(),
        user: register.user.clone(),
        password: read_secret(&register.password_file)?.trim_end().to_owned(),
        basic_header: register.basic_header.clone(),
        x_road_client: register.x_road_client.clone(),
        extra_root_certificate: register.extra_root_certificate.clone(),
        batch_size: register.batch,
        // Look-ups have room beside the reactor's requests.
        max_in_flight: register.requests + LOOK_UPS,
        ..RegisterConfig::default()
    })
}

/// The way of notices out, from its section of the configuration.
pub fn mail(config: &config::Mail) -> Result<Mail, Failure> {
    let failure = |error: MailError| Failure(format!("[mail]: {error}"));
    let password = config.password_file.as_deref().map(read_secret).transpose()?;
    let credentials = config.user.clone().zip(password.map(|password| password.trim_end().to_owned()));
    let encryption = match config.encryption {
        config::Encryption::Tls => Encryption::Tls,
        config::Encryption::Starttls => Encryption::StartTls,
        config::Encryption::None => Encryption::None,
    };
    let public_address = reqwest::Url::parse(&config.public_address).map_err(|_| failure(MailError::PublicAddress))?;
    let hello = public_address.host_str().unwrap_or("localhost").to_owned();
    let smtp = SmtpConfig { host: config.host.clone(), port: config.port, encryption, credentials, hello };
    let mailer = Mailer::Smtp(Smtp::new(smtp).map_err(failure)?);
    Mail::new(mailer, &config.from, &config.public_address).map_err(failure)
}

fn codes(files: &Codes) -> Result<CodeSets, Failure> {
    let mut codes = CodeSets::shipped().map_err(|error| Failure(error.to_string()))?;
    let replace = |file: &Option<PathBuf>, name: CodeSetName| -> Result<Option<_>, Failure> {
        let Some(file) = file else { return Ok(None) };
        CodeSets::parse(name, &read(file)?).map(Some).map_err(|error| in_file(file, &error))
    };
    codes.sex = replace(&files.sex, CodeSetName::Sex)?.unwrap_or(codes.sex);
    codes.language = replace(&files.language, CodeSetName::Language)?.unwrap_or(codes.language);
    codes.country = replace(&files.country, CodeSetName::Country)?.unwrap_or(codes.country);
    codes.municipality = replace(&files.municipality, CodeSetName::Municipality)?.unwrap_or(codes.municipality);
    Ok(codes)
}

fn in_file(file: &Path, error: &dyn std::fmt::Display) -> Failure {
    Failure(format!("{}: {error}", file.display()))
}
