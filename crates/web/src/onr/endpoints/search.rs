//! People who are looked for: by criteria, by where they live, by contact details, by the beginning of their names.

use app::Person;
use app::access::LookKind;
use app::caller::Caller;
use app::people::wanted::{Sorted, Wanted};
use axum::extract::{OriginalUri, Path, Request, State};
use axum::response::Response;
use events::codes::Right;
use serde::Deserialize;

use super::henkilo::{KEEPS, READS};
use super::henkilo_lists::{oids, read_json};
use super::{Onr, fault, json};
use crate::access::showed;
use crate::auth::gate::Signed;
use crate::onr::criteria::{PageLimits, PageRequest, read_day, read_page, read_wanted};
use crate::onr::errors::{Exception, OnrError, demand};
use crate::onr::shapes::person::{
    FoundLearner, FoundLearners, HenkiloHaku, HenkiloKunnassa, OidText, PageOfFound, Slice,
};
use crate::onr::text::{Text, texts};

/// Parts of a list of people.
const PART: PageLimits = PageLimits { default: 20, most: 5_000 };
/// Parts of a list of the people of a municipality.
const OF_MUNICIPALITY: u32 = 5_000;
/// Learners on a page of a search.
const FOUND: usize = 50;
/// The shortest text that is searched for, in characters.
const SHORTEST: usize = 3;
/// What the keeper alone may do.
const KEEPER: &[Right] = &[Right::Rekisterinpitaja];

/// What narrows a question about people.
#[derive(Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HenkiloCriteria {
    /// Only these; everybody when absent.
    #[schema(value_type = Option<Vec<String>>)]
    henkilo_oids: Option<Vec<Text>>,
    /// Whose present hetu it is.
    #[schema(value_type = Option<String>)]
    hetu: Option<Text>,
    /// Passive or linked, or not.
    passivoitu: Option<bool>,
    /// Linked to another person, or not.
    duplikaatti: Option<bool>,
    /// Words that begin words of their names.
    #[schema(value_type = Option<String>)]
    name_query: Option<Text>,
}

impl From<HenkiloCriteria> for Wanted {
    fn from(sent: HenkiloCriteria) -> Wanted {
        let text = |sent: Option<Text>| sent.map(|Text(text)| text).filter(|text| !text.trim().is_empty());
        Wanted {
            oids: sent.henkilo_oids.map(|sent| oids(&texts(sent))),
            hetu: text(sent.hetu),
            passive: sent.passivoitu,
            member: sent.duplikaatti,
            name: text(sent.name_query),
            since: None,
        }
    }
}

