//! Every route with every right: at the organisation that an import and its learners belong to, at another one, and at
//! the root. What each is answered stands in `permissions/table.txt`.

mod sources;
mod table;
mod world;

use std::collections::BTreeSet;

use app::access::Wanted;
use app::commands::{Opens, Where};
use events::codes::Right;
use table::{Answered, Route, right_name, table};
use world::{ANOTHER, Holder, OWN, PLACES, ROOT, Rights, World, is_page, nobody};

#[test]
fn every_route_stands_in_the_table_and_every_operation_in_a_document() {
    let table = table();
    let listed: BTreeSet<sources::Name> = table.iter().map(Route::name).collect();
    assert_eq!(listed, sources::routes(), "the table and the sources");
    let undescribed = ["/v3/api-docs", "/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"];
    let undescribed = undescribed.map(|path| format!("{}{path}", web::onr::CONTEXT_PATH));
    let documents = [undescribed.as_slice(), &[format!("{}/openapi.json", web::api::PATH)]].concat();
    let described = |(_, path): &sources::Name| for_programs(path) && !documents.contains(path);
    let programs: BTreeSet<sources::Name> = listed.into_iter().filter(described).collect();
    assert_eq!(programs, sources::described(), "the table and the OpenAPI documents");
}

#[test]
fn every_command_opens_in_the_table_what_it_declares() {
    let table = table();
    let commands = app::commands::all();
    let known: BTreeSet<&str> = commands.iter().map(|command| command.name).collect();
    let named: BTreeSet<&str> = table.iter().filter_map(|route| route.command.as_deref()).collect();
    assert_eq!(named, known, "the table and app::commands::all()");
    assert_eq!(
        sources::commands(),
        known.iter().map(|name| (*name).to_owned()).collect(),
        "files and app::commands::all()"
    );
    for command in &commands {
        for route in table.iter().filter(|route| route.command.as_deref() == Some(command.name)) {
            for right in Right::ALL {
                let answered = route.rights[right_name(*right)];
                // A person whom the right does not reach is answered like one that nobody has: not so from the root.
                let hidden = |status: u16| status == 404 && answered[2].status != 404;
                let opens = answered.map(|Answered { status, .. }| ![401, 403].contains(&status) && !hidden(status));
                let told = format!("{} {}: {right} by {}", route.method, route.path, command.name);
                assert_eq!(opens, declared(command.rights, *right), "{told}");
            }
        }
    }
}

