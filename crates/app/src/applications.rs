//! Applications that people have made in the service where they apply. They are its own: they are asked for while somebody
//! looks, and nothing of them is kept here.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use events::PersonOid;
use serde_json::{Map, Value};

use crate::App;

/// Of so many people applications are asked for at once; the others have none.
const MOST: usize = 1_000;
/// A page waits so long for the service; then it says that nothing is known.
pub const WITHIN_A_PAGE: Duration = Duration::from_secs(1);
/// A program waits so long; without applications its answer comes all the same.
pub const WITHIN_AN_ANSWER: Duration = Duration::from_secs(10);

/// An application, as the service tells it. Not `Debug`: it is personal.
#[derive(Clone)]
pub struct Application {
    /// Who made it.
    pub applicant: PersonOid,
    /// The service that holds it.
    pub service: &'static str,
    /// Its number there.
    pub number: String,
    /// Everything that the service says of it.
    pub said: Map<String, Value>,
}

/// What the service says of some people, or why nothing can be said.
pub type Asked = Pin<Box<dyn Future<Output = Result<Vec<Application>, String>> + Send>>;
/// Asks the service about some people.
pub type AskApplications = Arc<dyn Fn(Vec<PersonOid>) -> Asked + Send + Sync>;

/// What is known of people's applications.
#[derive(Default)]
pub enum Applications {
    /// Nobody can be asked.
    #[default]
    NotAsked,
    /// Whoever is asked does not answer in time, or not as they should.
    Away,
    /// By applicant; whoever is missing has none.
    Told(HashMap<PersonOid, Vec<Application>>),
}

impl Applications {
    /// Those of a person.
    pub fn of(&self, applicant: PersonOid) -> &[Application] {
        match self {
            Applications::Told(told) => told.get(&applicant).map_or(&[], Vec::as_slice),
            Applications::NotAsked | Applications::Away => &[],
        }
    }
}

impl App {
    /// The applications of these people, as far as they are told in time.
    pub async fn applications(&self, mut people: Vec<PersonOid>, within: Duration) -> Applications {
        let Some(ask) = &self.parts.applications else { return Applications::NotAsked };
        people.truncate(MOST);
        if people.is_empty() {
            return Applications::Told(HashMap::new());
        }
        let told = tokio::time::timeout(within, ask(people)).await;
        match told.unwrap_or_else(|_| Err("no answer in time".to_owned())) {
            Ok(all) => {
                let mut told: HashMap<PersonOid, Vec<Application>> = HashMap::new();
                for application in all {
                    told.entry(application.applicant).or_default().push(application);
                }
                Applications::Told(told)
            }
            Err(why) => {
                tracing::warn!(why, "the service of applications does not answer as it should; none are shown");
                Applications::Away
            }
        }
    }
}
