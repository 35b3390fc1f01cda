//! What the client says after the stand-in's people have changed.

use events::Hetu;
use events::date;
use vtj::client::Answer;
use vtj::stand_in::{Change, ControlError, Fault};

use crate::{ask_one, first, found, hetu, population, register, stand_in};

const OLD: &str = "140398-9457";
const NEW: &str = "150398-9512";

fn newcomer(hetu: Hetu) -> Change {
    Change::Add {
        hetu,
        first_names: "Eino Olavi".to_owned(),
        call_name: Some("Olavi".to_owned()),
        surname: "Hietala".to_owned(),
        former_surnames: vec!["Sánchez".to_owned()],
        sex: Some("1".to_owned()),
        language: Some("se".to_owned()),
        nationalities: Some(vec!["246".to_owned(), "736".to_owned()]),
        birth_date: Some(date(1998, 3, 15)),
    }
}

#[tokio::test]
async fn somebody_added_is_found_as_given() {
    let stand_in = stand_in().await;
    let register = register(&stand_in);
    assert_eq!(ask_one(&register, hetu(OLD)).await, Answer::NotFound);
    stand_in.control().change(newcomer(hetu(OLD))).unwrap();
    let answer = ask_one(&register, hetu(OLD)).await;
    let record = found(&answer);
    assert!(record.names.first_names == "Eino Olavi" && record.names.call_name == "Olavi");
    assert_eq!(
        (record.names.surname.as_str(), record.former_surnames.as_slice()),
        ("Hietala", &["Sánchez".to_owned()][..])
    );
    assert_eq!((record.sex.as_deref(), record.language.as_deref()), (Some("1"), Some("se")));
    assert_eq!(record.nationalities, ["246", "729"]);
    assert_eq!(record.birth_date.unwrap().0, date(1998, 3, 15));
    stand_in.control().reset_people();
    assert_eq!(ask_one(&register, hetu(OLD)).await, Answer::NotFound);
}

#[tokio::test]
async fn a_replaced_hetu_leads_to_its_holder() {
    let stand_in = stand_in().await;
    let (register, control) = (register(&stand_in), stand_in.control());
    control.change(newcomer(hetu(OLD))).unwrap();
    control.change(Change::ReplaceHetu { old: hetu(OLD), new: hetu(NEW) }).unwrap();
    let others = first(3);
    let asked = [others[0], hetu(OLD), others[1], hetu(NEW), others[2], hetu(OLD)];
    let answers = register.ask(&asked).await.unwrap();
    for place in [1, 3, 5] {
        let record = found(&answers.answers[place]);
        assert_eq!((record.hetu, record.former_hetus.as_slice()), (hetu(NEW), &[hetu(OLD)][..]));
    }
    // The new one was among those asked, so nothing had to be asked again.
    assert_eq!((control.requests().requests, control.requests().hetus), (1, 5));

    let answers = register.ask(&[others[0], hetu(OLD)]).await.unwrap();
    assert_eq!(found(&answers.answers[1]).hetu, hetu(NEW));
    assert_eq!(control.requests().requests, 3);
    assert_eq!(answers.id.split(' ').count(), 2);
}

#[tokio::test]
async fn a_chain_of_hetus_is_followed_to_its_end_and_kept_whole() {
    let stand_in = stand_in().await;
    let (register, control) = (register(&stand_in), stand_in.control());
    let (a, b, c) = (population().hetu(5), hetu(OLD), hetu(NEW));
    control.change(Change::ReplaceHetu { old: a, new: b }).unwrap();
    control.change(Change::ReplaceHetu { old: b, new: c }).unwrap();
    for asked in [a, b, c] {
        let answer = ask_one(&register, asked).await;
        assert_eq!((found(&answer).hetu, found(&answer).former_hetus.as_slice()), (c, &[a, b][..]));
    }
}

#[tokio::test]
async fn a_second_change_in_a_row_is_not_followed() {
    let stand_in = stand_in().await;
    let replaced = |old: &str, new: &str| Fault {
        body: Some(format!(
            r#"{{"perustiedot":[{{"henkilotunnus":"{old}","tietoryhmat":[{{"tietoryhma":"HENKILOTUNNUS_KORJAUS",
            "voimassaolo":"PASSIIVI","muutettuHenkilotunnus":"{old}","aktiivinenHenkilotunnus":"{new}",
            "edellisetHenkilotunnukset":["{old}"]}}]}}],"ajanTasalla":true}}"#
        )),
        ..Fault::default()
    };
    // There and back again, and on to a third.
    for third in [OLD, "210705A932J"] {
        let fault = Fault { next: vec![replaced(OLD, NEW), replaced(NEW, third)], ..Fault::default() };
        stand_in.control().set_fault(fault).unwrap();
        assert_eq!(ask_one(&register(&stand_in), hetu(OLD)).await, Answer::Unreadable);
    }
}

