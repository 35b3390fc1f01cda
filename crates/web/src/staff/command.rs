//! Commands on pages: a form leads to a preview, the preview is confirmed, and what became of it is a page too.

use std::collections::{BTreeSet, HashMap};

use app::Person;
use app::access::LookKind;
use app::commands::{Call, Change, Command, CommandRefusal, Fingerprint, Named, Outcome, PersonImpact, Preview};
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use events::codes::Channel;
use events::{EventKind, PersonOid, RequestId};
use serde::Deserialize;
use uuid::Uuid;

use super::dates::day;
use super::language::Asked;
use super::learner::Labelled;
use super::learner::edit::layout::SideBySide;
use super::learner::facts::Shown;
use super::page::{Chrome, render};
use super::refusal::Refusal;
use super::session::{Official, check_csrf, with_position};
use super::words::{Words, name_or_none};
use super::{Staff, address, advice, approvals};
use texts::Texts;

/// What every form of a command carries beside its own fields; absent ones are empty.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Confirming {
    /// See [`check_csrf`].
    pub csrf: String,
    /// Names the command, so that a form that is sent twice is carried out once.
    pub key: String,
    /// The preview that is confirmed; empty on the form that asks for one.
    pub fingerprint: String,
}

/// Who asks, and how.
pub struct Frame<'a> {
    /// The pages.
    pub staff: &'a Staff,
    /// Language and address.
    pub asked: &'a Asked,
    /// Who.
    pub official: &'a Official,
    /// The request.
    pub request: RequestId,
}

