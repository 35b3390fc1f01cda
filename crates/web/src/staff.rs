//! The pages for officials: server-rendered HTML in Finnish, Swedish and English that needs no script, its state in the
//! address.
//!
//! | module | what it is |
//! |---|---|
//! | `report` | *Oppijoiden tuontiraportti*: summary, errors, imports |
//! | `import` | one import: rows, conflicts, CSV |
//! | `learner` | one learner: state, data, history, and as it stood |
//! | `access_register` | who looked at whom, for auditors |
//! | `find` | *Oppijahaku*: every learner by names or identifiers |
//! | `overview`, `charts` | *Yleiskuva*: the report at a glance, drawn |
//! | `review` | the review queue of possible duplicates |
//! | `approvals` | what needs a second official |
//! | `requests` | what providers ask the keeper for |
//! | `consumers` | which systems have acknowledged the changes |
//! | `sitting` | what an official has done since they signed in |
//! | `help` | the help pages of `docs/staff` |
//! | `refusal` | why there is nothing to see, and what to do next |
//! | `live` | tells open pages that something changed |
//! | `session` | who is signed in: [`session::Official`], which every page takes, and what forms must carry |
//! | `sign_in`, `oidc` | signing in and out; the OpenID provider that says who somebody is |
//! | `keys` | the keys that sessions, forms and searched words are protected with |
//! | `form`, `kept` | what officials send, and how it outlives their session |
//! | `filters`, `visits` | what the browser keeps for them: filters of the error list, and when they were last here |
//! | `command`, `advice` | commands: preview, confirmation, and what became of them |
//! | `page`, `assets`, `language`, `address` | what all pages share |
//! | `words`, `dates`, `paging`, `search` | smaller things that several share |

pub mod access_register;
pub mod address;
pub mod advice;
pub mod approvals;
pub mod assets;
pub mod charts;
pub mod command;
pub mod consumers;
pub mod dates;
pub mod download;
pub mod filters;
pub mod find;
pub mod form;
pub mod help;
pub mod import;
pub mod kept;
pub mod keys;
pub mod language;
pub mod learner;
pub mod live;
pub mod oidc;
pub mod overview;
pub mod page;
pub mod paging;
pub mod refusal;
pub mod report;
pub mod requests;
pub mod review;
pub mod search;
pub mod session;
pub mod sign_in;
pub mod sitting;
pub mod visits;
pub mod words;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use app::access::LookKind;
use app::places::Places;
use app::{App, AppError};
use axum::Router;
use axum::extract::Extension;
use axum::http::{Method, StatusCode, Uri};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{any, get, post};

use events::PersonOid;
use events::codes::Right;
use language::Asked;
use learner::edit::pages::{send, show};
use learner::edit::{
    activity, comparison, details, erasure, hetu, identify, link, merge, request, reverse, rows, separate,
};
use search::Search;
use session::Official;
use sign_in::SharedSignIn;
use texts::Texts;
use words::Words;

/// Pages that are told of changes at the same time, in all and of each official.
const LIVE_PAGES: (u64, u64) = (256, 16);

/// What the pages share.
#[derive(Clone)]
pub struct Staff {
    /// The application.
    pub app: App,
    /// How officials sign in. Without it every page says so.
    pub sign_in: Option<SharedSignIn>,
    /// Seals what is searched.
    pub search: Arc<Search>,
    /// Requests under way; programs' too.
    pub requests: Places,
    /// Open pages that are told of changes: each keeps a connection.
    pub live: Places,
}

impl Staff {
    /// For officials who sign in so, or not at all.
    pub fn new(app: App, sign_in: Option<SharedSignIn>, requests: Places) -> Staff {
        let key = sign_in.as_ref().and_then(|sign_in| sign_in.sessions.keys.search());
        let search = key.map_or_else(Search::random, |key| Search::new(*key));
        let live = Places::new("live pages", LIVE_PAGES.0, LIVE_PAGES.1);
        Staff { app, sign_in, search: Arc::new(search), requests, live }
    }

    /// Records whom a page shows, each with whether a protection order stands.
    async fn showed(
        &self,
        official: &Official,
        kind: LookKind,
        people: impl IntoIterator<Item = (PersonOid, bool)>,
    ) -> Result<(), AppError> {
        self.app.looked(official.caller.looker(Right::ALL), kind, people.into_iter().collect()).await
    }

    /// Words in a language.
    fn words(&self, t: Texts) -> Words<'_> {
        let app = &self.app;
        let (organisations, codes) = (app.current_organisations(), app.current_codes());
        Words { t, organisations, codes, officials: app.officials(), services: app.current_services() }
    }
}

