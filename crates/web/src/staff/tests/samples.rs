//! Every page with invented people, each in several shapes.

use std::time::Duration;

use app::caller::{Caller, CallerKind, Grant};
use app::organisations::OrganisationName;
use app::report::errors::ErrorLine;
use app::report::imports::ImportLine;
use app::report::overview::{ListDay, OutageNow, Overview};
use app::report::queue::{ErrorPage, Flow, Group};
use app::report::search::{FoundLearner, FoundLearners};
use app::report::{Cursor, Slice};
use app::rules::{Cause, Status};
use askama::Template;
use events::codes::{FailureCause, Hint, Interface, Right};
use events::person::Names;
use events::{Day, Hetu, Instant, OrganisationOid, PersonOid, Position};
use projections::counts::query::{Scope, Summary};

use super::history::learner;
pub use super::world::World;
use crate::staff::address::Address;
use crate::staff::filters::Filter;
use crate::staff::language::Asked;
use crate::staff::page::{Chrome, PlainPage};
use crate::staff::report::Found;
use crate::staff::search::{Search, Term};
use crate::staff::session::{ActsFor, Official};
use crate::staff::{find, help, learner as learner_page, overview, refusal, report};
use texts::{Lang, Texts};

pub fn university() -> OrganisationOid {
    "1.2.246.562.10.90000000011".parse().unwrap()
}

pub fn college() -> OrganisationOid {
    "1.2.246.562.10.90000000012".parse().unwrap()
}

pub fn official() -> Official {
    let grants = vec![Grant { organisation: university(), right: Right::Oppijoidentuonti }];
    let (kind, subject) = (CallerKind::Person, "1.2.246.562.24.11111111111".to_owned());
    let caller = Caller { kind, subject, client: None, grants };
    let name = OrganisationName { fi: Some("Lumijoen yliopisto".to_owned()), ..OrganisationName::default() };
    let acts_for = ActsFor { name, others: 1 };
    Official {
        caller,
        name: "Vieno Virkailija".to_owned(),
        csrf: "token".to_owned(),
        acts_for,
        since: instant("2026-11-22T06:00:00Z"),
    }
}

pub fn asked(lang: Lang, address: &str) -> Asked {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    Asked { t: Texts(lang), address: Address::read(path, Some(query)), demo: lang == Lang::Fi }
}

pub fn instant(text: &str) -> Instant {
    Instant::from(text.parse::<chrono::DateTime<chrono::Utc>>().unwrap())
}

pub fn names(surname: &str, first_names: &str) -> Names {
    let call_name = first_names.split(' ').next().unwrap_or_default().to_owned();
    Names { first_names: first_names.to_owned(), call_name, surname: surname.to_owned() }
}

pub fn hetu(individual: u16) -> Hetu {
    Hetu::compose("1998-03-14".parse().unwrap(), '-', individual).unwrap()
}

pub fn person(n: u64) -> PersonOid {
    PersonOid::issue(2_000_000_000 + n)
}

pub const PEOPLE: [(&str, &str); 6] = [
    ("Järvenkorva", "Tuuli Orvokki"),
    ("Sandvik", "Åke Evert"),
    ("", ""),
    ("Pitkäniemi-Kuusenkerkkä", "Maximiliana Josefiina Aleksandra"),
    // As long as a name may be, without a place to break; and one that is written from right to left.
    (LONGEST, "Öö"),
    ("مریم\u{200c}زاده", "زهرا"),
];
pub const LONGEST: &str = match std::str::from_utf8(&[b'w'; 255]) {
    Ok(text) => text,
    Err(_) => "",
};

