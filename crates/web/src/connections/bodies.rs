//! Bodies of requests and answers as they pass a connection.

use std::error::Error;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use hyper::body::{Frame, Incoming, SizeHint};

use super::crowd::Member;
use super::patience::{Pace, Patience};

/// Why a request's body ends before its end.
#[derive(Debug, thiserror::Error)]
pub enum BodyFault {
    /// Its sender does not keep the pace.
    #[error("the body comes too slowly")]
    TooSlow,
    /// The connection broke, or what came is no body.
    #[error("the body breaks off")]
    BrokenOff(#[source] hyper::Error),
}

impl BodyFault {
    /// What is behind an error of anyone who read a request's body.
    pub fn behind<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a BodyFault> {
        let mut behind = Some(error);
        while let Some(error) = behind {
            if let Some(fault) = error.downcast_ref() {
                return Some(fault);
            }
            behind = error.source();
        }
        None
    }
}

/// The body of a request. Whatever reads it, its sender must keep the pace.
pub(super) struct Sent {
    body: Incoming,
    patience: Patience,
    member: Arc<Member>,
    ended: bool,
}

impl Sent {
    pub(super) fn new(body: Incoming, pace: Pace, member: Arc<Member>) -> Sent {
        Sent { body, patience: Patience::new(pace), member, ended: false }
    }
}

impl HttpBody for Sent {
    type Data = Bytes;
    type Error = BodyFault;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyFault>>> {
        let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) else {
            self.member.sticks();
            return self.patience.poll_end(context).map(|()| Some(Err(BodyFault::TooSlow)));
        };
        let bytes = |frame: &Frame<Bytes>| frame.data_ref().map_or(0, Bytes::len);
        self.patience.moved(frame.as_ref().and_then(|frame| frame.as_ref().ok()).map_or(0, bytes));
        self.member.moves();
        self.ended = frame.is_none();
        Poll::Ready(frame.map(|frame| frame.map_err(BodyFault::BrokenOff)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Sent {
    fn drop(&mut self) {
        self.member.moves();
        if !self.ended && !self.body.is_end_stream() {
            self.member.leaves_unread();
        }
    }
}

/// The body of an answer. When it has been written, its connection waits for the next request.
pub(super) struct Answered {
    body: Body,
    _working: Working,
}

impl Answered {
    pub(super) fn new(body: Body, working: Working) -> Answered {
        Answered { body, _working: working }
    }
}

impl HttpBody for Answered {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A request is under way on a connection, until this is dropped.
pub(super) struct Working(Arc<Member>);

impl Working {
    pub(super) fn on(member: Arc<Member>) -> Working {
        member.works();
        Working(member)
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        self.0.idles();
    }
}
