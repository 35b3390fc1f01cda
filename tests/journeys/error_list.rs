//! The error list: who stands in it, why, since when, for whom; found by name, hetu and number; and that every figure of
//! the report is what the log says.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use app::report::errors::{ErrorFilter, ErrorLine};
use app::report::imports::{ImportColumn, ImportFilter};
use app::report::{Cursor, Slice, View};
use domain::cause::cause;
use domain::person::Followed;
use domain::status::status;
use domain::{Cause, Person, Status};
use events::codes::FailureCause;
use events::{Fact, OrganisationOid, PersonOid, Position, Tag};
use oppijaloki::commands::demo::SEED;
use oppijaloki::generate::{Options, Row, rows};
use oppijaloki_tests::client::{foreign_row, row_about};
use oppijaloki_tests::drafts::erasing;
use oppijaloki_tests::rebuilt::rows_equal_after_rebuild;
use oppijaloki_tests::server::{IN_THE_END, On, PEOPLE, Registry, SOON};
use projections::counts::query::{Scope, Summary};
use store::Lane;
use vtj::stand_in::Change;

everywhere! {
    each_error_says_who_why_since_when_and_from_whom,
    any_page_of_the_list_is_reached_by_cursor,
    people_are_found_by_what_an_official_knows_of_them,
    every_figure_is_what_the_log_says,
    an_erased_learner_is_found_by_nothing_any_more,
}

const UNIVERSITY: &str = "1.2.246.562.10.90000000011";
const SCHOOL: &str = "1.2.246.562.10.90000000023";

fn of(organisation: &str) -> Scope {
    Scope::Organisations(HashSet::from([organisation.parse().unwrap()]))
}

fn view(scope: Scope, after: Option<Cursor>, limit: u32) -> View {
    View { scope, as_of: None, after, limit }
}

async fn errors(registry: &Registry, scope: Scope, filter: ErrorFilter) -> Slice<ErrorLine> {
    registry.app().report_errors(view(scope, None, 100), filter).await.unwrap()
}

async fn found(registry: &Registry, search: &str) -> Vec<String> {
    let filter = ErrorFilter { search: Some(search.to_owned()), ..ErrorFilter::default() };
    let slice = errors(registry, Scope::Everybody, filter).await;
    assert_eq!(slice.total, Some(slice.items.len() as u64), "{search}");
    slice.items.iter().map(|line| line.oid.to_string()).collect()
}

fn hetuless(first_names: &str, surname: &str, number: u64) -> Row {
    Row { passport: Some(format!("P{number}")), ..foreign_row(first_names, surname, &format!("for-{number}")) }
}

/// The university's import: somebody identified, somebody whom the register does not know, somebody with another's
/// name, and somebody without a hetu. Gives its number and their OIDs.
async fn four_learners(registry: &Registry) -> (u64, Vec<String>) {
    registry.register().change(Change::Remove { hetu: registry.somebody(2).hetu }).unwrap();
    let mut unlike = row_about(&registry.somebody(3), "stu-3");
    unlike.names = foreign_row("Tuulikki Inkeri", "Mäkivaara", "").names;
    let known = |n| row_about(&registry.somebody(n), &format!("stu-{n}"));
    let university = registry.university().await;
    let number = university.import(&[known(1), known(2), unlike, hetuless("Lina Maria", "Berg", 1)]).await;
    university.resolved(number).await;
    registry.everybody_settled(SOON).await;
    (number, oppijaloki_tests::client::oids(&university.rows(number).await))
}

