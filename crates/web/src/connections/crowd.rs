//! How many connections there are, and who must go when there are too many.
//!
//! Anyone who opens connections and keeps us waiting on them keeps nobody else out: when every place is taken, the one that
//! has waited longest for a request goes for anyone who comes next, and else one that is stuck in the middle of a body.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

/// A connection in the middle of a body may be stuck for so long, even when others wait for its place.
const STUCK: Duration = Duration::from_secs(1);
/// Anyone who was asked to go may have begun to work meanwhile: then another is asked.
const ASK_ANOTHER: Duration = Duration::from_millis(20);
/// Stands for the time at which a connection began to keep us waiting, when it does not.
const NEVER: u64 = u64::MAX;

/// All connections. Clones share them.
#[derive(Clone)]
pub(super) struct Crowd {
    began: Instant,
    places: Arc<Semaphore>,
    members: Arc<Mutex<HashMap<u64, Arc<Member>>>>,
}

/// One connection, as far as it matters here.
pub(super) struct Member {
    began: Instant,
    /// Since when no request is under way, in milliseconds of the crowd.
    idle: AtomicU64,
    /// Since when the other end is waited for in the middle of a body, in milliseconds of the crowd.
    stuck: AtomicU64,
    /// Part of a request's body was left where it was.
    left_unread: AtomicBool,
    asked_to_go: Notify,
}

/// A connection's place in the crowd, free again when it is dropped.
pub(super) struct Admission {
    /// The connection.
    pub(super) member: Arc<Member>,
    number: u64,
    crowd: Crowd,
    _place: OwnedSemaphorePermit,
}

impl Crowd {
    /// With so many places.
    pub(super) fn new(places: usize) -> Crowd {
        let (places, members) = (Arc::new(Semaphore::new(places)), Arc::default());
        Crowd { began: Instant::now(), places, members }
    }

    /// A place for the next connection, at somebody's expense if need be. Waits only while everybody is worked for.
    pub(super) async fn place(&self) -> OwnedSemaphorePermit {
        loop {
            let free = tokio::time::timeout(ASK_ANOTHER, Arc::clone(&self.places).acquire_owned());
            if self.places.available_permits() == 0 {
                self.ask_somebody_to_go();
            }
            if let Ok(Ok(place)) = free.await {
                return place;
            }
        }
    }

    /// A new connection, which waits for its first request.
    pub(super) fn join(&self, place: OwnedSemaphorePermit, number: u64) -> Admission {
        let member = Arc::new(Member {
            began: self.began,
            idle: AtomicU64::new(millis(self.began)),
            stuck: AtomicU64::new(NEVER),
            left_unread: AtomicBool::new(false),
            asked_to_go: Notify::new(),
        });
        self.members().insert(number, Arc::clone(&member));
        Admission { member, number, crowd: self.clone(), _place: place }
    }

    fn ask_somebody_to_go(&self) {
        let now = millis(self.began);
        let members = self.members();
        let longest = members.values().min_by_key(|member| member.turn_to_go());
        if let Some(member) = longest.filter(|member| member.may_go(now)) {
            member.asked_to_go.notify_one();
        }
    }

    fn members(&self) -> MutexGuard<'_, HashMap<u64, Arc<Member>>> {
        self.members.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Admission {
    fn drop(&mut self) {
        self.crowd.members().remove(&self.number);
    }
}

impl Member {
    /// A request has come.
    pub(super) fn works(&self) {
        self.idle.store(NEVER, Ordering::Relaxed);
        self.left_unread.store(false, Ordering::Relaxed);
    }

    /// The request has its answer.
    pub(super) fn idles(&self) {
        self.idle.store(millis(self.began), Ordering::Relaxed);
    }

    /// The other end is waited for in the middle of a body.
    pub(super) fn sticks(&self) {
        let since = millis(self.began);
        let _ = self.stuck.compare_exchange(NEVER, since, Ordering::Relaxed, Ordering::Relaxed);
    }

    /// The body moves again.
    pub(super) fn moves(&self) {
        self.stuck.store(NEVER, Ordering::Relaxed);
    }

    /// Part of a request's body will not be read.
    pub(super) fn leaves_unread(&self) {
        self.left_unread.store(true, Ordering::Relaxed);
    }

    /// Was part of a request's body left where it was?
    pub(super) fn left_unread(&self) -> bool {
        self.left_unread.load(Ordering::Relaxed)
    }

    /// Returns when the connection must go for another.
    pub(super) async fn must_go(&self) {
        loop {
            self.asked_to_go.notified().await;
            if self.may_go(millis(self.began)) {
                return;
            }
        }
    }

    /// May nothing be lost but what the other end itself holds up?
    fn may_go(&self, now: u64) -> bool {
        let (idle, stuck) = (self.idle.load(Ordering::Relaxed), self.stuck.load(Ordering::Relaxed));
        idle != NEVER || (stuck != NEVER && now - stuck.min(now) >= STUCK.as_millis() as u64)
    }

    /// Who goes first: those without a request, the longest waiting before the others; then those who are stuck.
    fn turn_to_go(&self) -> (bool, u64) {
        let (idle, stuck) = (self.idle.load(Ordering::Relaxed), self.stuck.load(Ordering::Relaxed));
        if idle == NEVER { (true, stuck) } else { (false, idle) }
    }
}

fn millis(began: Instant) -> u64 {
    began.elapsed().as_millis() as u64
}
