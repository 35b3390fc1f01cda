//! A connection on which a test says whatever it likes, as no well-behaved program would.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::task::JoinHandle;

use crate::client::{CONTEXT, Client};

/// See the module.
pub struct Raw(TcpStream);

impl Raw {
    /// A new connection on which nothing has been said.
    pub async fn silent(address: SocketAddr) -> Raw {
        Raw(TcpStream::connect(address).await.unwrap())
    }

    /// A new connection on which this has been said.
    pub async fn said(address: SocketAddr, said: impl AsRef<[u8]>) -> Raw {
        let mut raw = Raw::silent(address).await;
        raw.say(said).await;
        raw
    }

    /// As [`Raw::said`]; whatever comes back finds hardly any room here.
    pub async fn that_reads_nothing(address: SocketAddr, said: impl AsRef<[u8]>) -> Raw {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(1024).unwrap();
        let mut raw = Raw(socket.connect(address).await.unwrap());
        raw.say(said).await;
        raw
    }

    /// Says more.
    pub async fn say(&mut self, more: impl AsRef<[u8]>) {
        self.0.write_all(more.as_ref()).await.unwrap();
    }

    /// Status of the answer that comes next.
    pub async fn status(&mut self) -> u16 {
        let mut line = [0; 12];
        self.0.read_exact(&mut line).await.unwrap();
        let line = std::str::from_utf8(&line).unwrap();
        line.strip_prefix("HTTP/1.")
            .and_then(|line| line.get(2..))
            .and_then(|status| status.parse().ok())
            .unwrap_or_else(|| panic!("{line}"))
    }

    /// Everything that comes back until the connection is closed.
    pub async fn rest(mut self) -> String {
        let mut rest = Vec::new();
        let _ = self.0.read_to_end(&mut rest).await;
        String::from_utf8_lossy(&rest).into_owned()
    }

    /// Goes on saying this, as slowly as a body may come and no slower, until it is aborted.
    pub fn goes_on_saying(mut self, more: Vec<u8>, every: Duration) -> JoinHandle<()> {
        tokio::spawn(async move {
            let mut turns = tokio::time::interval(every);
            while self.0.write_all(&more).await.is_ok() {
                turns.tick().await;
            }
        })
    }
}

/// The head of a request below the context path, with these lines beside the usual ones; its body follows.
pub fn head(client: &Client, method: &str, path: &str, lines: &[&str]) -> String {
    let more: String = lines.iter().map(|line| format!("{line}\r\n")).collect();
    format!(
        "{method} {CONTEXT}{path} HTTP/1.1\r\nHost: oppijaloki.example\r\nAuthorization: Bearer {}\r\n\
         Content-Type: application/json\r\n{more}\r\n",
        client.token()
    )
}