async fn each_error_says_who_why_since_when_and_from_whom(on: On) {
    let registry = Registry::start(on).await;
    let (number, oids) = four_learners(&registry).await;
    let slice = errors(&registry, Scope::Everybody, ErrorFilter::default()).await;
    let causes: BTreeMap<String, Cause> = slice.items.iter().map(|line| (line.oid.to_string(), line.cause)).collect();
    let expected = BTreeMap::from([
        (oids[1].clone(), Cause::Identification(FailureCause::NotInRegister)),
        (oids[2].clone(), Cause::Identification(FailureCause::NamesClearlyDifferent)),
        (oids[3].clone(), Cause::NoHetu),
    ]);
    assert_eq!((causes, slice.total), (expected, Some(3)));
    assert!(slice.items.is_sorted_by_key(|line| std::cmp::Reverse(line.since)), "the newest error first");
    for line in &slice.items {
        assert_eq!(
            (line.import, line.sent_by.as_deref()),
            (Some(Position(number)), Some("Peppi (Lumijoen yliopisto)"))
        );
        assert_eq!(line.organisations, [UNIVERSITY.parse().unwrap()]);
        assert_eq!(line.next_try.is_some(), line.cause == Cause::Identification(FailureCause::NotInRegister));
        let person = registry.person(&line.oid.to_string()).await.person;
        assert!(line.names == person.names && line.created == person.registered_at);
        // A learner without a hetu fails from the first moment on, the others when the register has answered.
        let failed = person.failure.map_or(person.registered_at, |failure| failure.at);
        assert_eq!(line.since, failed);
    }
    let narrowed = async |filter| errors(&registry, of(UNIVERSITY), filter).await.items.len();
    let cause = Some(Cause::NoHetu);
    assert_eq!(narrowed(ErrorFilter { cause, ..ErrorFilter::default() }).await, 1);
    let import = |number| ErrorFilter { import: Some(Position(number)), ..ErrorFilter::default() };
    assert_eq!((narrowed(import(number)).await, narrowed(import(number + 1)).await), (3, 0));
    let organisation = |oid: &str| ErrorFilter { organisation: oid.parse().ok(), ..ErrorFilter::default() };
    assert_eq!((narrowed(organisation(UNIVERSITY)).await, narrowed(organisation(SCHOOL)).await), (3, 0));
    let older = |days| ErrorFilter { older_than_days: Some(days), ..ErrorFilter::default() };
    assert_eq!((narrowed(older(0)).await, narrowed(older(1)).await), (3, 0));
    // Another organisation sees them only when it has them too.
    assert_eq!(errors(&registry, of(SCHOOL), ErrorFilter::default()).await.items.len(), 0);
    let school = registry.school().await;
    let own = school.import(&[hetuless("Lina Maria", "Berg", 1)]).await;
    school.resolved(own).await;
    let of_school = errors(&registry, of(SCHOOL), ErrorFilter::default()).await;
    assert_eq!(of_school.items.len(), 1);
    assert_eq!(of_school.items[0].import, Some(Position(own)), "the newest import");
    assert_eq!(of_school.items[0].organisations, [SCHOOL.parse().unwrap()], "what lies outside the scope is not told");
    // Anyone who is identified leaves the list, here by a row that has the register's name.
    registry.oph().await.import_resolved(&[row_about(&registry.somebody(3), "oph-3")]).await;
    assert_eq!(errors(&registry, Scope::Everybody, ErrorFilter::default()).await.total, Some(2));
}