#[tokio::test]
async fn what_becomes_of_the_hetu_in_force_becomes_of_the_asked_one() {
    let stand_in = stand_in().await;
    let (register, control) = (register(&stand_in), stand_in.control());
    let old = population().hetu(9);
    control.change(Change::ReplaceHetu { old, new: hetu(NEW) }).unwrap();
    control.change(Change::NoName { hetu: hetu(NEW) }).unwrap();
    assert_eq!(ask_one(&register, old).await, Answer::NoName);
    control.set_fault(Fault { missing: vec![hetu(NEW)], ..Fault::default() }).unwrap();
    assert_eq!(ask_one(&register, old).await, Answer::NotFound);
    control.reset_faults();
    control.change(Change::Passivate { hetu: hetu(NEW) }).unwrap();
    assert_eq!(ask_one(&register, old).await, Answer::Passive);
    assert_eq!(ask_one(&register, hetu(NEW)).await, Answer::Passive);
}

#[tokio::test]
async fn names_deaths_and_orders_change() {
    let stand_in = stand_in().await;
    let (register, control) = (register(&stand_in), stand_in.control());
    control.change(newcomer(hetu(OLD))).unwrap();
    let rename =
        Change::Rename { hetu: hetu(OLD), first_names: None, call_name: None, surname: Some("Šarić".to_owned()) };
    control.change(rename).unwrap();
    control.change(Change::Die { hetu: hetu(OLD), day: Some(date(2026, 3, 8)) }).unwrap();
    let answer = ask_one(&register, hetu(OLD)).await;
    let record = found(&answer);
    // The UTF-8 field, not its transliteration.
    assert_eq!(record.names.surname, "Šarić");
    assert_eq!(record.former_surnames, ["Hietala", "Sánchez"]);
    assert_eq!((record.died.unwrap().0, record.municipality.is_none()), (date(2026, 3, 8), true));
    assert!(!record.contacts.is_empty());

    control.change(Change::Die { hetu: hetu(OLD), day: None }).unwrap();
    control.change(Change::Protect { hetu: hetu(OLD) }).unwrap();
    let answer = ask_one(&register, hetu(OLD)).await;
    let record = found(&answer);
    assert!(record.protected && record.contacts.is_empty() && record.municipality.is_none() && record.died.is_none());

    control.change(Change::Unprotect { hetu: hetu(OLD) }).unwrap();
    let answer = ask_one(&register, hetu(OLD)).await;
    assert!(!found(&answer).protected && found(&answer).municipality.is_some());

    control.change(Change::Remove { hetu: hetu(OLD) }).unwrap();
    assert_eq!(ask_one(&register, hetu(OLD)).await, Answer::NotFound);
}

#[tokio::test]
async fn impossible_changes_change_nothing() {
    let stand_in = stand_in().await;
    let control = stand_in.control();
    let (taken, free) = (population().hetu(0), hetu(OLD));
    let real = Hetu::compose(date(1998, 3, 14), '-', 899).unwrap();
    assert_eq!(control.change(newcomer(taken)), Err(ControlError::HetuTaken));
    assert_eq!(control.change(newcomer(real)), Err(ControlError::NotATestHetu));
    assert_eq!(control.change(Change::ReplaceHetu { old: taken, new: real }), Err(ControlError::NotATestHetu));
    assert_eq!(control.change(Change::ReplaceHetu { old: free, new: hetu(NEW) }), Err(ControlError::NobodyThere));
    assert_eq!(control.change(Change::Die { hetu: free, day: None }), Err(ControlError::NobodyThere));
    let real = Fault { strangers: vec![real], ..Fault::default() };
    assert_eq!(control.set_fault(real), Err(ControlError::ImpossibleFault));
    let nested = Fault { next: vec![Fault { every_nth: 2, ..Fault::default() }], ..Fault::default() };
    assert_eq!(control.set_fault(nested), Err(ControlError::NestedFault));
    let register = register(&stand_in);
    assert_eq!(ask_one(&register, free).await, Answer::NotFound);
    assert!(matches!(ask_one(&register, taken).await, Answer::Found(_)));
}
