//! Organisations, code sets and names of services as the neighbours tell them: organisaatiopalvelu, koodisto and
//! käyttöoikeuspalvelu. Each is asked at the start and then again and again; the last good answer is kept in a file and
//! used while its neighbour is away. Names of officials are asked for when officials are shown, and applications while
//! somebody looks.

mod applications;
mod ask;
mod copy;
mod officials;
pub mod stand_in;
#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a broken assumption must fail the test")]
mod tests;

use std::path::Path;
use std::time::Duration;

use app::App;
use app::applications::AskApplications;
use app::current::{Current, Heard};
use app::directory::ServiceDirectory;
use app::officials::Officials;
use app::organisations::OrganisationTree;
use domain::CodeSets;
use events::Instant;

use self::applications::ApplicationService;
use self::ask::{Asked, Client, Credentials};
use self::copy::Copy;
use self::officials::OfficialsNeighbour;
use crate::commands::Failure;
use crate::config;

/// One that does not answer is asked again after so long.
const AGAIN: Duration = Duration::from_secs(60);
/// A new answer that has less than one of so many parts of the last one is not believed.
const SHRINKS_TO: usize = 2;

/// What the copy of the names of officials is called.
const OFFICIALS: &str = "officials";

/// The neighbours that are configured.
#[derive(Default)]
pub struct Neighbours {
    refresh: Duration,
    organisations: Option<Neighbour<OrganisationTree>>,
    codes: Option<Neighbour<CodeSets>>,
    services: Option<Neighbour<ServiceDirectory>>,
    officials: Option<OfficialsNeighbour>,
    applications: Option<AskApplications>,
}

impl Neighbours {
    /// Those of the configuration, with their copies in the data folder.
    pub fn new(config: Option<&config::Neighbours>, data: &Path) -> Result<Neighbours, Failure> {
        let Some(config) = config else { return Ok(Neighbours::default()) };
        let client = Client::new().map_err(|error| Failure(format!("[neighbours]: {error}")))?;
        let copy = |name: &str| copy_of(data, name);
        let services = config.services.as_ref().map(Credentials::of).transpose()?;
        let officials = config.officials.as_ref().map(Credentials::of).transpose()?;
        let applications = config.applications.as_ref().map(ApplicationService::new).transpose()?;
        Ok(Neighbours {
            refresh: Duration::from_secs(config.refresh_minutes * 60),
            organisations: config.organisations.as_deref().map(|server| Neighbour {
                name: "organisaatiopalvelu",
                client: client.clone(),
                asked: Asked::organisations(server),
                copy: copy("organisations"),
                read: |text| OrganisationTree::parse(text).map_err(|error| error.to_string()),
                parts: |tree| tree.all().count(),
            }),
            codes: config.codes.as_deref().map(|server| Neighbour {
                name: "koodisto",
                client: client.clone(),
                asked: Asked::codes(server),
                copy: copy("codes"),
                read: ask::read_codes,
                parts: |sets| {
                    [&sets.sex, &sets.language, &sets.country, &sets.municipality].map(|set| set.len()).iter().sum()
                },
            }),
            services: services.map(|at| Neighbour {
                name: "käyttöoikeuspalvelu",
                client: client.clone(),
                asked: Asked::Names(at),
                copy: copy("services"),
                read: |text| ServiceDirectory::parse(text).map_err(|error| error.to_string()),
                parts: ServiceDirectory::len,
            }),
            officials: officials.map(|at| OfficialsNeighbour { client: client.clone(), at, copy: copy(OFFICIALS) }),
            applications: applications.map(ApplicationService::asked),
        })
    }

    /// The organisations to begin with; the file's where there is nothing else.
    pub async fn organisations(&self, file: OrganisationTree, now: Instant) -> Current<OrganisationTree> {
        first(self.organisations.as_ref(), file, now).await
    }

    /// The code sets to begin with.
    pub async fn codes(&self, files: CodeSets, now: Instant) -> Current<CodeSets> {
        first(self.codes.as_ref(), files, now).await
    }

