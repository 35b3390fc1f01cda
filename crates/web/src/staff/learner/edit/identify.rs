//! `…/oppija/{oid}/yksiloi`: identify a learner who has no hetu, or have the register asked now about one who has.

use app::App;
use app::caller::Caller;
use app::commands::{IdentifyByHand, RequestIdentification, Statement};
use app::report::learner::LearnerView;
use app::rules::Readable;
use axum::extract::{Extension, Path, State};
use axum::response::Response;
use events::{OrganisationOid, RequestId};

use super::fields::{Field, Fields, Input};
use super::{ActForm, Acting, Returned, Sender, answered, is_own, shown};
use crate::staff::Staff;
use crate::staff::command::Frame;
use crate::staff::form::Sent;
use crate::staff::language::Asked;
use crate::staff::learner::facts::{NEEDED, Shown};
use crate::staff::refusal::Refusal;
use crate::staff::session::Official;

const BY_HAND: &str = "kasin";
const ASK: &str = "kysy";

/// Is the page worth offering?
pub fn offered(app: &App, caller: &Caller, organisations: &[OrganisationOid], view: &LearnerView) -> bool {
    let person = &view.person;
    let open = person.readable == Readable::Yes && person.passive.is_none() && !person.is_in_register();
    let asks = person.hetu.is_some() && person.failure.is_some();
    let by_hand = person.hetu.is_none() && !person.is_identified();
    open && (asks || by_hand) && app.may::<IdentifyByHand>(caller, organisations)
}

/// Shows the forms.
pub async fn show(
    State(staff): State<Staff>,
    official: Official,
    asked: Asked,
    Extension(request): Extension<RequestId>,
    Path(oid): Path<String>,
) -> Response {
    let frame = Frame { staff: &staff, asked: &asked, official: &official, request };
    let made = async {
        let acting = Acting::on(frame, &oid).await?;
        acting.demand::<IdentifyByHand>()?;
        Ok(page(&acting, Returned::default()))
    };
    answered(&asked, &official, made.await)
}

/// Takes a form.
pub async fn send(
    State(staff): State<Staff>,
    sender: Sender,
    asked: Asked,
    Extension(request): Extension<RequestId>,
    Path(oid): Path<String>,
    Sent(typed): Sent<Vec<(String, String)>>,
) -> Response {
    let typed = Fields(typed);
    let official = match sender.or_kept(&asked, &typed) {
        Ok(official) => official,
        Err(kept) => return kept,
    };
    let frame = Frame { staff: &staff, asked: &asked, official: &official, request };
    answered(&asked, &official, sent(frame, &oid, typed).await)
}

async fn sent(frame: Frame<'_>, oid: &str, typed: Fields) -> Result<Response, Refusal> {
    let acting = Acting::on(frame, oid).await?;
    acting.demand::<IdentifyByHand>()?;
    if !is_own(acting.frame.official, &typed) {
        return Ok(page(&acting, Returned { typed, stale: true, ..Returned::default() }));
    }
    let refused = match typed.one(super::ACT) {
        ASK => {
            let command = RequestIdentification { person: acting.oid() };
            match acting.carry_out(command, &typed, "kysytty").await? {
                Ok(done) => return Ok(done),
                Err(refusal) => vec![shown(refusal)],
            }
        }
        _ => {
            let command = IdentifyByHand { person: acting.oid(), statement: statement(&typed) };
            match acting.carry_out(command, &typed, "yksiloity").await? {
                Ok(done) => return Ok(done),
                // The command names the first fault; whoever filled the form in wants to see all.
                Err(refusal) => {
                    let all = IdentifyByHand::faults(&acting.view.person, &statement(&typed));
                    if all.contains(&refusal) { all.into_iter().map(shown).collect() } else { vec![shown(refusal)] }
                }
            }
        }
    };
    Ok(page(&acting, Returned { typed, refused, ..Returned::default() }))
}

fn statement(typed: &Fields) -> Statement {
    Statement {
        no_finnish_hetu: typed.one("no_finnish_hetu") == "true",
        // The page shows nobody yet: the official says that they have looked.
        similar_seen: (typed.one("similar_seen") == "true").then_some(0),
        words: typed.some("words"),
    }
}

fn page(acting: &Acting<'_>, returned: Returned) -> Response {
    let (t, person) = (acting.t(), &acting.view.person);
    let typed = &returned.typed;
    let shown = Shown { words: acting.frame.staff.words(t), hidden: acting.view.hidden };
    let facts = NEEDED.iter().map(|key| shown.named(person, key)).collect();
    let form = |act: &'static str, texts: &str, fields: Vec<Field>| ActForm {
        act,
        title: t.get(&format!("{texts}-title")),
        told: t.get(&format!("{texts}-told")),
        button: t.get(&format!("{texts}-send")),
        fields,
    };
    let forms = match person.hetu {
        Some(_) => vec![form(ASK, "ask-register", Vec::new())],
        None => vec![form(
            BY_HAND,
            "identify-by-hand",
            vec![
                Field::new(&t, "no_finnish_hetu", typed.one("no_finnish_hetu"), Input::Tick),
                Field::new(&t, "similar_seen", typed.one("similar_seen"), Input::Tick),
                Field::new(&t, "words", typed.one("words"), Input::Lines),
            ],
        )],
    };
    acting.page("edit-identify", facts, forms, returned)
}