/// People in few words, in the order of their names; those not to be read are left out.
#[utoipa::path(get, path = "/henkilo", tag = "henkilo", params(("hetu" = Option<String>, Query), ("henkiloOids" = Option<Vec<String>>, Query), ("passivoitu" = Option<bool>, Query), ("duplikaatti" = Option<bool>, Query), ("nameQuery" = Option<String>, Query), ("page" = Option<u32>, Query), ("count" = Option<u32>, Query)),
    responses((status = 200, description = "Done", body = Slice<HenkiloHaku<'static>>), (status = 400, description = "The query is not as it should be"), (status = 401, description = "No valid token, or the right is missing"), (status = 503, description = "Try again later; see Retry-After")))]
pub async fn get_list(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, OnrError> {
    let (wanted, page) = (read_wanted(&uri)?, read_page(&uri, PART)?);
    demand(&caller, &[READS, KEEPS].concat())?;
    let part = (page.offset(), Some(u64::from(page.size) + 1));
    let mut people = onr.app.wanted(wanted, Sorted::ByName, part).await.map_err(fault)?;
    let (more, reach) = (cut(&mut people, &page), onr.app.may_read(&caller, READS));
    people.retain(|person| reach.covers(person));
    noted(&onr, &caller, READS, &people).await?;
    json(&Slice::of(&page, people.iter().map(HenkiloHaku::of).collect(), more))
}

/// Cuts off whoever was read to see that there are more behind the part; tells whether there are.
fn cut(people: &mut Vec<app::Person>, page: &PageRequest) -> bool {
    let more = people.len() > page.size as usize;
    people.truncate(page.size as usize);
    more
}

/// People of a municipality who were born on a day or later, 5,000 at a time. Nobody under a protection order is listed.
#[utoipa::path(get, path = "/s2s/henkilo/list/{municipal}/{birthdate}", tag = "s2s", params(("municipal" = String, Path), ("birthdate" = String, Path), ("page" = Option<u32>, Query)),
    responses((status = 200, description = "Done", body = Slice<HenkiloKunnassa<'static>>), (status = 400, description = "No day, or no page"), (status = 401, description = "No valid token, or the right is missing")))]
pub async fn get_of_municipality(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    Path((municipality, born)): Path<(String, String)>,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, OnrError> {
    let only = PageLimits { default: OF_MUNICIPALITY, most: u32::MAX };
    let (born, number) = (read_day(&born)?, read_page(&uri, only)?.number);
    demand(&caller, KEEPER)?;
    let page = PageRequest { number, size: OF_MUNICIPALITY };
    // Text that is no code is no municipality's.
    let mut people = match municipality.parse() {
        Ok(code) => onr.app.living_in(code, born, page.offset(), u64::from(page.size) + 1).await.map_err(fault)?,
        Err(_) => Vec::new(),
    };
    let more = cut(&mut people, &page);
    noted(&onr, &caller, KEEPER, &people).await?;
    json(&Slice::of(&page, people.iter().map(HenkiloKunnassa::of).collect(), more))
}

/// OIDs of people with an e-mail address or a telephone number.
#[utoipa::path(get, path = "/henkilo/yhteystieto={arvo}/oid", tag = "henkilo", params(("arvo" = String, Path)),
    responses((status = 200, description = "Done", body = Vec<String>), (status = 401, description = "No valid token, or the right is missing"), (status = 404, description = "Another path")))]
pub async fn get_by_contact(
    State(onr): State<Onr>,
    Signed(caller): Signed,
    Path(segment): Path<String>,
) -> Result<Response, OnrError> {
    let value = segment.strip_prefix("yhteystieto=").ok_or_else(OnrError::not_found)?;
    demand(&caller, KEEPS)?;
    let found = onr.app.with_contact(value.to_owned()).await.map_err(fault)?;
    let seen = found.iter().map(|oid| (*oid, false)).collect();
    showed(&onr.app, &caller, KEEPS, LookKind::Numbers, seen).await.map_err(fault)?;
    json(&found.into_iter().map(OidText).collect::<Vec<_>>())
}

/// What somebody searches for.
#[derive(Deserialize, utoipa::ToSchema)]
pub struct SearchSent {
    /// An OID, a hetu, or the beginning of names; at least three characters.
    #[schema(value_type = Option<String>)]
    query: Option<Text>,
    /// Passive persons too; not when absent.
    passive: Option<bool>,
    /// Which page, from 0.
    page: Option<i64>,
}

/// Learners found by OID, present hetu, or the beginning of their names.
#[utoipa::path(post, path = "/internal/oppijahaku", tag = "internal", request_body = SearchSent,
    responses((status = 200, description = "Done", body = FoundLearners<'static>), (status = 400, description = "Too short, or no page"), (status = 401, description = "No valid token, or the caller is not the keeper"), (status = 503, description = "Try again later; see Retry-After")))]
pub async fn post_search(State(onr): State<Onr>, Signed(caller): Signed, sent: Request) -> Result<Response, OnrError> {
    let sent: SearchSent = read_json(&onr, &caller, sent, KEEPER).await?;
    let number = sent.page.and_then(|page| usize::try_from(page).ok());
    let query = sent.query.map(|Text(text)| text).unwrap_or_default();
    let number = number.filter(|_| query.chars().count() >= SHORTEST).ok_or_else(|| OnrError::Message {
        exception: Exception::ArgumentNotValid,
        message: Some(format!("query must have at least {SHORTEST} characters, and page be 0 or more")),
    })?;
    if !caller.is_keeper() {
        return Err(OnrError::lacks_right());
    }
    let people = search(&onr, query.trim(), sent.passive.unwrap_or(false)).await?;
    let (total, page) = (people.len(), people.into_iter().skip(number.saturating_mul(FOUND)).take(FOUND));
    let people: Vec<Person> = page.collect();
    noted(&onr, &caller, KEEPER, &people).await?;
    let page = PageOfFound { size: FOUND, number, total_elements: total, total_pages: total.div_ceil(FOUND) };
    json(&FoundLearners { content: people.iter().map(FoundLearner::of).collect(), page })
}

async fn search(onr: &Onr, query: &str, passive_too: bool) -> Result<Vec<Person>, OnrError> {
    let passive = (!passive_too).then_some(false);
    let exact = match () {
        () if query.starts_with("1.2.") => {
            Wanted { oids: Some(query.parse().into_iter().collect()), ..Wanted::default() }
        }
        () if is_like_a_hetu(query) => Wanted { hetu: Some(query.to_uppercase()), ..Wanted::default() },
        () => return onr.app.named_like(query, passive_too).await.map_err(fault),
    };
    onr.app.wanted(Wanted { passive, ..exact }, Sorted::ByName, (0, None)).await.map_err(fault)
}

/// `ddmmyy`, any character, three digits, and a digit or letter.
fn is_like_a_hetu(text: &str) -> bool {
    let characters: Vec<char> = text.chars().collect();
    let [born @ .., _, one, two, three, check] = &characters[..] else { return false };
    let digits = born.iter().chain([one, two, three]).all(char::is_ascii_digit);
    born.len() == 6 && digits && check.is_ascii_alphanumeric()
}

/// The access register is told of everybody in a list.
pub(super) async fn noted(onr: &Onr, caller: &Caller, rights: &[Right], people: &[Person]) -> Result<(), OnrError> {
    let seen = people.iter().map(|person| (person.oid, person.protected)).collect();
    showed(&onr.app, caller, rights, LookKind::Fetched, seen).await.map_err(fault)
}
