//! Ordering an erasure on a learner's page. A second official is asked.

use app::access::LookKind;
use app::commands::{ERASURE_GROUNDS, OrderErasure, RefusalKind};
use axum::extract::{Extension, Path, State};
use axum::response::Response;
use events::{PersonOid, RequestId};
use serde::Deserialize;
use texts::Texts;

use crate::staff::Staff;
use crate::staff::address;
use crate::staff::command::{Confirming, Form, Frame, confirm};
use crate::staff::form::Sent;
use crate::staff::kept::KeptPage;
use crate::staff::language::Asked;
use crate::staff::learner::Labelled;
use crate::staff::refusal::{Refusal, refuse};
use crate::staff::session::{Official, check_csrf};
use crate::staff::words::{coded, name_or_none};

/// The form that orders an erasure.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Erasure {
    reason: String,
    ground: String,
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
            let typed = [("ground", sent.ground.as_str()), ("reason", &sent.reason)];
            return Ok(KeptPage::again(&asked, &official, &sent.reason, &typed).answer());
        }
        let ground = ERASURE_GROUNDS.into_iter().find(|ground| ground.to_string() == sent.ground);
        // Whoever may not order it is told that instead.
        if ground.is_none() && official.caller.is_keeper() {
            return Err(Refusal::Refused("no-ground", RefusalKind::Invalid("ground")));
        }
        let said = |label: &str, value| Labelled { label: asked.t.get(label), values: vec![value] };
        let form = Form {
            command: OrderErasure { person, words: sent.reason.clone(), ground },
            texts: "command-order-erasure",
            said: vec![
                said("erasure-ground", ground.map(|ground| coded(&asked.t, "reason", ground)).unwrap_or_default()),
                said("approvals-reason", sent.reason.clone()),
            ],
            follows: Vec::new(),
            side_by_side: Vec::new(),
            learner: shown(&staff, (&asked, &official), person).await?,
            fields: vec![("ground", sent.ground), ("reason", sent.reason)],
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

/// Grounds to choose from: code and text.
pub fn grounds(t: &Texts) -> Vec<(String, String)> {
    ERASURE_GROUNDS.iter().map(|ground| (ground.to_string(), coded(t, "reason", ground))).collect()
}
