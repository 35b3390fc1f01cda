//! A notice as a message: one for all three languages, since nobody knows which one its reader wants. It has plain text
//! and HTML, and nothing personal: numbers, causes, and a link to the import's page.

use std::time::{Duration, SystemTime};

use events::Instant;
use events::catalogue::ImportNoticeClaimed;
use events::codes::NoticeRound;
use lettre::Message;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use url::Url;

use super::NotTaken;
use super::words::{LANGUAGES, Words};

/// A notice about to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Notice {
    /// What it says.
    pub said: ImportNoticeClaimed,
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
        let in_language = |words: &Words| {
            if self.is_of_numbers() {
                return format!("{} {}: {}", words.heading, said.import, words.subject_numbers);
            }
            let open = (said.open > 0).then(|| format!(", {} {}", words.subject_open, said.open));
            let further = if said.round == NoticeRound::Further { words.subject_further } else { "" };
            let (import, failed) = (words.heading, self.failed());
            format!("{import} {}{further}: {} {failed}{}", said.import, words.subject_failed, open.unwrap_or_default())
        };
        LANGUAGES.iter().map(in_language).collect::<Vec<_>>().join(" / ")
    }

    fn failed(&self) -> u32 {
        self.said.failed.iter().map(|failed| failed.rows).sum()
    }

    pub fn text(&self, public_address: &Url) -> String {
        let link = self.link(public_address);
        let in_language = |words: &Words| {
            let mut text = format!("{} {}\n\n", words.heading, self.said.import);
            self.intro(words).iter().for_each(|intro| text += &format!("{intro}\n\n"));
            if !self.is_of_numbers() {
                text += &format!("{}: {}\n", words.failed, self.failed());
            }
            for (why, rows) in self.reasons(words) {
                text += &format!("  - {why}: {rows}\n");
            }
            self.open(words).iter().for_each(|open| text += &format!("\n{open}\n"));
            text + &format!("\n{}:\n{link}\n\n{}\n", self.look(words), words.footer)
        };
        LANGUAGES.iter().map(in_language).collect::<Vec<_>>().join("\n----------\n\n")
    }

    pub fn html(&self, public_address: &Url) -> String {
        let link = escaped(&self.link(public_address));
        let in_language = |words: &Words| {
            let paragraph = |text: &String| format!("<p>{}</p>\n", escaped(text));
            let item = |(why, rows): (&str, u32)| format!("<li>{}: {rows}</li>\n", escaped(why));
            let reasons: String = self.reasons(words).map(item).collect();
            let reasons = if reasons.is_empty() { reasons } else { format!("<ul>\n{reasons}</ul>\n") };
            let failed = format!("<p>{}: <strong>{}</strong></p>\n", words.failed, self.failed());
            let failed = if self.is_of_numbers() { String::new() } else { failed };
            format!(
                "<section lang=\"{}\">\n<h1>{} {}</h1>\n{}{failed}{reasons}{}\
                 <p><a href=\"{link}\">{}</a></p>\n<p><small>{}</small></p>\n</section>\n",
                words.language,
                words.heading,
                self.said.import,
                self.intro(words).iter().map(paragraph).collect::<String>(),
                self.open(words).iter().map(paragraph).collect::<String>(),
                self.look(words),
                escaped(words.footer),
            )
        };
        let sections = LANGUAGES.iter().map(in_language).collect::<Vec<_>>().join("<hr>\n");
        let title = escaped(&self.subject());
        format!(
            "<!DOCTYPE html>\n<html lang=\"fi\">\n<head><meta charset=\"utf-8\"><title>{title}</title></head>\n\
             <body>\n{sections}</body>\n</html>\n"
        )
    }

    fn link(&self, public_address: &Url) -> String {
        let base = public_address.as_str().trim_end_matches('/');
        let which = if self.is_of_numbers() { "renumbered" } else { "failed" };
        format!("{base}/henkilo-ui/oppijoidentuonti/{}?tila={which}", self.said.import)
    }

    fn intro(&self, words: &Words) -> Option<String> {
        match self.said.round {
            NoticeRound::First => None,
            NoticeRound::Further => Some(words.further.to_owned()),
            NoticeRound::Numbers => Some(words.numbers.to_owned()),
        }
    }

    fn look<'a>(&self, words: &'a Words) -> &'a str {
        if self.is_of_numbers() { words.look_numbers } else { words.look }
    }

    fn reasons<'a>(&'a self, words: &'a Words) -> impl Iterator<Item = (&'static str, u32)> + 'a {
        self.said.failed.iter().map(|failed| (words.why(failed.cause), failed.rows))
    }

    fn open(&self, words: &Words) -> Option<String> {
        let open = self.said.open;
        (open > 0).then(|| format!("{}: {open}. {}", words.open, words.one_more))
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

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
#[path = "message_tests.rs"]
mod tests;