pub fn errors() -> Slice<ErrorLine> {
    let line = |(n, cause): (usize, Cause)| {
        let (surname, first_names) = PEOPLE[n % PEOPLE.len()];
        ErrorLine {
            also_here_as: (cause == Cause::Identification(FailureCause::HetuChanged)).then(|| person(7)),
            oid: person(n as u64),
            names: names(surname, first_names),
            birth_date: (n % 3 != 0).then(|| Day("1998-03-14".parse().unwrap())),
            sent_birth_date: (n % 3 != 0).then(|| Day("1998-03-13".parse().unwrap())),
            cause,
            hint: [None, Some(Hint::WrongSeparator), Some(Hint::BirthDateDiffers)][n % 3],
            since: instant("2026-11-20T08:15:00Z"),
            next_try: (cause == Cause::Identification(FailureCause::NotInRegister))
                .then(|| instant("2026-11-23T02:00:00Z")),
            created: instant("2026-11-19T08:15:00Z"),
            import: (n % 5 != 4).then_some(Position(128_411)),
            import_known_as: (n % 5 != 4).then_some(128_411),
            opens: n % 2 == 0,
            handed_over: (n % 4 == 0).then(|| instant("2026-11-21T08:15:00Z")),
            sent_by: (n % 2 == 0).then(|| "Lumijoen opintotietojärjestelmä".to_owned()),
            organisations: if n % 2 == 0 { vec![university(), college()] } else { Vec::new() },
        }
    };
    let items = Cause::all().enumerate().map(line).collect();
    Slice { items, next: Some(Cursor("c2".to_owned())), total: Some(12_347) }
}

pub fn import_line(number: u64, done: bool) -> ImportLine {
    ImportLine {
        number: Position(number),
        known_as: number as i64,
        onr_number: None,
        received: instant("2026-11-22T04:30:00Z"),
        sender: "secret-service-user".to_owned(),
        sent_by: done.then(|| "Lumijoen opintotietojärjestelmä".to_owned()),
        organisations: vec![university()],
        total: 14_230,
        successful: 12_000,
        failures: 230,
        in_progress: 2_000,
        conflicts: 41,
        processed: if done { 14_230 } else { 8_111 },
        completed: done.then(|| instant("2026-11-22T04:31:00Z")),
        interface: done.then_some(Interface::Oppija),
    }
}

fn report(world: &World, lang: Lang, address: &str, listed: &report::Listed, scope: &Scope) -> String {
    let (asked, official, words) = (asked(lang, address), official(), world.words(lang));
    let search = Search::new([1; 32]);
    let term = search.open("x", asked.address.value("haku"));
    let query = &report::Query::read(&asked.address, term, today());
    let summary = Summary { successful: 118_402, in_progress: 312, failed: 12_347 };
    let filters = [Filter { name: "Omat & muut".to_owned(), query: "syy=no_hetu".to_owned() }];
    let (groups, visit) = (groups(), Some(instant("2026-11-20T08:00:00Z")));
    let (asked, official, groups, filters, words) = (&asked, &official, groups.as_slice(), filters.as_slice(), &words);
    let acts = report::chosen::Acts { asks: true, passivates: true, requests: true };
    let frame = report::Frame { asked, official, query, scope, groups, visit, filters, acts, words };
    report::ReportPage::new(&frame, summary, listed).render().unwrap()
}

fn today() -> Day {
    Day("2026-11-22".parse().unwrap())
}

fn groups() -> Vec<Group> {
    let group = |(n, cause): (usize, Cause)| Group {
        cause,
        people: 4_000 / (n as u64 + 1),
        median: today().earlier(n as u64),
        oldest: today().earlier(100),
    };
    Cause::all().enumerate().map(group).collect()
}

fn page_of(lines: usize) -> ErrorPage {
    ErrorPage { lines: errors().items.into_iter().take(lines).collect(), more: true, total: Some(12_347) }
}

fn overview_page(world: &World, lang: Lang, everybody: bool) -> String {
    let asked = asked(lang, "/henkilo-ui/yleiskuva");
    let list_day = |n: u64| ListDay {
        day: today().earlier(29 - n),
        flow: Flow { came: n * 7 % 11, solved: n % 5 },
        open: 12_000 + n * 37 % 101,
    };
    let by_cause: std::collections::BTreeMap<Cause, u64> =
        groups().into_iter().map(|group| (group.cause, group.people)).collect();
    let organisations = [(university(), by_cause), (college(), Default::default())].into();
    let ages = [(today(), 10), (today().earlier(40), 7), (today().earlier(400), 3)].into();
    let silent = |back: u64| Duration::from_secs(if back == 2 { 3_700 } else { 0 });
    let register = (0..7).rev().map(|back| (today().earlier(back), silent(back))).collect();
    let overview = Overview {
        groups: groups(),
        ages,
        days: (0..30).map(list_day).collect(),
        organisations: everybody.then_some(organisations),
        register,
    };
    let outage = OutageNow {
        since: instant("2026-11-22T04:00:00Z"),
        next_try: Some(instant("2026-11-22T05:00:00Z")),
        waiting: 312,
    };
    let summary = Summary { successful: 118_402, in_progress: 312, failed: 12_347 };
    let frame = (&asked, &official(), today());
    let page = overview::OverviewPage::new(frame, summary, &overview, everybody.then_some(&outage), &world.words(lang));
    page.render().unwrap()
}