/// Where a right opens a command: at the organisation, at another, at the root.
fn declared(rights: &[Opens], right: Right) -> [bool; 3] {
    let held: Vec<Where> = rights.iter().filter(|opens| opens.right == right).map(|opens| opens.held).collect();
    let anywhere = held.contains(&Where::Anywhere);
    [anywhere || held.contains(&Where::Within), anywhere, !held.is_empty()]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_route_answers_every_right_everywhere_as_the_table_says() {
    let world = World::build().await;
    let routes = table();
    let (reading, changing): (Vec<&Route>, Vec<&Route>) = routes.iter().partition(|route| route.method == "GET");
    let mut wrong = Vec::new();
    let before = world.registry.head();
    for route in &routes {
        wrong.extend(check_nobody(&world, route).await);
    }
    for route in reading {
        wrong.extend(check_rights(&world, route).await);
    }
    assert_eq!(world.registry.head(), before, "whoever is nobody, or reads, leaves nothing in the log");
    for route in changing {
        wrong.extend(check_rights(&world, route).await);
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    let noted = world.registry.count("ConflictReviewed");
    assert_eq!(noted, world.row.get() as usize, "every note was somebody's who may");
    assert_eq!(refusing(&routes).difference(&refusing_by_register(&world).await).next(), None, "refused and not noted");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_right_at_one_place_lends_nothing_to_another_right_elsewhere() {
    use Right::YleistunnisteLuonti;
    use Right::{Oppijoidentuonti, Rekisterinpitaja, RekisterinpitajaRead, TuontidataRead, VtjVertailunakyma};
    let world = World::build().await;
    let onr = |path: &str| format!("{}{path}", web::onr::CONTEXT_PATH);
    let own = |path: &str| format!("{}{path}", web::api::PATH);
    let (sent, sent_here) = (onr("/oppija/tuontidata/{import}"), own("/imports/{import}/conflicts"));
    let (note, person) = (own("/imports/{import}/conflicts/{row}/review"), own("/persons/{oid}"));
    let noted_by_page = "/henkilo-ui/oppijoidentuonti/{import}/ristiriidat/{row}".to_owned();
    let importer_who_sees_data_elsewhere = [(Oppijoidentuonti, OWN), (TuontidataRead, ANOTHER)];
    let finder_who_sees_data_elsewhere = [(YleistunnisteLuonti, OWN), (TuontidataRead, ANOTHER)];
    let auditor_who_keeps_elsewhere = [(RekisterinpitajaRead, ROOT), (Rekisterinpitaja, OWN)];
    let auditor_who_sees_data_elsewhere = [(RekisterinpitajaRead, ROOT), (TuontidataRead, ANOTHER)];
    let keeper_elsewhere_who_compares = [(Rekisterinpitaja, OWN), (VtjVertailunakyma, ANOTHER)];
    let cases: [(Rights<'_>, &str, &String, u16); 9] = [
        (&importer_who_sees_data_elsewhere, "GET", &sent, 403),
        (&importer_who_sees_data_elsewhere, "GET", &sent_here, 403),
        (&finder_who_sees_data_elsewhere, "POST", &note, 403),
        (&finder_who_sees_data_elsewhere, "POST", &noted_by_page, 403),
        (&auditor_who_keeps_elsewhere, "POST", &note, 403),
        (&auditor_who_keeps_elsewhere, "POST", &noted_by_page, 403),
        (&auditor_who_sees_data_elsewhere, "POST", &note, 403),
        (&keeper_elsewhere_who_compares, "GET", &person, 404),
        (&keeper_elsewhere_who_compares, "PUT", &onr("/oppija"), 400),
    ];
    for (rights, method, path, expected) in cases {
        let (status, ..) = world.ask(method, path, &world.holder(rights, 0)).await;
        assert_eq!(status, expected, "{method} {path} for {rights:?}");
    }
    // The right is there, but the form was made on somebody else's page; or there is no such import.
    let keeper = || world.holder(&[(Rekisterinpitaja, ROOT)], 0);
    let lured = Holder { csrf: keeper().csrf, ..keeper() };
    assert_eq!(world.ask("POST", &noted_by_page, &lured).await.0, 403);
    for (method, path) in [("POST", &note), ("GET", &sent_here), ("POST", &noted_by_page)] {
        let (status, ..) = world.ask(method, &path.replace("{import}", "1000000"), &keeper()).await;
        assert_eq!(status, 404, "{method} {path}");
    }
    assert_eq!(world.registry.count("ConflictReviewed"), 0);
    assert_eq!(world.ask("POST", &noted_by_page, &keeper()).await.0, 303);
}

/// Routes that refuse somebody whom they know.
fn refusing(routes: &[Route]) -> BTreeSet<sources::Name> {
    let refuses =
        |route: &&Route| route.rights.values().flatten().any(|answered| [401, 403].contains(&answered.status));
    let issuer = |route: &&Route| route.path.starts_with(web::auth::issuer::ISSUER_PATH);
    routes.iter().filter(|route| refuses(route) && !issuer(route)).map(Route::name).collect()
}

/// Of the interfaces for programs.
fn for_programs(path: &str) -> bool {
    [web::onr::CONTEXT_PATH, web::api::PATH].iter().any(|prefix| path.starts_with(prefix))
}

/// Without anything, with what has expired, and with what never was a token or a session.
async fn check_nobody(world: &World, route: &Route) -> Vec<String> {
    let keeper = |age: i64| world.holder(&[(Right::Rekisterinpitaja, ROOT)], age);
    let forged = Holder { token: "garbage".to_owned(), cookie: "oppijaloki_session=garbage".to_owned(), ..nobody() };
    // A browser sends its cookie wherever it is led to: programs' interfaces must not take it.
    let for_another = match is_page(&route.path) {
        true => Holder { cookie: String::new(), ..keeper(0) },
        false => Holder { token: String::new(), ..keeper(0) },
    };
    let mut wrong = Vec::new();
    for (holder, who) in [
        (nobody(), "nobody"),
        (keeper(24 * 3600), "an expired keeper"),
        (forged, "a forger"),
        (for_another, "a keeper by the other way"),
    ] {
        let (found, challenged) = check(world, route, route.nobody, &holder, who).await;
        wrong.extend(found);
        if challenged != (route.nobody.status == 401 && for_programs(&route.path)) {
            wrong.push(format!("{} {} for {who}: challenge {challenged}", route.method, route.path));
        }
    }
    wrong
}

async fn check_rights(world: &World, route: &Route) -> Vec<String> {
    let mut wrong = Vec::new();
    for right in Right::ALL {
        let name = right_name(*right);
        for (place, expected) in PLACES.into_iter().zip(route.rights[name]) {
            let who = format!("{name} at {place}");
            let holder = world.holder(&[(*right, place)], 0).suited(&route.path);
            let (found, challenged) = check(world, route, expected, &holder, &who).await;
            wrong.extend(found);
            if challenged {
                wrong.push(format!("{} {}: {who} holds a token, and is asked for one", route.method, route.path));
            }
        }
    }
    wrong
}

/// What is wrong with an answer, if anything, and whether it asks for a token.
async fn check(world: &World, route: &Route, expected: Answered, holder: &Holder, who: &str) -> (Option<String>, bool) {
    let (status, challenged, text) = world.ask(&route.method, &route.path, holder).await;
    let found = match &route.shows {
        _ if status != expected.status => Some(format!("{status}, not {}", expected.status)),
        Some(shows) if status == 200 && text.contains(&world.filled(shows)) == expected.hollow => {
            Some(if expected.hollow { "shows it" } else { "does not show it" }.to_owned())
        }
        _ => None,
    };
    (found.map(|found| format!("{} {} for {who}: {found}", route.method, route.path)), challenged)
}

/// Routes that the access register says have refused somebody known.
async fn refusing_by_register(world: &World) -> BTreeSet<sources::Name> {
    let lines = world.registry.app().refusals(Wanted { limit: 10_000, ..Wanted::default() }).await.unwrap();
    let known = lines.into_iter().filter(|line| !line.looker.subject.is_empty());
    // The number of an import stands in the route that was refused.
    let numberless = |path: &str| {
        let is_number = |segment: &str| segment.parse::<u64>().is_ok();
        let segments = path.split('/').map(|segment| if is_number(segment) { "{}" } else { segment });
        segments.collect::<Vec<_>>().join("/")
    };
    let name =
        |route: &str| route.split_once(' ').map(|(method, path)| (method.to_owned(), table::bare(&numberless(path))));
    known.filter_map(|line| name(&line.route)).collect()
}
