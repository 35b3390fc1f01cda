//! Something between a node and its database that fails as networks do: it cuts connections in the middle of a request
//! or before the answer, holds everything up, and leads elsewhere.

use std::sync::Arc;
use std::sync::atomic::{AtomicU16, AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;

/// A request of so many bytes in one piece is taken for an append: tests that plan faults append large events.
pub const LARGE: usize = 4_000;

/// See the module. It ends when this value is dropped.
pub struct Proxy {
    port: u16,
    shared: Arc<Shared>,
    accepting: JoinHandle<()>,
}

struct Shared {
    target: AtomicU16,
    answers_to_lose: AtomicUsize,
    requests_to_lose: AtomicUsize,
    lost: AtomicUsize,
    held: watch::Sender<bool>,
    delay: AtomicU16,
    cut: Notify,
}

impl Shared {
    /// Waits as long as each piece takes.
    async fn way(&self) {
        let _ = self.held.subscribe().wait_for(|held| !held).await;
        let delay = Duration::from_millis(self.delay.load(Ordering::SeqCst).into());
        let _ = tokio::time::timeout(delay, std::future::pending::<()>()).await;
    }
}

impl Proxy {
    /// Leads to this port of the same machine.
    pub async fn to(target: u16) -> Proxy {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Shared {
            target: AtomicU16::new(target),
            answers_to_lose: AtomicUsize::new(0),
            requests_to_lose: AtomicUsize::new(0),
            lost: AtomicUsize::new(0),
            held: watch::Sender::new(false),
            delay: AtomicU16::new(0),
            cut: Notify::new(),
        });
        let accepting = tokio::spawn(accept(listener, Arc::clone(&shared)));
        Proxy { port, shared, accepting }
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Leads new connections to another port, and cuts those that are.
    pub fn lead_to(&self, target: u16) {
        self.shared.target.store(target, Ordering::SeqCst);
        self.cut();
    }

    /// Cuts every connection.
    pub fn cut(&self) {
        self.shared.cut.notify_waiters();
    }

    /// Of the next so many appends the database is asked, and the answer never comes.
    pub fn lose_answers(&self, appends: usize) {
        self.shared.answers_to_lose.fetch_add(appends, Ordering::SeqCst);
    }

    /// Of the next so many appends only the first half reaches the database.
    pub fn lose_requests(&self, appends: usize) {
        self.shared.requests_to_lose.fetch_add(appends, Ordering::SeqCst);
    }

    /// How many answers and requests were lost so far.
    pub fn lost(&self) -> usize {
        self.shared.lost.load(Ordering::SeqCst)
    }

    /// Makes each piece take so many milliseconds.
    pub fn delay(&self, millis: u16) {
        self.shared.delay.store(millis, Ordering::SeqCst);
    }

    /// Holds everything up, or lets it go on.
    pub fn hold(&self, held: bool) {
        self.shared.held.send_replace(held);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
        self.cut();
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((near, _)) = listener.accept().await {
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            let Ok(far) = TcpStream::connect(("127.0.0.1", shared.target.load(Ordering::SeqCst))).await else { return };
            let ((near_in, near_out), (far_in, far_out)) = (near.into_split(), far.into_split());
            let appended = AtomicUsize::new(0);
            tokio::select! {
                () = requests(near_in, far_out, &shared, &appended) => {}
                () = answers(far_in, near_out, &shared, &appended) => {}
                () = shared.cut.notified() => {}
            }
        });
    }
}

async fn requests(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, shared: &Shared, appended: &AtomicUsize) {
    let mut buffer = vec![0; 256 * 1024];
    while let Ok(length @ 1..) = from.read(&mut buffer).await {
        shared.way().await;
        if length >= LARGE {
            if take_one(&shared.requests_to_lose) {
                shared.lost.fetch_add(1, Ordering::SeqCst);
                let _ = to.write_all(&buffer[..length / 2]).await;
                return;
            }
            appended.fetch_add(1, Ordering::SeqCst);
        }
        if to.write_all(&buffer[..length]).await.is_err() {
            return;
        }
    }
}

async fn answers(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, shared: &Shared, appended: &AtomicUsize) {
    let mut buffer = vec![0; 256 * 1024];
    while let Ok(length @ 1..) = from.read(&mut buffer).await {
        if appended.swap(0, Ordering::SeqCst) > 0 && take_one(&shared.answers_to_lose) {
            shared.lost.fetch_add(1, Ordering::SeqCst);
            return;
        }
        shared.way().await;
        if to.write_all(&buffer[..length]).await.is_err() {
            return;
        }
    }
}

fn take_one(left: &AtomicUsize) -> bool {
    left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok()
}
