//! Names of officials from käyttöoikeuspalvelu: those who were shown by OID are asked for at once, everybody again and again.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use app::App;
use app::current::{Current, Heard};
use app::officials::{OfficialNames, Officials};
use events::Instant;

use super::ask::{Client, Credentials};
use super::copy::Copy;
use super::{AGAIN, SHRINKS_TO};

/// The names as they were told last.
pub fn kept(copy: &Copy) -> Officials {
    let kept = copy.kept().and_then(|(text, told)| Some((OfficialNames::parse(&text).ok()?, told)));
    let (names, told) = kept.map_or((OfficialNames::default(), None), |(names, told)| (names, Some(told)));
    Officials::of(Current::heard(names, Heard { told, answers: false }))
}

/// See the module.
pub struct OfficialsNeighbour {
    pub(super) client: Client,
    pub(super) at: Credentials,
    pub(super) copy: Copy,
}

impl OfficialsNeighbour {
    /// The names to begin with: as they were told last.
    pub fn kept(&self) -> Officials {
        kept(&self.copy)
    }

    /// Asks for everybody who is known and whoever is shown, again and again, until the application stops. A stop does not
    /// wait for an answer: many officials are asked for one by one.
    pub async fn run(self, app: &App, refresh: Duration) {
        let stopped = async { while app.goes_on_after(refresh).await {} };
        tokio::select! {
            () = self.go_on(app, refresh) => {}
            () = stopped => {}
        }
    }

    async fn go_on(&self, app: &App, refresh: Duration) {
        let mut answers = self.refresh(app.officials(), app.now()).await;
        let mut due = tokio::time::Instant::now() + refresh;
        loop {
            let pause =
                if answers { due.saturating_duration_since(tokio::time::Instant::now()) } else { AGAIN.min(refresh) };
            if !app.goes_on_after_officials(pause, answers).await {
                return;
            }
            let again = !answers || tokio::time::Instant::now() >= due;
            answers = match again {
                true => self.refresh(app.officials(), app.now()).await,
                false => self.newcomers(app.officials(), app.now()).await,
            };
            if again {
                due = tokio::time::Instant::now() + refresh;
            }
        }
    }

    /// Asks for everybody.
    pub(super) async fn refresh(&self, officials: &Officials, now: Instant) -> bool {
        let (known, unasked) = (officials.names.get(), officials.unasked());
        let whom: BTreeSet<String> = known.all().cloned().chain(unasked).collect();
        let told = self.ask(&whom).await.and_then(|told| {
            let (names, before) = (OfficialNames::default().with(told), known.named());
            match names.named() {
                fewer if fewer * SHRINKS_TO < before => Err(format!("{fewer} names where there were {before}")),
                _ => Ok(names),
            }
        });
        self.heard(officials, told, (&whom, now))
    }

    /// Asks for those who were shown since. What is known of the others is as old as it was.
    async fn newcomers(&self, officials: &Officials, now: Instant) -> bool {
        let whom = officials.unasked();
        let told_before = officials.names.standing().and_then(|heard| heard.told);
        let told = self.ask(&whom).await.map(|told| OfficialNames::clone(&officials.names.get()).with(told));
        self.heard(officials, told, (&whom, told_before.unwrap_or(now)))
    }

    fn heard(
        &self,
        officials: &Officials,
        told: Result<OfficialNames, String>,
        (whom, at): (&BTreeSet<String>, Instant),
    ) -> bool {
        match told {
            Ok(names) => {
                let written = names.written().map_err(std::io::Error::other);
                if let Err(error) = written.and_then(|text| self.copy.keep(&text)) {
                    tracing::error!(%error, "names of officials cannot be kept for when käyttöoikeuspalvelu is away");
                }
                officials.names.tell(names, at);
                officials.asked(whom);
                true
            }
            Err(why) => {
                tracing::warn!(
                    why,
                    "käyttöoikeuspalvelu does not tell the names of officials; those told last are used"
                );
                officials.names.miss();
                false
            }
        }
    }

    async fn ask(&self, whom: &BTreeSet<String>) -> Result<BTreeMap<String, Option<String>>, String> {
        let token = self.client.token(&self.at).await?;
        let mut told = BTreeMap::new();
        for official in whom {
            told.insert(official.clone(), self.client.official(&self.at, &token, official).await?);
        }
        Ok(told)
    }
}
