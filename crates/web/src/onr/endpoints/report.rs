//! The import report as today's pages and programs read it: the list of imports, what was sent, and errors.

use app::Person;
use app::access::LookKind;
use app::report::errors::ListedError as Failing;
use app::report::imports::ImportLine;
use app::report::sent::{SentLine, SentRows};
use app::rules::Cause;
use axum::extract::{OriginalUri, Path, State};
use axum::response::Response;
use events::codes::Right;
use events::person::{Names, SentRow};
use projections::counts::query::Scope;

use super::learners::{criteria, place_for, scope};
use super::stream::list;
use super::{Onr, READERS, fault, refused_import, whole_number, written};
use crate::access::showed;
use crate::auth::gate::Signed;
use crate::onr::criteria::{PageLimits, read_criteria, read_list_criteria, read_page};
use crate::onr::errors::{OnrError, demand};
use crate::onr::shapes::{ImportListRow, ListedError, Millis, Page, SentCode, SentDataRow, SentLearner, SpringPage};

/// `pageSize` and `count`: 20 by default.
const PAGE: PageLimits = PageLimits { default: 20, most: 1_000 };
/// Rights by which what was sent is seen.
const DATA_READERS: &[Right] = &[Right::Rekisterinpitaja, Right::RekisterinpitajaRead, Right::TuontidataRead];

/// The list of imports with their counts, by our one definition of states.
#[utoipa::path(get, path = "/oppija/tuontikooste", tag = "oppija",
    params(("id" = Option<i64>, Query), ("author" = Option<String>, Query), ("page" = Option<i32>, Query), ("pageSize" = Option<i32>, Query), ("field" = Option<String>, Query), ("sort" = Option<String>, Query)),
    responses((status = 200, description = "Done", body = SpringPage<ImportListRow>), (status = 400, description = "The query is not as it should be"), (status = 401, description = "No valid token, or the right is missing"), (status = 503, description = "Try again later; see Retry-After")))]
pub async fn get_imports(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, OnrError> {
    let mut wanted = read_list_criteria(&uri, PAGE)?;
    demand(&caller, READERS)?;
    if let Some(number) = &mut wanted.filter.number {
        *number = onr.app.import_meant(&caller, *number).await.map_err(fault)?;
    }
    let scope = onr.app.report_scope(&caller, &[]).unwrap_or_else(|| Scope::Organisations(Default::default()));
    let page = wanted.page;
    let _place = place_for(&onr, &caller, &page)?;
    let found = onr.app.numbered_imports(scope, wanted.filter, page.offset(), u64::from(page.size));
    let (imports, total) = found.await.map_err(fault)?;
    written(&onr.app, move |_| SpringPage::new(&page, imports.into_iter().map(list_row).collect(), total as i64)).await
}

fn list_row(import: ImportLine) -> ImportListRow {
    ImportListRow {
        api: import.interface,
        author: import.sent_by,
        conflicts: import.conflicts.into(),
        failures: import.failures.into(),
        id: import.known_as,
        in_progress: import.in_progress.into(),
        oid: import.sender,
        successful: import.successful.into(),
        timestamp: Millis(import.received),
        total: import.total.into(),
    }
}

/// What was sent, row by row. 403 while no row is done: not ready.
#[utoipa::path(get, path = "/oppija/tuontidata/{id}", tag = "oppija", params(("id" = i64, Path)),
    responses((status = 200, description = "Done", body = Vec<SentDataRow>), (status = 401, description = "No valid token, or the right is missing"), (status = 403, description = "Not ready, or another organisation's"), (status = 404, description = "Unknown"), (status = 503, description = "Try again later; see Retry-After")))]