async fn any_page_of_the_list_is_reached_by_cursor(on: On) {
    let registry = Registry::start(on).await;
    let rows: Vec<Row> = (0..25).map(|n| hetuless("Lina", "Berg", n)).collect();
    let (university, school) = (registry.university().await, registry.school().await);
    university.import_resolved(&rows).await;
    school.import_resolved(&rows[5..]).await;
    let both = Scope::Organisations(HashSet::from([UNIVERSITY.parse().unwrap(), SCHOOL.parse().unwrap()]));
    for (scope, people) in [(Scope::Everybody, 25), (of(UNIVERSITY), 25), (of(SCHOOL), 20), (both, 25)] {
        let whole = errors(&registry, scope.clone(), ErrorFilter::default()).await;
        let everybody: Vec<PersonOid> = whole.items.iter().map(|line| line.oid).collect();
        assert_eq!((everybody.len(), whole.total, whole.next), (people, Some(people as u64), None));
        // Also through a search, whose way to the people is another one.
        for search in [None, Some("ber"), Some("berg lina")] {
            let (mut paged, mut after) = (Vec::new(), None);
            loop {
                let filter = ErrorFilter { search: search.map(str::to_owned), ..ErrorFilter::default() };
                let page = registry.app().report_errors(view(scope.clone(), after, 7), filter).await.unwrap();
                paged.extend(page.items.iter().map(|line| line.oid));
                assert_eq!(page.total, Some(people as u64));
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(paged, everybody, "{search:?}");
        }
    }
}

async fn people_are_found_by_what_an_official_knows_of_them(on: On) {
    let registry = Registry::start(on).await;
    let (_, oids) = four_learners(&registry).await;
    let hetu = registry.somebody(3).hetu.as_str().to_owned();
    for words in ["tuuli", "MÄKIV", " inkeri ", "Mäkivaara Tuulikki", "tuulikki inkeri mäki", &oids[2], &hetu] {
        assert_eq!(found(&registry, words).await, oids[2..3], "{}", words.len());
    }
    assert_eq!(found(&registry, &hetu.to_lowercase()).await, oids[2..3]);
    assert_eq!(found(&registry, "lina maria").await, oids[3..]);
    // The identified one is in no error list, and wildcards are letters like any other.
    let identified = registry.somebody(1);
    for words in [oids[0].as_str(), identified.hetu.as_str(), "%", "_", "1.2.246.562.24.00000000000"] {
        assert_eq!(found(&registry, words).await, Vec::<String>::new());
    }
}

/// Status of everybody who occurs in an import, folded from zero.
fn recount(registry: &Registry) -> (BTreeMap<PersonOid, Person>, BTreeMap<PersonOid, Vec<Position>>) {
    let (mut people, mut rows): (BTreeMap<PersonOid, Followed>, BTreeMap<PersonOid, Vec<Position>>) =
        Default::default();
    for event in registry.events() {
        for tag in &event.recorded.envelope.tags {
            if let Tag::Person(oid) = tag {
                people.entry(*oid).or_default().take(event.clone());
            }
        }
        if let Fact::ImportRowResolved(with) = &event.fact {
            rows.entry(with.data.about.addressed).or_default().push(with.data.import);
        }
    }
    people.retain(|oid, _| rows.contains_key(oid));
    (people.into_iter().filter_map(|(oid, person)| Some((oid, person.into_person()?))).collect(), rows)
}

async fn every_figure_is_what_the_log_says(on: On) {
    let registry = Registry::start(on).await;
    let sent = |first_person, count| -> Vec<Row> {
        rows(&Options { first_person, ..Options::new(SEED, PEOPLE, count) }).map(|made| made.row).collect()
    };
    registry.university().await.import_resolved(&sent(0, 150)).await;
    registry.school().await.import_resolved(&sent(80, 150)).await;
    registry.university().await.import_resolved(&sent(40, 60)).await;
    registry.everybody_settled(IN_THE_END).await;
    registry.app().caught_up().await;
    let (people, rows) = recount(&registry);
    for scope in [Scope::Everybody, of(UNIVERSITY), of(SCHOOL)] {
        let within: Vec<&Person> = people.values().filter(|person| scope.meets(&person.organisations)).collect();
        let count = |wanted| within.iter().filter(|person| status(person) == wanted).count() as u64;
        let expected = Summary {
            successful: count(Status::Successful),
            in_progress: count(Status::InProgress),
            failed: count(Status::Failed),
        };
        assert_eq!(registry.app().report_summary(scope.clone(), None).await.unwrap(), expected);
        let (mut listed, mut after) = (BTreeSet::new(), None);
        loop {
            let page =
                registry.app().report_errors(view(scope.clone(), after, 100), ErrorFilter::default()).await.unwrap();
            listed.extend(page.items.iter().map(|line| (line.oid, line.cause)));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        let failing = within.iter().filter_map(|person| Some((person.oid, cause(person)?)));
        assert_eq!(listed, failing.collect());
    }
    // An import's figures are of rows, by the present state of their people.
    let filter = ImportFilter { number: None, sent_by: None, sort: ImportColumn::Number, descending: true };
    let imports = registry.app().report_imports(view(Scope::Everybody, None, 100), filter).await.unwrap();
    assert_eq!((imports.items.len(), imports.total), (3, Some(3)));
    for import in imports.items {
        let mut by_status = [0; 3];
        for (oid, numbers) in &rows {
            let own = numbers.iter().filter(|number| **number == import.number).count() as u32;
            by_status[usize::from(status(&people[oid]).number())] += own;
        }
        let [successful, in_progress, failed] = by_status;
        assert_eq!((import.successful, import.in_progress), (successful, in_progress));
        assert_eq!(import.total, import.successful + import.failures + import.in_progress);
        assert_eq!(import.failures, failed + (import.total - successful - in_progress - failed));
        assert_eq!((import.processed, import.completed.is_some()), (import.total, true));
    }
}

async fn an_erased_learner_is_found_by_nothing_any_more(on: On) {
    let mut registry = Registry::start(on).await;
    let (_, oids) = four_learners(&registry).await;
    let listed = ErrorFilter { search: Some(oids[2].clone()), ..ErrorFilter::default() };
    assert_eq!(errors(&registry, Scope::Everybody, listed.clone()).await.items.len(), 1);
    let person = registry.person(&oids[2]).await.person;
    let order = erasing(registry.app().store(), &person);
    registry.app().store().submit(vec![order.unit()], Lane::Interactive).await.unwrap();
    registry.event_after(0, "PersonalDataErased").await;
    registry.app().caught_up().await;
    let hetu = registry.somebody(3).hetu.as_str().to_owned();
    for words in ["tuulikki", "mäkivaara", "mäkivaara tuulikki", &hetu] {
        assert_eq!(found(&registry, words).await, Vec::<String>::new());
    }
    // Nobody can do anything about them: they leave the list, and the number goes on answering.
    assert!(errors(&registry, Scope::Everybody, listed).await.items.is_empty());
    let erased = registry.person(&oids[2]).await;
    assert!(erased.person.erased && erased.person.names == Default::default());
    assert_eq!((erased.status, cause(&erased.person)), (Status::Successful, None));
    assert!(rows_equal_after_rebuild(&mut registry).await > 10);
}

/// An organisation that nobody has.
#[test]
fn scopes_meet_only_their_own() {
    let nobody: OrganisationOid = "1.2.246.562.10.1".parse().unwrap();
    assert!(!of(UNIVERSITY).meets([&nobody]) && Scope::Everybody.meets([&nobody]));
}
