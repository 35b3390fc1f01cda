//! A notice as a message: one for all three languages, since nobody knows which one its reader wants. It has plain text
//! and HTML, and nothing personal: numbers, causes, and a link to the import's page.

use std::time::{Duration, SystemTime};

use events::Instant;
use events::catalogue::{FailedRows, ImportNoticeClaimed, WhyFailed};
use events::codes::NoticeRound;
use lettre::Message;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use texts::{Lang, Texts};
use url::Url;

use super::NotTaken;

/// A notice about to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Notice {
    /// What it says.
    pub said: ImportNoticeClaimed,
    /// When the import was received.
    pub received: Instant,
    /// Name of the sending service in the directory, when it had one.
    pub service: Option<String>,
    /// When it is sent.
    pub at: Instant,
}

impl Notice {
    /// The same for every try, so that mail programs show a repeated message once.
    pub fn message_id(&self, public_address: &Url) -> String {
        let host = public_address.host_str().unwrap_or("localhost");
        format!("<import-{}@{host}>", self.name())
    }

    /// Tells it from other notices; of changed numbers there may be several about one import.
    pub fn name(&self) -> String {
        let ImportNoticeClaimed { import, round, counted_at, .. } = &self.said;
        let which = if self.is_of_numbers() { format!("-{counted_at}") } else { String::new() };
        format!("{import}-{round}{which}")
    }

    fn is_of_numbers(&self) -> bool {
        self.said.round == NoticeRound::Numbers
    }

    pub fn subject(&self) -> String {
        let said = &self.said;
        let key = match said.round {
            NoticeRound::First => "notice-subject",
            NoticeRound::Further => "notice-subject-further",
            NoticeRound::Numbers => "notice-subject-numbers",
        };
        let numbers = [("import", said.import.to_string()), ("failed", self.failed().to_string())];
        let in_language = |lang: Lang| {
            let t = Texts(lang);
            let open = (said.open > 0).then(|| t.with("notice-subject-open", "open", said.open));
            [Some(t.with_all(key, &numbers)), open].into_iter().flatten().collect::<Vec<_>>().join(", ")
        };
        Lang::ALL.map(in_language).join(" / ")
    }

    fn failed(&self) -> u32 {
        self.said.failed.iter().map(|failed| failed.rows).sum()
    }

    pub fn text(&self, public_address: &Url) -> String {
        let link = self.link(public_address);
        let in_language = |lang: Lang| {
            let t = Texts(lang);
            let mut text = format!("{}\n{}\n\n", self.heading(t), self.received(t));
            self.intro(t).iter().for_each(|intro| text += &format!("{intro}\n\n"));
            if !self.is_of_numbers() {
                text += &format!("{}: {}\n", t.get("notice-failed"), self.failed());
            }
            for (why, failed) in self.reasons(t) {
                text += &format!("  - {why}: {}\n    {}\n", failed.rows, self.link_of(public_address, failed.cause));
            }
            self.open(t).iter().for_each(|open| text += &format!("\n{open}\n"));
            text + &format!("\n{}:\n{link}\n\n{}\n", self.look(t), t.get("notice-footer"))
        };
        Lang::ALL.map(in_language).join("\n----------\n\n")
    }

    pub fn html(&self, public_address: &Url) -> String {
        let link = escaped(&self.link(public_address));
        let in_language = |lang: Lang| {
            let t = Texts(lang);
            let paragraph = |text: &String| format!("<p>{}</p>\n", escaped(text));
            let item = |(why, failed): (String, &FailedRows)| {
                let link = escaped(&self.link_of(public_address, failed.cause));
                format!("<li><a href=\"{link}\">{}: {}</a></li>\n", escaped(&why), failed.rows)
            };
            let reasons: String = self.reasons(t).map(item).collect();
            let reasons = if reasons.is_empty() { reasons } else { format!("<ul>\n{reasons}</ul>\n") };
            let failed = format!("<p>{}: <strong>{}</strong></p>\n", escaped(&t.get("notice-failed")), self.failed());
            let failed = if self.is_of_numbers() { String::new() } else { failed };
            format!(
                "<section lang=\"{}\">\n<h1>{}</h1>\n<p>{}</p>\n{}{failed}{reasons}{}\
                 <p><a href=\"{link}\">{}</a></p>\n<p><small>{}</small></p>\n</section>\n",
                lang.code(),
                escaped(&self.heading(t)),
                escaped(&self.received(t)),
                self.intro(t).iter().map(paragraph).collect::<String>(),
                self.open(t).iter().map(paragraph).collect::<String>(),
                escaped(&self.look(t)),
                escaped(&t.get("notice-footer")),
            )
        };
        let sections = Lang::ALL.map(in_language).join("<hr>\n");
        let title = escaped(&self.subject());
        format!(
            "<!DOCTYPE html>\n<html lang=\"fi\">\n<head><meta charset=\"utf-8\"><title>{title}</title></head>\n\
             <body>\n{sections}</body>\n</html>\n"
        )
    }

