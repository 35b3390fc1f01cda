//! The access register, for auditors: who looked at whom, and which requests about whom were refused.

use app::AppError;
use app::access::{LookKind, LookLine, Looker, RefusalLine, Wanted};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use events::{Day, PersonOid};

use super::Staff;
use super::address::{self, Address};
use super::dates::When;
use super::download::{FORMAT, Format};
use super::language::Asked;
use super::page::{Chrome, Section, render};
use super::refusal::{Refusal, refuse};
use super::session::Official;
use super::words::{Words, coded};
use texts::Texts;

mod download;

/// Lines of a page.
const LIMIT: u32 = 50;
/// Rights by which the register is read, at the root.
pub(super) const RIGHTS: &str = "REKISTERINPITAJA, REKISTERINPITAJA_READ";
const PERSON: &str = "oppija";
const SUBJECT: &str = "katsoja";
const FROM: &str = "alkaen";
const TO: &str = "asti";
const SKIP: &str = "ohita";
const TAB: &str = "nakyma";
const REFUSALS: &str = "evatyt";
/// Query name of whether lines of lists are shown, too.
const LISTS: &str = "luettelot";
/// Query name of whether fetches by programs are shown, too.
const PROGRAMS: &str = "ohjelmat";

/// A line of either table.
#[derive(Debug, Clone)]
pub struct Line {
    /// OID and address of the learner seen, or about whom a request was refused.
    pub person: Option<(String, String)>,
    /// What was seen, or refused.
    pub what: String,
    /// The route that was refused, for those who ask its operators.
    pub route: Option<String>,
    /// Name or subject; a word where nobody was signed in.
    pub who: String,
    /// The subject beside a name.
    pub subject: Option<String>,
    /// Organisation and program.
    pub on_behalf: String,
    /// How often.
    pub times: String,
    /// The last time that day.
    pub last: When,
    /// A single look at somebody under a protection order.
    pub protected: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "staff/access_register.html")]
pub struct AccessPage {
    c: Chrome,
    t: Texts,
    /// Shown are refusals, not looks.
    refusals: bool,
    tabs: [(String, String, bool); 2],
    person: String,
    person_fault: bool,
    subject: String,
    /// Who may be asked for: subject and name.
    lookers: Vec<(String, String)>,
    from: String,
    to: String,
    lines: Vec<Line>,
    /// With or without lines of lists, and with or without fetches by programs: text and address; not for refusals.
    more: Vec<(String, String)>,
    /// What the form carries along.
    hidden: Vec<(String, String)>,
    first: Option<String>,
    next: Option<String>,
    /// Everything that is asked for, as a workbook and as CSV.
    files: [String; 2],
}

/// What the address asks for.
struct Query {
    refusals: bool,
    person: Option<Result<PersonOid, ()>>,
    wanted: Wanted,
}

impl Query {
    fn read(address: &Address) -> Query {
        let day = |name: &str| address.value(name).and_then(|text| text.parse().ok()).map(Day);
        let person = address.value(PERSON).map(|text| text.trim().parse::<PersonOid>().map_err(drop));
        let wanted = Wanted {
            person: person.and_then(Result::ok),
            subject: address.value(SUBJECT).map(|text| text.trim().to_owned()),
            from: day(FROM),
            to: day(TO),
            without: left_out(address.value(LISTS).is_some(), address.value(PROGRAMS).is_some()),
            skip: address.value(SKIP).and_then(|text| text.parse().ok()).unwrap_or(0),
            limit: LIMIT,
        };
        Query { refusals: address.value(TAB) == Some(REFUSALS), person, wanted }
    }
}

impl Query {
    /// Whoever typed a name and not the id beside it means the official of that name.
    fn with_named(mut self, lookers: &[(String, String)]) -> Query {
        let typed = self.wanted.subject.take();
        let named = |typed: &String| lookers.iter().find(|(_, name)| name == typed).map(|(subject, _)| subject.clone());
        self.wanted.subject = typed.map(|typed| named(&typed).unwrap_or(typed));
        self
    }
}

/// Kinds of looks that are not shown: what officials opened stands first.
fn left_out(lists: bool, programs: bool) -> &'static [LookKind] {
    use LookKind::{Fetched, Listed, Numbers};
    match (lists, programs) {
        (false, false) => &[Listed, Numbers, Fetched],
        (false, true) => &[Listed],
        (true, false) => &[Numbers, Fetched],
        (true, true) => &[],
    }
}

/// Links that show a kind of looks, or leave it out again.
fn more(t: &Texts, address: &Address) -> Vec<(String, String)> {
    let link = |name: &str, key: &str| match address.value(name) {
        None => (t.get(&format!("access-with-{key}")), address.clone().set(name, "1").to_string()),
        Some(_) => (t.get(&format!("access-without-{key}")), address.clone().without(name).to_string()),
    };
    vec![link(PROGRAMS, "programs"), link(LISTS, "lists")]
}

impl AccessPage {
    fn new(
        (asked, official): (&Asked, &Official),
        query: &Query,
        lines: Vec<Line>,
        lookers: Vec<(String, String)>,
    ) -> AccessPage {
        let (t, address) = (asked.t, &asked.address);
        let value = |name: &str| address.value(name).unwrap_or_default().to_owned();
        let start = address.clone().without(SKIP);
        let tab =
            |key: &str, name: &str, current: bool| (t.get(key), start.clone().set(TAB, name).to_string(), current);
        let full = lines.len() == LIMIT as usize;
        AccessPage {
            c: Chrome::new(asked, Some(official), t.get("access-title")).within(Section::Access),
            t,
            refusals: query.refusals,
            tabs: [tab("access-looks", "", !query.refusals), tab("access-refusals", REFUSALS, query.refusals)],
            // What is no OID may be a name or a hetu that slipped in: it is not repeated.
            person: query.wanted.person.map(|oid| oid.to_string()).unwrap_or_default(),
            person_fault: query.person == Some(Err(())),
            subject: value(SUBJECT),
            lookers,
            from: value(FROM),
            to: value(TO),
            lines,
            hidden: start.hidden(&[PERSON, SUBJECT, FROM, TO, FORMAT]),
            more: if query.refusals { Vec::new() } else { more(&t, &start) },
            files: ["xlsx", "csv"].map(|format| start.clone().set(FORMAT, format).to_string()),
            first: (query.wanted.skip > 0).then(|| start.to_string()),
            next: full.then(|| start.clone().set(SKIP, query.wanted.skip + LIMIT).to_string()),
        }
    }
}

