//! Several learners who are chosen in the error list made passive in one act: numbers that nobody needs, or test persons.

use app::commands::{PassivateSeveral, RefusalKind};
use app::report::errors::{ErrorFilter, ErrorLine};
use app::report::queue::ErrorStart;
use askama::Template;
use axum::extract::{Extension, State};
use axum::http::StatusCode;
use axum::response::Response;
use events::codes::PassivationCause;
use events::{PersonOid, RequestId};
use texts::Texts;

use super::errors::looked_at;
use super::query;
use crate::staff::Staff;
use crate::staff::address::{self, Address, REPORT};
use crate::staff::command::{Confirming, Form, Frame, RETURN, confirm};
use crate::staff::dates::day;
use crate::staff::form::Sent;
use crate::staff::language::Asked;
use crate::staff::learner::Labelled;
use crate::staff::learner::edit::fields::{Field, Fields, Input};
use crate::staff::learner::edit::said;
use crate::staff::page::{Chrome, with_status};
use crate::staff::refusal::{Refusal, refuse};
use crate::staff::session::{Official, check_csrf};
use crate::staff::words::{coded, name_or_none};

/// Value of the field that tells this form from the one of the list.
const ACT: &str = "passivoi";

/// The page.
#[derive(Template)]
#[template(path = "staff/passivate_several.html")]
pub struct SeveralPage {
    c: Chrome,
    t: Texts,
    heading: String,
    told: String,
    stale: bool,
    /// What is wrong, and what to do next.
    fault: Option<(String, String)>,
    lines: Vec<Line>,
    fields: Vec<Field>,
    csrf: String,
    action: &'static str,
    /// Query of the list.
    list: String,
    back: String,
}

/// A learner.
pub struct Line {
    oid: String,
    href: String,
    name: String,
    born: String,
    cause: String,
}

impl Line {
    fn of(t: &Texts, line: &ErrorLine) -> Line {
        Line {
            oid: line.oid.to_string(),
            href: address::learner(line.oid).to_string(),
            name: name_or_none(t, &line.names),
            born: line.birth_date.map(day).unwrap_or_else(|| t.get("value-none")),
            cause: coded(t, "cause", line.cause.name()),
        }
    }
}

/// What came back, and why nothing was done.
pub struct Returned<'a> {
    /// What was typed.
    pub typed: &'a Fields,
    /// Name and field of the refusal.
    pub refused: Option<(&'static str, Option<&'static str>)>,
    /// The form was not made in this session.
    pub stale: bool,
}

impl SeveralPage {
    /// The page of those who are chosen.
    pub fn new((asked, official): (&Asked, &Official), chosen: &[ErrorLine], returned: &Returned<'_>) -> SeveralPage {
        let (t, typed) = (asked.t, returned.typed);
        let causes =
            PassivationCause::ALL.iter().map(|cause| (cause.to_string(), coded(&t, "passivation-choice", cause)));
        let mut fields = vec![
            Field::new(&t, "cause", typed.one("cause"), Input::Radios(causes.collect())).needed(),
            Field::new(&t, "words", typed.one("words"), Input::Lines),
        ];
        let of_field = |field: &&mut Field| returned.refused.is_some_and(|(_, at)| at == Some(field.name));
        if let (Some(field), Some((name, _))) = (fields.iter_mut().find(of_field), returned.refused) {
            field.error = Some(t.get(&format!("refused-{name}")));
        }
        let heading = t.get("passivate-several-title");
        SeveralPage {
            c: Chrome::new(asked, Some(official), heading.clone()).below_report(),
            t,
            heading,
            told: t.get("passivate-several-told"),
            stale: returned.stale,
            fault: returned
                .refused
                .map(|(name, _)| (t.get(&format!("refused-{name}")), t.get(&format!("refused-{name}-next")))),
            lines: chosen.iter().map(|line| Line::of(&t, line)).collect(),
            fields,
            csrf: official.csrf.clone(),
            action: address::PASSIVATE,
            list: typed.one("query").to_owned(),
            back: Address::read(REPORT, Some(typed.one("query"))).to_string(),
        }
    }

    fn answer(&self) -> Response {
        let status = match (&self.fault, self.stale) {
            (Some(_), _) => StatusCode::UNPROCESSABLE_ENTITY,
            (None, true) => StatusCode::FORBIDDEN,
            (None, false) => StatusCode::OK,
        };
        with_status(status, self)
    }
}

