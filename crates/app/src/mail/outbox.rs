//! Messages kept in a folder instead of being sent, for the demo.

use std::path::PathBuf;

use events::Instant;
use lettre::Message;
use serde::{Deserialize, Serialize};
use url::Url;

use super::NotTaken;
use super::message::Notice;

/// A folder of messages.
#[derive(Debug, Clone)]
pub struct Outbox {
    folder: PathBuf,
}

/// A message in the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxMessage {
    /// When it was sent, in milliseconds since 1970.
    sent: i64,
    /// To whom.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// The same when it is sent again.
    pub message_id: String,
    /// Plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
    /// The whole message as a mail server would get it.
    pub source: String,
}

impl OutboxMessage {
    /// When it was sent.
    pub fn sent(&self) -> Instant {
        Instant::from_millis(self.sent)
    }
}

impl Outbox {
    /// A folder; it need not exist yet.
    pub fn at(folder: PathBuf) -> Outbox {
        Outbox { folder }
    }

    /// Keeps a message.
    pub(super) async fn keep(&self, notice: &Notice, message: Message, public_address: &Url) -> Result<(), NotTaken> {
        let later = |error: std::io::Error| NotTaken::Later(error.to_string());
        let to = message.envelope().to().iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let kept = OutboxMessage {
            sent: notice.at.millis(),
            to,
            subject: notice.subject(),
            message_id: notice.message_id(public_address),
            text: notice.text(public_address),
            html: notice.html(public_address),
            source: String::from_utf8_lossy(&message.formatted()).into_owned(),
        };
        // Each try has a file of its own, so that a repeated message is seen as one.
        let file = self.folder.join(format!("import-{}-{}.json", notice.name(), notice.said.attempt));
        let json = serde_json::to_vec_pretty(&kept).map_err(|error| later(error.into()))?;
        tokio::fs::create_dir_all(&self.folder).await.map_err(later)?;
        tokio::fs::write(file, json).await.map_err(later)
    }

    /// Its messages, the newest first.
    pub(crate) fn messages(&self) -> Vec<OutboxMessage> {
        let Ok(files) = std::fs::read_dir(&self.folder) else { return Vec::new() };
        let texts = files.flatten().filter_map(|file| std::fs::read(file.path()).ok());
        let mut messages: Vec<OutboxMessage> = texts.filter_map(|text| serde_json::from_slice(&text).ok()).collect();
        messages.sort_by(|one, other| (other.sent, &other.message_id).cmp(&(one.sent, &one.message_id)));
        messages
    }
}
