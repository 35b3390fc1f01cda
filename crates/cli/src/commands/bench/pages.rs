//! The pages for officials over a large registry: how long each takes for an official of one organisation, one of thirty,
//! and OPH's. One request at a time, so that a figure is the time of the server and of one connection, nothing else.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use app::caller::{Caller, CallerKind, Grant};
use app::{App, Maker};
use events::codes::{Channel, Right};
use events::{Actor, OrganisationOid, Position, RequestId};
use reqwest::StatusCode;
use reqwest::header::{COOKIE, HeaderMap, LOCATION, SET_COOKIE};
use store::Engine;
use web::staff::sign_in::SampleUser;

use super::client::{millis, percentile};
use crate::commands::Failure;
use crate::commands::demo::{self, SEED, Surroundings, samples};
use crate::generate::Options;

/// How often each page is asked for.
const TIMES: usize = 30;
/// How many pages deep a list is followed.
const DEPTH: usize = 40;
const REPORT: &str = "/henkilo-ui/oppijoidentuonti";
const FIND: &str = "/henkilo-ui/oppijahaku";
const SIGN_IN: &str = "/henkilo-ui/kirjaudu";

/// How large the registry is.
#[derive(Clone, Copy)]
pub struct Size {
    /// Rows sent in all.
    pub rows: u64,
    /// Imports.
    pub imports: u64,
    /// Organisations that send them.
    pub organisations: u64,
}

/// Fills a registry and measures its pages.
pub async fn measure(folder: &Path, size: Size) -> Result<(), Failure> {
    let all: Vec<OrganisationOid> = (0..size.organisations).map(organisation).collect::<Result<_, _>>()?;
    let officials = vec![
        official("one", &all[..1], Right::Oppijoidentuonti),
        official("thirty", &all[..all.len().min(30)], Right::Oppijoidentuonti),
        official("oph", &[OrganisationOid::root()], Right::Rekisterinpitaja),
    ];
    let surroundings = Surroundings { officials, ..Surroundings::default() };
    let people = size.rows + size.rows / 4;
    let running = demo::start_with(Engine::Embedded, 0, folder, people, surroundings).await?;
    let last = fill(&running.app, &all, size, people).await?;
    let base = format!("http://{}", running.address);
    let yesterday = running.app.now().plus_seconds(-24 * 60 * 60).day_in_finland().to_string();
    say!("pages      {} rows in {} imports of {} organisations; ms", size.rows, size.imports, size.organisations);
    for who in ["one", "thirty", "oph"] {
        let browser = Browser::sign_in(&base, who).await?;
        for (name, address) in browser.pages(last, &yesterday).await? {
            browser.report(who, &name, &address).await?;
        }
    }
    running.stop().await
}

fn organisation(number: u64) -> Result<OrganisationOid, Failure> {
    format!("1.2.246.562.10.9{number:010}").parse().map_err(|_| Failure("an organisation of the bench".to_owned()))
}

fn official(id: &str, organisations: &[OrganisationOid], right: Right) -> SampleUser {
    let grant = |organisation: &OrganisationOid| Grant { organisation: organisation.clone(), right };
    let grants = organisations.iter().map(grant).collect();
    let caller = Caller { kind: CallerKind::Person, subject: format!("bench-{id}"), client: None, grants };
    SampleUser { id: id.to_owned(), name: id.to_owned(), caller }
}

/// Sends everything in, with every kind of mistake, and waits until it is settled. Gives the first organisation's last
/// import.
async fn fill(app: &App, all: &[OrganisationOid], size: Size, people: u64) -> Result<Position, Failure> {
    let (rows, began) = (size.rows / size.imports, Instant::now());
    let mut of_first = Position(0);
    for n in 0..size.imports {
        let at = (n % size.organisations) as usize;
        let maker = Maker {
            actor: Actor::Service(format!("bench-service-{at}")),
            right: Some(Right::Oppijoidentuonti),
            organisations: vec![all[at].clone()],
            channel: Channel::Onr,
            client: None,
            request: RequestId(uuid::Uuid::new_v4()),
        };
        let options = Options { first_person: n * rows, ..Options::new(SEED, people, rows) };
        let number = samples::send(app, maker, None, &options).await?;
        of_first = if at == 0 { number } else { of_first };
        if n % 500 == 499 {
            settled(app, number).await?;
            eprintln!("filling    {} of {} imports ({:.0} s)", n + 1, size.imports, began.elapsed().as_secs_f64());
        }
    }
    Ok(of_first)
}

