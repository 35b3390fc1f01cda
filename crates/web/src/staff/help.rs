//! The help pages of `docs/staff`, in the language of the page.

use askama::Template;
use axum::extract::{Extension, Path};
use axum::response::Response;
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};

use super::address;
use super::language::Asked;
use super::page::{Chrome, Section, render};
use super::refusal::{Refusal, refuse};
use super::session::Official;
use texts::{Lang, Texts};

macro_rules! pages {
    ($($name:literal),* $(,)?) => {
        const PAGES: &[(&str, [&str; 3])] = &[$((
            $name,
            [
                include_str!(concat!("../../../../docs/staff/fi/", $name, ".md")),
                include_str!(concat!("../../../../docs/staff/sv/", $name, ".md")),
                include_str!(concat!("../../../../docs/staff/en/", $name, ".md")),
            ],
        ),)*];
    };
}

pages![
    "import-report",
    "import",
    "search",
    "overview",
    "learner",
    "work",
    "correct",
    "hetu",
    "identify",
    "comparison",
    "merge",
    "approvals",
    "undo-import",
    "passivate",
    "requests",
    "notice",
    "access-register",
    "no-hetu",
    "not-in-register",
    "test-hetu",
    "hetu-passive",
    "hetu-changed",
    "names-nearly-same",
    "names-clearly-different",
    "no-name-in-register",
    "data-withheld",
    "unreadable-answer",
    "register-unavailable",
    "person-passivated",
    "person-erased",
    "row-refused",
    "conflicts",
];

/// A help page.
#[derive(Template)]
#[template(path = "staff/help.html")]
pub struct HelpPage {
    c: Chrome,
    t: Texts,
    /// HTML made from our own files.
    body: String,
    /// Title, address, is it this one.
    pages: Vec<(String, String, bool)>,
}

impl HelpPage {
    /// The page of this name.
    pub fn new(asked: &Asked, official: Option<&Official>, name: &str) -> Option<HelpPage> {
        let source = source(name, asked.t.lang())?;
        let c = Chrome::new(asked, official, title(source).to_owned()).within(Section::Help);
        let link = |(page, _): &(&str, [&str; 3])| {
            let title = source_title(page, asked.t.lang());
            (title, address::help(page).to_string(), *page == name)
        };
        Some(HelpPage { c, t: asked.t, body: body(source), pages: PAGES.iter().map(link).collect() })
    }
}

/// Shows a help page; no signing in is needed.
pub async fn show(asked: Asked, official: Option<Extension<Official>>, Path(name): Path<String>) -> Response {
    let official = official.map(|Extension(official)| official);
    match HelpPage::new(&asked, official.as_ref(), &name) {
        Some(page) => render(&page),
        None => refuse(&asked, official.as_ref(), Refusal::NotFound),
    }
}

/// Is there a page of this name?
pub fn exists(name: &str) -> bool {
    PAGES.iter().any(|(known, _)| *known == name)
}

/// Names of all pages.
pub fn names() -> impl Iterator<Item = &'static str> {
    PAGES.iter().map(|(name, _)| *name)
}

fn source(name: &str, lang: Lang) -> Option<&'static str> {
    PAGES.iter().find(|(known, _)| *known == name).map(|(_, texts)| texts[lang as usize])
}

fn source_title(name: &str, lang: Lang) -> String {
    source(name, lang).map(title).unwrap_or_default().to_owned()
}

/// The first line, which is the heading.
fn title(source: &str) -> &str {
    source.lines().next().unwrap_or_default().trim_start_matches("# ")
}

/// Markdown as HTML. Links between the files become links between the pages, and wide tables can be scrolled by key.
fn body(source: &str) -> String {
    let events = Parser::new_ext(source, Options::ENABLE_TABLES).flat_map(|event| match event {
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let dest_url = page_of_file(&dest_url).map_or(dest_url, CowStr::from);
            vec![Event::Start(Tag::Link { link_type, dest_url, title, id })]
        }
        Event::Start(Tag::Table(columns)) => {
            let open = "<div class=\"scroll\" tabindex=\"0\">";
            vec![Event::Html(open.into()), Event::Start(Tag::Table(columns))]
        }
        Event::End(TagEnd::Table) => vec![Event::End(TagEnd::Table), Event::Html("</div>".into())],
        // Cells are aligned by the style sheet; an inline style would be refused by the policy anyway.
        other => vec![other],
    });
    let mut html = String::with_capacity(source.len() * 2);
    html::push_html(&mut html, events);
    html
}

fn page_of_file(link: &str) -> Option<String> {
    let name = link.strip_suffix(".md")?;
    exists(name).then(|| address::help(name).to_string())
}