    /// The names of services to begin with.
    pub async fn services(&self, file: ServiceDirectory, now: Instant) -> Current<ServiceDirectory> {
        first(self.services.as_ref(), file, now).await
    }

    /// The names of officials to begin with.
    pub fn officials(&self) -> Officials {
        self.officials.as_ref().map(OfficialsNeighbour::kept).unwrap_or_default()
    }

    /// What the service where people apply is asked by.
    pub fn applications(&self) -> Option<AskApplications> {
        self.applications.clone()
    }

    /// Asks each again and again, until the application stops.
    pub async fn run(self, app: App) {
        let Neighbours { refresh, organisations, codes, services, officials, applications: _ } = self;
        let official_names = async {
            if let Some(officials) = officials {
                officials.run(&app, refresh).await;
            }
        };
        tokio::join!(
            go_on(organisations, &app, App::current_organisations, refresh),
            go_on(codes, &app, App::current_codes, refresh),
            go_on(services, &app, App::current_services, refresh),
            official_names,
        );
    }
}

/// The names of officials as they were told last to a registry with this data folder.
pub fn kept_officials(data: &Path) -> Officials {
    officials::kept(&copy_of(data, OFFICIALS))
}

fn copy_of(data: &Path, name: &str) -> Copy {
    Copy::at(data.join("neighbours").join(format!("{name}.json")))
}

/// A neighbour that tells one thing.
struct Neighbour<T> {
    /// What it is called in log lines.
    name: &'static str,
    client: Client,
    asked: Asked,
    copy: Copy,
    read: fn(&str) -> Result<T, String>,
    /// How many parts the thing has.
    parts: fn(&T) -> usize,
}

impl<T> Neighbour<T> {
    /// What it tells now, and as it is kept.
    async fn ask(&self) -> Result<(T, String), String> {
        let text = self.client.ask(&self.asked).await?;
        Ok(((self.read)(&text)?, text))
    }

    /// Asks it for what takes the place of the present value. Keeping the answer may fail: it counts all the same.
    async fn refresh(&self, current: &Current<T>, now: Instant) -> bool {
        let (known, parts) =
            (current.standing().is_some_and(|heard| heard.told.is_some()), (self.parts)(&current.get()));
        let told = self.ask().await.and_then(|(value, text)| match (self.parts)(&value) {
            fewer if known && fewer * SHRINKS_TO < parts => Err(format!("{fewer} parts where there were {parts}")),
            _ => Ok((value, text)),
        });
        match told {
            Ok((value, text)) => {
                if let Err(error) = self.copy.keep(&text) {
                    tracing::error!(neighbour = self.name, %error, "what it said cannot be kept for when it is away");
                }
                current.tell(value, now);
                true
            }
            Err(why) => {
                tracing::warn!(
                    neighbour = self.name,
                    why,
                    "it does not answer as it should; what it said last is used"
                );
                current.miss();
                false
            }
        }
    }
}

/// The value to begin with: as the neighbour tells it, as it told it last, or else the file's.
async fn first<T>(neighbour: Option<&Neighbour<T>>, file: T, now: Instant) -> Current<T> {
    let Some(neighbour) = neighbour else { return Current::of(file) };
    let kept = neighbour.copy.kept().and_then(|(text, told)| Some(((neighbour.read)(&text).ok()?, told)));
    let current = match kept {
        Some((value, told)) => Current::heard(value, Heard { told: Some(told), answers: false }),
        None => Current::heard(file, Heard { told: None, answers: false }),
    };
    neighbour.refresh(&current, now).await;
    current
}

async fn go_on<T>(neighbour: Option<Neighbour<T>>, app: &App, of: fn(&App) -> &Current<T>, refresh: Duration) {
    let Some(neighbour) = neighbour else { return };
    let mut answers = of(app).standing().is_some_and(|heard| heard.answers);
    while app.goes_on_after(if answers { refresh } else { AGAIN.min(refresh) }).await {
        answers = neighbour.refresh(of(app), app.now()).await;
    }
}
