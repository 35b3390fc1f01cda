//! Neighbours that answer, are away, or answer nonsense, at their stand-in.

use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::sync::Arc;

use axum::http::StatusCode;
use uuid::Uuid;

use super::stand_in::{CLIENT, Service, StandIn, serve};
use super::*;

/// A stand-in, a data folder, and the configuration of a registry beside them.
struct World {
    stand_in: Arc<StandIn>,
    data: PathBuf,
    config: config::Neighbours,
}

const ALL: [Service; 3] = [Service::Organisations, Service::Codes, Service::Services];
fn then() -> Instant {
    Instant::from_millis(1_795_298_400_000)
}

impl World {
    async fn build() -> World {
        let data = std::env::temp_dir().join(format!("oppijaloki-neighbours-{}", Uuid::new_v4()));
        std::fs::create_dir_all(&data).unwrap();
        let secret = data.join("secret");
        std::fs::write(&secret, CLIENT.1).unwrap();
        std::fs::set_permissions(&secret, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
        let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let server = format!("http://{}", listener.local_addr().unwrap());
        let stand_in = Arc::new(StandIn::default());
        tokio::spawn(serve(listener, Arc::clone(&stand_in)));
        let config = config::Neighbours {
            refresh_minutes: 60,
            organisations: Some(format!("{server}/organisaatio-service/")),
            codes: Some(format!("{server}/koodisto-service")),
            services: Some(config::AccessRightsService {
                server: format!("{server}/kayttooikeus-service"),
                client_id: CLIENT.0.to_owned(),
                client_secret_file: secret.clone(),
            }),
            officials: Some(config::AccessRightsService {
                server: format!("{server}/kayttooikeus-service"),
                client_id: CLIENT.0.to_owned(),
                client_secret_file: secret,
            }),
            applications: None,
        };
        World { stand_in, data, config }
    }

    fn neighbours(&self) -> Neighbours {
        Neighbours::new(Some(&self.config), &self.data).unwrap()
    }

    /// Everything that a start gives.
    async fn start(&self) -> Started {
        let (file, neighbours) = (OrganisationTree::parse(ONE).unwrap(), self.neighbours());
        Started {
            organisations: neighbours.organisations(file, then()).await,
            codes: neighbours.codes(CodeSets::shipped().unwrap(), then()).await,
            services: neighbours.services(ServiceDirectory::default(), then()).await,
        }
    }

    fn all_say(&self, answer: Option<(StatusCode, &str)>) {
        ALL.into_iter().for_each(|service| self.stand_in.say(service, answer));
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.data);
    }
}

struct Started {
    organisations: Current<OrganisationTree>,
    codes: Current<CodeSets>,
    services: Current<ServiceDirectory>,
}

impl Started {
    /// Organisations, codes of municipalities, named services.
    fn counts(&self) -> [usize; 3] {
        [self.organisations.get().all().count(), self.codes.get().municipality.len(), self.services.get().len()]
    }

    fn standings(&self) -> [Heard; 3] {
        [self.organisations.standing(), self.codes.standing(), self.services.standing()].map(Option::unwrap)
    }
}

/// What the files say.
const ONE: &str = r#"{"organisaatiot":[{"oid":"1.2.246.562.10.1"}]}"#;
const AWAY: Option<(StatusCode, &str)> = Some((StatusCode::SERVICE_UNAVAILABLE, "later"));

#[tokio::test]
async fn what_neighbours_tell_takes_the_place_of_the_files() {
    let world = World::build().await;
    let started = world.start().await;
    assert_eq!(started.standings(), [Heard { told: Some(then()), answers: true }; 3]);
    assert!(started.organisations.get().all().count() >= 20);
    assert_eq!(*started.codes.get(), CodeSets::shipped().unwrap(), "the same codes with the same names");
    let services = started.services.get();
    let named = ["1.2.246.562.24.00000010999", "koski"].map(|id| services.name_of(id));
    assert_eq!((named, services.name_of("1.2.246.562.24.00000010998")), ([Some("Koski"); 2], None));
}

