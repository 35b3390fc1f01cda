//! What officials do to a learner: pages with forms, whose faults stand beside the fields and in a list above them. What was
//! typed comes back with every refusal, also after a session has ended.
//!
//! | module | what it is |
//! |---|---|
//! | `fields` | fields of forms, and what came back in them |
//! | `pages` | how every page is opened and its forms are taken |
//! | `layout` | what a page is made of |
//! | `hetu` | give a hetu, put another in its place, take it away |
//! | `details` | correct names and everything else |
//! | `identify` | identify by hand, ask the register |
//! | `comparison` | the learner beside the register's record |
//! | `activity` | passivate, make active again |
//! | `erasure` | order that personal data is erased |
//! | `link` | possible duplicates, and the link of two records |
//! | `merge` | two learners whom the register has confirmed are one |
//! | `request` | ask the keeper for what only the keeper may do |
//! | `reverse` | events count no longer |
//! | `rows` | rows of imports go to another learner |
//! | `said` | what was chosen and typed, as a preview says it again |
//! | `separate` | one number was given to two persons |

pub mod activity;
pub mod comparison;
pub mod details;
pub mod erasure;
pub mod fields;
pub mod hetu;
pub mod identify;
pub mod layout;
pub mod link;
pub mod merge;
pub mod pages;
pub mod request;
pub mod reverse;
pub mod rows;
pub mod said;
pub mod separate;

use app::Person;
use app::access::LookKind;
use app::commands::{Call, Command, CommandRefusal, Named, OpenRequest, Outcome, Passivate};
use app::report::learner::LearnerView;
use axum::response::{IntoResponse, Redirect, Response};
use events::PersonOid;
use events::codes::Channel;

use fields::Fields;
use layout::{SideBySide, Similar};

use super::list::Carried;
use super::{Labelled, Staff};
use crate::staff::address::{self, Address};
use crate::staff::approvals;
use crate::staff::command::{Confirming, Form, Frame, confirm};
use crate::staff::language::Asked;
use crate::staff::refusal::Refusal;
use crate::staff::session::{Official, check_csrf, with_position};
use crate::staff::words::name_or_none;
use texts::Texts;

/// Query name by which the learner's page is told what was done.
pub const DONE: &str = "tehty";
/// Field that tells which form of a page was sent.
const ACT: &str = "teko";

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
    /// Ways on from what was refused.
    pub onwards: Vec<Onward>,
    /// Links that lead on where nothing was refused.
    pub leads: Vec<(String, String)>,
    /// Versions of the learner.
    pub side_by_side: Vec<SideBySide>,
    /// Learners who may be the same one.
    pub similar: Option<Similar>,
}

/// A way on from what was refused: a link, or a button where something typed goes along.
pub struct Onward {
    /// Where it leads, in words.
    pub text: String,
    /// The page.
    pub href: String,
    /// Names and values that stand in the form there. Of no address, since reasons are personal.
    pub carries: Vec<(&'static str, String)>,
}

impl Onward {
    /// A link.
    pub fn to((text, href): (String, String)) -> Onward {
        Onward { text, href, carries: Vec::new() }
    }

