//! How every page of acts is opened and its forms are taken: the learner is looked up, the right is demanded, and a form of
//! another session is given back. What differs from page to page is an [`ActPage`].

use std::future::Future;

use app::commands::Command;
use axum::extract::{Extension, Path, State};
use axum::response::Response;
use events::RequestId;

use super::fields::Fields;
use super::{Acting, Returned, is_own};
use crate::staff::Staff;
use crate::staff::command::{Frame, RETURN};
use crate::staff::form::Sent;
use crate::staff::language::Asked;
use crate::staff::refusal::{Refusal, refuse};
use crate::staff::session::Official;
use crate::staff::words::is_passive;

/// A page on which officials act on a learner.
pub trait ActPage {
    /// Whoever may do this may open the page.
    type Opens: Command;

    /// May it be done to a learner who is passive? Otherwise the page says what comes first.
    const OF_PASSIVE: bool = true;

    /// What stands in the fields when the page is opened.
    fn at_first(_asked: &Asked) -> Returned {
        Returned::default()
    }

    /// The page with its forms, and with what came back of them.
    fn page(acting: &Acting<'_>, returned: Returned) -> impl Future<Output = Result<Response, Refusal>> + Send;

    /// Carries out what was sent. A refusal that is an error has no place on the page.
    fn sent(acting: &Acting<'_>, typed: Fields) -> impl Future<Output = Result<Response, Refusal>> + Send;
}

/// Opens a page.
pub async fn show<P: ActPage>(
    State(staff): State<Staff>,
    official: Official,
    asked: Asked,
    Extension(request): Extension<RequestId>,
    Path(oid): Path<String>,
) -> Response {
    let frame = Frame { staff: &staff, asked: &asked, official: &official, request };
    let made = async {
        let acting = Acting::on(frame, &oid).await?;
        acting.demand::<P::Opens>()?;
        if acting.is_erased() {
            return Ok(acting.erased());
        }
        if !P::OF_PASSIVE && is_passive(&acting.view.person) {
            return Ok(acting.passive());
        }
        P::page(&acting, P::at_first(&asked)).await
    };
    made.await.unwrap_or_else(|refusal| refuse(&asked, Some(&official), refusal))
}

/// Takes a form of a page.
pub async fn send<P: ActPage>(
    State(staff): State<Staff>,
    official: Official,
    asked: Asked,
    Extension(request): Extension<RequestId>,
    Path(oid): Path<String>,
    Sent(typed): Sent<Vec<(String, String)>>,
) -> Response {
    let typed = Fields(typed);
    let frame = Frame { staff: &staff, asked: &asked, official: &official, request };
    let made = async {
        let acting = Acting::on(frame, &oid).await?;
        acting.demand::<P::Opens>()?;
        if acting.is_erased() {
            return Ok(acting.erased());
        }
        if typed.has(RETURN) {
            return P::page(&acting, Returned { typed, ..Returned::default() }).await;
        }
        if is_own(&official, &typed) {
            return P::sent(&acting, typed).await;
        }
        P::page(&acting, Returned { typed, stale: true, ..Returned::default() }).await
    };
    made.await.unwrap_or_else(|refusal| refuse(&asked, Some(&official), refusal))
}
