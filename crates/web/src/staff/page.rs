//! What all pages have in common: the frame around them, and headers that keep them safe.

use app::report::overview::OutageNow;
use askama::Template;
use axum::extract::Request;
use axum::http::header::{CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, X_FRAME_OPTIONS};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use events::codes::Right;

use super::address::{self, Address};
use super::assets;
use super::language::{Asked, CHOICE};
use super::learner::list;
use super::overview::RegisterWords;
use super::report::query;
use super::session::{ActsFor, Official};
use texts::{Lang, Texts};

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self' data:; \
     connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// Keys, and the ends of the texts that say what each does.
const KEYS: [(&str, &str); 15] = [
    ("j", "next"),
    ("k", "previous"),
    ("l", "list"),
    ("m", "details"),
    ("h", "hetu"),
    ("y", "identify"),
    ("v", "comparison"),
    ("d", "duplicates"),
    ("p", "activity"),
    ("r", "rows"),
    ("e", "separate"),
    ("o", "sitting"),
    ("z", "undo"),
    ("/", "search"),
    ("?", "keys"),
];

/// The frame: title, languages, who is signed in, where one is.
#[derive(Debug, Clone)]
pub struct Chrome {
    /// Texts.
    pub t: Texts,
    /// Title of the document. No name of a person: it would stand in the browser's history.
    pub title: String,
    /// Who is signed in, and what their sign-out form carries.
    pub signed_in: Option<SignedIn>,
    /// Where one is, the page itself left out: text and, where it can be gone to, address.
    pub crumbs: Vec<(String, Option<String>)>,
    /// Something on the page is in progress, so that it is worth listening for changes.
    pub live: bool,
    /// Which part of the service this is.
    pub section: Option<Section>,
    /// The register does not answer: every page that waits for it says so.
    pub outage: Option<RegisterWords>,
    /// Nothing here is real: the head of the page says so.
    pub demo: bool,
    address: Address,
}

/// Who is signed in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Name.
    pub name: String,
    /// What their forms carry.
    pub csrf: String,
    /// For whom they act; empty when no name is known.
    pub acts_for: String,
    /// They may read the access register.
    pub audits: bool,
    /// They may be the second official.
    pub approves: bool,
    /// They may look for duplicates.
    pub reviews: bool,
    /// They may ask the keeper for something, or see what is asked.
    pub asks: bool,
}

/// A part of the service, as the head of each page lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// The import report, with imports and learners below it.
    Report,
    /// The search for every learner.
    Find,
    /// The report at a glance.
    Overview,
    /// What the official has done.
    Sitting,
    /// The review queue of possible duplicates.
    Review,
    /// What waits for a second official.
    Approvals,
    /// What providers ask the keeper for.
    Requests,
    /// Who looked at whom.
    Access,
    /// Which systems have acknowledged the changes.
    Consumers,
    /// Help.
    Help,
}

impl Chrome {
    /// A frame; `official` is absent on pages for everybody.
    pub fn new(asked: &Asked, official: Option<&Official>, title: String) -> Chrome {
        let signed_in = official.map(|one| SignedIn {
            name: one.name.clone(),
            csrf: one.csrf.clone(),
            acts_for: acts_for(&asked.t, &one.acts_for),
            audits: one.caller.reads_all(),
            approves: one.caller.is_keeper(),
            reviews: one.caller.reads_all() || one.caller.holds(Right::Duplikaattinakyma),
            asks: one.caller.reads_all() || one.caller.holds_any(&[Right::Oppijoidentuonti, Right::HenkilonRu]),
        });
        let (crumbs, address) = (Vec::new(), asked.address.clone());
        Chrome {
            t: asked.t,
            title,
            signed_in,
            crumbs,
            live: false,
            section: None,
            outage: None,
            demo: asked.demo,
            address,
        }
    }

    /// With the way to the import report, and so below it: to the list that led here, where the address carries it, or to the
    /// rows of an import.
    pub fn below_report(mut self) -> Chrome {
        let list = list::page_of(self.address.value(query::LIST));
        let of_report = list.path() == address::REPORT;
        let report = if of_report { list.to_string() } else { address::REPORT.to_owned() };
        self.crumbs.push((self.t.get("report-title"), Some(report)));
        if !of_report {
            self.crumbs.push((self.t.get("list-rows"), Some(list.to_string())));
        }
        self.within(Section::Report)
    }

    /// The same, and below a learner's page.
    pub fn below_learner(mut self, oid: String, page: String) -> Chrome {
        self = self.below_report();
        self.crumbs.push((oid, Some(page)));
        self
    }