    /// With the reason that was typed, where there is one, and what the page there needs beside it.
    pub fn with(self, words: Option<&String>, beside: impl IntoIterator<Item = (&'static str, String)>) -> Onward {
        let carries = words.iter().map(|words| ("words", (*words).clone()));
        let carries: Vec<_> = carries.collect();
        let beside = beside.into_iter().filter(|_| !carries.is_empty()).collect::<Vec<_>>();
        Onward { carries: [carries, beside].concat(), ..self }
    }
}

impl<'a> Acting<'a> {
    /// The learner of an address, if the official may see them; the look is recorded.
    pub async fn on(frame: Frame<'a>, oid: &str) -> Result<Acting<'a>, Refusal> {
        let oid: PersonOid = oid.parse().map_err(|_| Refusal::NotFound)?;
        let found = frame.staff.app.learner(&frame.official.caller, oid, None, None).await?;
        let view = found.map_err(Refusal::from)?;
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

    /// The learner's page.
    fn learner(&self) -> Address {
        Carried::read(&self.frame.asked.address).on(address::learner(self.view.oid))
    }

    /// Another page of the learner.
    fn other_page(&self, name: &str) -> String {
        let page = Address::of(format!("{}/{name}", address::learner(self.oid())));
        Carried::read(&self.frame.asked.address).on(page).to_string()
    }

    /// The page on which the keeper is asked, for those who ask.
    fn to_request(&self) -> Option<(String, String)> {
        let asks = self.may::<OpenRequest>() && !self.may::<Passivate>();
        asks.then(|| (self.t().get("act-request"), self.other_page(request::PAGE)))
    }

    /// The learner's page, which says what was done.
    fn done(&self, what: &str) -> String {
        self.learner().set(DONE, what).to_string()
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
            Outcome::Asked { approval, .. } => Ok(Ok(with_position(approval, Redirect::to(&approvals::was_asked())))),
            Outcome::AlreadyAsked(approval) => {
                Ok(Ok(Redirect::to(&approvals::waits_already(approval)).into_response()))
            }
            Outcome::Refused(refusal) => Ok(Err(refusal)),
            Outcome::RightMissing => Err(Refusal::Lacks(C::RIGHTS)),
            Outcome::Hidden => Err(Refusal::HiddenLearner),
            Outcome::NameTaken => Err(Refusal::FormUsed),
            Outcome::Previewed(_) | Outcome::Moved(_) => Err(Refusal::StaleForm),
        }
    }

    /// Everything that a refused form shows: the command names the first fault, and whoever filled it in wants to see all.
    async fn faults<C: Command>(&self, command: C, refusal: C::Refusal) -> Result<Vec<RefusedField>, Refusal> {
        let caller = self.frame.official.caller.clone();
        let faults = self.frame.staff.app.blocking(move |app| app.faults_of(&caller, &command, refusal)).await?;
        Ok(faults.all.into_iter().map(shown).collect())
    }

    /// Shows what a command would do, or carries it out when that is confirmed.
    pub async fn confirm<C: Command>(
        &self,
        command: C,
        (texts, kept): (&'static str, &[&'static str]),
        typed: &Fields,
        done: &str,
    ) -> Result<Response, Refusal> {
        self.confirm_to(command, (texts, kept), typed, |_| self.done(done)).await
    }

    /// The same; the preview says this of what follows, too.
    pub async fn confirm_telling<C: Command>(
        &self,
        command: C,
        (texts, kept): (&'static str, &[&'static str]),
        typed: &Fields,
        (follows, done): (Vec<Labelled>, &str),
    ) -> Result<Response, Refusal> {
        self.confirm_beside(command, (texts, kept), typed, (follows, Vec::new()), done).await
    }

    /// The same, with records beside each other.
    pub async fn confirm_beside<C: Command>(
        &self,
        command: C,
        (texts, kept): (&'static str, &[&'static str]),
        typed: &Fields,
        (follows, side_by_side): (Vec<Labelled>, Vec<SideBySide>),
        done: &str,
    ) -> Result<Response, Refusal> {
        let form = Form { follows, side_by_side, ..self.form(command, (texts, kept), typed) };
        self.previewed(form, typed, |_| self.done(done)).await
    }

    /// The same, and goes on where the answer leads.
    pub async fn confirm_to<C: Command>(
        &self,
        command: C,
        (texts, kept): (&'static str, &[&'static str]),
        typed: &Fields,
        to: impl FnOnce(C::Answer) -> String,
    ) -> Result<Response, Refusal> {
        self.previewed(self.form(command, (texts, kept), typed), typed, to).await
    }

    /// A command with what its preview says.
    fn form<C>(&self, command: C, (texts, kept): (&'static str, &[&'static str]), typed: &Fields) -> Form<C> {
        let fields = std::iter::once(&ACT).chain(kept).flat_map(|name| typed.carried(name)).collect();
        let (action, back) = (here(self.frame.asked), self.learner().to_string());
        let learner = Some((name_or_none(&self.t(), &self.view.person.names), self.view.oid.to_string()));
        let said = said::again(&self.t(), texts, kept, typed);
        Form {
            command,
            texts,
            fields,
            learner,
            said,
            follows: Vec::new(),
            side_by_side: Vec::new(),
            action,
            back,
            returns: true,
        }
    }

    async fn previewed<C: Command>(
        &self,
        form: Form<C>,
        typed: &Fields,
        to: impl FnOnce(C::Answer) -> String,
    ) -> Result<Response, Refusal> {
        let Frame { staff, asked, official, request } = self.frame;
        let text = |name: &str| typed.one(name).to_owned();
        let confirming = Confirming { csrf: text("csrf"), key: text("key"), fingerprint: text("fingerprint") };
        confirm(Frame { staff, asked, official, request }, &confirming, form, to).await
    }
}

