//! What is asked beside the imports: what programs and officials ask for, and what nobody should be answered.

use rand::RngExt;
use rand::rngs::StdRng;
use reqwest::Method;
use vtj::population::Population;

use super::super::look_up;

/// A request.
pub struct Request {
    /// Who asks.
    pub who: Who,
    /// How.
    pub method: Method,
    /// Path and query.
    pub path: String,
    /// Empty for none.
    pub body: String,
}

/// Who asks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// The sample university's program.
    University,
    /// The keeper's program.
    Keeper,
    /// The keeper's browser.
    Official,
    /// Nobody who is known.
    Nobody,
    /// Somebody with a token that ends in these digits instead of its signature.
    Forger(u64),
}

/// What a request may be about.
#[derive(Default)]
pub struct Known {
    /// People.
    pub oids: Vec<String>,
    /// Imports.
    pub imports: Vec<u64>,
    /// People of the register who have been sent, from the first on.
    pub sent: u64,
}

/// As many people and imports are remembered; newer ones take the places of others.
const REMEMBERED: usize = 1_000;

impl Known {
    /// Remembers somebody.
    pub fn remember_person(&mut self, oid: String, random: &mut StdRng) {
        remember(&mut self.oids, oid, random);
    }

    /// Remembers an import.
    pub fn remember_import(&mut self, number: u64, random: &mut StdRng) {
        remember(&mut self.imports, number, random);
    }
}

fn remember<T>(all: &mut Vec<T>, one: T, random: &mut StdRng) {
    if all.len() < REMEMBERED {
        all.push(one);
    } else if let Some(place) = all.get_mut(random.random_range(0..REMEMBERED)) {
        *place = one;
    }
}

const ONR: &str = "/oppijanumerorekisteri-service";
const API: &str = "/api/v1";
const REPORT: &str = "/henkilo-ui/oppijoidentuonti";
/// Beginnings of names, of which some are many people's and some nobody's.
const SEARCHED: [&str; 8] = ["vi", "virta", "ny", "maki", "k", "aino", "qqq", "saar"];

/// Draws a request: one of three looks somebody up, one of three reads through an interface, one of six is a page, one
/// of six is refused.
pub fn draw(random: &mut StdRng, known: &Known, population: &Population) -> Request {
    match random.random_range(0..6) {
        0 | 1 => look_up(random, known, population),
        2 | 3 => reading(random, known),
        4 => page(random, known),
        _ => refused(random),
    }
}

/// One of ten is new.
fn look_up(random: &mut StdRng, known: &Known, population: &Population) -> Request {
    let index = match random.random_range(0..10) {
        0 => random.random_range(0..population.size()),
        _ => random.random_range(0..known.sent.max(1)),
    };
    let body = look_up::body(population, index);
    Request { who: Who::University, method: Method::POST, path: format!("{ONR}/yleistunniste/hae"), body }
}

fn reading(random: &mut StdRng, known: &Known) -> Request {
    let (oid, import) = (one_of(random, &known.oids), one_of(random, &known.imports));
    let word = one_of(random, &SEARCHED);
    let (oid, import, word) = (oid.unwrap_or_default(), import.unwrap_or_default(), word.unwrap_or_default());
    let searching = format!("{{\"search\":\"{word}\"}}");
    let keeper = |path: String| get(Who::Keeper, path);
    match random.random_range(0..14) {
        0 | 1 => keeper(format!("{API}/persons/{oid}")),
        2 | 3 => keeper(format!("{API}/persons/{oid}/history")),
        4 => keeper(format!("{API}/summary")),
        5 => keeper(format!("{API}/errors?limit=100")),
        6 => Request { method: Method::POST, body: searching, ..keeper(format!("{API}/errors/search")) },
        7 => keeper(format!("{API}/imports?limit=100")),
        8 => keeper(format!("{API}/imports/{import}/rows")),
        9 => keeper(format!("{API}/imports/{import}/conflicts")),
        10 => get(Who::University, format!("{ONR}/yleistunniste/hae/{oid}")),
        11 => get(Who::University, format!("{ONR}/oppija/yhteenveto")),
        12 => keeper(format!("{ONR}/oppija/tuontikooste")),
        _ => keeper(format!("{ONR}/internal/oppijoidentuonti/virheet")),
    }
}

fn page(random: &mut StdRng, known: &Known) -> Request {
    let (oid, import) = (one_of(random, &known.oids), one_of(random, &known.imports));
    let word = one_of(random, &SEARCHED).unwrap_or_default();
    let (oid, import) = (oid.unwrap_or_default(), import.unwrap_or_default());
    let official = |path: String| get(Who::Official, path);
    match random.random_range(0..6) {
        0 => official(REPORT.to_owned()),
        1 => official(format!("{REPORT}?nakyma=kooste")),
        2 => official(format!("{REPORT}/{import}")),
        3 | 4 => official(format!("/henkilo-ui/oppija/{oid}")),
        _ => Request { method: Method::POST, body: format!("haku={word}"), ..official(REPORT.to_owned()) },
    }
}

/// Bodies, tokens and paths that are nothing; no two alike, since what is kept of them would only then be seen.
fn refused(random: &mut StdRng) -> Request {
    let number: u64 = random.random();
    let bad = |body: String| Request { method: Method::PUT, body, ..get(Who::University, format!("{ONR}/oppija")) };
    match random.random_range(0..9) {
        0 => bad(format!("{{\"henkilot\":[{{\"hetu\":\"{number}\"}}]}}")),
        1 => bad("[".repeat(20_000)),
        2 => bad(format!("{{\"henkilot\":[{number}")),
        3 => bad(format!("{{\"henkilot\":[{{\"{number}\":{{}}}}]}}")),
        4 => get(Who::Nobody, format!("{API}/persons/{number}")),
        5 => get(Who::Forger(number), format!("{API}/summary")),
        6 => get(Who::Forger(number), format!("{ONR}/oppija/yhteenveto")),
        7 => get(Who::Keeper, format!("{API}/{number}/{number}")),
        _ => get(Who::Official, format!("/henkilo-ui/{number}")),
    }
}

fn get(who: Who, path: String) -> Request {
    Request { who, method: Method::GET, path, body: String::new() }
}

fn one_of<T: Clone>(random: &mut StdRng, all: &[T]) -> Option<T> {
    if all.is_empty() { None } else { all.get(random.random_range(0..all.len())).cloned() }
}
