//! Notices by e-mail: what they say, and the two ways out: a mail server, or the demo's outbox.
//!
//! | module | what it is |
//! |---|---|
//! | `message` | a notice as a message |
//! | `smtp` | the way to a mail server |
//! | `outbox` | messages kept in a folder, for the demo |

mod message;
mod outbox;
mod smtp;

use lettre::message::Mailbox;
use url::Url;

pub(crate) use message::Notice;
pub use outbox::{Outbox, OutboxMessage};
pub use smtp::{Encryption, Smtp, SmtpConfig};

/// How notices leave the registry.
#[derive(Clone)]
pub struct Mail {
    mailer: Mailer,
    from: Mailbox,
    /// Where officials find the registry; links in messages begin with it.
    public_address: Url,
}

/// The way out.
#[derive(Clone)]
pub enum Mailer {
    /// To a mail server.
    Smtp(Smtp),
    /// Into a folder that a page lists.
    Outbox(Outbox),
}

/// Why mail cannot be sent as it is configured.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// The sender's address.
    #[error("the sender of notices is not an e-mail address")]
    From,
    /// The address of the pages.
    #[error("the public address must be an http or https address without query")]
    PublicAddress,
    /// The mail server.
    #[error("the mail server cannot be used as configured: {0}")]
    Server(String),
}

/// Why a message was not taken. None of the texts has an address: servers repeat it in their answers.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotTaken {
    /// For good.
    #[error("refused for good ({0})")]
    Refused(String),
    /// There is no way to write to this address.
    #[error("the address cannot be written to")]
    MalformedAddress,
    /// Not now, or nobody knows.
    #[error("not taken now ({0})")]
    Later(String),
}

impl Mail {
    /// Mail from an address, with links that begin with another.
    pub fn new(mailer: Mailer, from: &str, public_address: &str) -> Result<Mail, MailError> {
        let from = from.parse().map_err(|_| MailError::From)?;
        let public_address = public_address.parse::<Url>().map_err(|_| MailError::PublicAddress)?;
        let usable = matches!(public_address.scheme(), "http" | "https")
            && public_address.host_str().is_some()
            && public_address.query().is_none()
            && public_address.fragment().is_none();
        usable.then_some(Mail { mailer, from, public_address }).ok_or(MailError::PublicAddress)
    }

    /// The folder of messages, when they are not really sent.
    pub(crate) fn outbox(&self) -> Option<&Outbox> {
        match &self.mailer {
            Mailer::Outbox(outbox) => Some(outbox),
            Mailer::Smtp(_) => None,
        }
    }

    /// Can messages be sent just now? Asked before a notice is claimed: a mail server that is away is one outage, and
    /// no notice's fault.
    pub(crate) async fn ready(&self) -> Result<(), NotTaken> {
        match &self.mailer {
            Mailer::Smtp(smtp) => smtp.ready().await,
            Mailer::Outbox(_) => Ok(()),
        }
    }

    /// Sends a notice.
    pub(crate) async fn send(&self, notice: &Notice, to: &str) -> Result<(), NotTaken> {
        let to: Mailbox = to.parse().map_err(|_| NotTaken::MalformedAddress)?;
        let message = notice.message(self.from.clone(), to, &self.public_address)?;
        match &self.mailer {
            Mailer::Smtp(smtp) => smtp.send(message).await,
            Mailer::Outbox(outbox) => outbox.keep(notice, message, &self.public_address).await,
        }
    }
}