fn find_page(world: &World, lang: Lang, query: &str, found: &FoundLearners, term: &Term) -> String {
    let asked = asked(lang, &format!("/henkilo-ui/oppijahaku{query}"));
    find::FindPage::new((&asked, &official()), term, found, &world.words(lang)).render().unwrap()
}

fn found() -> FoundLearners {
    let person = learner(false, None).person;
    let cause = Some(Cause::NoHetu);
    let learner = |status| FoundLearner { person: person.clone(), status, cause };
    let mut learners: Vec<_> = [Status::Successful, Status::InProgress, Status::Failed].map(learner).into();
    let mut passive = learner(Status::Successful);
    passive.person.passive = Some(events::codes::PassivationCause::Other);
    learners.push(passive);
    FoundLearners { learners, more: true, unfinished: true, exact: false }
}

fn learner_sample(world: &World, lang: Lang, hidden: bool, at: Option<u64>) -> String {
    let view = learner(hidden, at.map(Position));
    let address = Address::of(format!("/henkilo-ui/oppija/{}", view.person.oid)).set_some("tapahtuma", at);
    let asked = asked(lang, &address.to_string());
    let page = learner_page::LearnerPage::new((&asked, &official()), &view, at.map(Position), &world.words(lang));
    page.render().unwrap()
}

fn passive_learner(world: &World, lang: Lang) -> String {
    let mut view = learner(false, None);
    view.person.passive = Some(events::codes::PassivationCause::Other);
    let asked = asked(lang, &format!("/henkilo-ui/oppija/{}", view.person.oid));
    learner_page::LearnerPage::new((&asked, &official()), &view, None, &world.words(lang)).render().unwrap()
}

/// Two points of a learner's history, of which nobody is at the first; the form with faults.
fn compared(world: &World, lang: Lang) -> Vec<(String, String)> {
    use learner_page::compare::{ComparePage, Side};
    let sides =
        |at| [Side { at: Position(1), view: None }, Side { at: Position(at), view: Some(learner(false, None)) }];
    let (words, now) = (world.words(lang), learner(false, None));
    let page = |query: &str, found: Option<&[Side; 2]>| {
        let asked = asked(lang, &format!("/henkilo-ui/oppija/x/vertailu?{query}"));
        ComparePage::new((&asked, &official()), (&now, Position(130)), found, &words).render().unwrap()
    };
    vec![
        ("compare".to_owned(), page("alku=1&loppu=22.11.2026", Some(&sides(130)))),
        ("compare-fault".to_owned(), page("alku=eilen&loppu=131", None)),
    ]
}

