//! The way to a registry: its one address, or those of its nodes, which take requests in turn. Over several nodes the
//! position of the log goes along, as programs are told to do it: what was answered by one is known to the next.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use events::Position;
use reqwest::RequestBuilder;
use reqwest::header::HeaderMap;
use web::position::POSITION;

/// See the module. Clones share turns and position: anyone who tells another something tells how far the log was.
#[derive(Clone)]
pub struct Way(Arc<Shared>);

struct Shared {
    addresses: Vec<SocketAddr>,
    requests: AtomicUsize,
    seen: AtomicU64,
}

impl Way {
    /// Over the nodes at these addresses.
    pub fn over(addresses: Vec<SocketAddr>) -> Way {
        Way(Arc::new(Shared { addresses, requests: AtomicUsize::new(0), seen: AtomicU64::new(0) }))
    }

    /// The address of the node whose turn it is.
    pub fn next(&self) -> SocketAddr {
        let Shared { addresses, requests, .. } = &*self.0;
        addresses[requests.fetch_add(1, Ordering::Relaxed) % addresses.len()]
    }

    /// The address of the first node, for what must stay at one.
    pub fn first(&self) -> SocketAddr {
        self.0.addresses[0]
    }

    /// A request that waits for what was seen on another node. One node needs no such word.
    pub fn carry(&self, request: RequestBuilder) -> RequestBuilder {
        match self.0.seen.load(Ordering::Acquire) {
            seen if seen > 0 && self.0.addresses.len() > 1 => request.header(POSITION, seen),
            _ => request,
        }
    }

    /// Notes how far the log was when this was answered.
    pub fn note(&self, answer: &HeaderMap) {
        let position = answer.get(POSITION).and_then(|position| position.to_str().ok()?.parse().ok());
        self.seen(Position(position.unwrap_or(0)));
    }

    /// Notes that somebody has seen the log up to here.
    pub fn seen(&self, position: Position) {
        self.0.seen.fetch_max(position.0, Ordering::AcqRel);
    }
}

impl From<SocketAddr> for Way {
    fn from(address: SocketAddr) -> Way {
        Way::over(vec![address])
    }
}
