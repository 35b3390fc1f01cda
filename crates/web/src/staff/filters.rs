//! Filters of the error list that an official keeps under a name, in a cookie that nobody else opens: what is searched may
//! be a name.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use minicbor::{Decode, Encode};
use serde::Deserialize;

use super::Staff;
use super::address::{Address, REPORT};
use super::form::Sent;
use super::keys::Purpose;
use super::language::Asked;
use super::refusal::{Refusal, refuse};
use super::session::{CookieKind, Official, check_csrf};

/// So many are kept; the oldest goes when there is one more.
const MOST: usize = 8;
/// The longest name, in characters.
const LONGEST_NAME: usize = 40;
/// The longest query, in bytes: a cookie holds all of them.
const LONGEST_QUERY: usize = 600;
/// The browser forgets after so long, in seconds.
const KEPT_FOR: i64 = 365 * 24 * 3600;

/// A filter under a name.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Filter {
    /// As the official calls it.
    #[n(0)]
    pub name: String,
    /// The query of the list.
    #[n(1)]
    pub query: String,
}

impl Filter {
    /// The list that it shows.
    pub fn address(&self) -> String {
        Address::read(REPORT, Some(&self.query)).to_string()
    }
}

/// What the cookie holds.
#[derive(Encode, Decode)]
struct Saved {
    #[n(0)]
    subject: String,
    #[n(1)]
    filters: Vec<Filter>,
}

/// The filters of an official, as their browser keeps them.
pub fn kept(staff: &Staff, official: &Official, headers: &HeaderMap) -> Vec<Filter> {
    let open = || {
        let sessions = &staff.sign_in.as_ref()?.sessions;
        let held = sessions.cookies.value(headers, CookieKind::Filters)?;
        let (_, plain) = sessions.keys.open(Purpose::Filters, &held)?;
        minicbor::decode::<Saved>(&plain).ok().filter(|saved| saved.subject == official.caller.subject)
    };
    open().map(|saved| saved.filters).unwrap_or_default()
}

/// The form that keeps a filter, or lets one go.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Change {
    csrf: String,
    /// What it is to be called.
    nimi: String,
    /// The query of the list that the form stands on.
    query: String,
    /// Number of one to let go, from 0.
    poista: Option<usize>,
}

/// Keeps a filter, or lets one go, and leads back to the list.
pub async fn change(
    State(staff): State<Staff>,
    official: Official,
    asked: Asked,
    headers: HeaderMap,
    Sent(form): Sent<Change>,
) -> Response {
    if !check_csrf(&official, &form.csrf) {
        return refuse(&asked, Some(&official), Refusal::StaleForm);
    }
    let back = Address::read(REPORT, Some(&form.query)).to_string();
    let filters = changed(kept(&staff, &official, &headers), form);
    let mut answer = Redirect::to(&back).into_response();
    if let Some(sign_in) = &staff.sign_in {
        let (keys, cookies) = (&sign_in.sessions.keys, sign_in.sessions.cookies);
        let saved = Saved { subject: official.caller.subject.clone(), filters };
        let sealed =
            minicbor::to_vec(&saved).ok().and_then(|plain| keys.seal(Purpose::Filters, keys.current(), &plain));
        if let Some(sealed) = sealed {
            cookies.set(answer.headers_mut(), CookieKind::Filters, &sealed, Some(KEPT_FOR));
        }
    }
    answer
}

/// A filter kept again under the same name takes the place of the one before.
fn changed(mut filters: Vec<Filter>, form: Change) -> Vec<Filter> {
    if let Some(number) = form.poista {
        if number < filters.len() {
            filters.remove(number);
        }
        return filters;
    }
    let name: String = form.nimi.trim().chars().take(LONGEST_NAME).collect();
    if name.is_empty() || form.query.len() > LONGEST_QUERY {
        return filters;
    }
    filters.retain(|filter| filter.name != name);
    filters.push(Filter { name, query: form.query });
    let over = filters.len().saturating_sub(MOST);
    filters.split_off(over)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keep(filters: Vec<Filter>, nimi: &str, query: &str) -> Vec<Filter> {
        changed(filters, Change { nimi: nimi.to_owned(), query: query.to_owned(), ..Change::default() })
    }

    #[test]
    fn a_filter_is_kept_once_under_its_name_and_the_oldest_goes() {
        let mut filters = keep(keep(Vec::new(), " Omat ", "syy=no_hetu"), "Omat", "syy=test_hetu");
        assert_eq!(filters, [Filter { name: "Omat".to_owned(), query: "syy=test_hetu".to_owned() }]);
        for n in 0..MOST {
            filters = keep(filters, &n.to_string(), "ika=7");
        }
        assert_eq!((filters.len(), filters[0].name.as_str()), (MOST, "0"));
        filters = changed(filters, Change { poista: Some(0), ..Change::default() });
        assert_eq!(filters[0].name, "1");
        assert_eq!(keep(filters.clone(), "", "x=1"), filters);
        assert_eq!(keep(filters.clone(), "long", &"x".repeat(LONGEST_QUERY + 1)), filters);
    }
}