/// Waits until an import has no row in progress.
async fn settled(app: &App, number: Position) -> Result<(), Failure> {
    loop {
        let import = app.import(number).await.map_err(|error| Failure(error.to_string()))?;
        if import.is_some_and(|import| import.completed.is_some() && import.in_progress == 0) {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// A browser with a session.
#[derive(Clone)]
pub struct Browser {
    http: reqwest::Client,
    base: String,
    /// As it sends them.
    pub cookies: String,
}

impl Browser {
    /// As one of the sample officials, or of those given to the demo.
    pub async fn sign_in(base: &str, who: &str) -> Result<Browser, Failure> {
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build();
        let http = http.map_err(|error| Failure(error.to_string()))?;
        let mut browser = Browser { http, base: base.to_owned(), cookies: String::new() };
        let (page, headers) = browser.get(SIGN_IN).await?;
        let mut jar = kept(&headers);
        browser.cookies = joined(&jar);
        let csrf = between(&page, "name=\"csrf\" value=\"", "\"").unwrap_or_default();
        let form = format!("kuka={who}&csrf={csrf}");
        let request = browser.http.post(format!("{base}{SIGN_IN}")).header(COOKIE, &browser.cookies);
        let form = request.header("content-type", "application/x-www-form-urlencoded").body(form);
        let answer = form.send().await.map_err(|error| Failure(error.to_string()))?;
        if answer.status() != StatusCode::SEE_OTHER {
            return Err(Failure(format!("signing in was answered {}", answer.status())));
        }
        jar.extend(kept(answer.headers()));
        browser.cookies = joined(&jar);
        Ok(browser)
    }

    /// A page, which must be there, and its headers.
    pub async fn get(&self, path: &str) -> Result<(String, HeaderMap), Failure> {
        let request = self.http.get(format!("{}{path}", self.base)).header(COOKIE, &self.cookies);
        let answer = request.send().await.map_err(|error| Failure(error.to_string()))?;
        if answer.status() != StatusCode::OK {
            return Err(Failure(format!("a page was answered {}", answer.status())));
        }
        let headers = answer.headers().clone();
        Ok((answer.text().await.map_err(|error| Failure(error.to_string()))?, headers))
    }

    /// Every kind of page, by name and address.
    async fn pages(&self, import: Position, yesterday: &str) -> Result<Vec<(String, String)>, Failure> {
        let (errors, _) = self.get(REPORT).await?;
        let learner = between(&errors, "href=\"/henkilo-ui/oppija/", "\"").unwrap_or_default();
        let imports = format!("{REPORT}?nakyma=kooste");
        Ok(vec![
            ("errors".to_owned(), REPORT.to_owned()),
            ("errors, deep".to_owned(), self.deep(REPORT).await?),
            ("errors, by name".to_owned(), format!("{REPORT}?jarjestys=nimi")),
            ("errors, by organisation".to_owned(), format!("{REPORT}?jarjestys=organisaatiot")),
            ("errors, by cause".to_owned(), format!("{REPORT}?ryhmat=syy")),
            ("errors, one name".to_owned(), self.search(REPORT, "virta").await?),
            ("errors, short text".to_owned(), self.search(REPORT, "k").await?),
            ("errors, nobody found".to_owned(), self.search(REPORT, "qqqqq").await?),
            ("errors, one cause".to_owned(), format!("{REPORT}?syy=names_clearly_different")),
            ("errors, one import".to_owned(), format!("{REPORT}?tuonti={import}")),
            ("errors, a past day".to_owned(), format!("{REPORT}?paiva={yesterday}")),
            ("imports".to_owned(), imports.clone()),
            ("imports, by failures".to_owned(), format!("{imports}&jarjestys=virheet")),
            ("imports, deep".to_owned(), self.deep(&imports).await?),
            ("import".to_owned(), format!("{REPORT}/{import}")),
            ("import, failed rows".to_owned(), format!("{REPORT}/{import}?tila=failed")),
            ("learner".to_owned(), format!("/henkilo-ui/oppija/{learner}")),
            ("search, a surname".to_owned(), self.search(FIND, "virtanen").await?),
            ("search, two names".to_owned(), self.search(FIND, "virtanen mar").await?),
            ("search, one letter".to_owned(), self.search(FIND, "k").await?),
            ("search, a birth date".to_owned(), self.search(FIND, "1.2.2001").await?),
            ("overview".to_owned(), "/henkilo-ui/yleiskuva".to_owned()),
            ("overview, 90 days".to_owned(), "/henkilo-ui/yleiskuva?paivia=90".to_owned()),
        ])
    }

    /// The address some pages further on.
    async fn deep(&self, from: &str) -> Result<String, Failure> {
        let mut address = from.to_owned();
        for _ in 0..DEPTH {
            let (page, _) = self.get(&address).await?;
            let Some(link) = page.split("<a ").find(|link| link.contains("rel=\"next\"")) else { break };
            let Some(next) = between(link, "href=\"", "\"") else { break };
            address = next.replace("&#38;", "&").replace("&amp;", "&");
        }
        Ok(address)
    }

    /// The address to which a search on a page leads.
    async fn search(&self, page: &str, words: &str) -> Result<String, Failure> {
        let request = self.http.post(format!("{}{page}", self.base)).header(COOKIE, &self.cookies);
        let form = request.header("content-type", "application/x-www-form-urlencoded").body(format!("haku={words}"));
        let answer = form.send().await.map_err(|error| Failure(error.to_string()))?;
        let location = answer.headers().get(LOCATION).and_then(|location| location.to_str().ok());
        location.map(str::to_owned).ok_or_else(|| Failure(format!("a search was answered {}", answer.status())))
    }

    async fn report(&self, who: &str, name: &str, address: &str) -> Result<(), Failure> {
        let (mut times, mut largest) = (Vec::with_capacity(TIMES), 0);
        for _ in 0..TIMES {
            let began = Instant::now();
            let (page, _) = self.get(address).await?;
            times.push(began.elapsed());
            largest = largest.max(page.len());
        }
        let (middle, p95) = (millis(percentile(&mut times, 50)), millis(percentile(&mut times, 95)));
        say!("           {who:7} {name:22} p50 {middle:6.1}  p95 {p95:6.1}  {:4} KB", largest / 1024);
        Ok(())
    }
}

fn kept(headers: &HeaderMap) -> BTreeMap<String, String> {
    let cookies = headers.get_all(SET_COOKIE).iter().filter_map(|cookie| cookie.to_str().ok()?.split(';').next());
    cookies
        .filter_map(|cookie| cookie.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

fn joined(jar: &BTreeMap<String, String>) -> String {
    jar.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    Some(rest.split_once(after)?.0)
}
