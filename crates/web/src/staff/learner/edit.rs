//! What officials do to a learner: pages with forms, whose faults stand beside the fields and in a list above them. What was
//! typed comes back with every refusal, also after a session has ended.
//!
//! | module | what it is |
//! |---|---|
//! | `fields` | fields of forms, and what came back in them |
//! | `pages` | how every page is opened and its forms are taken |
//! | `hetu` | give a hetu, put another in its place, take it away |
//! | `details` | correct names and everything else |
//! | `identify` | identify by hand, ask the register |
//! | `comparison` | the learner beside the register's record |
//! | `activity` | passivate, make active again |
//! | `link` | possible duplicates, and the link of two records |
//! | `reverse` | events count no longer |

pub mod activity;
pub mod comparison;
pub mod details;
pub mod fields;
pub mod hetu;
pub mod identify;
pub mod link;
pub mod pages;
pub mod reverse;

use app::access::LookKind;
use app::commands::{Call, Command, CommandRefusal, Named, Outcome};
use app::report::learner::{LearnerRefusal, LearnerView};
use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{Redirect, Response};
use events::PersonOid;
use events::codes::Channel;
use uuid::Uuid;

use fields::{Field, Fields};

use super::{Labelled, Staff};
use crate::access;
use crate::staff::address::{self, Address};
use crate::staff::command::{Confirming, Form, Frame, confirm};
use crate::staff::language::Asked;
use crate::staff::page::{Chrome, with_status};
use crate::staff::refusal::Refusal;
use crate::staff::session::{Official, check_csrf, with_position};
use crate::staff::sign_in::address as sign_in;
use crate::staff::words::name_or_none;
use texts::Texts;

/// Query name by which the learner's page is told what was done.
pub const DONE: &str = "tehty";
/// Field that tells which form of a page was sent.
const ACT: &str = "teko";

/// A form on a page.
pub struct ActForm {
    /// Which it is, and begin of its ids.
    pub act: &'static str,
    /// Its heading.
    pub title: String,
    /// What it does.
    pub told: String,
    /// Its fields.
    pub fields: Vec<Field>,
    /// What its button says.
    pub button: String,
}

impl ActForm {
    /// A form whose texts begin alike: `<texts>-title`, `<texts>-told`, and `<texts>-send` on the button.
    fn new(t: &Texts, act: &'static str, texts: &str, fields: Vec<Field>) -> ActForm {
        let text = |part: &str| t.get(&format!("{texts}-{part}"));
        ActForm { act, title: text("title"), told: text("told"), fields, button: text("send") }
    }
}

/// A fault in the list above the forms.
pub struct FaultLine {
    /// What is wrong.
    pub text: String,
    /// What to do next.
    pub next: String,
    /// The field, where it is one's.
    pub href: Option<String>,
}

/// Versions of a record, beside each other.
pub struct SideBySide {
    /// What they are.
    pub title: String,
    /// Whose each version is.
    pub columns: Vec<String>,
    /// Field by field.
    pub lines: Vec<SideLine>,
}

/// One field in several versions.
pub struct SideLine {
    /// The field.
    pub label: String,
    /// A value for each column.
    pub cells: Vec<String>,
}

/// A page of acts.
#[derive(Template)]
#[template(path = "staff/edit.html")]
pub struct EditPage {
    c: Chrome,
    t: Texts,
    heading: String,
    name: String,
    oid: String,
    back: String,
    csrf: String,
    /// Names the command, so that a form that is sent twice is carried out once.
    key: String,
    /// What stands above everything.
    banner: Option<String>,
    faults: Vec<FaultLine>,
    /// Links that lead on: text and address.
    onwards: Vec<(String, String)>,
    facts: Vec<Labelled>,
    side_by_side: Vec<SideBySide>,
    forms: Vec<ActForm>,
    action: String,
}

/// The page of a form whose session has ended.
#[derive(Template)]
#[template(path = "staff/edit_kept.html")]
pub struct KeptPage {
    c: Chrome,
    t: Texts,
    heading: String,
    action: String,
    sign_in: String,
    hidden: Vec<(String, String)>,
}

/// A learner on whom an official acts.
pub struct Acting<'a> {
    /// Who asks, and how.
    pub frame: Frame<'a>,
    /// The learner as the official may see them.
    pub view: LearnerView,
}

/// What came back with a form, and what became of it.
#[derive(Default)]
pub struct Returned {
    /// What was typed.
    pub typed: Fields,
    /// Why nothing was done: names and fields of refusals.
    pub refused: Vec<(&'static str, Option<&'static str>)>,
    /// The form was not made in this session.
    pub stale: bool,
    /// Links that lead on.
    pub onwards: Vec<(String, String)>,
    /// Versions of the learner.
    pub side_by_side: Vec<SideBySide>,
}