/// The address of the page, which its forms are sent to.
fn here(asked: &Asked) -> String {
    Carried::read(&asked.address).on(Address::of(asked.address.path())).to_string()
}

/// A refusal's name, and the field that it is about.
pub type RefusedField = (&'static str, Option<&'static str>);

/// A refusal of a decision as pages show it.
pub fn shown<R: CommandRefusal>(refusal: R) -> RefusedField {
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

/// Is the form one of this official's session?
fn is_own(official: &Official, typed: &Fields) -> bool {
    check_csrf(official, typed.one("csrf"))
}

/// What has just been done, as the learner's page says it, if it is so: an address is kept, and the learner changes. While the
/// register does not answer, nothing comes of it at once.
pub fn done(t: &Texts, address: &Address, person: &Person, outage: bool) -> Option<String> {
    let what = address.value(DONE)?;
    let holds = match what {
        "yksiloity" | "yliajettu" => person.is_identified(),
        "passivoitu" => person.passive.is_some(),
        "aktivoitu" => person.passive.is_none(),
        _ => true,
    };
    // What comes of a hetu is known by now.
    let heard = person.failure.is_some() && matches!(what, "hetu" | "hetu-vaihdettu" | "kysytty");
    let key = match what {
        _ if heard => "done-tiedot".to_owned(),
        "hetu" | "hetu-vaihdettu" | "kysytty" if outage && !person.is_identified() => format!("done-{what}-katko"),
        _ => format!("done-{what}"),
    };
    (holds && t.has(&key)).then(|| t.get(&key))
}

/// Something that may be done to a learner.
pub struct Action {
    /// What it is called.
    pub text: String,
    /// Name of its page.
    pub name: &'static str,
    /// Its page.
    pub href: String,
    /// The key that leads there.
    pub key: &'static str,
}

/// What may be done to a learner here; `carried` goes on to its pages.
pub fn actions(
    staff: &Staff,
    official: &Official,
    view: &LearnerView,
    (t, carried): (&Texts, &Carried),
) -> Vec<Action> {
    let organisations: Vec<_> = view.person.organisations.iter().cloned().collect();
    let page =
        |name: &str| carried.on(Address::of(format!("{}/{name}", address::learner(view.person.oid)))).to_string();
    let mut actions = Vec::new();
    if view.person.erased {
        return actions;
    }
    // Of a registration that does not count nothing is changed but where its rows led.
    let stands = !view.person.void;
    let mut add = |offered: bool, key: &str, name: &'static str| {
        if offered && (stands || name == "rivit") {
            // The key is the letter that the page's name begins with.
            actions.push(Action { text: t.get(key), name, href: page(name), key: &name[..1] });
        }
    };
    let (app, caller) = (&staff.app, &official.caller);
    add(details::offered(app, caller, &organisations, view), "act-details", "muokkaa");
    add(hetu::offered(app, caller, &organisations, view), "act-hetu", "hetu");
    add(identify::offered(app, caller, &organisations, view), "act-identify", "yksiloi");
    add(comparison::offered(app, caller, &organisations, view), "act-comparison", "vtj");
    add(activity::offered(app, caller, &organisations, view), "act-activity", activity::PAGE);
    add(request::offered(app, caller, &organisations, view), "act-request", request::PAGE);
    add(link::offered(app, caller, &organisations, view), "act-link", "duplikaatit");
    add(rows::offered(app, caller, &organisations, view), "act-rows", "rivit");
    add(separate::offered(app, caller, &organisations, view), "act-separate", "erottelu");
    actions
}