/// Shows those who are chosen, previews their passivation, and carries it out.
pub async fn passivate(
    State(staff): State<Staff>,
    official: Official,
    asked: Asked,
    Extension(request): Extension<RequestId>,
    Sent(typed): Sent<Vec<(String, String)>>,
) -> Response {
    let typed = Fields(typed);
    let frame = Frame { staff: &staff, asked: &asked, official: &official, request };
    let made = async {
        if !staff.app.may::<PassivateSeveral>(&official.caller, &[]) {
            return Err(Refusal::Lacks(<PassivateSeveral as app::commands::Command>::RIGHTS));
        }
        let is_sent = typed.one("teko") == ACT && !typed.has(RETURN);
        let stale = !check_csrf(&official, typed.one("csrf"));
        let refused = match (stale, people(&typed).is_empty(), is_sent) {
            (true, ..) | (false, false, false) => None,
            (false, true, _) => Some(("nobody-chosen", None)),
            (false, false, true) => match sent(frame, &typed).await {
                Err(Refusal::Refused(name, kind)) => Some((name, field_of(kind))),
                done => return done,
            },
        };
        let chosen = chosen((&staff, &official), asked.t, people(&typed)).await?;
        Ok(SeveralPage::new((&asked, &official), &chosen, &Returned { typed: &typed, refused, stale }).answer())
    };
    made.await.unwrap_or_else(|refusal| refuse(&asked, Some(&official), refusal))
}

fn field_of(kind: RefusalKind) -> Option<&'static str> {
    match kind {
        RefusalKind::Invalid(field) => Some(field),
        RefusalKind::NotFound | RefusalKind::Conflict => None,
    }
}

fn people(typed: &Fields) -> Vec<PersonOid> {
    typed.every("oid").into_iter().flat_map(str::parse).take(PassivateSeveral::MOST).collect()
}

async fn sent(frame: Frame<'_>, typed: &Fields) -> Result<Response, Refusal> {
    let cause = PassivationCause::ALL.iter().find(|cause| cause.to_string() == typed.one("cause"));
    let cause = *cause.ok_or(Refusal::Refused("passivation-cause-missing", RefusalKind::Invalid("cause")))?;
    let people = people(typed);
    let text = |name: &'static str| (name, typed.one(name).to_owned());
    let mut fields = vec![text("teko"), text("cause"), text("words"), text("query")];
    fields.extend(people.iter().map(|oid| ("oid", oid.to_string())));
    let list = Address::read(REPORT, Some(typed.one("query")));
    let t = frame.asked.t;
    // The preview itself knows them by their numbers alone.
    let lines = chosen((frame.staff, frame.official), t, people.clone()).await?;
    let named = lines.iter().map(|line| format!("{} · {}", name_or_none(&t, &line.names), line.oid)).collect();
    let mut said = vec![Labelled { label: t.count("passivate-several-chosen", lines.len()), values: named }];
    said.extend(said::again(&t, "passivate-several", &["cause", "words"], typed));
    let form = Form {
        command: PassivateSeveral { people: people.into_iter().collect(), cause, words: typed.some("words") },
        texts: "passivate-several",
        learner: None,
        said,
        follows: Vec::new(),
        side_by_side: Vec::new(),
        fields,
        action: address::PASSIVATE.to_owned(),
        back: list.to_string(),
        returns: true,
    };
    let own = |name: &str| typed.one(name).to_owned();
    let confirming = Confirming { csrf: own("csrf"), key: own("key"), fingerprint: own("fingerprint") };
    confirm(frame, &confirming, form, |n| list.set(query::PASSIVATED, n).to_string()).await
}

/// Those of them who still stand in the list; that they are shown is recorded.
async fn chosen(
    (staff, official): (&Staff, &Official),
    t: Texts,
    people: Vec<PersonOid>,
) -> Result<Vec<ErrorLine>, Refusal> {
    let scope = staff.app.report_scope(&official.caller, &[]).ok_or(Refusal::NoRight(super::RIGHT))?;
    let order = super::queue::Place::read(&Address::of(REPORT)).order(&t);
    let (filter, limit) =
        (ErrorFilter { people: Some(people), ..ErrorFilter::default() }, PassivateSeveral::MOST as u32);
    let page = staff.app.queue(scope, filter, order, ErrorStart::Skip(0), limit).await?;
    looked_at(staff, official, &page.lines).await?;
    Ok(page.lines)
}