    fn link(&self, public_address: &Url) -> String {
        self.rows(public_address, if self.is_of_numbers() { "tila=renumbered" } else { "tila=failed" })
    }

    /// The rows that failed for a reason.
    fn link_of(&self, public_address: &Url, why: WhyFailed) -> String {
        match why {
            WhyFailed::NoHetu => self.rows(public_address, "syy=no_hetu"),
            WhyFailed::Passivated => self.rows(public_address, "syy=person_passivated"),
            WhyFailed::Refused => self.rows(public_address, "tila=refused"),
            WhyFailed::Identification(cause) => self.rows(public_address, &format!("syy={cause}")),
        }
    }

    fn rows(&self, public_address: &Url, which: &str) -> String {
        let base = public_address.as_str().trim_end_matches('/');
        format!("{base}/henkilo-ui/oppijoidentuonti/{}?{which}", self.said.import)
    }

    /// When the import came, and from which service.
    fn received(&self, t: Texts) -> String {
        let when = self.received.read_in_finland();
        match &self.service {
            None => t.with("notice-received", "when", when),
            Some(service) => t.with_all("notice-received-from", &[("when", when), ("service", service.clone())]),
        }
    }

    fn heading(&self, t: Texts) -> String {
        t.with("notice-heading", "import", self.said.import)
    }

    fn intro(&self, t: Texts) -> Option<String> {
        match self.said.round {
            NoticeRound::First => None,
            NoticeRound::Further => Some(t.get("notice-further")),
            NoticeRound::Numbers => Some(t.get("notice-numbers")),
        }
    }

    fn look(&self, t: Texts) -> String {
        t.get(if self.is_of_numbers() { "notice-look-numbers" } else { "notice-look" })
    }

    fn reasons(&self, t: Texts) -> impl Iterator<Item = (String, &FailedRows)> {
        self.said.failed.iter().map(move |failed| (why(t, failed.cause), failed))
    }

    fn open(&self, t: Texts) -> Option<String> {
        (self.said.open > 0).then(|| t.with("notice-open", "open", self.said.open))
    }

    /// The whole message, as it is sent.
    pub fn message(&self, from: Mailbox, to: Mailbox, public_address: &Url) -> Result<Message, NotTaken> {
        let at = SystemTime::UNIX_EPOCH + Duration::from_millis(self.at.millis().unsigned_abs());
        let body = MultiPart::alternative_plain_html(self.text(public_address), self.html(public_address));
        // RFC 3834: nobody's absence is to be answered to.
        let automatic = HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".into());
        let languages = HeaderValue::new(HeaderName::new_from_ascii_str("Content-Language"), "fi, sv, en".into());
        Message::builder()
            .from(from)
            .to(to)
            .subject(self.subject())
            .date(at)
            .message_id(Some(self.message_id(public_address)))
            .raw_header(automatic)
            .raw_header(languages)
            .multipart(body)
            .map_err(|_| NotTaken::MalformedAddress)
    }
}

/// A reason, called as on the page that says what to do.
fn why(t: Texts, why: WhyFailed) -> String {
    match why {
        WhyFailed::NoHetu => t.get("cause-no_hetu"),
        WhyFailed::Passivated => t.get("cause-person_passivated"),
        WhyFailed::Refused => t.get("notice-refused"),
        WhyFailed::Identification(cause) => t.get(&format!("cause-{cause}")),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
#[path = "message_tests.rs"]
mod tests;
