//! Pages that say why there is nothing to see, and what to do next.

use app::commands::{Command, Opens, RefusalKind, ReviewConflict};
use app::places::NoPlace;
use app::report::learner::LearnerRefusal;
use app::{AppError, Fault};
use askama::Template;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;

use super::address;
use super::language::Asked;
use super::page::{Chrome, with_status};
use super::session::Official;
use crate::access;
use texts::Texts;

/// Lists whose forms lead back to them.
const LISTS: [&str; 5] =
    [address::DUPLICATES, address::REQUESTS, address::APPROVALS, address::SITTING, address::CONSUMERS];

/// Why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody is signed in.
    SignedOut,
    /// One of these rights is missing.
    NoRight(&'static str),
    /// None of the rights that open a command reaches what it is about.
    Lacks(&'static [Opens]),
    /// A decision refuses a command, by this name.
    Refused(&'static str, RefusalKind),
    /// The form was carried out before, with other values.
    FormUsed,
    /// Nobody has this OID.
    NoLearner,
    /// The learner belongs to none of the organisations that the official works for. The page says the same as of an unknown
    /// OID; the access register is told the difference.
    HiddenLearner,
    /// The import was sent by an organisation that the official does not work for.
    OtherImport,
    /// There is no such page, import or learner.
    NotFound,
    /// The form is old, or was not made by the official's own page.
    StaleForm,
    /// Something cannot be reached just now.
    Unavailable,
    /// A fault of ours.
    Fault,
}

impl Refusal {
    /// Every reason, for tests that look at all pages.
    pub const ALL: [Refusal; 12] = [
        Refusal::SignedOut,
        Refusal::NoRight("OPPIJOIDENTUONTI"),
        Refusal::Lacks(ReviewConflict::RIGHTS),
        Refusal::Refused("already-checked", RefusalKind::Conflict),
        Refusal::FormUsed,
        Refusal::NoLearner,
        Refusal::HiddenLearner,
        Refusal::OtherImport,
        Refusal::NotFound,
        Refusal::StaleForm,
        Refusal::Unavailable,
        Refusal::Fault,
    ];

    /// The status of its page.
    pub fn status(&self) -> StatusCode {
        match self {
            Refusal::SignedOut => StatusCode::UNAUTHORIZED,
            Refusal::NoRight(_) | Refusal::Lacks(_) | Refusal::OtherImport | Refusal::StaleForm => {
                StatusCode::FORBIDDEN
            }
            Refusal::Refused(_, RefusalKind::Conflict) | Refusal::FormUsed => StatusCode::CONFLICT,
            Refusal::Refused(_, RefusalKind::Invalid(_)) => StatusCode::UNPROCESSABLE_ENTITY,
            Refusal::Refused(_, RefusalKind::NotFound)
            | Refusal::NoLearner
            | Refusal::HiddenLearner
            | Refusal::NotFound => StatusCode::NOT_FOUND,
            Refusal::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Refusal::Fault => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Refusal::SignedOut => "signed-out",
            Refusal::NoRight(_) | Refusal::Lacks(_) => "no-right",
            Refusal::Refused(name, _) => name,
            Refusal::FormUsed => "form-used",
            Refusal::NoLearner | Refusal::HiddenLearner => "no-learner",
            Refusal::OtherImport => "other-import",
            Refusal::NotFound => "not-found",
            Refusal::StaleForm => "stale-form",
            Refusal::Unavailable => "unavailable",
            Refusal::Fault => "fault",
        }
    }
}

impl From<LearnerRefusal> for Refusal {
    fn from(why: LearnerRefusal) -> Refusal {
        match why {
            LearnerRefusal::Unknown => Refusal::NoLearner,
            LearnerRefusal::Hidden => Refusal::HiddenLearner,
            LearnerRefusal::Forbidden => Refusal::NoRight("OPPIJOIDENTUONTI"),
        }
    }
}

impl From<AppError> for Refusal {
    fn from(error: AppError) -> Refusal {
        match error.answer() {
            Fault::Retry { .. } => Refusal::Unavailable,
            Fault::Ours => Refusal::Fault,
        }
    }
}

/// The page of a refusal.
#[derive(Template)]
#[template(path = "staff/refusal.html")]
pub struct RefusalPage {
    c: Chrome,
    t: Texts,
    heading: String,
    why: String,
    next: String,
    /// The page where it began, where the official may go on there.
    back: Option<String>,
    report: &'static str,
}

impl RefusalPage {
    /// In the language asked for.
    pub fn new(asked: &Asked, official: Option<&Official>, refusal: &Refusal) -> RefusalPage {
        let (t, name) = (asked.t, refusal.name());
        let page = |part: &str| t.get(&format!("refusal-page-{name}{part}"));
        let lacking = |rights: String| (page(""), t.with("refusal-page-no-right-why", "rights", rights), page("-next"));
        let (heading, why, next) = match refusal {
            Refusal::NoRight(rights) => lacking((*rights).to_owned()),
            Refusal::Lacks(rights) => lacking(rights_in_words(rights)),
            Refusal::Refused(..) => {
                let (why, next) = (t.get(&format!("refused-{name}")), t.get(&format!("refused-{name}-next")));
                (t.get("refusal-page-refused"), why, next)
            }
            _ => (page(""), page("-why"), page("-next")),
        };
        let c = Chrome::new(asked, official, heading.clone()).below_report();
        RefusalPage { c, t, heading, why, next, back: back(asked, refusal), report: address::REPORT }
    }
}

/// The page to which a form that was refused belongs: that of a learner, an import or a list.
fn back(asked: &Asked, refusal: &Refusal) -> Option<String> {
    let goes_on = match refusal {
        Refusal::Refused(_, kind) => *kind != RefusalKind::NotFound,
        Refusal::FormUsed | Refusal::StaleForm | Refusal::Unavailable | Refusal::Fault => true,
        _ => false,
    };
    page_of(asked.address.path()).filter(|_| goes_on)
}

/// The page of a learner, an import or a list that a form belongs to.
pub fn page_of(path: &str) -> Option<String> {
    let one = |list: &str| path.strip_prefix(list)?.strip_prefix('/')?.split('/').next();
    let import = one(address::REPORT).filter(|number| number.parse::<u64>().is_ok());
    let of_one = one(address::LEARNERS).map(|oid| (address::LEARNERS, oid)).or(import.map(|it| (address::REPORT, it)));
    let list = || LISTS.iter().find(|list| path == **list || one(list).is_some()).map(|list| (*list).to_owned());
    of_one.map(|(list, one)| format!("{list}/{one}")).or_else(list)
}

/// Rights as officials know them.
fn rights_in_words(rights: &[Opens]) -> String {
    rights.iter().map(|opens| opens.right.to_string()).collect::<Vec<_>>().join(", ")
}

/// A refusal as an answer.
pub fn refuse(asked: &Asked, official: Option<&Official>, refusal: impl Into<Refusal>) -> Response {
    let refusal = refusal.into();
    let mut response = with_status(refusal.status(), &RefusalPage::new(asked, official, &refusal));
    if refusal == Refusal::Unavailable {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(NoPlace::RETRY_AFTER.as_secs()));
    }
    let other = matches!(refusal, Refusal::HiddenLearner | Refusal::OtherImport);
    if other || matches!(refusal, Refusal::SignedOut | Refusal::NoRight(_) | Refusal::Lacks(_) | Refusal::Refused(..)) {
        response.extensions_mut().insert(access::Denied);
    }
    response
}

#[cfg(test)]
mod tests {
    use texts::Lang;

    use super::*;
    use crate::staff::address::Address;

    #[test]
    fn a_form_leads_back_to_the_page_that_it_belongs_to() {
        let back_of = |path: &str, refusal: &Refusal| {
            back(&Asked { t: Texts(Lang::Fi), address: Address::of(path), demo: false }, refusal)
        };
        let learner = "/henkilo-ui/oppija/1.2.246.562.24.11111111111";
        for (path, page) in [
            (&format!("{learner}/muokkaa")[..], Some(learner)),
            ("/henkilo-ui/oppijoidentuonti/7/ristiriidat/3", Some("/henkilo-ui/oppijoidentuonti/7")),
            ("/henkilo-ui/oppijoidentuonti/valitut", None),
            ("/henkilo-ui/duplikaatit", Some("/henkilo-ui/duplikaatit")),
            ("/henkilo-ui/hyvaksynnat/4/hylkays", Some("/henkilo-ui/hyvaksynnat")),
            ("/henkilo-ui/kirjaudu-ulos", None),
        ] {
            assert_eq!(back_of(path, &Refusal::StaleForm).as_deref(), page, "{path}");
        }
        assert_eq!(back_of(learner, &Refusal::HiddenLearner), None, "it is not said that there is such a page");
        assert_eq!(back_of(learner, &Refusal::Refused("no-person", RefusalKind::NotFound)), None);
    }
}