    /// With the way to the requests, and so below them.
    pub fn below_requests(mut self) -> Chrome {
        self.crumbs.push((self.t.get("requests-title"), Some(address::REQUESTS.to_owned())));
        self.within(Section::Requests)
    }

    /// Saying that the register does not answer, when it does not.
    pub fn in_outage(mut self, outage: Option<&OutageNow>) -> Chrome {
        self.outage = outage.map(|outage| RegisterWords::of(&self.t, Some(outage)));
        self
    }

    /// In a part of the service.
    pub fn within(mut self, section: Section) -> Chrome {
        self.section = Some(section);
        self
    }

    /// The parts of the service that this official may use: text, address, and whether the page belongs to it.
    pub fn parts(&self) -> Vec<(String, &'static str, bool)> {
        let Some(person) = &self.signed_in else { return Vec::new() };
        let mut parts = vec![
            ("nav-report", address::REPORT, Section::Report),
            ("nav-find", address::FIND, Section::Find),
            ("nav-overview", address::OVERVIEW, Section::Overview),
            ("sitting-title", address::SITTING, Section::Sitting),
        ];
        if person.reviews {
            parts.push(("review-title", address::DUPLICATES, Section::Review));
        }
        if person.asks {
            parts.push(("requests-title", address::REQUESTS, Section::Requests));
        }
        if person.approves {
            parts.push(("nav-approvals", address::APPROVALS, Section::Approvals));
        }
        if person.audits {
            parts.push(("nav-access", address::ACCESS, Section::Access));
            parts.push(("nav-consumers", address::CONSUMERS, Section::Consumers));
        }
        parts.push(("nav-help", address::HELP, Section::Help));
        parts.into_iter().map(|(key, href, part)| (self.t.get(key), href, self.section == Some(part))).collect()
    }

    /// Address of the icon.
    pub fn icon(&self) -> &'static str {
        assets::icon()
    }

    /// The same page in each language: address, language, and whether it is this one.
    pub fn languages(&self) -> Vec<(String, Lang, bool)> {
        let link =
            |lang: Lang| (self.address.clone().set(CHOICE, lang.code()).to_string(), lang, lang == self.t.lang());
        Lang::ALL.into_iter().map(link).collect()
    }

    /// Address of the style sheet.
    pub fn style(&self) -> &'static str {
        assets::style()
    }

    /// Address of the script.
    pub fn script(&self) -> &'static str {
        assets::script()
    }

    /// Address that tells of changes.
    pub fn changes(&self) -> &'static str {
        address::CHANGES
    }

    /// The key that leads to a part of the service.
    pub fn key_of(&self, href: &str) -> Option<&'static str> {
        (href == address::SITTING).then_some("o")
    }

    /// Keys that lead somewhere, and where. Pages say with `data-key` to what.
    pub fn keys(&self) -> Vec<(&'static str, String)> {
        let key = |(key, text): &(&'static str, &str)| (*key, self.t.get(&format!("key-{text}")));
        KEYS.iter().map(key).collect()
    }

    /// Where the sign-out form is sent.
    pub fn sign_out(&self) -> &'static str {
        address::SIGN_OUT
    }

    /// The page itself, for anyone who reloads it by hand.
    pub fn here(&self) -> String {
        self.address.to_string()
    }
}

fn acts_for(t: &Texts, acts_for: &ActsFor) -> String {
    let name = acts_for.name.text(t.lang().code()).unwrap_or_default();
    if name.is_empty() || acts_for.others == 0 {
        return name.to_owned();
    }
    t.with_all("acts-for-more", &[("name", name.to_owned()), ("others", t.number(acts_for.others))])
}

/// A page with little on it: a heading, and HTML in which its maker has escaped whatever is not a text of ours.
#[derive(Template)]
#[template(path = "staff/plain.html")]
pub struct PlainPage {
    /// The frame.
    pub c: Chrome,
    /// The one heading of the first level.
    pub heading: String,
    /// HTML below it.
    pub body: String,
    /// HTML in the head of the document.
    pub head: String,
}

/// A page as an answer.
pub fn render(page: &impl Template) -> Response {
    with_status(StatusCode::OK, page)
}

/// A page as an answer with a status of its own.
pub fn with_status(status: StatusCode, page: &impl Template) -> Response {
    match page.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page could not be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Adds to every answer what browsers must know of pages; what holds for answers of every interface is in `server.rs`.
pub async fn with_safe_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let fixed: [(HeaderName, &'static str); 3] =
        [(CONTENT_SECURITY_POLICY, POLICY), (REFERRER_POLICY, "no-referrer"), (X_FRAME_OPTIONS, "DENY")];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
