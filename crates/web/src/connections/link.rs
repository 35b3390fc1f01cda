//! A connection's stream of bytes: given up when the other end takes too little, and closed so that an answer arrives.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::Sleep;

use super::crowd::Member;
use super::patience::{Pace, Patience};

/// For so long the rest of a body that nobody wants is still taken in.
const LINGER: Duration = Duration::from_secs(10);

/// One connection, with its time limits.
pub(super) struct Link {
    stream: TcpStream,
    member: Arc<Member>,
    patience: Patience,
    /// Until when the other end may go on, once we have said all that we will.
    lingering: Option<Pin<Box<Sleep>>>,
}

impl Link {
    /// `pace` is that at which answers must be taken.
    pub(super) fn new(stream: TcpStream, member: Arc<Member>, pace: Pace) -> Link {
        Link { stream, member, patience: Patience::new(pace), lingering: None }
    }

    fn watch(&mut self, written: Poll<io::Result<usize>>, context: &mut Context<'_>) -> Poll<io::Result<usize>> {
        match written {
            Poll::Ready(Ok(bytes)) => {
                self.patience.moved(bytes);
                self.member.moves();
            }
            Poll::Ready(Err(_)) => {}
            Poll::Pending => {
                self.member.sticks();
                if self.patience.poll_end(context).is_ready() {
                    return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
                }
            }
        }
        written
    }

    /// Takes in what is still sent of a body, until the other end has read its answer and closes too. A connection that
    /// is closed on unread bytes is reset, and the answer may be lost with it (RFC 9112, 9.6).
    fn poll_linger(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let mut unread = [0; 8192];
        loop {
            if self.lingering.as_mut().is_some_and(|end| end.as_mut().poll(context).is_ready()) {
                return Poll::Ready(());
            }
            let mut into = ReadBuf::new(&mut unread);
            match Pin::new(&mut self.stream).poll_read(context, &mut into) {
                Poll::Ready(Ok(())) if !into.filled().is_empty() => {}
                Poll::Ready(_) => return Poll::Ready(()),
                Poll::Pending => {
                    self.member.sticks();
                    return Poll::Pending;
                }
            }
        }
    }
}

impl AsyncRead for Link {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, into)
    }
}

impl AsyncWrite for Link {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, from: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, from);
        self.watch(written, context)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.lingering.is_none() {
            ready!(Pin::new(&mut self.stream).poll_shutdown(context))?;
            if !self.member.left_unread() {
                return Poll::Ready(Ok(()));
            }
            self.lingering = Some(Box::pin(tokio::time::sleep(LINGER)));
        }
        self.poll_linger(context).map(Ok)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        from: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, from);
        self.watch(written, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
