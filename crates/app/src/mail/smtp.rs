//! The way to a mail server.

use std::time::Duration;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use super::{MailError, NotTaken};

/// For each answer of the server. All answers of one message come well within the shortest pause between two tries.
const TIMEOUT: Duration = Duration::from_secs(30);
/// Codes by which a server says that it does not know us: that is no fault of a message.
const UNAUTHENTICATED: [u16; 4] = [530, 534, 535, 538];

/// How the connection to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encryption {
    /// TLS from the first byte.
    Tls,
    /// TLS after STARTTLS, or no connection at all.
    StartTls,
    /// None: for a server on the same machine or in a closed network.
    None,
}

/// How a mail server is reached.
#[derive(Clone)]
pub struct SmtpConfig {
    /// Its name.
    pub host: String,
    /// Its port; what is customary for the encryption when not given.
    pub port: Option<u16>,
    /// How the connection is protected.
    pub encryption: Encryption,
    /// User and password, when it asks for them.
    pub credentials: Option<(String, String)>,
    /// As what we greet it.
    pub hello: String,
}

/// A mail server.
#[derive(Clone)]
pub struct Smtp(AsyncSmtpTransport<Tokio1Executor>);

impl Smtp {
    /// A mail server as configured; it is not asked anything yet.
    pub fn new(config: SmtpConfig) -> Result<Smtp, MailError> {
        let SmtpConfig { host, port, encryption, credentials, hello } = config;
        let builder = match encryption {
            Encryption::Tls => AsyncSmtpTransport::<Tokio1Executor>::relay(&host),
            Encryption::StartTls => AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(&host),
            Encryption::None => Ok(AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&host)),
        };
        let mut builder = builder.map_err(|error| MailError::Server(error.to_string()))?;
        builder = builder.timeout(Some(TIMEOUT)).hello_name(ClientId::Domain(hello));
        if let Some(port) = port {
            builder = builder.port(port);
        }
        if let Some((user, password)) = credentials {
            builder = builder.credentials(Credentials::new(user, password));
        }
        Ok(Smtp(builder.build()))
    }

    /// Connects, greets, and signs in.
    pub(super) async fn ready(&self) -> Result<(), NotTaken> {
        match self.0.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => Err(NotTaken::Later("the server does not answer".to_owned())),
            Err(error) => Err(NotTaken::Later(described(&error))),
        }
    }

    pub(super) async fn send(&self, message: Message) -> Result<(), NotTaken> {
        self.0.send(message).await.map(drop).map_err(|error| not_taken(&error))
    }
}

fn not_taken(error: &Error) -> NotTaken {
    let code = error.status().map(u16::from);
    if error.is_permanent() && !code.is_some_and(|code| UNAUTHENTICATED.contains(&code)) {
        NotTaken::Refused(described(error))
    } else if error.is_client() {
        // Such as letters beyond ASCII where the server cannot have them.
        NotTaken::MalformedAddress
    } else {
        NotTaken::Later(described(error))
    }
}

/// What went wrong, without the server's own words: they may repeat the address.
fn described(error: &Error) -> String {
    match error.status() {
        Some(code) => format!("the server answered {code}"),
        None if error.is_response() => "the server's answer is not SMTP".to_owned(),
        None => error.to_string(),
    }
}