/// All pages with what they need.
pub fn router(staff: Staff) -> Router {
    let pages = Router::new()
        .route(address::REPORT, get(report::show).post(report::narrow))
        .route(address::CHANGES, get(live::changes))
        .route(address::NEWEST, get(report::newest_import))
        .route(address::ERRORS_CSV, get(report::download::whole))
        .route(address::CHOSEN, post(report::chosen::chosen))
        .route(address::PASSIVATE, post(report::passivate::passivate))
        .route(address::SITTING, get(sitting::show))
        .route(address::SAVED, post(filters::change))
        .route("/henkilo-ui/oppijoidentuonti/{number}", get(import::show))
        .route("/henkilo-ui/oppijoidentuonti/{number}/kumoa", get(import::undo::show).post(import::undo::send))
        .route("/henkilo-ui/oppijoidentuonti/{number}/ristiriidat", post(import::review_chosen))
        .route("/henkilo-ui/oppijoidentuonti/{number}/ristiriidat/{row}", post(import::review))
        .route("/henkilo-ui/oppija/{oid}", get(learner::show))
        .route("/henkilo-ui/oppija/{oid}/vertailu", get(learner::compare::show))
        .route("/henkilo-ui/oppija/{oid}/vaikutukset", get(learner::effects::show))
        .route("/henkilo-ui/oppija/{oid}/siirretty", post(learner::hand_over::note))
        .route("/henkilo-ui/oppija/{oid}/hetu", get(show::<hetu::Hetu>).post(send::<hetu::Hetu>))
        .route("/henkilo-ui/oppija/{oid}/muokkaa", get(show::<details::Details>).post(send::<details::Details>))
        .route("/henkilo-ui/oppija/{oid}/yksiloi", get(show::<identify::Identify>).post(send::<identify::Identify>))
        .route("/henkilo-ui/oppija/{oid}/vtj", get(show::<comparison::Comparison>).post(send::<comparison::Comparison>))
        .route("/henkilo-ui/oppija/{oid}/duplikaatit", get(show::<link::Link>).post(send::<link::Link>))
        .route("/henkilo-ui/oppija/{oid}/peru", get(show::<reverse::Reverse>).post(send::<reverse::Reverse>))
        .route("/henkilo-ui/oppija/{oid}/rivit", get(show::<rows::Rows>).post(send::<rows::Rows>))
        .route("/henkilo-ui/oppija/{oid}/yhdistaminen", get(show::<merge::Merge>).post(send::<merge::Merge>))
        .route("/henkilo-ui/oppija/{oid}/erottelu", get(show::<separate::Separate>).post(send::<separate::Separate>))
        .route("/henkilo-ui/oppija/{oid}/passivointi", get(show::<activity::Activity>).post(send::<activity::Activity>))
        .route("/henkilo-ui/oppija/{oid}/pyynto", get(show::<request::Request>).post(send::<request::Request>))
        .route(address::FIND, get(find::show).post(find::find))
        .route(address::OVERVIEW, get(overview::show))
        .route("/henkilo-ui/oppija/{oid}/poisto", get(show::<erasure::Erasure>).post(send::<erasure::Erasure>))
        .route(address::DUPLICATES, get(review::show).post(review::send))
        .route(address::APPROVALS, get(approvals::show))
        .route("/henkilo-ui/hyvaksynnat/{number}", post(approvals::give))
        .route("/henkilo-ui/hyvaksynnat/{number}/hylkays", post(approvals::refuse_it))
        .route(address::REQUESTS, get(requests::show))
        .route("/henkilo-ui/pyynnot/{number}", get(requests::one::show).post(requests::one::send))
        .route(address::ACCESS, get(access_register::show))
        .route(address::CONSUMERS, get(consumers::show))
        .route("/henkilo-ui/muutosten-kuittaukset/poisto", post(consumers::remove))
        .merge(sign_in::routes())
        .method_not_allowed_fallback(to_page_of_form)
        .with_state(staff.clone());
    framed(pages.merge(open()).layer(from_fn_with_state(staff, session::recognise)))
}

/// What only a form opens cannot be read again, by a change of language or from the address: the page that the form belongs
/// to is shown.
async fn to_page_of_form(method: Method, uri: Uri) -> Response {
    if method != Method::GET {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    Redirect::to(&refusal::page_of(uri.path()).unwrap_or_else(|| address::REPORT.to_owned())).into_response()
}

/// Pages that need no application.
fn open() -> Router {
    Router::new()
        .route("/", get(to_report))
        .route("/henkilo-ui", get(to_report))
        .route("/henkilo-ui/ohjeet", get(to_help))
        .route("/henkilo-ui/ohjeet/{page}", get(help::show))
        .route("/henkilo-ui/assets/{name}", get(assets::serve))
        .route("/henkilo-ui/{*rest}", any(not_found))
}

/// With the language chosen and safe headers.
fn framed(pages: Router) -> Router {
    pages.layer(from_fn(language::choose)).layer(from_fn(page::with_safe_headers))
}

async fn to_report() -> Redirect {
    Redirect::to(address::REPORT)
}

async fn to_help() -> Redirect {
    Redirect::to(&address::help("import-report").to_string())
}

async fn not_found(asked: Asked, official: Option<Extension<Official>>) -> Response {
    let official = official.map(|Extension(official)| official);
    refusal::refuse(&asked, official.as_ref(), refusal::Refusal::NotFound)
}
