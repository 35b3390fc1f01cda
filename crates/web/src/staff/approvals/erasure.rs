//! Ordering an erasure on a learner's page. A second official is asked.

use app::access::LookKind;
use app::commands::OrderErasure;
use axum::extract::{Extension, Path, State};
use axum::response::Response;
use events::{PersonOid, RequestId};
use serde::Deserialize;

use crate::staff::Staff;
use crate::staff::address;
use crate::staff::command::{Confirming, Form, Frame, confirm};
use crate::staff::form::Sent;
use crate::staff::kept::KeptPage;
use crate::staff::language::Asked;
use crate::staff::learner::Labelled;
use crate::staff::refusal::{Refusal, refuse};
use crate::staff::session::{Official, check_csrf};
use crate::staff::words::name_or_none;

/// The form that orders an erasure.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Erasure {
    reason: String,
    #[serde(flatten)]
    confirming: Confirming,
}

/// Previews an erasure, and asks a second official for it.
pub async fn erase(
    State(staff): State<Staff>,
    official: Official,
    asked: Asked,
    Extension(request): Extension<RequestId>,
    Path(oid): Path<String>,
    Sent(sent): Sent<Erasure>,
) -> Response {
    let made = async {
        let person: PersonOid = oid.parse().map_err(|_| Refusal::NotFound)?;
        if !check_csrf(&official, &sent.confirming.csrf) && !sent.reason.is_empty() {
            return Ok(KeptPage::again(&asked, &official, &sent.reason, &[("reason", &sent.reason)]).answer());
        }
        let form = Form {
            command: OrderErasure { person, words: sent.reason.clone() },
            texts: "command-order-erasure",
            said: vec![Labelled { label: asked.t.get("approvals-reason"), values: vec![sent.reason.clone()] }],
            follows: Vec::new(),
            learner: shown(&staff, (&asked, &official), person).await?,
            fields: vec![("reason", sent.reason)],
            action: format!("{}/poisto", address::learner(person)),
            back: address::learner(person).to_string(),
            returns: false,
        };
        let frame = Frame { staff: &staff, asked: &asked, official: &official, request };
        confirm(frame, &sent.confirming, form, |()| address::learner(person).to_string()).await
    };
    made.await.unwrap_or_else(|refusal| refuse(&asked, Some(&official), refusal))
}

/// Name and OID of a learner, for whoever may open their page; the look is recorded.
async fn shown(
    staff: &Staff,
    (asked, official): (&Asked, &Official),
    oid: PersonOid,
) -> Result<Option<(String, String)>, Refusal> {
    let Ok(view) = staff.app.learner(&official.caller, oid, None, None).await? else { return Ok(None) };
    staff.showed(official, LookKind::Page, [(oid, view.person.protected)]).await?;
    Ok(Some((name_or_none(&asked.t, &view.person.names), oid.to_string())))
}