#[tokio::test]
async fn what_was_told_last_is_used_while_they_are_away_also_after_a_restart() {
    let world = World::build().await;
    let before = world.start().await.counts();
    world.all_say(AWAY);
    let again = world.start().await;
    assert_eq!(again.counts(), before);
    assert!(again.standings().iter().all(|heard| !heard.answers && heard.told.is_some()));
    world.all_say(None);
    let neighbour = world.neighbours().organisations.unwrap();
    assert!(neighbour.refresh(&again.organisations, then().plus_seconds(60)).await);
    assert_eq!(again.standings()[0], Heard { told: Some(then().plus_seconds(60)), answers: true });
}

#[tokio::test]
async fn the_files_count_until_a_neighbour_has_answered_once() {
    let world = World::build().await;
    world.all_say(AWAY);
    let started = world.start().await;
    assert_eq!(started.counts(), [1, CodeSets::shipped().unwrap().municipality.len(), 0]);
    assert_eq!(started.standings(), [Heard { told: None, answers: false }; 3]);
    let nobody = Neighbours::new(None, &world.data).unwrap();
    let file = nobody.organisations(OrganisationTree::parse(ONE).unwrap(), then()).await;
    assert_eq!((file.get().all().count(), file.standing()), (1, None), "where none is configured nothing is asked");
}

#[tokio::test]
async fn an_answer_that_is_none_or_lacks_most_of_what_there_was_changes_nothing() {
    let world = World::build().await;
    let started = world.start().await;
    let before = started.counts();
    for said in ["", "<html>", "[]", "{}", r#"{"organisaatiot":[]}"#, ONE, r#"{"organisaatiot":[{"oid":"x"}]}"#] {
        world.all_say(Some((StatusCode::OK, said)));
        let Neighbours { organisations, codes, services, .. } = world.neighbours();
        let answered = [
            organisations.unwrap().refresh(&started.organisations, then()).await,
            codes.unwrap().refresh(&started.codes, then()).await,
            services.unwrap().refresh(&started.services, then()).await,
        ];
        assert_eq!((answered, started.counts()), ([false; 3], before), "{said}");
    }
    world.all_say(AWAY);
    assert_eq!(world.start().await.counts(), before, "nor is any of it kept");
}

const HILKKA: &str = "1.2.246.562.24.00000020037";
const NOBODY: &str = "1.2.246.562.24.00000020066";

#[tokio::test]
async fn officials_who_are_shown_are_asked_for_and_keep_their_names_while_their_service_is_away() {
    let world = World::build().await;
    let neighbour = || world.neighbours().officials.unwrap();
    let officials = neighbour().kept();
    assert_eq!([HILKKA, NOBODY].map(|shown| officials.name(shown)), [None, None]);
    assert!(neighbour().refresh(&officials, then()).await);
    let named = |officials: &Officials| [HILKKA, NOBODY].map(|shown| officials.name(shown));
    let known = [Some("Hilkka Saarenmaa".to_owned()), None];
    assert_eq!((named(&officials), officials.unasked().len()), (known.clone(), 0), "nobody is asked for twice");
    for said in [AWAY, Some((StatusCode::OK, "[]")), Some((StatusCode::OK, "<html>"))] {
        world.stand_in.say(Service::Officials, said);
        assert!(!neighbour().refresh(&officials, then().plus_seconds(60)).await, "{said:?}");
        assert_eq!(named(&officials), known, "{said:?}");
    }
    let again = neighbour().kept();
    assert_eq!(named(&again), known, "also after a restart");
    assert!(again.names.standing().is_some_and(|heard| heard.told.is_some() && !heard.answers));
    world.stand_in.say(Service::Officials, None);
    assert!(neighbour().refresh(&again, then().plus_seconds(120)).await);
    let heard = Heard { told: Some(then().plus_seconds(120)), answers: true };
    assert_eq!((named(&again), again.names.standing()), (known, Some(heard)));
}

#[tokio::test]
async fn a_wrong_secret_tells_nothing_and_is_told_to_nobody() {
    let mut world = World::build().await;
    let services = world.config.services.as_mut().unwrap();
    services.client_id = "another".to_owned();
    let neighbour = world.neighbours().services.unwrap();
    let why = neighbour.ask().await.err().unwrap();
    assert!(why.contains("401") && !why.contains(CLIENT.1) && !why.contains("another"), "{why}");
}
