//! How the register is reached, and what may be wrong with that.

use std::path::PathBuf;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Certificate, Client, Url, redirect};

/// The most hetus that the register takes in one request (DVV's interface description).
pub const LARGEST_BATCH: usize = 1000;

/// How the register is reached. Header names differ by what stands between (DVV's interface description), so they are here.
#[derive(Clone)]
pub struct RegisterConfig {
    /// Address up to and including `/api/v1`, of the service itself or through a security server.
    pub base_url: String,
    /// User of the granted data product.
    pub user: String,
    /// Its password.
    pub password: String,
    /// Name of the header that carries the Basic credentials; a gateway may need `authorization` for itself.
    pub basic_header: String,
    /// Value of `X-Road-Client`: `{instance}/GOV/{own business id}/{own subsystem}`. Absent on a direct connection.
    pub x_road_client: Option<String>,
    /// A PEM file of roots to trust beside the system's, such as the DVV's own.
    pub extra_root_certificate: Option<PathBuf>,
    /// How long a connection may take to open.
    pub connect_timeout: Duration,
    /// How long one whole request may take, its answer read to the end.
    pub answer_timeout: Duration,
    /// Hetus in one request, 1–1000.
    pub batch_size: usize,
    /// Requests at the same time, at least 1. Further ones wait their turn.
    pub max_in_flight: usize,
}

impl Default for RegisterConfig {
    /// No address and no user; the rest as recommended.
    fn default() -> Self {
        RegisterConfig {
            base_url: String::new(),
            user: String::new(),
            password: String::new(),
            basic_header: "authorization".to_owned(),
            x_road_client: None,
            extra_root_certificate: None,
            connect_timeout: Duration::from_secs(5),
            answer_timeout: Duration::from_secs(20),
            batch_size: 100,
            max_in_flight: 4,
        }
    }
}

impl std::fmt::Debug for RegisterConfig {
    /// Without the user and the password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RegisterConfig")
            .field("base_url", &self.base_url)
            .field("x_road_client", &self.x_road_client)
            .field("batch_size", &self.batch_size)
            .field("max_in_flight", &self.max_in_flight)
            .finish_non_exhaustive()
    }
}

/// Why a configuration cannot be used. Each says what to mend.
#[derive(Debug, thiserror::Error)]
pub enum RegisterConfigError {
    /// Not an http or https address, or one with credentials or a query.
    #[error("the register's address must be http:// or https:// and hold no credentials, query or fragment")]
    BaseUrl,
    /// A user name with a colon or a control character cannot be sent as Basic credentials.
    #[error("the register's user must be given and contain no colon; user and password no control characters")]
    Credentials,
    /// Not the name of a header.
    #[error("basic_header is not the name of an HTTP header")]
    BasicHeader,
    /// Not printable.
    #[error("x_road_client must be printable, like FI/GOV/1234567-8/subsystem")]
    XRoadClient,
    /// The file of additional roots cannot be read.
    #[error("cannot read the root certificate {path}: {cause}")]
    CertificateFile {
        /// As configured.
        path: PathBuf,
        /// Why not.
        cause: std::io::Error,
    },
    /// The file of additional roots holds no certificate.
    #[error("the root certificate {path} is not a PEM certificate")]
    Certificate {
        /// As configured.
        path: PathBuf,
    },
    /// `batch_size` is out of bounds.
    #[error("batch_size must be 1 to {LARGEST_BATCH}")]
    BatchSize,
    /// Nothing could ever be asked.
    #[error("max_in_flight must be at least 1")]
    InFlight,
    /// The HTTP client could not be made, for instance because the system has no trusted roots.
    #[error("cannot prepare connections to the register: {0}")]
    Client(#[source] reqwest::Error),
}

/// Checks a configuration, and makes of it the address of `perustiedot` and a client that sends the right headers.
pub(super) fn prepare(config: &RegisterConfig) -> Result<(Url, Client), RegisterConfigError> {
    if !(1..=LARGEST_BATCH).contains(&config.batch_size) {
        return Err(RegisterConfigError::BatchSize);
    }
    if config.max_in_flight == 0 {
        return Err(RegisterConfigError::InFlight);
    }
    let url = address(&config.base_url).ok_or(RegisterConfigError::BaseUrl)?;
    if url.scheme() == "http" && !matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]")) {
        tracing::warn!(
            "the register is asked without TLS: that is right only for a security server in the same network"
        );
    }
    let builder = Client::builder()
        .default_headers(headers(config)?)
        .connect_timeout(config.connect_timeout)
        .timeout(config.answer_timeout)
        // X-Road never follows redirects; a hetu must not be sent to where an answer points.
        .redirect(redirect::Policy::none())
        // Nor to a proxy that happens to be in the environment.
        .no_proxy()
        .pool_max_idle_per_host(config.max_in_flight);
    let roots = roots(config)?;
    let builder = match (url.scheme(), roots.is_empty()) {
        // Reading the system's roots takes time, and fails where there are none, both needlessly.
        ("http", _) => builder.tls_certs_only(roots),
        (_, true) => builder,
        (_, false) => builder.tls_certs_merge(roots),
    };
    Ok((url, builder.build().map_err(RegisterConfigError::Client)?))
}

fn address(base_url: &str) -> Option<Url> {
    let url: Url = format!("{}/perustiedot", base_url.trim_end_matches('/')).parse().ok()?;
    let plain =
        url.username().is_empty() && url.password().is_none() && url.query().is_none() && url.fragment().is_none();
    (matches!(url.scheme(), "http" | "https") && plain).then_some(url)
}

fn headers(config: &RegisterConfig) -> Result<HeaderMap, RegisterConfigError> {
    if config.user.is_empty() || config.user.contains(':') {
        return Err(RegisterConfigError::Credentials);
    }
    if config.user.chars().chain(config.password.chars()).any(char::is_control) {
        return Err(RegisterConfigError::Credentials);
    }
    let basic = format!("Basic {}", STANDARD.encode(format!("{}:{}", config.user, config.password)));
    let mut basic = HeaderValue::try_from(basic).map_err(|_| RegisterConfigError::Credentials)?;
    basic.set_sensitive(true);
    let basic_header = HeaderName::try_from(&config.basic_header).map_err(|_| RegisterConfigError::BasicHeader)?;
    let json = HeaderValue::from_static("application/json");
    let mut headers = HeaderMap::from_iter([(ACCEPT, json.clone()), (CONTENT_TYPE, json), (basic_header, basic)]);
    if let Some(client) = &config.x_road_client {
        let client = HeaderValue::try_from(client).map_err(|_| RegisterConfigError::XRoadClient)?;
        headers.insert("x-road-client", client);
    }
    Ok(headers)
}

fn roots(config: &RegisterConfig) -> Result<Vec<Certificate>, RegisterConfigError> {
    let Some(path) = &config.extra_root_certificate else { return Ok(Vec::new()) };
    let pem =
        std::fs::read(path).map_err(|cause| RegisterConfigError::CertificateFile { path: path.clone(), cause })?;
    match Certificate::from_pem_bundle(&pem) {
        Ok(roots) if !roots.is_empty() => Ok(roots),
        _ => Err(RegisterConfigError::Certificate { path: path.clone() }),
    }
}
