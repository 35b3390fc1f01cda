//! What is known from elsewhere and may be replaced while the registry runs: organisations, code sets, names of services.

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;

use domain::CodeSets;
use events::Instant;

use crate::directory::ServiceDirectory;
use crate::organisations::OrganisationTree;
use crate::reactors::{pause, stopped};
use crate::{App, Parts};

/// A value, and what is known of the service that tells it.
#[derive(Debug)]
pub struct Current<T> {
    held: RwLock<Held<T>>,
}

#[derive(Debug)]
struct Held<T> {
    value: Arc<T>,
    heard: Option<Heard>,
}

/// How it stands with the service that tells a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heard {
    /// When it told the present value; `None` when the value is a file's, because it has never told one.
    pub told: Option<Instant>,
    /// It answered when it was asked last.
    pub answers: bool,
}

impl<T> Current<T> {
    /// A value that no service tells.
    pub fn of(value: T) -> Current<T> {
        Current { held: RwLock::new(Held { value: Arc::new(value), heard: None }) }
    }

    /// A value that a service is asked for again.
    pub fn heard(value: T, heard: Heard) -> Current<T> {
        Current { held: RwLock::new(Held { value: Arc::new(value), heard: Some(heard) }) }
    }

    /// The present value. Whoever asks twice may get two.
    pub fn get(&self) -> Arc<T> {
        Arc::clone(&self.read().value)
    }

    /// How it stands with the service; `None` where none tells the value.
    pub fn standing(&self) -> Option<Heard> {
        self.read().heard
    }

    /// The service told this value.
    pub fn tell(&self, value: T, at: Instant) {
        let heard = Some(Heard { told: Some(at), answers: true });
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = Held { value: Arc::new(value), heard };
    }

    /// The service does not answer: the value stays.
    pub fn miss(&self) {
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        let told = held.heard.and_then(|heard| heard.told);
        held.heard = Some(Heard { told, answers: false });
    }

    fn read(&self) -> RwLockReadGuard<'_, Held<T>> {
        self.held.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl App {
    /// Code sets that are checked against.
    pub fn codes(&self) -> Arc<CodeSets> {
        self.parts.codes.get()
    }

    /// The same, for whoever may replace them.
    pub fn current_codes(&self) -> &Current<CodeSets> {
        &self.parts.codes
    }

    /// Who is above whom.
    pub fn organisations(&self) -> Arc<OrganisationTree> {
        self.parts.organisations.get()
    }

    /// The same, for whoever may replace it.
    pub fn current_organisations(&self) -> &Current<OrganisationTree> {
        &self.parts.organisations
    }

    /// Names of services, for whoever may replace them.
    pub fn current_services(&self) -> &Current<ServiceDirectory> {
        &self.parts.services
    }

    /// What is told by services elsewhere, each with how it stands with the one that tells it.
    pub fn told_elsewhere(&self) -> Vec<(&'static str, Heard)> {
        let Parts { organisations, codes, services, officials, .. } = &self.parts;
        let all = [
            ("organisations", organisations.standing()),
            ("codes", codes.standing()),
            ("services", services.standing()),
            ("officials", officials.names.standing()),
        ];
        all.into_iter().filter_map(|(name, heard)| Some((name, heard?))).collect()
    }

    /// Waits so long; `false` when the application is to stop.
    pub async fn goes_on_after(&self, time: Duration) -> bool {
        pause(self, time).await;
        !stopped(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_stays_while_its_service_is_away() {
        let at = Instant::from_millis(1_000);
        let current = Current::heard(1, Heard { told: None, answers: false });
        current.tell(2, at);
        assert_eq!((*current.get(), current.standing()), (2, Some(Heard { told: Some(at), answers: true })));
        current.miss();
        assert_eq!((*current.get(), current.standing()), (2, Some(Heard { told: Some(at), answers: false })));
        assert_eq!(Current::of(1).standing(), None, "nobody tells it");
    }
}