/// Shows the register.
pub async fn show(State(staff): State<Staff>, official: Official, asked: Asked) -> Response {
    let made = page(&staff, &official, &asked).await;
    made.unwrap_or_else(|refusal| refuse(&asked, Some(&official), refusal))
}

async fn page(staff: &Staff, official: &Official, asked: &Asked) -> Result<Response, Refusal> {
    if !official.caller.reads_all() {
        return Err(Refusal::NoRight(RIGHTS));
    }
    let lookers = staff.app.lookers().await?;
    let query = Query::read(&asked.address).with_named(&lookers);
    if let Some(format) = asked.address.value(FORMAT).and_then(Format::named) {
        return download::answer(staff, official, asked, query, format).await;
    }
    let lines = lines(staff, &query, asked.t).await?;
    Ok(render(&AccessPage::new((asked, official), &query, lines, lookers)))
}

async fn lines(staff: &Staff, query: &Query, t: Texts) -> Result<Vec<Line>, AppError> {
    let words = staff.words(t);
    if query.person == Some(Err(())) {
        Ok(Vec::new())
    } else if query.refusals {
        let found = staff.app.refusals(query.wanted.clone()).await?;
        Ok(found.into_iter().map(|line| refusal_line(line, &words)).collect())
    } else {
        Ok(staff.app.looks(query.wanted.clone()).await?.into_iter().map(|line| look_line(line, &words)).collect())
    }
}

fn look_line(line: LookLine, words: &Words<'_>) -> Line {
    let oid = line.person.to_string();
    let name = name(line.name.clone(), &line.looker, words);
    Line {
        person: Some((oid, address::learner(line.person).to_string())),
        what: line.kind.map(|kind| coded(&words.t, "look", kind.name())).unwrap_or_default(),
        route: None,
        subject: name.is_some().then(|| line.looker.subject.clone()),
        who: name.unwrap_or_else(|| who(&line.looker, &words.t)),
        on_behalf: on_behalf(&line.looker, words),
        times: words.t.number(line.times),
        last: line.last.into(),
        protected: line.protected,
    }
}

fn refusal_line(line: RefusalLine, words: &Words<'_>) -> Line {
    let name = name(line.name.clone(), &line.looker, words);
    Line {
        person: line.person.map(|oid| (oid.to_string(), address::learner(oid).to_string())),
        what: refused(&line.route, &words.t),
        route: Some(format!("{} → {}", line.route, line.status)),
        subject: name.is_some().then(|| line.looker.subject.clone()),
        who: name.unwrap_or_else(|| who(&line.looker, &words.t)),
        on_behalf: on_behalf(&line.looker, words),
        times: words.t.number(line.times),
        last: line.last.into(),
        protected: false,
    }
}

/// What a route would have shown or changed, in words.
fn refused(route: &str, t: &Texts) -> String {
    let (method, path) = route.split_once(' ').unwrap_or_default();
    let of = |beginning: &str| path.starts_with(beginning);
    let what = match () {
        () if of("/henkilo-ui/oppija/") => "learner",
        () if of("/henkilo-ui/oppijoidentuonti/") => "import",
        () if of("/henkilo-ui/") => "page",
        () => "program",
    };
    let how = if ["GET", "HEAD"].contains(&method) { "seen" } else { "changed" };
    t.get(&format!("access-refused-{what}-{how}"))
}

/// The name under which somebody signed in here, or the one that käyttöoikeuspalvelu tells.
fn name(signed_in: Option<String>, looker: &Looker, words: &Words<'_>) -> Option<String> {
    signed_in.or_else(|| words.officials.name(&looker.subject))
}

fn who(looker: &Looker, t: &Texts) -> String {
    if looker.subject.is_empty() { t.get("access-nobody") } else { looker.subject.clone() }
}

fn on_behalf(looker: &Looker, words: &Words<'_>) -> String {
    let organisation = looker.organisation.as_ref().map(|oid| words.organisation(oid));
    organisation.into_iter().chain(looker.client.clone()).collect::<Vec<_>>().join(" · ")
}

/// A page with a line of each kind, for tests that look at all pages.
#[cfg(test)]
pub fn sample(asked: &Asked, official: &Official) -> AccessPage {
    let at = events::Instant::from_millis(1_795_298_400_000);
    let what = |kind: LookKind| coded(&asked.t, "look", kind.name());
    let line = |kind: LookKind| Line {
        person: Some(("1.2.246.562.24.1".to_owned(), "/henkilo-ui/oppija/1.2.246.562.24.1".to_owned())),
        what: what(kind),
        route: None,
        subject: None,
        who: asked.t.get("access-nobody"),
        on_behalf: String::new(),
        times: "1".to_owned(),
        last: at.into(),
        protected: kind == LookKind::Page,
    };
    let lookers = vec![("1.2.246.562.24.2".to_owned(), "Aino Virkkula".to_owned())];
    AccessPage::new((asked, official), &Query::read(&asked.address), LookKind::ALL.map(line).to_vec(), lookers)
}
