//! Why ONR's identification failed, in our terms. Source: ONR's behaviour (`yksilointivirhe`, `yksilointitieto`).

use chrono::NaiveDate;
use domain::move_in::FailedThere;
use events::codes::FailureCause;
use events::person::{Names, RegisterRecord};
use events::{CaseId, Day, Hetu};
use matching::Verdict;

use crate::contacts;
use crate::rows::PersonRow;

/// Anything that ONR gives up for good is one of these.
const GIVEN_UP: &str = "SuspendableIdentificationException";

/// The last failed attempt; `None` where there was none. `case` is the id of a comparison, should there be one.
pub fn failed(row: &PersonRow, hetu: &Hetu, case: CaseId, today: NaiveDate) -> Option<FailedThere> {
    if let Some(record) = compared(row, hetu, today) {
        let own = matching::Names { first_names: &row.first_names, surname: &row.surname };
        let cause = match matching::compare_with_register(own, domain::register_record::names_of(&record)).verdict {
            Verdict::Same | Verdict::NearlySame => FailureCause::NamesNearlySame,
            Verdict::ClearlyDifferent => FailureCause::NamesClearlyDifferent,
        };
        return Some(FailedThere { cause, next_try: None, compared: Some((case, Box::new(record))) });
    }
    let failure = row.failure.as_ref()?;
    let cause = match () {
        () if !failure.exception.contains(GIVEN_UP) => FailureCause::UnreadableAnswer,
        () if hetu.individual_number() >= 900 => FailureCause::TestHetu,
        () if failure.says_passive => FailureCause::HetuPassive,
        () => FailureCause::NotInRegister,
    };
    Some(FailedThere { cause, next_try: failure.next_try, compared: None })
}

fn compared(row: &PersonRow, own: &Hetu, today: NaiveDate) -> Option<RegisterRecord> {
    let compared = row.comparison.as_ref()?;
    let hetu = compared.hetu.as_deref().and_then(|text| Hetu::parse(text, today).ok()).unwrap_or(*own);
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let names = Names {
        first_names: text(&compared.first_names),
        call_name: text(&compared.call_name),
        surname: text(&compared.surname),
    };
    Some(RegisterRecord {
        hetu,
        former_hetus: Vec::new(),
        names,
        former_surnames: Vec::new(),
        birth_date: Some(Day(hetu.birth_date())),
        sex: compared.sex.clone(),
        language: compared.language.as_deref().map(str::to_lowercase),
        nationalities: compared.nationalities.clone(),
        municipality: compared.municipality.clone(),
        protected: compared.protected,
        died: None,
        // What is no contact of a known kind is left out of a comparison without a word: nobody relies on it.
        contacts: contacts::groups(&compared.contacts, &mut Vec::new()),
    })
}