/// A command with what its pages say.
pub struct Form<C> {
    /// The command.
    pub command: C,
    /// Begin of its text keys: `<texts>-title` is the heading of the preview, `<texts>-told` says what it does and
    /// `<texts>-do` stands on the button, where no second official must agree. `<texts>-said` is the heading of what was
    /// stated, where another official did.
    pub texts: &'static str,
    /// Its own fields, which the form that confirms carries again.
    pub fields: Vec<(&'static str, String)>,
    /// Name and OID of the learner on whose page it began.
    pub learner: Option<(String, String)>,
    /// What was chosen and typed, in words.
    pub said: Vec<Labelled>,
    /// What follows that the changes of persons do not say.
    pub follows: Vec<Labelled>,
    /// Records that the official should compare before.
    pub side_by_side: Vec<SideBySide>,
    /// Where its forms are sent.
    pub action: String,
    /// The page for those who think better of it.
    pub back: String,
    /// Sent with [`RETURN`], the form comes back with what was typed.
    pub returns: bool,
}

/// Name of the button that leads from a preview back to its form.
pub const RETURN: &str = "takaisin";

/// The page of a preview.
#[derive(Template)]
#[template(path = "staff/preview.html")]
pub struct PreviewPage {
    c: Chrome,
    t: Texts,
    heading: String,
    learner: Option<(String, String)>,
    told: String,
    /// What was chosen and typed, under its heading.
    said_heading: String,
    said: Vec<Labelled>,
    /// The world has moved since what was confirmed.
    moved: bool,
    /// A second official must agree.
    needs_second: bool,
    /// What follows beside what changes of persons.
    follows: Vec<Labelled>,
    side_by_side: Vec<SideBySide>,
    persons: Vec<PersonLines>,
    /// What is said where nobody is shown otherwise at once.
    nothing: String,
    /// What to know beside that.
    advice: Vec<Labelled>,
    action: String,
    hidden: Vec<(&'static str, String)>,
    button: String,
    back: String,
    /// Name of the button that leads back to the form.
    returns: Option<&'static str>,
}

/// What would change of one person.
struct PersonLines {
    heading: String,
    href: Option<String>,
    lines: Vec<Line>,
}

struct Line {
    label: String,
    before: String,
    after: String,
}

impl PreviewPage {
    /// The page of a form and its preview.
    pub fn new<C>(
        (asked, official): (&Asked, &Official),
        words: &Words<'_>,
        form: Form<C>,
        (preview, people): (&Preview, &People),
        moved: bool,
    ) -> PreviewPage {
        let t = asked.t;
        let text = |part: &str| t.get(&format!("{}-{part}", form.texts));
        let mut hidden = form.fields;
        hidden.push(("csrf", official.csrf.clone()));
        hidden.push(("key", Uuid::new_v4().to_string()));
        hidden.push(("fingerprint", preview.fingerprint.to_string()));
        let heading = text("title");
        let c = Chrome::new(asked, Some(official), heading.clone());
        let said_by_another = Some(format!("{}-said", form.texts)).filter(|key| t.has(key));
        // An import is undone in parts after the order.
        let follows = preview.impact.events.contains(&EventKind::ImportUndoOrdered);
        PreviewPage {
            nothing: t.get(if follows { "undo-follows" } else { "preview-nothing" }),
            c: match &form.learner {
                Some((_, oid)) => c.below_learner(oid.clone(), form.back.clone()),
                None => c.below_report(),
            },
            t,
            heading,
            learner: form.learner,
            told: text("told"),
            said_heading: t.get(said_by_another.as_deref().unwrap_or("preview-said")),
            said: form.said,
            follows: form.follows,
            side_by_side: form.side_by_side,
            moved,
            needs_second: preview.needs_second,
            persons: preview.impact.persons.iter().map(|person| person_lines(words, person, people)).collect(),
            advice: advice::told(words, preview),
            action: form.action,
            hidden,
            button: if preview.needs_second { t.get("preview-ask") } else { text("do") },
            back: form.back,
            returns: form.returns.then_some(RETURN),
        }
    }
}

/// Persons whom a page names.
pub type People = HashMap<PersonOid, Person>;

/// Those of these whom the official may see named; that they were shown is recorded.
pub async fn people_shown(staff: &Staff, official: &Official, oids: BTreeSet<PersonOid>) -> Result<People, Refusal> {
    let people = staff.app.shown_to_keeper(&official.caller, oids).await?;
    let shown: Vec<_> = people.values().map(|person| (person.oid, person.protected)).collect();
    staff.showed(official, LookKind::Listed, shown).await?;
    Ok(people)
}

/// Name and birth date.
pub fn called(t: &Texts, person: &Person) -> String {
    let born = person.birth_date.map(|date| format!(", {}", day(date))).unwrap_or_default();
    format!("{}{born}", name_or_none(t, &person.names))
}

fn person_lines(words: &Words<'_>, person: &PersonImpact, people: &People) -> PersonLines {
    let t = words.t;
    let passive = person.changes.iter().find(|change| change.field == "passive");
    let (was, will_be) = passive.map_or((false, false), |change| (!change.before.is_empty(), !change.after.is_empty()));
    // Whoever is passive is told to be that, and neither well nor ill identified.
    let told = |change: &Change, text: &str, passive: bool| match change.field {
        "state" if passive => t.get("person-passive"),
        field => value(words, field, text),
    };
    let line = |change: &Change| Line {
        label: t.get(&format!("label-{}", change.field.replace('_', "-"))),
        before: told(change, &change.before, was),
        after: told(change, &change.after, will_be),
    };
    let oid = || t.with("preview-person", "oid", person.oid);
    let heading = match people.get(&person.oid) {
        _ if person.new => t.get("preview-new-person"),
        Some(known) => format!("{}: {}", oid(), called(&t, known)),
        None => oid(),
    };
    let href = (!person.new).then(|| address::learner(person.oid).to_string());
    PersonLines { heading, href, lines: person.changes.iter().map(line).collect() }
}

/// What would change of each person and what to know beside it, where no table is made of it.
pub fn told(words: &Words<'_>, preview: &Preview, people: &People) -> Vec<Labelled> {
    let t = words.t;
    let change = |line: Line| {
        t.with_all("preview-change", &[("field", line.label), ("before", line.before), ("after", line.after)])
    };
    let of_person = |person: &PersonImpact| {
        let PersonLines { heading, lines, .. } = person_lines(words, person, people);
        Labelled { label: heading, values: lines.into_iter().map(change).collect() }
    };
    preview.impact.persons.iter().map(of_person).chain(advice::told(words, preview)).collect()
}

/// A value in words, where it is a code.
fn value(words: &Words<'_>, field: &str, value: &str) -> String {
    let t = words.t;
    let each = |word: &dyn Fn(&str) -> String| value.split(", ").map(word).collect::<Vec<_>>().join(", ");
    match (field, value) {
        (_, "") => t.get("value-none"),
        ("state", code) => t.get(&format!("status-{code}")),
        ("cause", code) => t.get(&format!("cause-{code}")),
        ("passive", code) => t.get(&format!("passivation-{code}")),
        ("identified", _) => each(&|way| t.get(&format!("identified-{way}"))),
        ("protection", _) => t.get("protection-in-force"),
        ("municipality", code) => words.municipality(code),
        ("contacts", lines) => Shown { words: *words, hidden: false }.contacts_told(lines),
        ("birth_date" | "died", date) => date.parse().map(day).unwrap_or_else(|_| date.to_owned()),
        ("sex", code) => words.sex(code),
        ("language" | "service_language", code) => words.language(code),
        ("nationality", _) => each(&|code| words.country(code)),
        ("organisations", _) => {
            each(&|oid| oid.parse().map_or_else(|_| oid.to_owned(), |oid| words.organisation(&oid)))
        }
        (_, value) => value.to_owned(),
    }
}

/// Shows what would happen, or carries it out when the form confirms that. `to` is the address that leads on from there.
pub async fn confirm<C: Command>(
    frame: Frame<'_>,
    confirming: &Confirming,
    form: Form<C>,
    to: impl FnOnce(C::Answer) -> String,
) -> Result<Response, Refusal> {
    let Frame { staff, asked, official, request } = frame;
    if !check_csrf(official, &confirming.csrf) {
        return Err(Refusal::StaleForm);
    }
    let mut call = Call::new(official.caller.clone(), Channel::Staff, request);
    let confirmed: Option<Fingerprint> = confirming.fingerprint.parse().ok();
    let command = form.command.clone();
    let outcome = match confirmed {
        None => staff.app.preview(command, call).await?,
        Some(fingerprint) => {
            let own: String = form.fields.iter().map(|(name, value)| format!("{name}={value}\n")).collect();
            let what = format!("{}\n{}\n{own}", C::NAME, form.action);
            call.named = Named::new(&official.caller, &confirming.key, what.as_bytes());
            call.confirms = Some(fingerprint);
            staff.app.carry_out(command, call).await?
        }
    };
    let (preview, moved) = match outcome {
        Outcome::Previewed(preview) => (preview, false),
        Outcome::Moved(preview) => (preview, true),
        outcome => return done(outcome, |answer| Redirect::to(&to(answer))),
    };
    let oids = preview.impact.persons.iter().map(|person| person.oid).collect();
    let people = people_shown(staff, official, oids).await?;
    Ok(render(&PreviewPage::new((asked, official), &staff.words(asked.t), form, (&preview, &people), moved)))
}

/// The answer to a command that needs no confirmation.
pub fn done<C: Command, R: IntoResponse>(
    outcome: Outcome<C>,
    to: impl FnOnce(C::Answer) -> R,
) -> Result<Response, Refusal> {
    match outcome {
        // The page that follows shows it, on whichever node.
        Outcome::Done { answer, position, .. } => Ok(with_position(position, to(answer))),
        Outcome::Refused(refusal) => Err(Refusal::Refused(refusal.name(), refusal.kind())),
        Outcome::RightMissing => Err(Refusal::Lacks(C::RIGHTS)),
        Outcome::Hidden => Err(Refusal::HiddenLearner),
        Outcome::NameTaken => Err(Refusal::FormUsed),
        // The page of what waits shows it.
        Outcome::AlreadyAsked(approval) => Ok(Redirect::to(&approvals::waits_already(approval)).into_response()),
        Outcome::Asked { approval, .. } => Ok(with_position(approval, Redirect::to(&approvals::was_asked()))),
        // Anyone who has confirmed nothing began at another page.
        Outcome::Previewed(_) | Outcome::Moved(_) => Err(Refusal::StaleForm),
    }
}