/// Every page with a name for its file.
pub fn all(lang: Lang) -> Vec<(String, String)> {
    let world = World::new();
    let few = Scope::Organisations([university(), college()].into_iter().collect());
    let report = |address: &str, listed: report::Listed, scope: &Scope| report(&world, lang, address, &listed, scope);
    let imports = || vec![import_line(128_500, false), import_line(128_411, true)];
    let none = || Slice { items: Vec::new(), next: None, total: Some(0) };
    let slice = |items| report::Listed::Imports(Slice { items, next: None, total: Some(2) });
    let at = "/henkilo-ui/oppijoidentuonti";
    let mut pages = vec![
        ("report-errors".to_owned(), report(at, report::Listed::Errors(Found::Now(page_of(50))), &few)),
        (
            "report-narrowed".to_owned(),
            report(
                &format!("{at}?haku=gone&syy=test_hetu&tuonti=ei-numero&ika=7&kohta=a&paiva=2027-01-01"),
                report::Listed::Errors(Found::Then(none())),
                &Scope::Everybody,
            ),
        ),
        (
            "report-empty".to_owned(),
            report(&format!("{at}?paiva=2026-11-01"), report::Listed::Errors(Found::Then(none())), &few),
        ),
        (
            "report-by-name".to_owned(),
            report(
                &format!("{at}?jarjestys=nimi&kirjain=K&uudet=kaynti"),
                report::Listed::Errors(Found::Now(page_of(3))),
                &Scope::Everybody,
            ),
        ),
        (
            "report-by-cause".to_owned(),
            report(
                &format!("{at}?ryhmat=syy"),
                report::Listed::Errors(Found::Groups(groups().into_iter().map(|group| (group, page_of(2))).collect())),
                &few,
            ),
        ),
        (
            "report-now-empty".to_owned(),
            report(
                at,
                report::Listed::Errors(Found::Now(ErrorPage { lines: Vec::new(), more: false, total: Some(0) })),
                &few,
            ),
        ),
        (
            "report-then".to_owned(),
            report(&format!("{at}?paiva=2026-11-01"), report::Listed::Errors(Found::Then(errors())), &few),
        ),
        ("overview".to_owned(), overview_page(&world, lang, false)),
        ("overview-of-all".to_owned(), overview_page(&world, lang, true)),
        ("find".to_owned(), find_page(&world, lang, "", &FoundLearners::default(), &Term::Nothing)),
        ("find-found".to_owned(), find_page(&world, lang, "?haku=x", &found(), &Term::Words("Järvenkorva".to_owned()))),
        (
            "find-nobody".to_owned(),
            find_page(&world, lang, "?haku=x", &FoundLearners::default(), &Term::Words("x".to_owned())),
        ),
        ("find-gone".to_owned(), find_page(&world, lang, "?haku=gone", &FoundLearners::default(), &Term::Gone)),
        ("report-imports".to_owned(), report(&format!("{at}?nakyma=kooste&jarjestys=virheet"), slice(imports()), &few)),
        (
            "report-no-imports".to_owned(),
            report(&format!("{at}?nakyma=kooste&tuonti=ei-numero&kasittelija=x&paiva=eilen"), slice(Vec::new()), &few),
        ),
        ("learner".to_owned(), learner_sample(&world, lang, false, None)),
        ("learner-passive".to_owned(), passive_learner(&world, lang)),
        ("learner-as-it-stood".to_owned(), learner_sample(&world, lang, true, Some(130))),
    ];
    let c = Chrome::new(&asked(lang, "/henkilo-ui/kirjaudu?takaisin=x"), None, "Kirjaudu".to_owned());
    let body = "<form method=\"post\" action=\"/henkilo-ui/kirjaudu\"><button>Aino</button></form>".to_owned();
    let plain = PlainPage { c, heading: "Kirjaudu".to_owned(), body, head: String::new() };
    pages.push(("plain".to_owned(), plain.render().unwrap()));
    let access = crate::staff::access_register::sample(&asked(lang, "/henkilo-ui/katselurekisteri"), &official());
    pages.push(("access-register".to_owned(), access.render().unwrap()));
    pages.extend(super::import_samples::imports(lang));
    pages.extend(compared(&world, lang));
    pages.extend(super::command_samples::commands(lang));
    pages.extend(super::edit_samples::acts(lang));
    pages.extend(super::request_samples::requests(lang));
    pages.extend(super::review_samples::review(lang));
    pages.extend(super::review_samples::effects(lang));
    pages.extend(super::review_samples::consumers(lang));
    pages.extend(super::review_samples::undo(lang));
    for refusal in refusal::Refusal::ALL {
        let page = refusal::RefusalPage::new(&asked(lang, at), Some(&official()), &refusal).render().unwrap();
        pages.push((format!("refusal-{}", pages.len()), page));
    }
    for name in help::names() {
        let page = help::HelpPage::new(&asked(lang, &format!("/henkilo-ui/ohjeet/{name}")), None, name).unwrap();
        pages.push((format!("help-{name}"), page.render().unwrap()));
    }
    pages
}

/// A term that nobody can open.
pub fn gone() -> Term {
    Search::new([1; 32]).open("x", Some("gone"))
}
