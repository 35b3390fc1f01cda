//! One person's groups (*tietoryhmät*) read into a [`RegisterRecord`]. The rules are those of DVV's interface description,
//! 2.6, 2.7 and 5.3.
//!
//! A known group that has not the shape it should, or a record beyond all measure, makes the whole person unreadable:
//! nobody is identified by half an answer. Unknown groups, properties and values are passed over, because the register adds them over time.

use chrono::NaiveDate;
use events::person::{Names, RegisterRecord};
use events::{Day, Hetu};

use super::Answer;
use super::contacts::{self, Contacts};
use super::entry::Entry;
use super::lenient::{LONGEST_LIST, Odd, Text};
use super::wire::{Group, Nationality};

/// Reads the groups of the person asked by `asked`. `today` is the day of the answer where it is known.
pub(super) fn read(asked: Hetu, groups: &[Group<'_>], today: Option<NaiveDate>) -> Result<Entry, Odd> {
    let former_hetus = match standing(asked, groups)? {
        HetuState::Current { former } => former,
        HetuState::Replaced { by, former } => return Ok(Entry::Replaced { by, former }),
        HetuState::Passive => return Ok(Entry::Answered(Answer::Passive)),
    };
    let names = match names(groups)? {
        Named::Names(names) => names,
        Named::Nameless => return Ok(Entry::Answered(Answer::NoName)),
        Named::Withheld => return Ok(Entry::Answered(Answer::Withheld)),
    };
    let mut record = blank(asked, former_hetus, names);
    record.died = died(groups, today)?;
    let mut contacts = Contacts::default();
    for group in groups {
        take_in(group, &mut record, &mut contacts, today)?;
    }
    record.nationalities.sort_unstable();
    record.nationalities.dedup();
    if record.protected {
        record.municipality = None;
    } else {
        record.contacts = contacts.finish();
    }
    let surname = std::mem::take(&mut record.names.surname);
    record.former_surnames.retain(|former| *former != surname);
    record.former_surnames.sort_unstable();
    record.former_surnames.dedup();
    bounded(&record.former_surnames)?;
    record.names.surname = surname;
    Ok(Entry::Answered(Answer::Found(Box::new(record))))
}

/// What the register says of the hetu that was asked.
enum HetuState {
    Current { former: Vec<Hetu> },
    Replaced { by: Hetu, former: Vec<Hetu> },
    Passive,
}

/// Reads HENKILOTUNNUS_KORJAUS. `aktiivinenHenkilotunnus` is the truth; `muutettuHenkilotunnus` never is.
fn standing(asked: Hetu, groups: &[Group<'_>]) -> Result<HetuState, Odd> {
    let (mut active, mut passive, mut former) = (None, false, Vec::new());
    for group in groups.iter().filter(|group| group.tietoryhma.is("HENKILOTUNNUS_KORJAUS")) {
        for text in group.edelliset_henkilotunnukset.get()? {
            former.extend(hetu(text)?);
        }
        bounded(&former)?;
        match hetu(&group.aktiivinen_henkilotunnus)? {
            Some(named) if active.is_some_and(|known| known != named) => return Err(Odd),
            Some(named) => active = Some(named),
            None => {
                let about = hetu(&group.muutettu_henkilotunnus)?.unwrap_or(asked);
                match (group.voimassaolo.is("PASSIIVI"), about == asked) {
                    (true, true) => passive = true,
                    (true, false) => former.push(about),
                    (false, true) => {}
                    (false, false) => return Err(Odd),
                }
            }
        }
    }
    Ok(match active {
        Some(by) if by != asked => HetuState::Replaced { by, former },
        None if passive => HetuState::Passive,
        _ => HetuState::Current { former },
    })
}

/// Each row of many may add to a list: together they must not go beyond what one list may.
fn bounded<T>(list: &[T]) -> Result<(), Odd> {
    if list.len() <= LONGEST_LIST { Ok(()) } else { Err(Odd) }
}

/// A hetu in the answer: one with a wrong check character is odd, since nobody could ever ask by it.
fn hetu(text: &Text<'_>) -> Result<Option<Hetu>, Odd> {
    text.get()?.map(|text| Hetu::parse(text, NaiveDate::MAX).map_err(|_| Odd)).transpose()
}

enum Named {
    Names(Names),
    Nameless,
    Withheld,
}

fn names(groups: &[Group<'_>]) -> Result<Named, Odd> {
    let mut found: Option<Names> = None;
    for group in groups.iter().filter(|group| group.tietoryhma.is("HENKILON_NIMI")) {
        if group.turvakiellon_alaiset_kentat.0 {
            return Ok(Named::Withheld);
        }
        let first_names = name(&group.etunimi_utf8, &group.etunimi)?.unwrap_or_default();
        let surname = name(&group.sukunimi_utf8, &group.sukunimi)?.unwrap_or_default();
        let names = Names { first_names, call_name: String::new(), surname };
        match &found {
            _ if names == Names::default() => {}
            // Two names at once: neither can be taken for the person's.
            Some(known) if *known != names => return Err(Odd),
            _ => found = Some(names),
        }
    }
    Ok(found.map_or(Named::Nameless, Named::Names))
}

/// A name from its UTF-8 field, or else from the field of the old character set, with single spaces.
fn name(utf8: &Text<'_>, plain: &Text<'_>) -> Result<Option<String>, Odd> {
    let Some(name) = utf8.get()?.or(plain.get()?) else { return Ok(None) };
    let mut spaced = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !spaced.is_empty() {
            spaced.push(' ');
        }
        spaced.push_str(word);
    }
    Ok(Some(spaced))
}

fn blank(hetu: Hetu, former_hetus: Vec<Hetu>, names: Names) -> RegisterRecord {
    let mut record = RegisterRecord {
        hetu,
        former_hetus: Vec::with_capacity(former_hetus.len()),
        names,
        former_surnames: Vec::new(),
        birth_date: None,
        sex: None,
        language: None,
        nationalities: Vec::new(),
        municipality: None,
        protected: false,
        died: None,
        contacts: Vec::new(),
    };
    add_former_hetus(&mut record, former_hetus);
    record
}

/// Adds hetus to the former ones, none twice and never the current one.
pub(super) fn add_former_hetus(record: &mut RegisterRecord, former: impl IntoIterator<Item = Hetu>) {
    for hetu in former {
        if hetu != record.hetu && !record.former_hetus.contains(&hetu) {
            record.former_hetus.push(hetu);
        }
    }
}

/// Takes one group into the record.
fn take_in(
    group: &Group<'_>,
    record: &mut RegisterRecord,
    contacts: &mut Contacts,
    today: Option<NaiveDate>,
) -> Result<(), Odd> {
    let Some(tag) = group.tietoryhma.get()? else { return Ok(()) };
    // Censoring tells of a protection order even where the group of the order itself is missing.
    if group.turvakiellon_alaiset_kentat.0 {
        record.protected = true;
        return Ok(());
    }
    match tag {
        // Only a plain *false* says that there is no order.
        "TURVAKIELTO" => record.protected |= group.turvakielto_aktiivinen.get()? != Some(false),
        "KUTSUMANIMI" => call_name(group, record, today)?,
        "NIMENMUUTOS" | "NIMENMUUTOS_LAAJA" => former_surname(group, record, today)?,
        "SYNTYMAPAIVA" => record.birth_date = group.syntymapv.get()?.map(Day),
        "SUKUPUOLI" => record.sex = sex(group.sukupuoli.get()?),
        "AIDINKIELI" => language(group, record, today)?,
        "KANSALAISUUS" => {
            for row in group.henkilon_kansalaisuudet.get()? {
                record.nationalities.extend(nationality(row)?);
            }
        }
        "KOTIKUNTA" => record.municipality = group.kuntakoodi.get()?.and_then(three_digits),
        _ => {
            if let Some(kind) = contacts::kind_of(tag) {
                contacts.add(kind, group, today)?;
            }
        }
    }
    Ok(())
}

fn call_name(group: &Group<'_>, record: &mut RegisterRecord, today: Option<NaiveDate>) -> Result<(), Odd> {
    if group.nimilaji.is("NYKYINEN_KUTSUMANIMI") && !contacts::ended(group, today)? {
        record.names.call_name = name(&group.nimi_utf8, &group.nimi)?.unwrap_or_default();
    }
    Ok(())
}

/// A row labelled *present surname* is a former one once it has ended: the date counts, not the label.
fn former_surname(group: &Group<'_>, record: &mut RegisterRecord, today: Option<NaiveDate>) -> Result<(), Odd> {
    let former = match group.nimilaji.get()? {
        Some("EDELLINEN_SUKUNIMI" | "VIIMEKSI_NAIMATTOMANA_OLLESSA_OLLUT_SUKUNIMI") => true,
        Some("NYKYINEN_SUKUNIMI") => contacts::ended(group, today)?,
        _ => false,
    };
    if former {
        record.former_surnames.extend(name(&group.nimi_utf8, &group.nimi)?);
    }
    Ok(())
}

fn sex(value: Option<&str>) -> Option<String> {
    match value {
        Some("MIES") => Some("1".to_owned()),
        Some("NAINEN") => Some("2".to_owned()),
        _ => None,
    }
}

fn language(group: &Group<'_>, record: &mut RegisterRecord, today: Option<NaiveDate>) -> Result<(), Odd> {
    if contacts::ended(group, today)? {
        return Ok(());
    }
    let code = group.kielikoodi.get()?.filter(|code| code.len() <= 3).map(str::to_ascii_lowercase);
    record.language = code.map(|code| if code == "iw" { "he".to_owned() } else { code });
    Ok(())
}

/// The code of a nationality still held; codes of countries that have since been divided become today's.
fn nationality(row: &Nationality<'_>) -> Result<Option<String>, Odd> {
    let lost = row.voimassaolo.get()?.is_none() && row.menetyspv.get()?.is_some();
    if row.voimassaolo.is("PASSIIVI") || lost {
        return Ok(None);
    }
    Ok(row.kansalaisuuskoodi.get()?.and_then(|code| match code {
        "736" => Some("729".to_owned()),
        "230" => Some("231".to_owned()),
        code => three_digits(code),
    }))
}

fn three_digits(code: &str) -> Option<String> {
    (code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_digit())).then(|| code.to_owned())
}

/// The day of death. A declaration of death gives only the day of the declaration, so it comes second; somebody dead
/// without any day died, as far as can be told, on the day of the answer at the latest.
fn died(groups: &[Group<'_>], today: Option<NaiveDate>) -> Result<Option<Day>, Odd> {
    let (mut dead, mut died, mut declared) = (false, None, None);
    for group in groups {
        let day = match group.tietoryhma.get()? {
            Some("KUOLINPAIVA") => &mut died,
            Some("KUOLLEEKSIJULISTAMISPAIVA") => &mut declared,
            _ => continue,
        };
        let given = group.kuolinpv.get()?.or(group.kuolleeksijulistamispv.get()?);
        if group.kuollut.get()?.unwrap_or(given.is_some()) {
            dead = true;
            *day = day.or(given);
        }
    }
    let day = died.or(declared).or(today);
    if dead { day.map(|day| Some(Day(day))).ok_or(Odd) } else { Ok(None) }
}