impl<'a> Acting<'a> {
    /// The learner of an address, if the official may see them; the look is recorded.
    pub async fn on(frame: Frame<'a>, oid: &str) -> Result<Acting<'a>, Refusal> {
        let oid: PersonOid = oid.parse().map_err(|_| Refusal::NotFound)?;
        let found = frame.staff.app.learner(&frame.official.caller, oid, None, None).await?;
        let view = found.map_err(|why| match why {
            LearnerRefusal::Unknown => Refusal::NotFound,
            LearnerRefusal::Forbidden => Refusal::OtherOrganisation,
        })?;
        frame.staff.showed(frame.official, LookKind::Page, [(oid, view.person.protected)]).await?;
        Ok(Acting { frame, view })
    }

    /// May the official do this here?
    pub fn may<C: Command>(&self) -> bool {
        let organisations: Vec<_> = self.view.person.organisations.iter().cloned().collect();
        self.frame.staff.app.may::<C>(&self.frame.official.caller, &organisations)
    }

    /// Refuses who may not.
    pub fn demand<C: Command>(&self) -> Result<(), Refusal> {
        if self.may::<C>() { Ok(()) } else { Err(Refusal::Lacks(C::RIGHTS)) }
    }

    /// The person.
    pub fn oid(&self) -> PersonOid {
        self.view.person.oid
    }

    /// Texts of the page.
    pub fn t(&self) -> Texts {
        self.frame.asked.t
    }

    /// The page with its forms. What was refused stands in the list and beside its field.
    pub fn page(&self, texts: &str, facts: Vec<Labelled>, mut forms: Vec<ActForm>, returned: Returned) -> Response {
        let (t, official) = (self.t(), self.frame.official);
        let act = returned.typed.one(ACT).to_owned();
        let of_form = |form: &ActForm| form.act == act || forms_of_one(&act);
        for form in forms.iter_mut().filter(|form| of_form(form)) {
            for (name, at) in &returned.refused {
                let field = form.fields.iter_mut().find(|field| Some(field.name) == *at);
                if let Some(field) = field {
                    field.error = Some(t.get(&format!("refused-{name}")));
                }
            }
        }
        let line = |(name, at): &(&'static str, Option<&'static str>)| {
            let form = forms.iter().find(|form| of_form(form));
            let field = form.and_then(|form| form.fields.iter().find(|field| Some(field.name) == *at));
            FaultLine {
                text: t.get(&format!("refused-{name}")),
                next: t.get(&format!("refused-{name}-next")),
                href: form.zip(field).map(|(form, field)| format!("#{}-{}", form.act, field.name)),
            }
        };
        let faults: Vec<FaultLine> = returned.refused.iter().map(line).collect();
        let heading = t.get(&format!("{texts}-title"));
        let status = match (&faults[..], returned.stale) {
            ([], false) => StatusCode::OK,
            ([], true) => StatusCode::FORBIDDEN,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let page = EditPage {
            c: Chrome::new(self.frame.asked, Some(official), heading.clone()).below_report(),
            heading,
            name: name_or_none(&t, &self.view.person.names),
            oid: self.oid().to_string(),
            back: address::learner(self.oid()).to_string(),
            csrf: official.csrf.clone(),
            key: Uuid::new_v4().to_string(),
            banner: returned.stale.then(|| t.get("edit-stale")),
            faults,
            onwards: returned.onwards,
            facts,
            side_by_side: returned.side_by_side,
            forms,
            action: here(self.frame.asked),
            t,
        };
        let mut response = with_status(status, &page);
        if !returned.refused.is_empty() {
            response.extensions_mut().insert(access::Denied);
        }
        response
    }

    /// The learner's page, which says what was done.
    fn done(&self, what: &str) -> String {
        address::learner(self.oid()).set(DONE, what).to_string()
    }

    /// Carries a command out that needs no confirmation. Refusals come back.
    pub async fn carry_out<C: Command>(
        &self,
        command: C,
        typed: &Fields,
        done: &str,
    ) -> Result<Result<Response, C::Refusal>, Refusal> {
        let official = self.frame.official;
        let mut call = Call::new(official.caller.clone(), Channel::Staff, self.frame.request);
        let what = format!("{}\n{}\n{}", C::NAME, here(self.frame.asked), typed.as_text());
        call.named = Named::new(&official.caller, typed.one("key"), what.as_bytes());
        match self.frame.staff.app.carry_out(command, call).await? {
            Outcome::Done { position, .. } => Ok(Ok(with_position(position, Redirect::to(&self.done(done))))),
            Outcome::Asked { approval, .. } => Ok(Ok(with_position(approval, Redirect::to(address::APPROVALS)))),
            Outcome::Refused(refusal) => Ok(Err(refusal)),
            Outcome::RightMissing => Err(Refusal::Lacks(C::RIGHTS)),
            Outcome::NameTaken => Err(Refusal::FormUsed),
            Outcome::Previewed(_) | Outcome::Moved(_) => Err(Refusal::StaleForm),
        }
    }

    /// Shows what a command would do, or carries it out when that is confirmed.
    pub async fn confirm<C: Command>(
        &self,
        command: C,
        (texts, kept): (&'static str, &[&'static str]),
        typed: &Fields,
        done: &str,
    ) -> Result<Response, Refusal> {
        let Frame { staff, asked, official, request } = self.frame;
        let own = |name: &&'static str| (*name, typed.one(name).to_owned());
        let fields = std::iter::once(&ACT).chain(kept).map(own).collect();
        let (action, back) = (here(asked), here(asked));
        let form = Form { command, texts, fields, action, back };
        let text = |name: &str| typed.one(name).to_owned();
        let confirming = Confirming { csrf: text("csrf"), key: text("key"), fingerprint: text("fingerprint") };
        confirm(Frame { staff, asked, official, request }, &confirming, form, |_| self.done(done)).await
    }
}

/// Pages with one form do not say which it is.
fn forms_of_one(act: &str) -> bool {
    act.is_empty()
}

/// The path of the page, which its forms are sent to.
fn here(asked: &Asked) -> String {
    asked.address.path().to_owned()
}

/// A refusal of a decision as pages show it.
pub fn shown<R: CommandRefusal>(refusal: R) -> (&'static str, Option<&'static str>) {
    let field = match refusal.kind() {
        app::commands::RefusalKind::Invalid(field) => Some(field),
        app::commands::RefusalKind::NotFound | app::commands::RefusalKind::Conflict => None,
    };
    (refusal.name(), field)
}

/// What a refusal of a preview or confirmation says, for the form that led to it.
fn returned(refusal: Refusal, typed: Fields) -> Result<Returned, Refusal> {
    match refusal {
        Refusal::Refused(_, app::commands::RefusalKind::NotFound) => Err(Refusal::NotFound),
        Refusal::Refused(name, kind) => {
            let field = match kind {
                app::commands::RefusalKind::Invalid(field) => Some(field),
                _ => None,
            };
            Ok(Returned { typed, refused: vec![(name, field)], ..Returned::default() })
        }
        Refusal::StaleForm => Ok(Returned { typed, stale: true, ..Returned::default() }),
        refusal => Err(refusal),
    }
}

/// Whoever sends a form: signed in, or not any more.
pub struct Sender(Option<Official>);

impl<S: Send + Sync> FromRequestParts<S> for Sender {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Sender, Response> {
        match parts.extensions.get::<Official>() {
            Some(official) => Ok(Sender(Some(official.clone()))),
            // A page that nobody was ever signed in to is refused as any other.
            None if parts.headers.get("sec-fetch-site").is_some_and(|site| site == "same-origin") => Ok(Sender(None)),
            None => Official::from_request_parts(parts, state).await.map(|official| Sender(Some(official))),
        }
    }
}

impl Sender {
    /// The official; or the page that keeps what was typed until somebody has signed in.
    #[expect(clippy::result_large_err, reason = "the error is the answer, and is handed on once")]
    fn or_kept(self, asked: &Asked, typed: &Fields) -> Result<Official, Response> {
        self.0.ok_or_else(|| {
            let t = asked.t;
            let heading = t.get("edit-kept-title");
            let page = KeptPage {
                c: Chrome::new(asked, None, heading.clone()),
                t,
                heading,
                action: here(asked),
                sign_in: sign_in::sign_in(&here(asked)),
                hidden: typed.without(&["csrf", "fingerprint"]),
            };
            with_status(StatusCode::UNAUTHORIZED, &page)
        })
    }
}

/// Is the form one of this official's session?
fn is_own(official: &Official, typed: &Fields) -> bool {
    check_csrf(official, typed.one("csrf"))
}

/// What has just been done, as the learner's page says it.
pub fn done(t: &Texts, address: &Address) -> Option<String> {
    let key = format!("done-{}", address.value(DONE)?);
    t.has(&key).then(|| t.get(&key))
}

/// What may be done to a learner here: texts and pages.
pub fn actions(staff: &Staff, official: &Official, view: &LearnerView, t: &Texts) -> Vec<(String, String)> {
    let organisations: Vec<_> = view.person.organisations.iter().cloned().collect();
    let page = |name: &str| Address::of(format!("{}/{name}", address::learner(view.person.oid))).to_string();
    let mut actions = Vec::new();
    let mut add = |offered: bool, key: &str, name: &str| {
        if offered {
            actions.push((t.get(key), page(name)));
        }
    };
    let (app, caller) = (&staff.app, &official.caller);
    add(details::offered(app, caller, &organisations, view), "act-details", "muokkaa");
    add(hetu::offered(app, caller, &organisations, view), "act-hetu", "hetu");
    add(identify::offered(app, caller, &organisations, view), "act-identify", "yksiloi");
    add(comparison::offered(app, caller, &organisations, view), "act-comparison", "vtj");
    add(activity::offered(app, caller, &organisations, view), "act-activity", "passivointi");
    add(link::offered(app, caller, &organisations, view), "act-link", "duplikaatit");
    actions
}