pub async fn get_sent_data(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    Path(id): Path<String>,
) -> Result<Response, OnrError> {
    demand(&caller, DATA_READERS)?;
    let number = whole_number(&id)?;
    let number = onr.app.import_meant(&caller, number).await.map_err(fault)?;
    let sent = onr.app.sent_rows(&caller, number).await.map_err(fault)?.map_err(refused_import)?;
    let SentRows { lines, place } = sent;
    let seen = lines.iter().filter_map(|line| line.person.as_ref()).map(|(oid, _)| (*oid, false)).collect();
    showed(&onr.app, &caller, DATA_READERS, LookKind::SentData, seen).await.map_err(fault)?;
    Ok(list(&onr.app, lines, place, sent_row))
}

fn sent_row(line: SentLine) -> SentDataRow {
    let (oid, names) = line.person.unzip();
    SentDataRow {
        conflict: line.conflict,
        henkilo: line.sent.map(sent_learner).unwrap_or_default(),
        henkilo_nimi: names.map(|Names { surname, first_names, .. }| format!("{surname}, {first_names}")),
        henkilo_oid: oid.map(|oid| oid.to_string()),
        tunniste: line.tunniste,
    }
}

fn sent_learner(sent: SentRow) -> SentLearner {
    let code = |koodi: String| SentCode { koodi };
    let Names { first_names, call_name, surname } = sent.names;
    SentLearner {
        aidinkieli: sent.language.map(code),
        etunimet: Some(first_names),
        hetu: sent.hetu.map(|hetu| format!("{}****", &hetu.as_str()[..7])),
        kansalaisuus: sent.nationalities.into_iter().map(code).collect(),
        kutsumanimi: Some(call_name),
        oid: sent.oid,
        passinumero: sent.passport,
        sahkoposti: sent.email,
        sukunimi: Some(surname),
        sukupuoli: sent.sex.map(code),
        syntymaaika: sent.birth_date,
    }
}

/// Imported people whom somebody must look at, the newest error first.
#[utoipa::path(get, path = "/internal/oppijoidentuonti/virheet", tag = "oppija",
    params(("nimiHaku" = Option<String>, Query), ("tuontiId" = Option<i64>, Query), ("muokattuJalkeen" = Option<String>, Query), ("page" = Option<i32>, Query), ("count" = Option<i32>, Query)),
    responses((status = 200, description = "Done", body = Page<ListedError>), (status = 400, description = "The query is not as it should be"), (status = 401, description = "No valid token, or the right is missing"), (status = 503, description = "Try again later; see Retry-After")))]
pub async fn get_errors(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, OnrError> {
    let (wanted, page) = (read_criteria(&uri)?, read_page(&uri, PAGE)?);
    demand(&caller, READERS)?;
    let scope = scope(&onr, &caller, &wanted)?;
    let _place = place_for(&onr, &caller, &page)?;
    let criteria = criteria(&onr, &caller, wanted).await?;
    let found = onr.app.numbered_errors(scope, criteria, page.offset(), u64::from(page.size));
    let (failing, total) = found.await.map_err(fault)?;
    let seen = failing.iter().map(|failing| (failing.person.oid, false)).collect();
    showed(&onr.app, &caller, READERS, LookKind::Listed, seen).await.map_err(fault)?;
    written(&onr.app, move |_| Page::new(&page, failing.into_iter().map(listed).collect(), total as i64)).await
}

fn listed(failing: Failing) -> ListedError {
    let Failing { person, cause, first_import } = failing;
    let Person { names, birth_date, registered_at, modified_at, oid, .. } = person;
    let (service, sender) = first_import.map(|import| (import.service, import.sender)).unzip();
    ListedError {
        etunimet: Some(names.first_names),
        kutsumanimi: Some(names.call_name),
        luotu: Millis(registered_at),
        muokattu: Millis(modified_at),
        oid: oid.to_string(),
        oppijanumero: None,
        service_user_name: service.flatten(),
        service_user_oid: sender,
        sukunimi: Some(names.surname),
        syntymaaika: birth_date,
        yksilointi_tila: if cause == Cause::NoHetu { "HETU_PUUTTUU" } else { "VIRHE" },
    }
}
